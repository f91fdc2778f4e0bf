package org.cairn.exchange;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.place.PlaceDescription;
import org.locationtech.jts.geom.Geometry;

/** Lists of places made for a test, and the questions tests ask of what was read. */
final class Lists {
  private Lists() {}

  static Path write(Path folder, String name, String... lines) throws IOException {
    return write(folder, name, StandardCharsets.UTF_8, lines);
  }

  static Path write(Path folder, String name, Charset charset, String... lines) throws IOException {
    return Files.write(folder.resolve(name), (String.join("\n", lines) + "\n").getBytes(charset));
  }

  /** In the format that the file looks like. */
  static DescriptionsRead read(Path file) throws IOException {
    return DescriptionsRead.of(DescriptionFormats.all().of(file), file);
  }

  static DescriptionsRead csv(Path folder, String... lines) throws IOException {
    return read(write(folder, "places.csv", lines));
  }

  static DescriptionsRead geoJson(Path folder, String... lines) throws IOException {
    return read(write(folder, "places.geojson", lines));
  }

  /** A feature with an id and the given geometry, for a list of one. */
  static DescriptionsRead geometry(Path folder, String geometry) throws IOException {
    return geoJson(
        folder,
        "{\"type\":\"Feature\",\"id\":\"p\",\"properties\":{},\"geometry\":" + geometry + "}");
  }

  static List<String> ids(DescriptionsRead read) {
    return read.places().stream().map(PlaceDescription::id).toList();
  }

  static List<Code> codes(DescriptionsRead read) {
    return read.problems().stream().map(RowProblem::code).toList();
  }

  static RowProblem only(DescriptionsRead read) {
    if (read.problems().size() != 1) {
      throw new AssertionError("one problem expected, found " + read.problems());
    }
    return read.problems().getFirst();
  }

  /** As the watch has them. */
  static List<PlaceName> names(PlaceDescription place) {
    return place.toPlace().orElseThrow().names();
  }

  /** What is watched of the first place. */
  static Geometry watched(DescriptionsRead read) {
    return read.places().getFirst().toPlace().orElseThrow().geometry();
  }

  static String wkt(DescriptionsRead read) {
    return watched(read).toText();
  }
}
