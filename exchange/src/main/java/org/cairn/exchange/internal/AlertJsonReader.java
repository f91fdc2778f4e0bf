package org.cairn.exchange.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.cairn.exchange.AlertsFormatException;
import org.cairn.exchange.AlertsFormatException.Code;
import org.cairn.exchange.NamedAlert;
import org.cairn.exchange.RunRecord;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The counterpart of {@link AlertJson}: each value is asked for by name and kind. */
public final class AlertJsonReader {
  private static final Geometry NOWHERE = Footprint.FACTORY.createPolygon();

  private AlertJsonReader() {}

  /** The file's outermost object. */
  public static Member parse(String file, byte[] bytes) throws AlertsFormatException {
    try {
      return new Member(file, "", "", AlertJson.MAPPER.readTree(bytes));
    } catch (JacksonException e) {
      throw new AlertsFormatException(
          Code.JSON_BROKEN,
          "'"
              + file
              + "' is not well-formed JSON ("
              + e.getOriginalMessage()
              + "); write it again"
              + " with 'cairn detect'",
          e);
    }
  }

  public static NamedAlert alert(Member feature) throws AlertsFormatException {
    feature.expect("type", "Feature");
    Member properties = feature.get("properties");
    Member placebos = properties.get("placebos");
    Member method = properties.get("method");
    List<Alert.BandChange> changes = new ArrayList<>();
    for (Member band : properties.get("change").members()) {
      changes.add(
          new Alert.BandChange(
              band.name(),
              band.get("before").number(),
              band.get("after").number(),
              band.get("unit").text()));
    }
    List<String> items = new ArrayList<>();
    for (Member item : properties.get("items").elements()) {
      items.add(item.text());
    }
    Optional<Member> inPixels = properties.find("outline_px");
    Alert alert =
        new Alert(
            properties.get("alert").text(),
            properties.get("place").text(),
            inPixels.isPresent() ? NOWHERE : geometry(feature.get("geometry")),
            properties.get("last_unchanged").date(),
            properties.get("first_seen").date(),
            properties.get("raised").date(),
            properties.get("score").number(),
            properties.get("expected_per_site_year").number(),
            new Alert.Placebos(
                placebos.get("n").count(),
                placebos.get("independent").count(),
                placebos.get("at_least_as_large").count()),
            squareMetres(properties, inPixels.isPresent()),
            changes,
            directions(properties.get("direction")),
            properties.get("sensor").text(),
            new Alert.Method(method.get("name").text(), method.get("version").text()),
            items,
            EvidenceJson.evidence(properties.find("evidence")),
            inPixels.isPresent() ? Optional.of(geometry(inPixels.get())) : Optional.empty());
    return new NamedAlert(alert, properties.get("place_name").text());
  }

  public static Coverage coverage(Member place) throws AlertsFormatException {
    List<Coverage.Detectable> detectable = new ArrayList<>();
    for (Member one : place.get("smallest_detectable").elements()) {
      detectable.add(
          new Coverage.Detectable(
              squareMetres(one, one.find("area_px").isPresent()),
              one.get("contrast").number(),
              one.get("power").number(),
              one.find("area_px").isPresent()
                  ? OptionalInt.of(one.get("area_px").count())
                  : OptionalInt.empty()));
    }
    Optional<Member> from = place.find("from");
    Optional<Member> until = place.find("until");
    return new Coverage(
        place.get("place").text(),
        place.get("status").oneOf(Coverage.Status.values(), Coverage.Status::code),
        place.get("why").text(),
        place.get("looks").count(),
        place.get("acquisitions").count(),
        from.isPresent() ? Optional.of(from.get().date()) : Optional.empty(),
        until.isPresent() ? Optional.of(until.get().date()) : Optional.empty(),
        number(place.find("max_score")),
        number(place.find("threshold")),
        detectable,
        regional(place.find("regional")),
        placebos(place.find("placebos")),
        detection(place.find("detection")),
        EvidenceJson.radar(place.find("radar")),
        EvidenceJson.further(place.find("further")));
  }

  /** Absent in files of before. */
  private static Optional<Coverage.Placebos> placebos(Optional<Member> found)
      throws AlertsFormatException {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Member placebos = found.get();
    List<Integer> counts = new ArrayList<>();
    for (Member count : placebos.get("counts").elements()) {
      counts.add(count.count());
    }
    return Optional.of(
        new Coverage.Placebos(
            placebos.get("n").count(),
            placebos.get("independent").count(),
            placebos.get("at_least_as_large").count(),
            placebos.get("above_threshold").count(),
            placebos.get("clear_of_other_places").truth(),
            placebos.get("expected_per_site_year").number(),
            placebos.get("lowest").number(),
            placebos.get("highest").number(),
            counts));
  }

  /** Absent in files of before. */
  private static List<Coverage.Detection> detection(Optional<Member> found)
      throws AlertsFormatException {
    List<Coverage.Detection> detection = new ArrayList<>();
    if (found.isPresent()) {
      for (Member size : found.get().elements()) {
        List<Coverage.Smallest> smallest = new ArrayList<>();
        for (Member one : size.get("smallest").elements()) {
          smallest.add(
              new Coverage.Smallest(
                  one.get("share").number(),
                  number(one.find("contrast")),
                  one.get("power").number()));
        }
        detection.add(
            new Coverage.Detection(
                size.get("side_px").count(),
                number(size.find("area_m2")).orElse(Double.NaN),
                size.get("trials").count(),
                size.get("largest_contrast").number(),
                smallest));
      }
    }
    return detection;
  }

