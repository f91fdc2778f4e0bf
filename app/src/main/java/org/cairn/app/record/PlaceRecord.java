package org.cairn.app.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.register.PlaceRecords;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the watch needs of a place's record, in either of the forms that {@link PlaceRecords} reads.
 */
final class PlaceRecord {
  private static final String NOWHERE =
      "Nothing says where it is, or the vault no longer has it: import it again with a geometry.";

  private static final String WITHOUT_AREA =
      "Its outline encloses no area: draw it again, or give the place as a point or line.";

  private PlaceRecord() {}

  /**
   * A place of which the ledger says something.
   *
   * @param index of the entry
   * @param watched empty where there is nothing to watch
   * @param whyNot one sentence; empty where there is
   */
  record Registered(long index, String id, Optional<Place> watched, String whyNot) {}

  /** Empty where the record is none that can be read, which the register tells. */
  static Optional<Registered> decode(long index, ObjectNode record) {
    try {
      return Optional.of(record.has("form") ? described(index, record) : simple(index, record));
    } catch (MalformedRecordException | IllegalArgumentException toldByTheRegister) {
      return Optional.empty();
    }
  }

  private static Registered described(long index, ObjectNode record) {
    return of(index, PlaceRecords.decode(record));
  }

  /** What is said of a place from an entry on. */
  static Registered of(long index, PlaceDescription place) {
    Optional<Place> watched = place.toPlace();
    String whyNot =
        watched.isPresent() ? "" : place.geometries().isEmpty() ? NOWHERE : WITHOUT_AREA;
    return new Registered(index, place.id(), watched, whyNot);
  }

  /** To the letter: runs were recorded over these very places. */
  private static Registered simple(long index, ObjectNode record) {
    String id = record.path("place").asString("");
    String text = record.path("geometry").asString("");
    if (text.isEmpty()) {
      return new Registered(index, id, Optional.empty(), NOWHERE);
    }
    List<PlaceName> names = new ArrayList<>();
    for (JsonNode name : record.path("names").values()) {
      names.add(
          new PlaceName(
              name.path("text").asString(""), text(name, "language"), text(name, "source")));
    }
    return new Registered(index, id, Optional.of(new Place(id, names, geometry(text))), "");
  }

  static Geometry geometry(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new IllegalStateException("A geometry written by Cairn cannot be read: " + text, e);
    }
  }

  static Optional<String> text(JsonNode node, String name) {
    return text(node.path(name));
  }

  static Optional<String> text(JsonNode list, int index) {
    return text(list.path(index));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}
