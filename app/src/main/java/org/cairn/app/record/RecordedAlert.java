package org.cairn.app.record;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An alert as its record has it, for who looks at it: numbers, curve, and which pictures there are.
 * Where it lies is left out. Immutable.
 *
 * @param evidence without pixels of pictures; an empty series where the record has none
 * @param pictures in time order
 * @param widthMetres of each picture on the ground; empty where not recorded
 * @param curve whether the curve could be read
 */
public record RecordedAlert(
    AlertEvidence evidence,
    List<Picture> pictures,
    Optional<Size> size,
    OptionalDouble widthMetres,
    Curve curve) {
  private static final int CURVE_BYTES = 16 << 20;

  public RecordedAlert {
    pictures = List.copyOf(pictures);
  }

  /** What became of the curve. */
  public enum Curve {
    READ,
    /** The record is from before curves were recorded. */
    NOT_RECORDED,
    /** Its blob is missing or is another. */
    IN_DOUBT
  }

  /** In pixels. */
  public record Size(int cols, int rows) {}

  /**
   * One picture, which is a blob.
   *
   * @param role {@code before}, {@code after} or {@code strip}
   * @param clearShare seen clear, 0 to 1; 1 where not recorded, as of those that date the alert
   */
  public record Picture(
      String role,
      Hash blob,
      LocalDate date,
      String sensor,
      boolean trueColour,
      double clearShare) {
    /** Less than half of it was seen. */
    public boolean isCloudy() {
      return clearShare < 0.5;
    }
  }

  /**
   * @param record of an alert
   * @throws IllegalArgumentException for a record that no version of Cairn wrote
   */
  public static RecordedAlert of(ObjectNode record, BlobStore blobs) throws IOException {
    try {
      return decode(record, series(record, blobs));
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "The record of alert '" + record.path("alert").asString("") + "' is not in form", e);
    }
  }

  /**
   * As {@link #of}, for who wants the pictures only: nothing but the record is read.
   *
   * @throws IllegalArgumentException for a record that no version of Cairn wrote
   */
  public static RecordedAlert withoutCurve(ObjectNode record) {
    try {
      return decode(record, NO_SERIES);
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "The record of alert '" + record.path("alert").asString("") + "' is not in form", e);
    }
  }

  private static final Series NO_SERIES = new Series("", List.of(), Curve.NOT_RECORDED);

  private static RecordedAlert decode(ObjectNode record, Series series) {
    List<Picture> pictures = new ArrayList<>();
    for (JsonNode chip : record.path("chips").values()) {
      pictures.add(
          new Picture(
              chip.path("role").asString(""),
              Hash.of(
                  java.util.HexFormat.of()
                      .parseHex(chip.path("blob").asString("").replaceFirst("^sha256:", ""))),
              LocalDate.parse(chip.path("date").asString("")),
              chip.path("sensor").asString(""),
              chip.path("true_colour").asBoolean(false),
              decimal(chip, "clear_share").orElse(1)));
    }
    pictures.sort(java.util.Comparator.comparing(Picture::date));
    JsonNode picture = record.path("picture");
    Optional<Size> size =
        picture.isObject()
            ? Optional.of(new Size(picture.path("cols").asInt(), picture.path("rows").asInt()))
            : Optional.empty();
    OptionalDouble width = decimal(picture, "width_m");
    double sampleDistance =
        size.isPresent() && width.isPresent()
            ? width.getAsDouble() / size.get().cols()
            : Double.NaN;
    AlertEvidence evidence =
        new AlertEvidence(
            alert(record),
            Optional.empty(),
            Optional.empty(),
            outline(picture),
            sampleDistance,
            series.layer.isEmpty() ? layerOf(record) : series.layer,
            series.points);
    return new RecordedAlert(evidence, pictures, size, width, series.curve);
  }

  private record Series(String layer, List<AlertEvidence.Point> points, Curve curve) {}

  private static Series series(ObjectNode record, BlobStore blobs) throws IOException {
    JsonNode name = record.path("series").path("blob");
    if (!name.isString()) {
      return new Series("", List.of(), Curve.NOT_RECORDED);
    }
    JsonNode document;
    try {
      document = JsonMapper.shared().readTree(RecordedInputs.blob(name, blobs, CURVE_BYTES));
    } catch (IntegrityException | RefusedException | JacksonException doubtful) {
      return new Series("", List.of(), Curve.IN_DOUBT);
    }
    List<AlertEvidence.Point> points = new ArrayList<>();
    for (JsonNode point : document.path("points").values()) {
      points.add(
          new AlertEvidence.Point(
              LocalDate.parse(point.path("date").asString("")),
              point.path("look").asString("").equals("clear")
                  ? AlertEvidence.Look.CLEAR
                  : AlertEvidence.Look.CLOUDY,
              decimal(point, "value"),
              decimal(point, "expected"),
              decimal(point, "spread"),
              decimal(point, "surroundings"),
              point.path("use").asString("").equals("watched")));
    }
    return new Series(document.path("layer").asString(""), points, Curve.READ);
  }

  /** The layer that was watched is the last of the changes. */
  private static String layerOf(ObjectNode record) {
    List<String> bands = List.copyOf(record.path("change").propertyNames());
    return bands.isEmpty() ? "" : bands.getLast();
  }

  private static List<Chip.Ring> outline(JsonNode picture) {
    List<Chip.Ring> rings = new ArrayList<>();
    for (JsonNode ring : picture.path("outline").values()) {
      List<Chip.Vertex> vertices = new ArrayList<>();
      for (JsonNode vertex : ring.values()) {
        vertices.add(
            new Chip.Vertex(
                Double.parseDouble(vertex.path(0).asString("")),
                Double.parseDouble(vertex.path(1).asString(""))));
      }
      rings.add(new Chip.Ring(vertices));
    }
    return rings;
  }

  private static Alert alert(ObjectNode record) {
    JsonNode placebos = record.path("placebos");
    List<Alert.BandChange> changes = new ArrayList<>();
    for (var change : record.path("change").properties()) {
      changes.add(
          new Alert.BandChange(
              change.getKey(),
              decimal(change.getValue(), "before").orElse(Double.NaN),
              decimal(change.getValue(), "after").orElse(Double.NaN),
              change.getValue().path("unit").asString("")));
    }
    List<Alert.Direction> directions = new ArrayList<>();
    for (JsonNode code : record.path("direction").values()) {
      Stream.of(Alert.Direction.values())
          .filter(one -> one.code().equals(code.asString("")))
          .findFirst()
          .ifPresent(directions::add);
    }
    List<String> items = new ArrayList<>();
    record.path("items").values().forEach(item -> items.add(item.asString("")));
    JsonNode method = record.path("method");
    return new Alert(
        record.path("alert").asString(""),
        record.path("place").asString(""),
        new GeometryFactory().createPolygon(),
        LocalDate.parse(record.path("last_unchanged").asString("")),
        LocalDate.parse(record.path("first_seen").asString("")),
        LocalDate.parse(record.path("raised").asString("")),
        decimal(record, "score").orElse(Double.NaN),
        decimal(record, "expected_per_site_year").orElse(Double.NaN),
        new Alert.Placebos(
            placebos.path("n").asInt(0),
            placebos.path("independent").asInt(0),
            placebos.path("at_least_as_large").asInt(0)),
        decimal(record, "area_m2").orElse(Double.NaN),
        changes,
        directions,
        record.path("sensor").asString(""),
        new Alert.Method(method.path("name").asString(""), method.path("version").asString("")),
        items,
        EvidenceRecord.evidence(record),
        Optional.empty());
  }

  /**
   * What was said of the alert's place.
   *
   * @param record of the place's coverage, of the same run
   */
  public static Coverage coverage(ObjectNode record) {
    return CoverageRecord.decode(record);
  }

  static OptionalDouble decimal(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }
}
