package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lists as nobody should send them, through the command: told, and the rest goes in. */
class HostileListsTest {
  @TempDir private Path folder = Path.of("");

  private Cairn cairn = new Cairn(Path.of(""));

  @BeforeEach
  void workspace() {
    cairn = Cairn.init(folder.resolve("workspace"));
  }

  private Cairn.Run imports(String name, String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    Cairn.Run run = cairn.run("place", "import", file.toString());
    assertThat(run.err()).doesNotContain("should not have happened");
    assertThat(run.err().codePoints())
        .noneMatch(c -> (c < ' ' && c != '\n') || c == '\u202E' || c == '\u2066');
    return run;
  }

  @Test
  void ten_thousand_columns_are_read_and_more_are_refused() throws IOException {
    String wide = IntStream.range(3, 10_000).mapToObj(i -> ",c" + i).collect(Collectors.joining());
    String blank = ",".repeat(9_997);

    Cairn.Run run =
        imports("wide.csv", "id,lon,lat" + wide, "a,1,2" + blank.replaceFirst(",", ",x"));
    assertThat(run.err()).contains("1 places added");
    assertThat(cairn.run("place", "show", "a").out()).contains("Also in table, c3: x");

    Cairn.Run wider =
        imports("wider.csv", "id,lon,lat" + wide + ",one,more", "b,1,2" + blank + ",,");
    assertThat(wider.exitCode()).isEqualTo(1);
    assertThat(wider.err()).contains("[columns-too-many]", "0 places added");
  }

  @Test
  void a_name_of_a_hundred_thousand_characters_is_kept_whole_and_a_longer_one_told()
      throws IOException {
    String name = "ü".repeat(100_000);

    Cairn.Run run =
        imports("long.csv", "id,name,lon,lat", "a," + name + ",1,2", "b,x" + name + ",1,2");

    assertThat(run.err()).contains("1 places added", "row 3, name:");
    assertThat(run.err()).hasSizeLessThan(5_000);
    JsonNode shown = cairn.run("place", "show", "a", "--json").json();
    assertThat(shown.path("names").path(0).path("text").asString()).isEqualTo(name);
    assertThat(cairn.run("ledger", "verify").exitCode()).isZero();
    assertThat(cairn.run("rebuild", "--check").exitCode()).isZero();
  }

  @Test
  void names_that_steer_text_are_kept_and_never_printed_as_they_are() throws IOException {
    Cairn.Run run =
        imports(
            "bidi.csv",
            "id,name,lon,lat",
            "a,Mill \u202Ellim\u2066 \u0007x,1,2",
            "b,Gate,\u202E1,2");

    assertThat(run.err()).contains("1 places added", "row 3, lon:", "\\u202E");
    assertThat(cairn.run("place", "list").out())
        .contains("a\tMill \uFFFDllim")
        .doesNotContain("\u202E");
    assertThat(cairn.run("place", "show", "a", "--json").json().path("names").toString())
        .contains("\u202E");
  }

  @Test
  void ids_that_look_alike_stay_two_places_and_are_told() throws IOException {
    Cairn.Run run =
        imports("twins.csv", "id,name,lon,lat", "caf\u00E9,Mill,1,2", "cafe\u0301,Mill,1,2");

    assertThat(run.err()).contains("2 places added", "[id-twin]");
    assertThat(cairn.run("place", "list", "--name", "mill").out().lines()).hasSize(2);
  }

  @Test
  void what_is_wrong_with_rows_is_told_at_once_and_what_to_do() throws IOException {
    Cairn.Run run =
        imports(
            "wrong.csv",
            "id,name,lon,lat,start,end",
            "a,Mill,1,2,1900,1800",
            "b,Gate,500000,4000000,,",
            "c,Fort,12,120,,",
            "d,Tower,3,4,-0300,0120",
            "d,Other,50,60,,");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("row 2, end:", "[date-reversed]")
        .contains("row 3, lon, lat:", "[coordinates-projected]", "ogr2ogr -t_srs EPSG:4326")
        .contains("row 4, lon, lat:", "[coordinates-swapped]", "Swap the two")
        .contains("row 6", "1 places added");
    assertThat(cairn.run("place", "show", "d").out()).contains("-0300-01-01");
  }

  @Test
  void a_file_that_ends_in_the_middle_gives_what_stands_before() throws IOException {
    Cairn.Run run =
        imports(
            "cut.geojson",
            "{\"type\":\"FeatureCollection\",\"features\":[",
            "{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"name\":\"Mill\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}},",
            "{\"type\":\"Feature\",\"id\":\"b\",\"prop");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("[json-broken]", "1 places added");
  }
}
