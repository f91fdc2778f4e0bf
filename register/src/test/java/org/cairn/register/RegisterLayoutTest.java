package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.geopackage.Table;
import org.cairn.heritage.place.PlaceDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as other programs see it. */
class RegisterLayoutTest {
  @TempDir private Path folder = Path.of("");

  private record Said(int exitCode, String text) {}

  /** Empty where the program is not installed. */
  private static Optional<Said> run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      return Optional.of(new Said(process.waitFor(), text));
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
  }

  private Path register() throws Exception {
    Workspace workspace = RegisterFixture.workspace(folder);
    RegisterFixture.add(workspace, RegisterFixture.chapel(), PlaceDescription.of("bare"));
    RegisterFixture.append(
        workspace,
        RegisterFixture.coverage("r", "chapel", "watched"),
        RegisterFixture.alert("r", "a", "chapel"),
        RegisterFixture.record("run").put("run", "r"));
    PlaceRegister.open(workspace).close();
    return workspace.register();
  }

  @Test
  void ogrinfo_lists_every_layer_without_warnings() throws Exception {
    Path file = register();
    Optional<Said> said = run("ogrinfo", "-so", "-ro", file.toString());
    assumeThat(said).as("ogrinfo (package gdal-bin) is not installed here").isPresent();

    assertThat(said.get().exitCode()).isZero();
    assertThat(said.get().text()).doesNotContainIgnoringCase("warning").doesNotContain("ERROR");
    for (Table layer : GeoPackage.LAYERS) {
      assertThat(said.get().text()).contains(": " + layer.name());
    }
    Said all = run("ogrinfo", "-so", "-ro", "-al", file.toString()).orElseThrow();
    assertThat(all.text())
        .doesNotContainIgnoringCase("warning")
        .doesNotContain("ERROR")
        .contains("ID[\"EPSG\",4326]")
        .contains("Extent: (10.000000, 20.000000) - (10.500000, 20.500000)");
    Said point =
        run("ogrinfo", "-ro", "-where", "extent='unknown'", file.toString(), "geometries")
            .orElseThrow();
    assertThat(point.text())
        .contains("POINT Z (10.25 20.25 312.5)")
        .contains("POLYGON ((10 20,10.5 20")
        .contains("names (String) = Chapel of the Bridge · كنيسة الجسر");
    assertThat(run("ogrinfo", "-ro", "-spat", "0", "0", "1", "1", file.toString(), "geometries"))
        .get()
        .extracting(Said::text)
        .asString()
        .contains("Feature Count: 0");
  }

  @Test
  void the_standard_s_marks_and_tables_are_there() throws Exception {
    Path file = register();

    assertThat(RegisterRows.query(file, "PRAGMA application_id")).containsExactly("1196444487");
    assertThat(RegisterRows.query(file, "PRAGMA user_version")).containsExactly("10300");
    assertThat(RegisterRows.query(file, "PRAGMA journal_mode")).containsExactly("delete");
    assertThat(RegisterRows.query(file, "PRAGMA foreign_key_check")).isEmpty();
    assertThat(RegisterRows.query(file, "PRAGMA integrity_check")).containsExactly("ok");
    assertThat(
            RegisterRows.query(
                file, "SELECT table_name, data_type, srs_id FROM gpkg_contents ORDER BY 1"))
        .contains("geometries|features|4326", "names|attributes|0", "layer_styles|attributes|0");
    assertThat(
            RegisterRows.query(file, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"))
        .containsExactly("18");
    assertThat(RegisterRows.query(file, "SELECT hex(geom) FROM geometries WHERE fid > 0"))
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                RegisterRows.query(
                        file, "SELECT hex(geom) FROM geometries ORDER BY length(geom) DESC LIMIT 1")
                    .getFirst(),
                "47500001E610000001E9030000000000000080244000000000004034400000000000887340"));
  }

  /** QGIS itself is not at hand: what can be said is that its styles are whole XML with rules. */
  @Test
  void the_layers_have_styles_with_a_symbol_for_each_rule() throws Exception {
    Path file = register();
    List<String> styles =
        RegisterRows.query(
            file, "SELECT styleQML FROM layer_styles WHERE useAsDefault ORDER BY f_table_name");

    assertThat(styles).hasSize(GeoPackage.FEATURES.size());
    var factory = javax.xml.parsers.DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    for (String style : styles) {
      var xml =
          factory
              .newDocumentBuilder()
              .parse(new java.io.ByteArrayInputStream(style.getBytes(UTF_8)));
      int rules = xml.getElementsByTagName("rule").getLength();
      assertThat(xml.getElementsByTagName("symbol").getLength()).isEqualTo(rules).isPositive();
      assertThat(xml.getElementsByTagName("text-style").getLength()).isOne();
    }
    assertThat(
            RegisterRows.query(file, "SELECT table_name FROM gpkg_contents WHERE description = ''"))
        .isEmpty();
  }
}
