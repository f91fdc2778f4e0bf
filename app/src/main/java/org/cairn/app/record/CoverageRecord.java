package org.cairn.app.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a place, alert or not, as members of its {@code coverage} record. */
final class CoverageRecord {
  private static final String PLACEBOS = "placebos";
  private static final String DETECTION = "detection";

  private CoverageRecord() {}

  /** Everything that a repeat must find again. */
  static ObjectNode of(PlaceResult place) {
    Coverage coverage = place.coverage();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", RunRecords.COVERAGE)
            .put("place", coverage.placeId())
            .put("status", coverage.status().code())
            .put("why", coverage.why())
            .put("looks", coverage.looks())
            .put("acquisitions", coverage.acquisitions())
            .put("alerts", place.alerts().size());
    putDay(node, "from", coverage.from());
    putDay(node, "until", coverage.until());
    coverage.maxScore().ifPresent(score -> node.put("max_score", Double.toString(score)));
    coverage.threshold().ifPresent(score -> node.put("threshold", Double.toString(score)));
    ArrayNode detectable = node.putArray("smallest_detectable");
    for (Coverage.Detectable one : coverage.smallestDetectable()) {
      detectable
          .addObject()
          .put("area_m2", Double.toString(one.areaSquareMetres()))
          .put("contrast", Double.toString(one.contrast()))
          .put("power", Double.toString(one.power()));
    }
    coverage
        .regional()
        .ifPresent(change ->
            node.putObject("regional")
                .put("last_before", change.lastBefore().toString())
                .put("seen", change.seen().toString())
                .put("share", Double.toString(change.share())));
    coverage.placebos().ifPresent(placebos -> put(node.putObject(PLACEBOS), placebos));
    ArrayNode detection = node.putArray(DETECTION);
    for (Coverage.Detection size : coverage.detection()) {
      put(detection.addObject(), size);
    }
    coverage.radar().ifPresent(radar -> EvidenceRecord.put(node, radar));
    coverage.further().ifPresent(further -> EvidenceRecord.put(node, further));
    ArrayNode scores = node.putArray("scores");
    for (PlaceResult.ScoreRise rise : place.scores()) {
      scores.addArray().add(rise.date().toString()).add(Double.toString(rise.score()));
    }
    ArrayNode registrations = node.putArray("registrations");
    for (PlaceResult.Registration shift : place.registrations()) {
      registrations
          .addObject()
          .put("date", shift.date().toString())
          .put("rows", Double.toString(shift.shiftRows()))
          .put("cols", Double.toString(shift.shiftCols()))
          .put("rejected", shift.rejected());
    }
    return node;
  }

  /**
   * The same back, as far as pages tell of it: without radar's tracks.
   *
   * @throws IllegalArgumentException for a record that no version of Cairn wrote
   */
  static Coverage decode(ObjectNode record) {
    try {
      List<Coverage.Detectable> detectable = new ArrayList<>();
      for (JsonNode one : record.path("smallest_detectable").values()) {
        detectable.add(
            new Coverage.Detectable(
                number(one, "area_m2"), number(one, "contrast"), number(one, "power")));
      }
      return new Coverage(
          record.path("place").asString(""),
          Stream.of(Coverage.Status.values())
              .filter(one -> one.code().equals(record.path("status").asString("")))
              .findFirst()
              .orElse(Coverage.Status.UNREADABLE),
          record.path("why").asString(""),
          record.path("looks").asInt(0),
          record.path("acquisitions").asInt(0),
          PlaceRecord.text(record, "from").map(LocalDate::parse),
          PlaceRecord.text(record, "until").map(LocalDate::parse),
          RecordedAlert.decimal(record, "max_score"),
          RecordedAlert.decimal(record, "threshold"),
          detectable,
          regional(record.path("regional")),
          placebos(record.path(PLACEBOS)),
          detection(record.path(DETECTION)));
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "The coverage of '" + record.path("place").asString("") + "' is not in form", e);
    }
  }

  private static Optional<Coverage.Regional> regional(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Coverage.Regional(
                LocalDate.parse(node.path("last_before").asString("")),
                LocalDate.parse(node.path("seen").asString("")),
                number(node, "share")))
        : Optional.empty();
  }

  private static Optional<Coverage.Placebos> placebos(JsonNode node) {
    if (!node.isObject()) {
      return Optional.empty();
    }
    List<Integer> counts = new ArrayList<>();
    node.path("counts").values().forEach(count -> counts.add(count.asInt(0)));
    return Optional.of(
        new Coverage.Placebos(
            node.path("n").asInt(0),
            node.path("independent").asInt(0),
            node.path("at_least_as_large").asInt(0),
            node.path("above_threshold").asInt(0),
            node.path("clear_of_other_places").asBoolean(false),
            number(node, "expected_per_site_year"),
            number(node, "lowest"),
            number(node, "highest"),
            counts));
  }

  private static List<Coverage.Detection> detection(JsonNode node) {
    List<Coverage.Detection> sizes = new ArrayList<>();
    for (JsonNode size : node.values()) {
      List<Coverage.Smallest> smallest = new ArrayList<>();
      for (JsonNode one : size.path("smallest").values()) {
        smallest.add(
            new Coverage.Smallest(
                number(one, "share"),
                RecordedAlert.decimal(one, "contrast"),
                number(one, "power")));
      }
      sizes.add(
          new Coverage.Detection(
              size.path("side_px").asInt(0),
              number(size, "area_m2"),
              size.path("trials").asInt(0),
              number(size, "largest_contrast"),
              smallest));
    }
    return sizes;
  }

  private static double number(JsonNode node, String name) {
    return RecordedAlert.decimal(node, name).orElse(Double.NaN);
  }

  /** Members that records of before lack; later ones always have the second. */
  static Set<String> lacking(ObjectNode record) {
    return record.has(DETECTION) ? Set.of() : Set.of(PLACEBOS, DETECTION);
  }

  private static void put(ObjectNode node, Coverage.Placebos placebos) {
    node.put("n", placebos.n())
        .put("independent", placebos.independent())
        .put("at_least_as_large", placebos.atLeastAsLarge())
        .put("above_threshold", placebos.aboveThreshold())
        .put("clear_of_other_places", placebos.clearOfOtherPlaces())
        .put("expected_per_site_year", Double.toString(placebos.expectedPerSiteYear()))
        .put("lowest", Double.toString(placebos.lowest()))
        .put("highest", Double.toString(placebos.highest()));
    ArrayNode counts = node.putArray("counts");
    placebos.counts().forEach(counts::add);
  }

  private static void put(ObjectNode node, Coverage.Detection size) {
    node.put("side_px", size.sidePixels())
        .put("area_m2", Double.toString(size.areaSquareMetres()))
        .put("trials", size.trials())
        .put("largest_contrast", Double.toString(size.largestContrast()));
    ArrayNode smallest = node.putArray("smallest");
    for (Coverage.Smallest one : size.smallest()) {
      ObjectNode found = smallest.addObject().put("share", Double.toString(one.share()));
      one.contrast().ifPresent(contrast -> found.put("contrast", Double.toString(contrast)));
      found.put("power", Double.toString(one.power()));
    }
  }

  private static void putDay(ObjectNode node, String name, Optional<LocalDate> day) {
    day.ifPresent(known -> node.put(name, known.toString()));
  }
}
