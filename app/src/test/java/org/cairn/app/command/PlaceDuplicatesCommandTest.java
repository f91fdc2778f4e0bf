package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PlaceDuplicatesCommandTest {
  @TempDir private Path folder = Path.of("");

  private Cairn.Run cairn(String... arguments) {
    return new Cairn(folder).run(arguments);
  }

  @BeforeEach
  void fill() throws Exception {
    Cairn.init(folder);
    Path file = folder.resolve("mills.csv");
    Files.writeString(
        file,
        "id,name,lat,lon\nmill,Upper Stone Mill,4,3\nsheet-7,The Upper Stone-Mill,4.0005,3\nwell,Blue Well,4,3\n");
    Cairn.Run imported = cairn("place", "import", file.toString());
    assertThat(imported.exitCode()).as(imported.err()).isZero();
  }

  @Test
  void pairs_are_listed_with_their_reasons() {
    Cairn.Run run = cairn("place", "duplicates");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out().split("\t")).contains("mill", "sheet-7", "Upper Stone Mill");
    assertThat(run.out()).contains("56 m apart");
    assertThat(run.err()).contains("1 pair.", "--same");
    JsonNode json = cairn("place", "duplicates", "--json").json();
    assertThat(json.path("found").asInt()).isEqualTo(1);
    assertThat(json.path("pairs").path(0).path("reasons").path(0).path("code").asString())
        .isEqualTo("names");
    assertThat(cairn("place", "duplicates", "--least", "0.999999").out()).isEmpty();
  }

  @Test
  void a_decision_is_told_with_the_place_and_can_be_taken_back() {
    Cairn.Run decided =
        cairn(
            "place",
            "duplicates",
            "--same",
            "sheet-7",
            "mill",
            "--by",
            "A keeper",
            "--note",
            "Saw it.");
    assertThat(decided.exitCode()).as(decided.err()).isZero();
    assertThat(cairn("place", "duplicates").out()).isEmpty();
    assertThat(cairn("place", "show", "mill").out())
        .contains("Same place as: sheet-7; says A keeper: Saw it.; entry 4");
    assertThat(cairn("place", "show", "mill", "--json").json().path("same_as"))
        .hasToString("[\"sheet-7\"]");
    assertThat(
            cairn("place", "list", "--name", "upper", "--json")
                .json()
                .path("places")
                .path(0)
                .path("same_as"))
        .hasToString("[\"sheet-7\"]");
    assertThat(cairn("rebuild").exitCode()).isZero();
    assertThat(cairn("place", "show", "sheet-7").out()).contains("Same place as: mill");
    assertThat(cairn("place", "list").out().lines()).hasSize(3);

    assertThat(
            cairn("place", "duplicates", "--undo", "mill", "sheet-7", "--by", "A keeper")
                .exitCode())
        .isZero();
    assertThat(cairn("place", "show", "mill").out()).doesNotContain("Same place");
    assertThat(cairn("place", "duplicates").out().lines()).hasSize(1);
    assertThat(
            cairn("place", "duplicates", "--different", "mill", "sheet-7", "--by", "X", "--json")
                .json()
                .path("added")
                .asBoolean())
        .isTrue();
    assertThat(cairn("place", "show", "mill").out()).contains("Not the same place as: sheet-7");
    assertThat(cairn("ledger", "verify").exitCode()).isZero();
  }

  @Test
  void what_makes_no_sense_is_told() {
    assertThat(cairn("place", "duplicates", "--same", "mill", "well").err()).contains("--by NAME");
    assertThat(cairn("place", "duplicates", "--same", "mill", "mill", "--by", "X").exitCode())
        .isEqualTo(2);
    assertThat(cairn("place", "duplicates", "--same", "mill", "no", "--by", "X").err())
        .contains("No place 'no'");
    assertThat(cairn("place", "duplicates", "--undo", "mill", "well", "--by", "X").err())
        .contains("Nothing is decided");
    assertThat(
            cairn("place", "duplicates", "--same", "mill", "well", "--undo", "mill", "well")
                .exitCode())
        .isEqualTo(2);
    assertThat(cairn("place", "duplicates", "--least", "2").exitCode()).isEqualTo(2);
  }
}
