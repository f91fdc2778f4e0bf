package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Places into a workspace, by the command's arguments, over real files and a real ledger. */
class PlaceImportTest {
  @TempDir private Path folder = Path.of("");

  private Cairn cairn = new Cairn(Path.of(""));

  @BeforeEach
  void workspace() {
    cairn = Cairn.init(folder.resolve("workspace"));
  }

  private String write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n").toString();
  }

  private Cairn.Run imports(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "place";
    all[1] = "import";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return cairn.run(all);
  }

  private JsonNode shown(String id) {
    return cairn.run("place", "show", id, "--json").json();
  }

  @Test
  void the_same_file_again_changes_nothing_and_a_changed_row_keeps_what_was_said_before()
      throws IOException {
    String file = write("mills.csv", "id,name,lon,lat", "a,Old Mill,1,2", "b,Gate,3,4");

    assertThat(imports(file).err()).contains("2 places added, 0 changed, 0 as they were.");
    assertThat(imports(file).err()).contains("0 places added, 0 changed, 2 as they were.");
    write("mills.csv", "id,name,lon,lat", "a,The Old Mill,1,2", "b,Gate,3,4");
    assertThat(imports(file).err()).contains("0 places added, 1 changed, 1 as they were.");

    assertThat(shown("a").path("entries").size()).isEqualTo(2);
    assertThat(shown("a").path("names").path(0).path("text").asString()).isEqualTo("The Old Mill");
    assertThat(shown("b").path("entries").size()).isEqualTo(1);
  }

  @Test
  void a_dry_run_says_what_would_happen_to_each_place_and_changes_nothing() throws IOException {
    imports(write("a.csv", "id,name,lon,lat", "a,Old Mill,1,2", "b,Gate,3,4"));
    String next =
        write("b.csv", "id,name,lon,lat", "a,Old Mill,1,2", "b,East Gate,3,4", "c,Tower,5,6");

    Cairn.Run run = imports(next, "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).containsExactly("change\tb\tEast Gate\tnames", "add\tc\tTower");
    assertThat(run.err()).contains("Would be: 1 places added, 1 changed, 1 as they were.");
    JsonNode json = imports(next, "--dry-run", "--json").json();
    assertThat(json.path("places").path(0).path("changes").path(0).asString()).isEqualTo("names");
    assertThat(json.path("added").asInt()).isEqualTo(1);
    assertThat(cairn.run("place", "list").out().lines()).hasSize(2);
    assertThat(shown("b").path("entries").size()).isEqualTo(1);
  }

  @Test
  void good_rows_go_in_and_refused_rows_come_back_to_be_corrected() throws IOException {
    String file = write("a.csv", "id,name,lon,lat", "a,Mill,1,2", "b,Gate,north,2", "c,Tower,3,95");
    Path refused = folder.resolve("refused.csv");
    Path problems = folder.resolve("problems.json");

    Cairn.Run run =
        imports(file, "--refused", refused.toString(), "--problems", problems.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "row 3, lon: ",
            "Found 'north'",
            "row 4, lon, lat: The latitude is out of range; longitude and latitude look swapped",
            "1 places added")
        .contains("Refused rows, to be corrected: " + refused);
    assertThat(Files.readString(problems))
        .contains("\"code\":\"coordinate-not-a-number\"", "\"row\":3", "\"column\":\"lon\"");
    String rows = Files.readString(refused);
    assertThat(rows).doesNotContain("Mill");
    Files.writeString(refused, rows.replace("north", "2").replace("3,95", "3,45"));
    assertThat(imports(refused.toString()).err()).contains("2 places added");
    assertThat(cairn.run("place", "list").out().lines()).hasSize(3);
    assertThat(shown("b").path("statements").has("extra")).isFalse();
  }

  @Test
  void refused_features_come_back_as_features() throws IOException {
    String file =
        write(
            "a.json",
            "{\"type\":\"FeatureCollection\",\"features\":["
                + feature("x:1", "Mill")
                + ","
                + feature("x:2", "Gate")
                + ","
                + feature("x:1", "Tower")
                + "]}");
    Path refused = folder.resolve("refused.json");

    Cairn.Run run = imports(file, "--refused", refused.toString());

    assertThat(run.err()).contains("2 places added").contains("row 3, @id:", "[id-duplicate]");
    String features = Files.readString(refused);
    assertThat(features).contains("Tower", "cairn_problem").doesNotContain("Gate");
    Files.writeString(refused, features.replace("x:1", "x:3"));
    assertThat(imports(refused.toString()).err()).contains("1 places added");
    assertThat(shown("x:3").path("statements").has("extra")).isFalse();
  }

  private static String feature(String id, String name) {
    return "{\"type\":\"Feature\",\"@id\":\"%s\",\"properties\":{\"title\":\"%s\"},\"names\":[{\"toponym\":\"%s\"}],\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"
        .formatted(id, name, name);
  }

  @Test
  void a_guessed_mapping_is_shown_kept_corrected_and_used_again() throws IOException {
    String file = write("a.csv", "id,name,lon,lat,warden", "a,Mill,1,2,Somebody");
    Path mapping = folder.resolve("columns.json");

    Cairn.Run guessed = imports(file, "--dry-run", "--save-mapping", mapping.toString());

    assertThat(guessed.err())
        .contains("The columns of '" + file + "' were taken for:")
        .containsPattern("warden +keep +Somebody");
    assertThat(imports(file, "--dry-run", "--json").json().path("mappings").toString())
        .contains("\"warden\":\"keep\"");
    String text = Files.readString(mapping);
    int at = text.indexOf("warden");
    Files.writeString(
        mapping, text.substring(0, at) + text.substring(at).replaceFirst("keep", "author"));
    Cairn.Run run = imports(file, "--mapping", mapping.toString());
    assertThat(run.err()).contains("1 places added").doesNotContain("were taken for");
    assertThat(cairn.run("place", "show", "a").out()).contains("Name: Mill; says Somebody");
  }

  @Test
  void a_mapping_for_what_is_no_plain_table_is_a_mistake() throws IOException {
    String file =
        write("a.json", "{\"type\":\"Feature\",\"@id\":\"x:1\",\"names\":[{\"toponym\":\"A\"}]}");

    Cairn.Run run = imports(file, "--save-mapping", folder.resolve("m.json").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("none of the files is one");
  }

  @Test
  void an_id_of_another_list_does_not_put_a_place_out_of_sight() throws IOException {
    imports(write("mills.csv", "id,name,lon,lat", "1,Old Mill,1,2"));
    String forts =
        write("forts.csv", "id,name,lon,lat,part of", "1,Fort,30,40,", "2,Tower,30,40,1");

    Cairn.Run run = imports(forts);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "that of another place in the register ('Old Mill')", "--prefix", "1 places added");
    assertThat(imports(forts, "--prefix", "forts/").err()).contains("2 places added");
    assertThat(imports(forts, "--prefix", "forts/").err()).contains("2 as they were");
    assertThat(shown("1").path("names").path(0).path("text").asString()).isEqualTo("Old Mill");
    assertThat(cairn.run("place", "show", "forts/2").out()).contains("part-of forts/1");
  }

  @Test
  void points_and_outlines_in_two_files_are_one_place_however_often_they_come() throws IOException {
    write("list/points.csv", "id,name,lon,lat", "a,Mill,1.0005,2.0005", "b,Gate,3,4");
    write(
        "list/outlines.csv", "id,name,wkt", "a,Moulin,\"POLYGON((1 2,1.001 2,1.001 2.001,1 2))\"");
    write("list/readme.md", "Nothing");
    String list = folder.resolve("list").toString();

    Cairn.Run run = imports(list);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("2 places added", "[place-repeated]", "readme.md: Left out of the folder");
    assertThat(shown("a").path("geometry").asString()).startsWith("POLYGON");
    assertThat(shown("a").path("names").size()).isEqualTo(2);
    assertThat(imports(list).err()).contains("0 places added, 0 changed, 2 as they were");
  }

  @Test
  void outlines_are_kept_as_drawn_and_watched_repaired_and_cut() throws IOException {
    String file =
        write(
            "a.csv",
            "id,name,wkt",
            "bow,Bow,\"POLYGON((0 0,1 1,1 0,0 1,0 0))\"",
            "isle,Isle,\"POLYGON((179 0,-179 0,-179 1,179 1,179 0))\"",
            "flat,Flat,\"POLYGON((0 0,1 0,2 0,0 0))\"",
            "word,Word,");

    Cairn.Run run = imports(file);

    assertThat(run.err())
        .contains("row 2, geometry: The outline crosses itself", "[polygon-repaired]")
        .contains("row 3, geometry: The geometry crosses the antimeridian")
        .contains("row 4, geometry: The outline encloses no area")
        .contains("1 places have no geometry", "4 places added");
    assertThat(shown("bow").path("statements").toString()).contains("1 1");
    assertThat(shown("bow").path("geometry").asString()).startsWith("MULTIPOLYGON");
    assertThat(shown("isle").path("geometry").asString()).startsWith("MULTIPOLYGON");
    assertThat(shown("flat").has("geometry")).isFalse();
  }

  @Test
  void what_cannot_be_read_at_all_is_told_before_anything_is_written() throws IOException {
    String good = write("a.csv", "id,name,lon,lat", "a,Mill,1,2");
    String letter = write("letter.txt", "Dear colleague");

    Cairn.Run run = imports(good, letter);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("letter.txt' is in no format that is known", "--format (");
    assertThat(imports(good, "--format", "docx").err()).contains("no format 'docx' to read");
    assertThat(imports(folder.resolve("none.csv").toString()).exitCode()).isEqualTo(2);
    assertThat(cairn.run("place", "list").out()).isEmpty();
  }

  @Test
  void export_writes_what_was_asked_for_and_keeps_protected_locations() throws IOException {
    String file =
        write(
            "a.csv",
            "UNIQUEID,Resource Name,Heritage Place Type,Disturbance Cause Type,Geometric Place Expression,Restricted Access Record Designation",
            "1,Shrine,Archaeological Site,,POINT (1 2),Restricted",
            "2,Mill,Archaeological Site,,POINT (3 4),");
    assertThat(imports(file).err()).contains("2 places added");
    Path out = folder.resolve("out.json");

    Cairn.Run run = cairn.run("place", "export", "--format", "lpf", "--out", out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("1 places were written without location", "2 places written to '" + out);
    assertThat(Files.readString(out)).contains("Shrine", "[3.0,4.0]").doesNotContain("[1.0,2.0]");
    cairn.run(
        "place",
        "export",
        "--format",
        "geojson",
        "--out",
        out.toString(),
        "--include-protected",
        "--name",
        "shrine");
    assertThat(Files.readString(out)).contains("[1.0,2.0]").doesNotContain("Mill");
    assertThat(cairn.run("place", "export", "--format", "docx", "--out", out.toString()).exitCode())
        .isEqualTo(2);
  }

  @Test
  void periods_that_are_named_by_uri_get_the_years_of_a_file_of_definitions() throws IOException {
    String periods =
        write(
            "periods.json",
            "{\"authorities\":{\"p0aaaaa\":{\"id\":\"p0aaaaa\",\"type\":\"Authority\",\"periods\":{",
            "\"p0aaaaabbbb\":{\"id\":\"p0aaaaabbbb\",\"label\":\"Iron Age\",\"type\":\"Period\",",
            "\"start\":{\"label\":\"800 B.C.\",\"in\":{\"year\":\"-0799\"}},",
            "\"stop\":{\"label\":\"550 B.C.\",\"in\":{\"year\":\"-0549\"}}}}}}}");
    String places =
        write(
            "mill.lpf.json",
            "{\"@context\":\"linkedplaces\",\"type\":\"FeatureCollection\",\"features\":[",
            "{\"@id\":\"a\",\"type\":\"Feature\",\"properties\":{\"title\":\"Mill\"},",
            "\"when\":{\"periods\":[{\"@id\":\"http://n2t.net/ark:/99152/p0aaaaabbbb\"}]}}]}");

    assertThat(imports(places, "--periods", periods).err()).contains("1 places added");

    assertThat(shown("a").path("statements").toString()).contains("Iron Age", "-0799", "-0549");
    assertThat(cairn.run("place", "list", "--during=-0600").out()).startsWith("a\t");
    assertThat(cairn.run("place", "list", "--during=-0300").out()).isEmpty();
    assertThat(imports(places, "--periods", places).exitCode()).isEqualTo(2);
  }
}
