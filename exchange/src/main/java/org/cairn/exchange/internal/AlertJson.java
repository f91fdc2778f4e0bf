package org.cairn.exchange.internal;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.exchange.NamedAlert;
import org.cairn.exchange.RunRecord;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The members of alerts.geojson, spelt as others script against them. */
public final class AlertJson {
  /** Between the words of {@code direction}. */
  static final String DIRECTION_SEPARATOR = "; ";

  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private AlertJson() {}

  /** One feature, on one line. */
  public static String feature(NamedAlert named) {
    Alert alert = named.alert();
    ObjectNode feature = MAPPER.createObjectNode();
    feature.put("type", "Feature");
    feature.put("id", alert.id());
    if (alert.pixelOutline().isPresent()) {
      // RFC 7946, section 3.2: a feature without location has a geometry of null.
      feature.putNull("geometry");
    } else {
      feature.set("geometry", polygons(alert, alert.changedArea()));
    }
    ObjectNode properties = feature.putObject("properties");
    properties.put("alert", alert.id());
    properties.put("place", alert.placeId());
    properties.put("place_name", named.placeName());
    properties.put("last_unchanged", alert.lastUnchanged().toString());
    properties.put("first_seen", alert.firstSeen().toString());
    properties.put("raised", alert.raised().toString());
    properties.put("score", finite("score", alert.score(), alert.id()));
    properties.put(
        "expected_per_site_year",
        finite("expected_per_site_year", alert.expectedPerSiteYear(), alert.id()));
    properties
        .putObject("placebos")
        .put("n", alert.placebos().n())
        .put("independent", alert.placebos().independent())
        .put("at_least_as_large", alert.placebos().atLeastAsLarge());
    if (alert.pixelOutline().isPresent()) {
      Geometry outline = alert.pixelOutline().get();
      putOrNull(properties, "area_m2", known(alert.areaSquareMetres()), alert.id());
      properties.put("area_px", alert.areaPixels().orElseThrow());
      properties.set("outline_px", GeoJsonPolygons.writePixels(outline, MAPPER));
    } else {
      properties.put("area_m2", finite("area_m2", alert.areaSquareMetres(), alert.id()));
    }
    ObjectNode change = properties.putObject("change");
    for (Alert.BandChange band : alert.changes()) {
      if (change.has(band.band())) {
        throw new IllegalArgumentException(
            "Alert '" + alert.id() + "' has two changes of the band '" + band.band() + "'");
      }
      change
          .putObject(band.band())
          .put("before", finite("before", band.before(), alert.id()))
          .put("after", finite("after", band.after(), alert.id()))
          .put("unit", band.unit());
    }
    properties.put("direction", direction(alert));
    properties.put("sensor", alert.sensor());
    properties
        .putObject("method")
        .put("name", alert.method().name())
        .put("version", alert.method().version());
    ArrayNode items = properties.putArray("items");
    alert.items().forEach(items::add);
    EvidenceJson.putEvidence(properties, alert);
    return MAPPER.writeValueAsString(feature);
  }

  /**
   * One entry of {@code places}, on one line. All members are always there, and null where they are
   * unknown, but for {@code further}: only where a further layer was asked for.
   */
  public static String place(Coverage coverage) {
    ObjectNode place = MAPPER.createObjectNode();
    String id = coverage.placeId();
    place.put("place", id);
    place.put("status", coverage.status().code());
    place.put("why", coverage.why());
    place.put("looks", coverage.looks());
    place.put("acquisitions", coverage.acquisitions());
    place.put("from", coverage.from().map(LocalDate::toString).orElse(null));
    place.put("until", coverage.until().map(LocalDate::toString).orElse(null));
    putOrNull(place, "max_score", coverage.maxScore(), id);
    putOrNull(place, "threshold", coverage.threshold(), id);
    ArrayNode detectable = place.putArray("smallest_detectable");
    for (Coverage.Detectable one : coverage.smallestDetectable()) {
      ObjectNode size = detectable.addObject();
      if (one.areaPixels().isPresent()) {
        putOrNull(size, "area_m2", known(one.areaSquareMetres()), id);
        size.put("area_px", one.areaPixels().getAsInt());
      } else {
        size.put("area_m2", finite("area_m2", one.areaSquareMetres(), id));
      }
      size.put("contrast", finite("contrast", one.contrast(), id))
          .put("power", finite("power", one.power(), id));
    }
    if (coverage.regional().isPresent()) {
      Coverage.Regional change = coverage.regional().get();
      place
          .putObject("regional")
          .put("last_before", change.lastBefore().toString())
          .put("seen", change.seen().toString())
          .put("share", finite("share", change.share(), id));
    } else {
      place.putNull("regional");
    }
    if (coverage.placebos().isPresent()) {
      put(place.putObject("placebos"), coverage.placebos().get(), id);
    } else {
      place.putNull("placebos");
    }
    ArrayNode detection = place.putArray("detection");
    for (Coverage.Detection size : coverage.detection()) {
      put(detection.addObject(), size, id);
    }
    EvidenceJson.putRadar(place, coverage);
    EvidenceJson.putFurther(place, coverage);
    return MAPPER.writeValueAsString(place);
  }

