package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Lists.codes;
import static org.cairn.exchange.Lists.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.Place;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Polygonal;

/** Real lists of registers and gazetteers, where they lie beside the project. */
class SharedListsTest {
  private static Path shared(String path) {
    String shared = System.getProperty("cairn.shared", "");
    Assumptions.assumeFalse(shared.isEmpty(), "skipped: cairn.shared names no folder of data");
    Path file = Path.of(shared, "data").resolve(path);
    Assumptions.assumeTrue(Files.exists(file), "skipped: " + path + " is not there");
    return file;
  }

  @Test
  void reads_a_register_export_with_point_and_outline_as_two_rows() throws IOException {
    PlacesRead read = read(shared("heritage/eamena/caravanserais.geojson"));

    assertThat(read.anyRefused()).isFalse();
    assertThat(read.places()).hasSize(221);
    assertThat(read.places().stream().filter(p -> p.geometry() instanceof Polygonal)).hasSize(207);
    assertThat(Set.copyOf(codes(read)))
        .isSubsetOf(Code.GEOMETRIES_JOINED, Code.PLACE_REPEATED, Code.POLYGON_REPAIRED);
  }

  @Test
  void prefers_the_registers_id_to_the_row_number() throws IOException {
    PlacesRead read = read(shared("heritage/eamena/wadi_naqqat.geojson"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.places()).hasSize(14).allSatisfy(p -> assertThat(p.id()).startsWith("EAMENA-"));
  }

  @Test
  void reads_linked_places_one_per_line_with_their_languages() throws IOException {
    PlacesRead read = read(shared("heritage/lpf/indias_sample200.jsonl"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.places()).hasSize(199);
    assertThat(read.places().getFirst().names().getFirst().language()).contains("es");
  }

  @Test
  void reads_the_gazetteers_tables_and_names_rows_without_place() throws IOException {
    PlacesRead read = read(shared("heritage/lpf/lp7_100.tsv"));

    assertThat(read.places()).hasSize(69);
    assertThat(codes(read)).hasSize(31).containsOnly(Code.GEOMETRY_MISSING);
  }

  @Test
  void takes_every_good_geojson_of_the_lint_suite() throws IOException {
    for (Path file : filesIn(shared("vectors/geojsonhint/good"))) {
      boolean nullGeometry = file.endsWith("nullgeometry.geojson");
      PlacesRead read = read(file);
      assertThat(read.anyRefused()).as("%s: %s", file, read.problems()).isEqualTo(nullGeometry);
      assertThat(read.places().isEmpty()).isEqualTo(nullGeometry);
    }
  }

  /** Of the bad ones, those stay whose place is beyond doubt: winding, precision, open rings. */
  @Test
  void refuses_or_repairs_every_bad_geojson_of_the_lint_suite() throws IOException {
    Set<String> harmless =
        Set.of(
            "bad-polygon-interiorring-rhr.geojson",
            "bbox-contains-string.geojson",
            "excessive_precision_truncated.geojson",
            "geometrycollection_single.geojson",
            "point-toomany.geojson",
            "different-first-last.geojson",
            "short-linearring.geojson");
    for (Path file : filesIn(shared("vectors/geojsonhint/bad"))) {
      PlacesRead read = read(file);
      assertThat(read.anyRefused())
          .as("%s: %s", file, read.problems())
          .isEqualTo(!harmless.contains(file.getFileName().toString()));
    }
  }

  @Test
  void meets_every_file_of_the_json_suite_without_an_exception() throws IOException {
    for (Path file : filesIn(shared("vectors/json-suite"))) {
      try {
        PlacesRead read = read(file);
        assertThat(read.places()).as(file.toString()).isEmpty();
        assertThat(read.problems()).as(file.toString()).isNotEmpty();
      } catch (PlaceFormatException binary) {
        assertThat(binary.code()).isEqualTo(PlaceFormatException.Code.BINARY_FILE);
      }
    }
  }

  @Test
  void no_place_read_is_invalid() throws IOException {
    for (String list :
        new String[] {
          "heritage/eamena/caravanserais.geojson", "heritage/damage", "heritage/openatlas"
        }) {
      for (Place place : read(shared(list)).places()) {
        assertThat(place.geometry().isValid()).as(place.id()).isTrue();
      }
    }
  }

  private static java.util.List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(f -> f.toString().endsWith("json")).sorted().toList();
    }
  }
}