  /**
   * @param countedInPixels whether the ground size may be unknown: NaN then
   */
  private static double squareMetres(Member of, boolean countedInPixels)
      throws AlertsFormatException {
    return countedInPixels && of.find("area_m2").isEmpty()
        ? Double.NaN
        : of.get("area_m2").number();
  }

  private static Optional<Coverage.Regional> regional(Optional<Member> change)
      throws AlertsFormatException {
    if (change.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Coverage.Regional(
            change.get().get("last_before").date(),
            change.get().get("seen").date(),
            change.get().get("share").number()));
  }

  public static RunRecord.Scene scene(Member scene) throws AlertsFormatException {
    Optional<Member> heldBack = scene.find("held_back");
    return new RunRecord.Scene(
        scene.get("item").text(),
        scene.get("acquired").instant(),
        scene.get("sensor").text(),
        scene.get("radiometry").text(),
        heldBack.isPresent() ? Optional.of(heldBack.get().text()) : Optional.empty());
  }

  private static OptionalDouble number(Optional<Member> member) throws AlertsFormatException {
    return member.isPresent() ? OptionalDouble.of(member.get().number()) : OptionalDouble.empty();
  }

  private static Geometry geometry(Member geometry) throws AlertsFormatException {
    try {
      return GeoJsonPolygons.read(geometry.node());
    } catch (IllegalArgumentException e) {
      throw new AlertsFormatException(
          Code.VALUE_WRONG, geometry.where() + ": " + e.getMessage(), e);
    }
  }

  private static List<Alert.Direction> directions(Member direction) throws AlertsFormatException {
    List<Alert.Direction> directions = new ArrayList<>();
    if (!direction.text().isEmpty()) {
      for (String word : direction.text().split(AlertJson.DIRECTION_SEPARATOR, -1)) {
        directions.add(direction.oneOf(word, Alert.Direction.values(), Alert.Direction::code));
      }
    }
    return directions;
  }

  /**
   * A value that knows where it stands, for messages.
   *
   * @param path names from the outermost object down, for example {@code features.3.properties}
   */
  public record Member(String file, String path, String name, JsonNode node) {

    public Member get(String child) throws AlertsFormatException {
      Optional<Member> found = find(child);
      if (found.isEmpty()) {
        throw new AlertsFormatException(
            Code.MEMBER_MISSING,
            where() + ": member '" + child + "' is missing; is this an alerts.geojson?");
      }
      return found.get();
    }

    public Optional<Member> find(String child) {
      JsonNode value = node.path(child);
      return value.isMissingNode() || value.isNull()
          ? Optional.empty()
          : Optional.of(child(child, value));
    }

    public List<Member> elements() throws AlertsFormatException {
      if (!node.isArray()) {
        throw wrong("an array");
      }
      List<Member> elements = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        elements.add(child(Integer.toString(i), node.get(i)));
      }
      return elements;
    }

    public List<Member> members() throws AlertsFormatException {
      if (!node.isObject()) {
        throw wrong("an object");
      }
      List<Member> members = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        members.add(child(entry.getKey(), entry.getValue()));
      }
      return members;
    }

    public String text() throws AlertsFormatException {
      if (!node.isString()) {
        throw wrong("a text");
      }
      return node.asString();
    }

    public void expect(String child, String value) throws AlertsFormatException {
      Member member = get(child);
      if (!member.text().equals(value)) {
        throw member.wrong("'" + value + "'");
      }
    }

    double number() throws AlertsFormatException {
      if (!node.isNumber()) {
        throw wrong("a number");
      }
      return node.asDouble();
    }

    boolean truth() throws AlertsFormatException {
      if (!node.isBoolean()) {
        throw wrong("true or false");
      }
      return node.asBoolean();
    }

    int count() throws AlertsFormatException {
      if (!node.isInt() || node.asInt() < 0) {
        throw wrong("a whole number from 0");
      }
      return node.asInt();
    }

    LocalDate date() throws AlertsFormatException {
      try {
        return LocalDate.parse(text());
      } catch (DateTimeException e) {
        throw wrong("a date such as 2024-05-31");
      }
    }

    Instant instant() throws AlertsFormatException {
      try {
        return Instant.parse(text());
      } catch (DateTimeException e) {
        throw wrong("an instant such as 2024-05-31T10:00:00Z");
      }
    }

    <T> T oneOf(T[] values, Function<T, String> code) throws AlertsFormatException {
      return oneOf(text(), values, code);
    }

    <T> T oneOf(String text, T[] values, Function<T, String> code) throws AlertsFormatException {
      for (T value : values) {
        if (code.apply(value).equals(text)) {
          return value;
        }
      }
      throw wrong("one of " + List.of(values).stream().map(code).toList());
    }

    String where() {
      return "'" + file + "'" + (path.isEmpty() ? "" : ", " + path);
    }

    private Member child(String childName, JsonNode value) {
      return new Member(
          file, path.isEmpty() ? childName : path + "." + childName, childName, value);
    }

    private AlertsFormatException wrong(String expected) {
      return new AlertsFormatException(
          Code.VALUE_WRONG,
          where()
              + ": expected "
              + expected
              + ", found "
              + Finding.excerptOf(node.toString())
              + "; write the file again with 'cairn detect'");
    }
  }
}
