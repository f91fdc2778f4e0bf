package org.cairn.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.geopackage.Container;
import org.cairn.geopackage.GeoPackageFile;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.Table;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Term;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GeoPackages of map programs, of strangers who mean harm, and our own. */
class GeoPackageFormatTest {
  private static final Table SITES =
      Table.features("sites", "", "site_id TEXT", "name TEXT", "type TEXT", "storeys INTEGER");

  @TempDir Path folder;

  private interface Filling {
    void fill(Connection sqlite, Statement statement) throws SQLException;
  }

  private Path file(Filling filling) throws SQLException {
    Path file = folder.resolve("places.gpkg");
    try (Connection sqlite = GeoPackageFile.create(file);
        Statement statement = sqlite.createStatement()) {
      Container.create(sqlite);
      filling.fill(sqlite, statement);
      sqlite.commit();
    }
    return file;
  }

  private static void layer(Connection sqlite, Statement statement, Table table)
      throws SQLException {
    statement.execute(table.create());
    Container.register(sqlite, table);
  }

  private static void put(Connection sqlite, Table table, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement insert = sqlite.prepareStatement(table.insert())) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }

  private static byte[] blob(String wkt) {
    return GeoPackageGeometry.encode(Samples.wkt(wkt));
  }

  private static Described read(Path file) throws IOException {
    DescriptionFormat format = DescriptionFormats.all().of(file);
    assertThat(format.name()).isEqualTo("geopackage");
    return Described.read(format, file);
  }

  @Test
  void reads_the_columns_of_a_layer_as_those_of_a_table() throws Exception {
    Described read =
        read(
            file((sqlite, statement) -> {
              layer(sqlite, statement, SITES);
              put(sqlite, SITES, 7, "S-1", "Mill", "mill", 3, blob("POINT Z (1 2 3)"));
            }));

    assertThat(read.only())
        .isEqualTo(
            PlaceDescription.of(
                    "S-1",
                    Name.of("Mill"),
                    PlaceType.of(Term.unknown("mill")),
                    PlaceGeometry.of(Samples.wkt("POINT Z (1 2 3)"), PlaceGeometry.Extent.UNKNOWN))
                .withExtra(List.of(Extra.json("geopackage", "storeys", "3"))));
    assertThat(read.problems).isEmpty();
  }

  @Test
  void reads_every_layer_and_joins_what_has_one_id() throws Exception {
    Table lines = Table.features("walls", "", "name TEXT");
    Table areas = Table.features("areas", "", "site_id TEXT");
    Described read =
        read(
            file((sqlite, statement) -> {
              layer(sqlite, statement, SITES);
              layer(sqlite, statement, lines);
              layer(sqlite, statement, areas);
              put(sqlite, SITES, 1, "S-1", "Mill", null, null, blob("POINT (1 2)"));
              put(sqlite, areas, 1, "S-1", blob("POLYGON ((1 2, 1.001 2, 1.001 2.001, 1 2))"));
              put(sqlite, lines, 1, "Wall", blob("LINESTRING (1 2, 3 4)"));
            }));

    assertThat(read.places)
        .extracting(PlaceDescription::id)
        .containsExactlyInAnyOrder("S-1", "walls/1");
    PlaceDescription mill =
        read.places.stream().filter(each -> each.id().equals("S-1")).findFirst().orElseThrow();
    assertThat(mill.geometries()).hasSize(2);
    assertThat(mill.extra())
        .containsExactlyInAnyOrder(
            Extra.text("geopackage", "layer", "areas"), Extra.text("geopackage", "layer", "sites"));
    assertThat(read.codes()).containsExactly(Code.PLACE_REPEATED);
  }

  @Test
  void refuses_rows_with_geometries_that_cannot_be_and_goes_on() throws Exception {
    byte[] curve = {'G', 'P', 0, 0, 0, 0, 0x10, (byte) 0xE6, 0, 0, 0, 0, 8, 0, 0, 0, 0};
    byte[] elsewhere = blob("POINT (1 2)");
    elsewhere[4] = 1;
    Described read =
        read(
            file((sqlite, statement) -> {
              layer(sqlite, statement, SITES);
              put(sqlite, SITES, 1, "a", "A", null, null, curve);
              put(sqlite, SITES, 2, "b", "B", null, null, new byte[] {1, 2});
              put(sqlite, SITES, 3, "c", "C", null, null, elsewhere);
              put(sqlite, SITES, 4, "d", "D", null, null, blob("POINT (465181 5080254)"));
              put(sqlite, SITES, 5, "e", "E", null, null, null);
              put(sqlite, SITES, 6, "f", "F", null, null, blob("POLYGON EMPTY"));
              put(
                  sqlite,
                  SITES,
                  7,
                  "g",
                  "G",
                  null,
                  null,
                  blob("POLYGON ((179 0, 181 0, 181 1, 179 0))"));
            }));

    assertThat(read.places).extracting(PlaceDescription::id).containsExactly("e", "f", "g");
    assertThat(read.told())
        .containsExactly(
            "1 geom geometry-malformed",
            "2 geom geometry-malformed",
            "3 geom crs-not-wgs84",
            "4 geom coordinates-projected",
            "5 geom geometry-missing",
            "6 geom geometry-missing",
            "7 geometry split-at-antimeridian");
    assertThat(read.problems.getFirst().message()).contains("curve");
    assertThat(read.problems.getFirst().whatToDo()).contains("CONVERT_TO_LINEAR");
    assertThat(read.extras()).anyMatch(each -> each.startsWith("geom={\"type\":\"Polygon\""));
  }

  @Test
  void hands_refused_features_back_in_their_layers_to_be_corrected() throws Exception {
    Table walls = Table.features("walls", "", "name TEXT", "since INTEGER");
    Path file =
        file((sqlite, statement) -> {
          layer(sqlite, statement, SITES);
          layer(sqlite, statement, walls);
          put(sqlite, SITES, 1, "a", "Mill", null, null, blob("POINT (1 2)"));
          put(sqlite, SITES, 2, "b", "Gate", null, 3, blob("POINT (3 120)"));
          put(sqlite, SITES, 3, "a", "Tower", null, null, blob("POINT (30 40)"));
          put(sqlite, walls, 2, "Wall", 1900, blob("POINT (5 6)"));
          put(sqlite, walls, 3, "Ditch", 1800, blob("POINT (465181 5080254)"));
        });
    DescriptionFormat format = DescriptionFormats.all().of(file);
    Path out = folder.resolve("refused.gpkg");

    assertThat(RefusedRows.write(format, file, Described.read(format, file).problems, out))
        .isEqualTo(3);

    try (Connection sqlite = GeoPackageFile.openForeign(out);
        Statement statement = sqlite.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT fid, name, cairn_problem, typeof(fid) FROM sites UNION ALL SELECT fid, name, cairn_problem, typeof(since) FROM walls")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getInt(1) + " " + rows.getString(2) + " " + rows.getString(4));
        assertThat(rows.getString(3)).contains("[");
      }
      assertThat(found).containsExactly("2 Gate integer", "3 Tower integer", "3 Ditch integer");
    }
    Described again = read(out);
    assertThat(again.places).extracting(PlaceDescription::id).containsExactly("a");
    assertThat(again.extras()).noneMatch(each -> each.contains("cairn_problem"));
    assertThat(again.problems)
        .extracting(RowProblem::code)
        .containsExactly(Code.COORDINATES_SWAPPED, Code.COORDINATES_PROJECTED);
  }

  @Test
  void refuses_layers_in_other_coordinates_and_reads_the_others() throws Exception {
    Table utm = Table.features("utm", "", "name TEXT");
    Table unknown = Table.features("unknown", "", "name TEXT");
    Described read =
        read(
            file((sqlite, statement) -> {
              statement.execute(
                  "INSERT INTO gpkg_spatial_ref_sys VALUES ('UTM', 32633, 'EPSG', 32633, 'x', '')");
              layer(sqlite, statement, SITES);
              layer(sqlite, statement, utm);
              layer(sqlite, statement, unknown);
              statement.execute(
                  "UPDATE gpkg_geometry_columns SET srs_id = 32633 WHERE table_name = 'utm'");
              statement.execute(
                  "UPDATE gpkg_geometry_columns SET srs_id = -1 WHERE table_name = 'unknown'");
              put(sqlite, SITES, 1, "a", "A", null, null, blob("POINT (1 2)"));
            }));

    assertThat(read.places).hasSize(1);
    assertThat(read.told())
        .containsExactly("layer unknown crs-not-wgs84", "layer utm crs-not-wgs84");
    assertThat(read.problems.get(1).describe())
        .contains("EPSG:32633")
        .contains("ogr2ogr -t_srs EPSG:4326");
  }

  @Test
  void runs_nothing_that_a_file_brings_along() throws Exception {
    Path file =
        file((sqlite, statement) -> {
          layer(sqlite, statement, SITES);
          put(sqlite, SITES, 1, "a", "A", null, null, blob("POINT (1 2)"));
          statement.execute(
              "CREATE TRIGGER harm AFTER INSERT ON sites BEGIN DELETE FROM sites; END");
          statement.execute(
              "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                  + " SELECT i AS fid, i AS geom FROM n");
          statement.execute("CREATE VIRTUAL TABLE virtual USING fts5(fid, geom)");
          statement.execute(
              "CREATE TABLE worked (fid INTEGER PRIMARY KEY, name TEXT, big GENERATED ALWAYS AS (zeroblob(900000000)), geom BLOB)");
          for (String layer : List.of("endless", "virtual", "worked", "gone")) {
            statement.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('%1$s', 'features', '%1$s', 4326)"
                    .formatted(layer));
            statement.execute(
                "INSERT INTO gpkg_geometry_columns VALUES ('%s', 'geom', 'POINT', 4326, 0, 0)"
                    .formatted(layer));
          }
          statement.execute("INSERT INTO worked (fid, name) VALUES (1, 'W')");
        });
    byte[] before = Files.readAllBytes(file);
    Described read = read(file);

    assertThat(read.places).extracting(PlaceDescription::id).containsExactly("a", "worked/1");
    assertThat(read.told())
        .containsExactly(
            "layer endless file-left-out",
            "layer gone file-left-out",
            "layer virtual file-left-out",
            "1 geom (layer 'worked') geometry-missing");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void does_not_believe_a_catalogue_that_is_a_view() throws Exception {
    Path file =
        file((sqlite, statement) -> {
          statement.execute("DROP TABLE gpkg_contents");
          statement.execute("CREATE VIEW gpkg_contents AS SELECT 1 AS table_name");
        });

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("table 'gpkg_contents' is missing");
  }

  @Test
  void says_what_is_wrong_with_a_file_that_cannot_be_read() throws Exception {
    Path file = file((sqlite, statement) -> layer(sqlite, statement, SITES));
    assertThat(read(file).codes()).containsExactly(Code.NO_PLACES);

    Files.writeString(folder.resolve("places.gpkg-wal"), "unfinished");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("places.gpkg-wal")
        .hasMessageContaining("close it there first");
    Files.delete(folder.resolve("places.gpkg-wal"));

    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, bytes.length, (byte) 0x5A);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Described.read(DescriptionFormats.all().named("geopackage"), file))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void reads_what_ogr2ogr_made_of_it() throws Exception {
    Path geoJson = folder.resolve("in.geojson");
    Files.writeString(
        geoJson,
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"site_id\":\"S-1\",\"name\":\"طاحونة\",\"start\":\"1850\","
            + "\"when\":\"2020-01-02\",\"ok\":true,\"n\":2.5},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]]]}},"
            + "{\"type\":\"Feature\",\"properties\":{\"site_id\":\"S-2\"},\"geometry\":null}]}");
    Path made = folder.resolve("made.gpkg");
    run("ogr2ogr", "-f", "GPKG", made.toString(), geoJson.toString());
    Described read = read(made);

    assertThat(read.places).extracting(PlaceDescription::id).containsExactly("S-1", "S-2");
    PlaceDescription place = read.places.getFirst();
    assertThat(place.names()).containsExactly(Name.of("طاحونة"));
    assertThat(place.existences()).hasSize(1);
    assertThat(place.geometries().getFirst().geometry().getCoordinate().getZ()).isEqualTo(5);
    assertThat(read.extras()).contains("n=2.5");
    assertThat(read.codes()).containsExactly(Code.GEOMETRY_MISSING);

    Path utm = folder.resolve("utm.gpkg");
    run("ogr2ogr", "-f", "GPKG", "-t_srs", "EPSG:32631", utm.toString(), geoJson.toString());
    assertThat(read(utm).codes()).containsExactly(Code.CRS_NOT_WGS84);
  }

  @Test
  void writes_layers_that_ogrinfo_lists_without_warnings() throws Exception {
    Path file = folder.resolve("out.gpkg");
    List<PlaceDescription> places = new ArrayList<>();
    places.add(
        PlaceDescription.of(
            "p1",
            Name.of("Homs", "en"),
            Name.of("حمص", "ar"),
            PlaceType.of(Term.of("aat", "300008375", "town")),
            PlaceGeometry.of(Samples.wkt("POINT (36.5 34.5)"), PlaceGeometry.Extent.POINT)));
    places.add(PlaceDescription.of("p2"));
    assertThat(DescriptionWriters.named("geopackage").write(places, file)).isEmpty();
    assertThat(read(file).places).isEqualTo(places);

    String said = run("ogrinfo", "-so", "-ro", "-al", file.toString());
    assertThat(said)
        .doesNotContainIgnoringCase("warning")
        .doesNotContain("ERROR")
        .contains("Layer name: geometries", "Layer name: names", "Layer name: statements")
        .contains("ID[\"EPSG\",4326]")
        .contains("Extent: (36.500000, 34.500000) - (36.500000, 34.500000)");
    assertThat(run("ogrinfo", "-ro", "-al", file.toString(), "geometries"))
        .contains("POINT (36.5 34.5)")
        .contains("Homs · حمص");
  }

  @Test
  void reads_its_own_layout_after_a_person_has_edited_it() throws Exception {
    Path file = folder.resolve("out.gpkg");
    DescriptionWriters.named("geopackage")
        .write(List.of(PlaceDescription.of("p1", Name.of("Homs", "en"))), file);
    try (Connection sqlite = GeoPackageFile.create(file);
        Statement statement = sqlite.createStatement()) {
      statement.execute("UPDATE names SET text = 'Emesa', language = ''");
      statement.execute(
          "INSERT INTO names (fid, place, text) VALUES (9, 'new \uD83C\uDFDB', 'Another')");
      statement.execute("INSERT INTO names (fid, place) VALUES (10, 'broken')");
      sqlite.commit();
    }
    Described read = read(file);

    assertThat(read.places)
        .containsExactlyInAnyOrder(
            PlaceDescription.of("p1", Name.of("Emesa")),
            PlaceDescription.of("new \uD83C\uDFDB", Name.of("Another")));
    assertThat(read.codes()).containsExactly(Code.FEATURE_MALFORMED);
  }

  @Test
  void writes_no_location_that_is_not_public_and_leaves_no_half_file() throws Exception {
    Path file = folder.resolve("out.gpkg");
    PlaceDescription place =
        PlaceDescription.of(
                "p1",
                PlaceGeometry.of(
                    Samples.wkt("POINT (36.7125 34.7375)"), PlaceGeometry.Extent.POINT))
            .withExtra(List.of(Extra.text("x", "lon", "36.7125")))
            .withSensitivity(Sensitivity.WITHHELD);
    List<NotCarried> lost = DescriptionWriters.named("geopackage").write(List.of(place), file);

    assertThat(lost).hasSize(3);
    assertThat(read(file).only()).isEqualTo(PlaceDescription.of("p1"));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(
            () -> DescriptionWriters.named("geopackage").write(List.of(place, place), file))
        .isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static String run(String... command) throws InterruptedException, IOException {
    Optional<Process> process;
    try {
      process = Optional.of(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException notInstalled) {
      process = Optional.empty();
    }
    assumeThat(process).as(command[0] + " (package gdal-bin) is not installed here").isPresent();
    String text = new String(process.orElseThrow().getInputStream().readAllBytes(), UTF_8);
    assertThat(process.orElseThrow().waitFor()).as(text).isZero();
    return text;
  }
}
