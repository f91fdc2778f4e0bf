package org.cairn.exchange.internal.geojson;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.feature.FeatureJoin;
import org.cairn.exchange.internal.json.FeatureFile;
import org.cairn.exchange.internal.json.JsonSource;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.table.AttributeRows;
import org.cairn.heritage.place.PlaceDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plain GeoJSON (RFC 7946): a FeatureCollection, a Feature, a bare geometry, a collection of bare
 * geometries, or a sequence of them (RFC 8142). Properties are read as the columns of a table are;
 * what {@link GeoJsonWriter} wrote is read back as it was. Features with one id are one place.
 *
 * <p>The file is read twice: first for its ids and for whether it can be taken at all, since a
 * coordinate system may be named after the features. Stateless.
 */
public final class GeoJsonFormat implements DescriptionFormat {
  private static final Pattern MARKS =
      Pattern.compile("\"(Feature|FeatureCollection|GeometryCollection|coordinates)\"");

  @Override
  public String name() {
    return GeoJsonFeature.SOURCE;
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String text = JsonSource.headText(head).replace("\uFEFF", "").stripLeading();
    boolean json = text.startsWith("{") || text.startsWith("[") || text.startsWith("\u001E");
    return json && MARKS.matcher(text).find();
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    Problems problems = new Problems(file.toString(), sink);
    FeatureJoin join = new FeatureJoin(String.valueOf(file.getFileName()), problems, sink);
    FirstReading first = new FirstReading(join);
    JsonSource.readFeatures(file, Problems.silent(file.toString()), first);
    if (first.fault.isPresent()) {
      problems.at(0);
      problems.refuse(first.fault.get());
      return;
    }
    JsonSource.readFeatures(
        file,
        problems,
        new SecondReading(problems, join, new AttributeRows(GeoJsonFeature.SOURCE)));
    join.finish();
    problems.finish();
  }

  /** Ids, and what refuses the file as a whole. */
  private static final class FirstReading implements JsonSource.Handler {
    private final FeatureJoin join;
    private Optional<Finding> fault = Optional.empty();

    FirstReading(FeatureJoin join) {
      this.join = join;
    }

    @Override
    public void element(ObjectNode element) {
      String type = element.path("type").asString("");
      if (type.equals("FeatureCollection")) {
        tell(notGeoJson("The FeatureCollection has no list of features.", type));
      }
      GeoJsonFeature.id(element).ifPresent(join::expect);
    }

    @Override
    public void collection(ObjectNode members) {
      String type = members.path("type").asString("");
      String crs = members.path("crs").path("properties").path("name").asString("");
      String key = CleanText.key(crs).toUpperCase(Locale.ROOT);
      if (members.has("spatialReference") || members.has("geometryType")) {
        tell(notGeoJson("The file looks like Esri JSON.", type));
      } else if (!type.equals("FeatureCollection")) {
        tell(notGeoJson("The file has features, but its type is not FeatureCollection.", type));
      } else if (members.path("crs").isObject() && !key.matches(".*(CRS84H?|EPSG0?4326|WGS84)")) {
        tell(
            Finding.of(
                    Code.CRS_NOT_WGS84,
                    "The file names another coordinate system than WGS 84.",
                    "no crs member, or urn:ogc:def:crs:OGC:1.3:CRS84",
                    "Convert it first, for example with 'ogr2ogr -t_srs EPSG:4326 out.geojson in'.")
                .withField("crs")
                .withValue(crs.isEmpty() ? "an unnamed one" : crs));
      }
    }

    private void tell(Finding finding) {
      fault = fault.or(() -> Optional.of(finding));
    }
  }

  /** Everything else. */
  private record SecondReading(Problems problems, FeatureJoin join, AttributeRows attributes)
      implements JsonSource.Handler {
    @Override
    public void element(ObjectNode element) {
      Optional<String> id = GeoJsonFeature.id(element);
      if (GeoJsonRecord.isOurs(element)) {
        Optional<PlaceDescription> place = GeoJsonRecord.read(element, problems);
        place.ifPresentOrElse(
            each -> join.take(Optional.of(each.id()), each.statements(), each.extra()),
            () -> join.refused(id));
        return;
      }
      String type = element.path("type").asString("");
      if (type.equals("GeometryCollection")) {
        element.path("geometries").forEach(each -> takeGeometry(each));
      } else if (GeoJsonFeature.GEOMETRY_TYPES.contains(type)) {
        takeGeometry(element);
      } else {
        GeoJsonFeature feature = new GeoJsonFeature(element, problems, attributes);
        if (feature.read()) {
          join.take(id, feature.statements(), feature.extras());
        } else {
          join.refused(id);
        }
      }
    }

    private void takeGeometry(JsonNode geometry) {
      ObjectNode feature = GeoJsonFeature.around(geometry);
      GeoJsonFeature read = new GeoJsonFeature(feature, problems, attributes);
      if (read.read()) {
        join.take(Optional.empty(), read.statements(), read.extras());
      }
    }

    @Override
    public void collection(ObjectNode members) {
      FeatureFile.checkCollection(members, problems);
    }
  }

  private static Finding notGeoJson(String message, String type) {
    Finding finding =
        Finding.of(
            Code.NOT_GEOJSON,
            message,
            "an object with \"type\": \"FeatureCollection\" and \"features\"",
            "Export the list as GeoJSON (RFC 7946), or as CSV with lon and lat columns.");
    return type.isEmpty() ? finding : finding.withField("type").withValue(type);
  }
}
