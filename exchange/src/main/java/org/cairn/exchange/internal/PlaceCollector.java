package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.exchange.PlacesRead;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Gives every place of all files its id, and settles repeated ones.
 *
 * <p>An id met again with an equal geometry is the same place: names are joined. With another
 * geometry within a kilometre it is the same place drawn twice (registers export point and outline
 * as two rows): the outline is the footprint. Farther away it is refused: two places under one id
 * would be one alert too few. Ids made here from names or positions are made unique instead.
 */
final class PlaceCollector {
  private final List<Place> places = new ArrayList<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private final List<RowProblem> problems = new ArrayList<>();

  /** Ten thousand places may have the same name and no id; each is to be settled in one step. */
  private final Map<MadeUp, String> madeUpIds = new HashMap<>();

  private final Map<String, Integer> nextSuffix = new HashMap<>();

  private record Origin(int index, String file, int row) {}

  private record MadeUp(String wanted, Envelope where) {}

  /** Takes over what a file gave; its sink is not used afterwards. */
  void take(FileSink sink) {
    int fromName = 0;
    int fromPosition = 0;
    for (Draft draft : sink.drafts()) {
      if (draft.id().isPresent()) {
        settle(draft.id().get(), draft, sink);
      } else if (!draft.names().isEmpty()) {
        fromName++;
        settleMadeUp(Identifiers.clean(draft.names().getFirst().text()), draft, sink);
      } else {
        fromPosition++;
        settleMadeUp(shortName(sink.file()) + "#" + draft.row(), draft, sink);
      }
    }
    if (fromName > 0) {
      sink.noteFile(
          Finding.of(
              Code.ID_FROM_NAME,
              fromName + " place(s) have no id; the name stands in.",
              "",
              "Add an id, so that alerts keep pointing at the place when its name changes."));
    }
    if (fromPosition > 0) {
      sink.noteFile(
          Finding.of(
              Code.ID_FROM_POSITION,
              fromPosition + " place(s) have neither id nor name; file and row stand in.",
              "",
              "Add an id, so that alerts keep pointing at the place when rows move."));
    }
    problems.addAll(sink.problems());
  }

  PlacesRead result() {
    return new PlacesRead(places, problems);
  }

  private void settle(String id, Draft draft, FileSink sink) {
    Origin origin = origins.get(id);
    if (origin == null) {
      add(id, draft, sink);
      return;
    }
    Place known = places.get(origin.index());
    if (known.geometry().equalsTopo(draft.geometry())) {
      join(origin, known, draft, known.geometry());
      sink.note(
          draft.row(),
          Finding.of(
                  Code.PLACE_REPEATED,
                  "The place repeats " + where(origin) + "; names were joined.",
                  "",
                  "")
              .withField("id")
              .withValue(id));
    } else if (Nearness.mayBeOnePlace(known.geometry(), draft.geometry())) {
      join(origin, known, draft, joined(known.geometry(), draft.geometry()));
      sink.note(
          draft.row(),
          Finding.of(
                  Code.GEOMETRIES_JOINED,
                  "The id has another geometry in "
                      + where(origin)
                      + ", close by; outlines were taken before lines and points, names joined.",
                  "",
                  "")
              .withField("id")
              .withValue(id));
    } else {
      sink.refuse(
          draft.row(),
          Finding.of(
                  Code.ID_DUPLICATE,
                  "The id is already that of a place more than a kilometre away, in "
                      + where(origin)
                      + ".",
                  "one id for one place",
                  "Give this place its own id.")
              .withField("id")
              .withValue(id));
    }
  }

  private void settleMadeUp(String wanted, Draft draft, FileSink sink) {
    MadeUp key = new MadeUp(wanted, draft.geometry().getEnvelopeInternal());
    String same = madeUpIds.get(key);
    if (same != null
        && places.get(originOf(same).index()).geometry().equalsTopo(draft.geometry())) {
      settle(same, draft, sink);
      return;
    }
    String id = wanted;
    while (origins.containsKey(id)) {
      id = wanted + " ~" + nextSuffix.merge(wanted, 2, (n, two) -> n + 1);
    }
    madeUpIds.putIfAbsent(key, id);
    if (!id.equals(wanted)) {
      sink.note(
          draft.row(),
          Finding.of(
                  Code.ID_MADE_UNIQUE,
                  "Another place has the same name and no id either; this one is called '"
                      + Finding.excerptOf(id)
                      + "'.",
                  "",
                  "Add ids to the list.")
              .withField("id"));
    }
    add(id, draft, sink);
  }

  private Origin originOf(String id) {
    Origin origin = origins.get(id);
    if (origin == null) {
      throw new IllegalStateException("No place was taken under the id '" + id + "'");
    }
    return origin;
  }

  private void add(String id, Draft draft, FileSink sink) {
    origins.put(id, new Origin(places.size(), sink.file(), draft.row()));
    places.add(new Place(id, draft.names(), draft.geometry()));
  }

  private void join(Origin origin, Place known, Draft draft, Geometry geometry) {
    Set<PlaceName> names = new LinkedHashSet<>(known.names());
    names.addAll(draft.names());
    places.set(origin.index(), new Place(known.id(), List.copyOf(names), geometry));
  }

  private static Geometry joined(Geometry known, Geometry other) {
    if (known.getDimension() != other.getDimension()) {
      return known.getDimension() > other.getDimension() ? known : other;
    }
    return known.union(other);
  }

  private static String where(Origin origin) {
    return "row " + origin.row() + " of '" + shortName(origin.file()) + "'";
  }

  private static String shortName(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }
}
