package org.cairn.app.web.ogc;

import java.util.ArrayList;
import java.util.List;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.review.AlertPath;
import org.cairn.register.FeatureProperty;
import org.cairn.register.FeatureRow;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes features as GeoJSON (RFC 7946), one after the other, without a tree. Single-thread. */
final class FeatureJson {
  private static final SerializedString LINK = new SerializedString("link");

  private final JsonGenerator json;
  private final Collection collection;
  private final String root;
  private final CoordinateSystem crs;
  private final List<SerializedString> names = new ArrayList<>();

  /**
   * @param root of the server's address, before paths of pages
   */
  FeatureJson(
      JsonGenerator json,
      Collection collection,
      List<FeatureProperty> properties,
      String root,
      CoordinateSystem crs) {
    this.json = json;
    this.collection = collection;
    this.root = root;
    this.crs = crs;
    properties.forEach(each -> names.add(new SerializedString(each.name())));
  }

  /** The page of a feature. */
  static String path(Collection collection, FeatureRow row) {
    return switch (collection) {
      case PLACES -> PlacePath.of(row.id());
      case ALERTS -> AlertPath.of(row.id());
      case ASSESSMENTS -> PlacePath.of(String.valueOf(row.value(0))) + "/assessments#a" + row.id();
      case CASES -> "/cases/" + row.id();
    };
  }

  void write(FeatureRow row) {
    json.writeStartObject();
    members(row);
    json.writeEndObject();
  }

  /** All but the braces, for a feature that has links beside. */
  void members(FeatureRow row) {
    json.writeStringProperty("type", "Feature");
    json.writeStringProperty("id", row.id());
    json.writeName("geometry");
    geometry(row.geometry().flatMap(crs::fromLonLat).orElse(null));
    json.writeObjectPropertyStart("properties");
    for (int at = 0; at < names.size(); at++) {
      json.writeName(names.get(at));
      value(row.value(at));
    }
    json.writeName(LINK);
    json.writeString(root + path(collection, row));
    json.writeEndObject();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Long whole -> json.writeNumber(whole.longValue());
      case Double decimal -> json.writeNumber(decimal.doubleValue());
      case List<?> several -> {
        json.writeStartArray();
        several.forEach(each -> json.writeString(String.valueOf(each)));
        json.writeEndArray();
      }
      default -> throw new IllegalStateException("No value of a property: " + value.getClass());
    }
  }

  // ---- geometries

  private void geometry(@Nullable Geometry geometry) {
    if (geometry == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("type", geometry.getGeometryType());
    switch (geometry) {
      case Point point -> {
        json.writeName("coordinates");
        position(point.getCoordinateSequence(), 0);
      }
      case LineString line -> {
        json.writeName("coordinates");
        line(line);
      }
      case Polygon polygon -> {
        json.writeName("coordinates");
        polygon(polygon);
      }
      case MultiPoint points -> {
        json.writeArrayPropertyStart("coordinates");
        for (int each = 0; each < points.getNumGeometries(); each++) {
          position(((Point) points.getGeometryN(each)).getCoordinateSequence(), 0);
        }
        json.writeEndArray();
      }
      case MultiLineString lines -> {
        json.writeArrayPropertyStart("coordinates");
        for (int each = 0; each < lines.getNumGeometries(); each++) {
          line((LineString) lines.getGeometryN(each));
        }
        json.writeEndArray();
      }
      case MultiPolygon polygons -> {
        json.writeArrayPropertyStart("coordinates");
        for (int each = 0; each < polygons.getNumGeometries(); each++) {
          polygon((Polygon) polygons.getGeometryN(each));
        }
        json.writeEndArray();
      }
      default -> {
        json.writeArrayPropertyStart("geometries");
        for (int each = 0; each < geometry.getNumGeometries(); each++) {
          geometry(geometry.getGeometryN(each));
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private void polygon(Polygon polygon) {
    json.writeStartArray();
    line(polygon.getExteriorRing());
    for (int ring = 0; ring < polygon.getNumInteriorRing(); ring++) {
      line(polygon.getInteriorRingN(ring));
    }
    json.writeEndArray();
  }

  private void line(LineString line) {
    json.writeStartArray();
    CoordinateSequence sequence = line.getCoordinateSequence();
    for (int at = 0; at < sequence.size(); at++) {
      position(sequence, at);
    }
    json.writeEndArray();
  }

  private void position(CoordinateSequence sequence, int at) {
    json.writeStartArray();
    json.writeNumber(sequence.getX(at));
    json.writeNumber(sequence.getY(at));
    double height = sequence.getZ(at);
    if (Double.isFinite(height)) {
      json.writeNumber(height);
    }
    json.writeEndArray();
  }
}