  private static void put(ObjectNode node, Coverage.Placebos placebos, String id) {
    node.put("n", placebos.n())
        .put("independent", placebos.independent())
        .put("at_least_as_large", placebos.atLeastAsLarge())
        .put("above_threshold", placebos.aboveThreshold())
        .put("clear_of_other_places", placebos.clearOfOtherPlaces())
        .put(
            "expected_per_site_year",
            finite("expected_per_site_year", placebos.expectedPerSiteYear(), id))
        .put("lowest", finite("lowest", placebos.lowest(), id))
        .put("highest", finite("highest", placebos.highest(), id));
    ArrayNode counts = node.putArray("counts");
    placebos.counts().forEach(counts::add);
  }

  private static void put(ObjectNode node, Coverage.Detection size, String id) {
    node.put("side_px", size.sidePixels());
    putOrNull(node, "area_m2", known(size.areaSquareMetres()), id);
    node.put("trials", size.trials())
        .put("largest_contrast", finite("largest_contrast", size.largestContrast(), id));
    ArrayNode smallest = node.putArray("smallest");
    for (Coverage.Smallest one : size.smallest()) {
      ObjectNode found = smallest.addObject();
      found.put("share", finite("share", one.share(), id));
      putOrNull(found, "contrast", one.contrast(), id);
      found.put("power", finite("power", one.power(), id));
    }
  }

  public static String settings(Map<String, String> settings) {
    ObjectNode node = MAPPER.createObjectNode();
    settings.forEach(node::put);
    return MAPPER.writeValueAsString(node);
  }

  public static String scene(RunRecord.Scene scene) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("item", scene.item());
    node.put("acquired", scene.acquired().toString());
    node.put("sensor", scene.sensor());
    node.put("radiometry", scene.radiometry());
    scene.heldBack().ifPresent(reason -> node.put("held_back", reason));
    return MAPPER.writeValueAsString(node);
  }

  public static String problem(RunRecord.Problem problem) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("code", problem.code());
    node.put("subject", problem.subject());
    node.put("message", problem.message());
    return MAPPER.writeValueAsString(node);
  }

  private static String direction(Alert alert) {
    Set<String> words = new LinkedHashSet<>();
    for (Alert.Direction direction : alert.directions()) {
      if (!words.add(direction.code())) {
        throw new IllegalArgumentException(
            "Alert '" + alert.id() + "' has the direction '" + direction.code() + "' twice");
      }
    }
    return String.join(DIRECTION_SEPARATOR, words);
  }

  private static ObjectNode polygons(Alert alert, Geometry area) {
    try {
      return GeoJsonPolygons.write(area, MAPPER);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Alert '" + alert.id() + "': " + e.getMessage(), e);
    }
  }

  /** NaN where the ground size of a pixel is not known. */
  private static OptionalDouble known(double squareMetres) {
    return Double.isNaN(squareMetres) ? OptionalDouble.empty() : OptionalDouble.of(squareMetres);
  }

  private static void putOrNull(
      ObjectNode node, String name, OptionalDouble value, String subject) {
    if (value.isPresent()) {
      node.put(name, finite(name, value.getAsDouble(), subject));
    } else {
      node.putNull(name);
    }
  }

  static double finite(String name, double value, String subject) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "'" + name + "' of '" + subject + "' must be a finite number, found " + value);
    }
    return value;
  }
}
