package org.cairn.app.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.register.Draft;
import org.cairn.register.PlaceRecords;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place as a record. The geometry is protected: it is well-known text in WGS 84, longitude first.
 *
 * <pre>{"type":"place","place":ID,"names":[{"text":…,"language":…,"source":…}],"geometry":WKT}
 * </pre>
 */
public final class PlaceRecord {
  static final String TYPE = "place";

  private PlaceRecord() {}

  /** With two digests, of which one says nothing yet. */
  public static Draft draft(Place place) {
    return new Draft(encode(place), Set.of("geometry"), 2);
  }

  static ObjectNode encode(Place place) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("type", TYPE).put("place", place.id());
    ArrayNode names = record.putArray("names");
    for (PlaceName name : place.names()) {
      ObjectNode one = names.addObject().put("text", name.text());
      name.language().ifPresent(language -> one.put("language", language));
      name.source().ifPresent(source -> one.put("source", source));
    }
    return record.put("geometry", place.geometry().toText());
  }

  /**
   * Of this form, or of the one that has everything said of the place, as much as the watch needs.
   * Empty where there is nothing to watch, or the vault does not have the geometry any more.
   */
  static Optional<Place> decode(ObjectNode record) {
    if (record.has("form")) {
      return described(record);
    }
    String text = record.path("geometry").asString("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<PlaceName> names = new ArrayList<>();
    for (JsonNode name : record.path("names").values()) {
      names.add(
          new PlaceName(
              name.path("text").asString(""), text(name, "language"), text(name, "source")));
    }
    return Optional.of(new Place(record.path("place").asString(""), names, geometry(text)));
  }

  private static Optional<Place> described(ObjectNode record) {
    try {
      return PlaceRecords.decode(record).toPlace();
    } catch (MalformedRecordException toldByTheRegister) {
      return Optional.empty();
    }
  }

  static Geometry geometry(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new IllegalStateException("A geometry written by Cairn cannot be read: " + text, e);
    }
  }

  /** Whether both say the same. */
  public static boolean same(Place one, Place other) {
    return encode(one).equals(encode(other));
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
