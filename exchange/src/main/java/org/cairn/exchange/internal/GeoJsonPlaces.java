package org.cairn.exchange.internal;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.RowProblem.Code;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * GeoJSON (RFC 7946), feature by feature: a FeatureCollection, a Feature, a bare geometry, a
 * collection of bare geometries, or a sequence of them (RFC 8142, one per line). Members may come
 * in any order, also {@code type} or {@code crs} after the features. Single-thread.
 */
final class GeoJsonPlaces {
  static final int MAX_STRING_CHARACTERS = 16 << 20;

  private static final Set<String> GEOMETRY_TYPES =
      Set.of("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon");

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(MAX_STRING_CHARACTERS)
                          .maxNestingDepth(200)
                          .build())
                  // One NaN or raw control character should cost one feature, not the file.
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          // The crs member is read as a tree from the middle of the file.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final FileSink sink;

  private GeoJsonPlaces(FileSink sink) {
    this.sink = sink;
  }

  static void read(Reader reader, FileSink sink) throws IOException {
    try (JsonParser parser = MAPPER.createParser(reader)) {
      GeoJsonPlaces places = new GeoJsonPlaces(sink);
      while (parser.nextToken() != null && places.readRoot(parser)) {
        // a sequence of documents goes on
      }
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      sink.refuseFile(broken(e, sink.rows()));
    }
  }

  /** Reads one document; false when the file as a whole was refused for it. */
  private boolean readRoot(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return refuseRoot("The file is JSON, but not an object.", "");
    }
    FeatureParts root = new FeatureParts();
    boolean features = false;
    boolean esri = false;
    Optional<Finding> crs = Optional.empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "features" -> {
          features |= parser.currentToken() == JsonToken.START_ARRAY;
          readFeatures(parser);
        }
        case "crs" -> crs = readCrs(parser);
        case "spatialReference", "geometryType" -> {
          esri = true;
          parser.skipChildren();
        }
        default -> root.read(member, parser);
      }
    }
    if (crs.isPresent()) {
      sink.refuseWhole(crs.get());
      return false;
    }
    String type = root.type();
    if (esri) {
      return refuseRoot("The file looks like Esri JSON.", type);
    } else if (type.equals("FeatureCollection")) {
      return features || refuseRoot("The FeatureCollection has no list of features.", type);
    } else if (features) {
      return refuseRoot("The file has features, but its type is not FeatureCollection.", type);
    } else if (type.equals("Feature")) {
      acceptFeature(root);
    } else if (GEOMETRY_TYPES.contains(type)) {
      acceptGeometry(root.bareGeometry());
    } else if (type.equals("GeometryCollection")) {
      root.bareGeometry().members().forEach(this::acceptGeometry);
    } else {
      return refuseRoot("The file is JSON, but no GeoJSON.", type);
    }
    return true;
  }

  private boolean refuseRoot(String message, String type) {
    Finding finding =
        Finding.of(
            Code.NOT_GEOJSON,
            message,
            "an object with \"type\": \"FeatureCollection\" and \"features\"",
            "Export the list as GeoJSON (RFC 7946), or as CSV with lon and lat columns.");
    sink.refuseWhole(type.isEmpty() ? finding : finding.withField("type").withValue(type));
    return false;
  }

  private void readFeatures(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        FeatureParts feature = new FeatureParts();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String member = parser.currentName();
          parser.nextToken();
          feature.read(member, parser);
        }
        acceptFeature(feature);
      } else {
        parser.skipChildren();
        sink.countRow();
        sink.refuse(
            sink.rows(),
            Finding.of(
                Code.FEATURE_MALFORMED,
                "The feature is not an object.",
                "a GeoJSON Feature",
                "Export the file again."));
      }
    }
  }

  private void acceptFeature(FeatureParts parts) {
    sink.countRow();
    int row = sink.rows();
    try {
      parts.refuseIfMalformed();
      List<Finding> notes = parts.notes();
      Footprint footprint = new Footprint(notes);
      GeoJsonGeometry written = parts.geometry().orElseThrow(Footprint::missing);
      Geometry geometry = footprint.finish(written.toGeometry(footprint));
      sink.accept(new Draft(row, parts.id(), parts.names(), geometry), notes);
    } catch (Refusal refusal) {
      sink.refuse(row, refusal.finding().withFieldIfAbsent("geometry"));
    }
  }

  private void acceptGeometry(GeoJsonGeometry written) {
    sink.countRow();
    try {
      List<Finding> notes = new ArrayList<>();
      Footprint footprint = new Footprint(notes);
      Geometry geometry = footprint.finish(written.toGeometry(footprint));
      sink.accept(new Draft(sink.rows(), Optional.empty(), List.of(), geometry), notes);
    } catch (Refusal refusal) {
      sink.refuse(sink.rows(), refusal.finding().withFieldIfAbsent("geometry"));
    }
  }

  /**
   * The member of the 2008 form that RFC 7946 took out: {@code {"type": "name", "properties":
   * {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}. WGS 84 under any of its names is fine.
   */
  private static Optional<Finding> readCrs(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    String name = MAPPER.readTree(parser).path("properties").path("name").asString("");
    String key = CleanText.key(name).toUpperCase(Locale.ROOT);
    boolean wgs84 =
        key.endsWith("CRS84")
            || key.endsWith("CRS84H")
            || key.endsWith("EPSG4326")
            || key.endsWith("EPSG04326")
            || key.endsWith("WGS84");
    return wgs84
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                    Code.CRS_NOT_WGS84,
                    "The file names another coordinate system than WGS 84.",
                    "no crs member, or urn:ogc:def:crs:OGC:1.3:CRS84",
                    "Convert it first, for example with 'ogr2ogr -t_srs EPSG:4326 out.geojson in'.")
                .withField("crs")
                .withValue(name.isEmpty() ? "an unnamed one" : name));
  }

  private static Finding broken(JacksonException e, int features) {
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null
            ? ""
            : " at line "
                + at.getLineNr()
                + ", column "
                + at.getColumnNr()
                + " (character "
                + at.getCharOffset()
                + ")";
    if (e instanceof StreamConstraintsException) {
      return Finding.of(
          Code.VALUE_TOO_LONG,
          "A value is too long or too deeply nested" + where + "; nothing after it was read.",
          "texts of at most " + MAX_STRING_CHARACTERS + " characters",
          "Take the value out of the export.");
    }
    boolean cutOff = e instanceof UnexpectedEndOfInputException;
    return Finding.of(
        Code.JSON_BROKEN,
        (cutOff ? "The file ends in the middle of its JSON" : "The JSON is broken")
            + where
            + "; "
            + features
            + " complete feature(s) before it were read, nothing after it.",
        cutOff ? "the closing brackets" : "well-formed JSON (RFC 8259)",
        cutOff
            ? "Copy or download the file again."
            : "Correct it there, or export the file again.");
  }
}
