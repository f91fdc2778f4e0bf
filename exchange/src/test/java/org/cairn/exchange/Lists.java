package org.cairn.exchange;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.Place;

/** Lists of places made for a test, and the questions tests ask of what was read. */
final class Lists {
  private Lists() {}

  static Path write(Path folder, String name, String... lines) throws IOException {
    return write(folder, name, StandardCharsets.UTF_8, lines);
  }

  static Path write(Path folder, String name, Charset charset, String... lines) throws IOException {
    return Files.write(folder.resolve(name), (String.join("\n", lines) + "\n").getBytes(charset));
  }

  static PlacesRead read(Path... inputs) throws PlaceFormatException {
    return PlaceReader.read(Arrays.asList(inputs));
  }

  static PlacesRead csv(Path folder, String... lines) throws IOException {
    return read(write(folder, "places.csv", lines));
  }

  static PlacesRead geoJson(Path folder, String... lines) throws IOException {
    return read(write(folder, "places.geojson", lines));
  }

  /** A feature with an id and the given geometry, for a list of one. */
  static PlacesRead geometry(Path folder, String geometry) throws IOException {
    return geoJson(
        folder,
        "{\"type\":\"Feature\",\"id\":\"p\",\"properties\":{},\"geometry\":" + geometry + "}");
  }

  static List<String> ids(PlacesRead read) {
    return read.places().stream().map(Place::id).toList();
  }

  static List<Code> codes(PlacesRead read) {
    return read.problems().stream().map(RowProblem::code).toList();
  }

  static RowProblem only(PlacesRead read) {
    if (read.problems().size() != 1) {
      throw new AssertionError("one problem expected, found " + read.problems());
    }
    return read.problems().getFirst();
  }

  static String wkt(PlacesRead read) {
    return read.places().getFirst().geometry().toText();
  }
}
