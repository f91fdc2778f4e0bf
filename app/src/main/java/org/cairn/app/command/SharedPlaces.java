package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.register.SamePlace;

/**
 * Places that several files of one import tell of, such as points in one and outlines in another:
 * what all of them say is put together before it is imported, so that the same files again change
 * nothing. Single-thread.
 */
final class SharedPlaces {
  /** Of a single file. */
  static final SharedPlaces NONE = new SharedPlaces(Set.of());

  private final Set<String> ids;
  private final Map<String, Whole> places = new LinkedHashMap<>();

  private SharedPlaces(Set<String> ids) {
    this.ids = ids;
  }

  /**
   * A place with where it was met first.
   *
   * @param row as {@link DescriptionSink#place} has it
   */
  record Whole(PlaceDescription place, String file, int row) {}

  /** Reads the files for their ids; in memory are all ids, where there are several files. */
  static SharedPlaces of(PlaceFiles files) throws IOException {
    if (files.sources().size() < 2) {
      return NONE;
    }
    Map<String, Integer> firstFile = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (int i = 0; i < files.sources().size(); i++) {
      PlaceFiles.Source source = files.sources().get(i);
      try {
        source.format().read(source.file(), new Ids(i, firstFile, shared));
      } catch (PlaceFormatException toldWhenItIsRead) {
        continue;
      }
    }
    return new SharedPlaces(shared);
  }

  private record Ids(int file, Map<String, Integer> firstFile, Set<String> shared)
      implements DescriptionSink {
    @Override
    public void place(PlaceDescription place, int row) {
      Integer first = firstFile.putIfAbsent(place.id(), file);
      if (first != null && first != file) {
        shared.add(place.id());
      }
    }

    @Override
    public void problem(RowProblem toldWhenItIsRead) {
      // Said when the file is read to be imported.
    }
  }

  boolean has(String id) {
    return ids.contains(id);
  }

  /** What is to be said of the row; refused where the id is that of another place. */
  Optional<RowProblem> add(PlaceDescription place, String file, int row) {
    Whole known = places.putIfAbsent(place.id(), new Whole(place, file, row));
    if (known == null) {
      return Optional.empty();
    }
    String where = "row %d of '%s'".formatted(known.row(), known.file());
    if (!SamePlace.may(known.place(), place)) {
      return Optional.of(
          ImportProblems.of(
              Severity.REFUSED,
              file,
              row,
              Code.ID_DUPLICATE,
              place.id(),
              "The id is that of another place in %s: they share no word of a name, and lie more than a kilometre apart."
                  .formatted(where),
              "one id for one place",
              "Give one of the two another id, or import the files one by one, with --prefix."));
    }
    places.put(place.id(), new Whole(together(known.place(), place), known.file(), known.row()));
    return Optional.of(
        ImportProblems.of(
            Severity.NOTE,
            file,
            row,
            Code.PLACE_REPEATED,
            place.id(),
            "The place stands in %s too; what both say was put together.".formatted(where),
            "",
            ""));
  }

  /** In the order of their first rows. */
  List<Whole> places() {
    return List.copyOf(places.values());
  }

  private static PlaceDescription together(PlaceDescription one, PlaceDescription other) {
    Set<Statement> statements = new LinkedHashSet<>(one.statements());
    statements.addAll(other.statements());
    Set<Extra> extra = new LinkedHashSet<>(one.extra());
    extra.addAll(other.extra());
    return new PlaceDescription(
        one.id(),
        new ArrayList<>(statements),
        stricter(one.sensitivity(), other.sensitivity()),
        new ArrayList<>(extra));
  }

  private static Sensitivity stricter(Sensitivity one, Sensitivity other) {
    int order = one.level().compareTo(other.level());
    return order > 0 || (order == 0 && one.cellMetres() >= other.cellMetres()) ? one : other;
  }
}
