package org.cairn.app.web.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.DrawnExtent;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The extent that stands in the form, as well-known text or GeoJSON, whether it was drawn or typed:
 * one polygon within the picture, longitude before latitude. Stateless.
 */
final class DrawnReading {
  static final String FIELD = "outline";
  static final String ON = "outline-on";

  private static final int MOST_CORNERS = 1_000;
  private static final int LONGEST = 100_000;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private DrawnReading() {}

  /** What is wrong with it, as the end of a key of texts. */
  private static final class NotDrawnException extends Exception {
    private static final long serialVersionUID = 1L;

    NotDrawnException(String code) {
      super(code);
    }

    NotDrawnException(String code, Throwable cause) {
      super(code, cause);
    }

    String code() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * @param wrong receives what is wrong with it
   * @return nothing where nothing stands there, or something wrong
   */
  static Optional<DrawnExtent> read(
      Fields fields, Optional<PictureGround> ground, List<Wrong> wrong) {
    String text = fields.text(FIELD);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      PictureGround on = ground.orElseThrow(() -> new NotDrawnException("no-picture"));
      return Optional.of(new DrawnExtent(polygon(text, on), on.picture(), on.alert()));
    } catch (NotDrawnException e) {
      wrong.add(Wrong.of(FIELD, FIELD, "outline." + e.code()));
      return Optional.empty();
    }
  }

  private static Polygon polygon(String text, PictureGround on) throws NotDrawnException {
    if (text.length() > LONGEST) {
      throw new NotDrawnException("many");
    }
    Polygon polygon = text.startsWith("{") ? geoJson(text) : wellKnownText(text);
    Coordinate[] all = polygon.getCoordinates();
    if (all.length > MOST_CORNERS) {
      throw new NotDrawnException("many");
    }
    for (Coordinate at : all) {
      if (!Double.isFinite(at.x) || !Double.isFinite(at.y)) {
        throw new NotDrawnException("form");
      }
    }
    if (java.util.Arrays.stream(all).distinct().count() < 3) {
      throw new NotDrawnException("corners");
    }
    if (!java.util.Arrays.stream(all).allMatch(on::shows)) {
      throw new NotDrawnException("outside");
    }
    if (polygon.convexHull().getDimension() < 2) {
      throw new NotDrawnException("corners");
    }
    if (!polygon.isValid()) {
      throw new NotDrawnException("crossing");
    }
    return polygon;
  }

  private static Polygon wellKnownText(String text) throws NotDrawnException {
    try {
      Geometry read = new WKTReader().read(text);
      if (read instanceof Polygon polygon && !polygon.isEmpty()) {
        return polygon;
      }
    } catch (ParseException | IllegalArgumentException e) {
      throw new NotDrawnException("form", e);
    }
    throw new NotDrawnException("form");
  }

  /** A polygon, or a feature that has one. */
  private static Polygon geoJson(String text) throws NotDrawnException {
    try {
      JsonNode read = JsonMapper.shared().readTree(text);
      JsonNode geometry =
          read.path("type").asString("").equals("Feature") ? read.path("geometry") : read;
      if (!geometry.path("type").asString("").equals("Polygon")
          || geometry.path("coordinates").size() != 1) {
        throw new NotDrawnException("form");
      }
      List<Coordinate> ring = new ArrayList<>();
      for (JsonNode at : geometry.path("coordinates").path(0)) {
        if (!at.path(0).isNumber() || !at.path(1).isNumber()) {
          throw new NotDrawnException("form");
        }
        ring.add(new Coordinate(at.path(0).asDouble(), at.path(1).asDouble()));
      }
      return FACTORY.createPolygon(ring.toArray(new Coordinate[0]));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new NotDrawnException("form", e);
    }
  }
}
