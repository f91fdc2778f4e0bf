package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Lists.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.heritage.place.PlaceDescription;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Polygonal;

/** Real lists of registers and gazetteers, where they lie beside the project. */
class SharedListsTest {
  private static final DescriptionFormat GEOJSON =
      JsonFormats.all().stream()
          .filter(format -> format.name().equals("geojson"))
          .findFirst()
          .orElseThrow();

  private static Path shared(String path) {
    String shared = System.getProperty("cairn.shared", "");
    Assumptions.assumeFalse(shared.isEmpty(), "skipped: cairn.shared names no folder of data");
    Path file = Path.of(shared, "data").resolve(path);
    Assumptions.assumeTrue(Files.exists(file), "skipped: " + path + " is not there");
    return file;
  }

  @Test
  void watches_the_outlines_of_a_register_that_exports_points_beside_them() throws IOException {
    DescriptionsRead read = read(shared("heritage/eamena/caravanserais.geojson"));

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(221);
    assertThat(read.places())
        .filteredOn(p -> p.toPlace().orElseThrow().geometry() instanceof Polygonal)
        .hasSize(207);
  }

  @Test
  void prefers_the_registers_id_to_the_row_number() throws IOException {
    DescriptionsRead read = read(shared("heritage/eamena/wadi_naqqat.geojson"));

    assertThat(read.refused()).isEmpty();
    assertThat(read.places()).hasSize(14).allSatisfy(p -> assertThat(p.id()).startsWith("EAMENA-"));
  }

  @Test
  void takes_every_good_geojson_of_the_lint_suite() throws IOException {
    for (Path file : filesIn(shared("vectors/geojsonhint/good"))) {
      DescriptionsRead read = DescriptionsRead.of(GEOJSON, file);
      assertThat(read.refused()).as("%s: %s", file, read.problems()).isEmpty();
      assertThat(read.places()).as(file.toString()).isNotEmpty();
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
      DescriptionsRead read = DescriptionsRead.of(GEOJSON, file);
      assertThat(!read.refused().isEmpty())
          .as("%s: %s", file, read.problems())
          .isEqualTo(!harmless.contains(file.getFileName().toString()));
    }
  }

  @Test
  void nothing_that_is_watched_is_invalid() throws IOException {
    for (String list :
        List.of(
            "heritage/eamena/caravanserais.geojson",
            "heritage/openatlas/example_place_hierarchy.csv",
            "heritage/damage/linked4resilience_cultural_sites.csv")) {
      for (PlaceDescription each : read(shared(list)).places()) {
        each.toPlace()
            .ifPresent(place -> assertThat(place.geometry().isValid()).as(place.id()).isTrue());
      }
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(f -> f.toString().endsWith("json")).sorted().toList();
    }
  }
}
