package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.register.ContributionRecords;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;

class PlaceCommandTest {
  @TempDir private Path folder = Path.of("");

  private Cairn.Run cairn(String... arguments) {
    return new Cairn(folder).run(arguments);
  }

  @BeforeEach
  void fill() throws Exception {
    Cairn.init(folder);
    Path file = folder.resolve("mill.csv");
    Files.writeString(file, "id,name,lat,lon\nmill,Old Mill,4,3\n");
    Cairn.Run imported = cairn("place", "import", file.toString());
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    PlaceDescription fort =
        PlaceDescription.of(
            "fort",
            Name.of("Qal\u02BFat al-Ġarb", "ar-Latn")
                .withAttribution(
                    Attribution.by("A surveyor")
                        .withTimes(List.of(TimeSpan.of(Edtf.of("1200/1250"))))),
            PlaceType.of(Term.of("aat", "300006909", "forts")),
            PlaceGeometry.of(
                new GeometryFactory().createPoint(new Coordinate(-10, 20)),
                PlaceGeometry.Extent.POINT));
    Workspace workspace = Workspace.at(folder);
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      assertThat(register.add(writer, List.of(fort)).added()).isEqualTo(1);
    }
  }

  @Test
  void places_of_both_forms_are_listed_and_watched() throws Exception {
    assertThat(cairn("place", "list").out().lines())
        .containsExactly("mill\tOld Mill", "fort\tQal\u02BFat al-Ġarb");
    assertThat(cairn("place", "list", "--json").json().path("places").path(1).path("geometry"))
        .hasToString("\"POINT (-10 20)\"");
    assertThat(WorkspaceIndex.read(Workspace.at(folder)).places())
        .extracting(place -> place.id())
        .containsExactly("mill", "fort");
  }

  @Test
  void each_condition_narrows_the_list() {
    for (String[] asked :
        new String[][] {
          {"--name", "qalat al gharb"},
          {"--box=-11,19,-9,21"},
          {"--type", "forts"},
          {"--during", "1225"},
        }) {
      List<String> command = new ArrayList<>(List.of("place", "list"));
      command.addAll(List.of(asked));
      Cairn.Run run = cairn(command.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out().lines()).as(asked[0]).containsExactly("fort\tQal\u02BFat al-Ġarb");
    }
    assertThat(cairn("place", "list", "--status", "watched").out()).isEmpty();
    assertThat(cairn("place", "list", "--limit", "1").out().lines()).hasSize(1);
  }

  @Test
  void a_condition_that_makes_no_sense_is_told() {
    assertThat(cairn("place", "list", "--box", "1,2,3").err()).contains("four numbers");
    assertThat(cairn("place", "list", "--box", "1,9,3,4").exitCode()).isEqualTo(2);
    assertThat(cairn("place", "list", "--during", "soon").err()).contains("EDTF 'soon'");
    assertThat(cairn("place", "list", "--name", "***").exitCode()).isEqualTo(2);
    assertThat(cairn("place", "list", "--limit", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void show_says_everything_and_who_says_it() {
    assertThat(cairn("place", "show", "fort").out().lines())
        .containsExactly(
            "Place: fort",
            "Name: Qal\u02BFat al-Ġarb [ar-Latn]; says A surveyor; from 1200-01-01 to 1250-12-31",
            "Type: forts (aat 300006909)",
            "Geometry: POINT (-10 20), point",
            "Ledger: entry 2");
    JsonNode json = cairn("place", "show", "fort", "--json").json();
    assertThat(json.path("entries").toString()).isEqualTo("[2]");
    assertThat(json.path("statements").path("types").size()).isEqualTo(1);
    assertThat(cairn("place", "show", "nowhere").exitCode()).isEqualTo(2);
  }

  @Test
  void what_people_add_is_shown_searched_and_exported_as_what_was_imported() throws Exception {
    Workspace workspace = Workspace.at(folder);
    Author by = new Author("p1", Optional.of("Invented Person"), "o1", "One Trust");
    ConditionAssessment assessed =
        ConditionAssessment.builder()
            .state(Term.of(Eamena.CONDITION_STATE.get("very-bad")))
            .attribution(Attribution.by("One Trust"))
            .build();
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      long entry =
          register
              .contribute(
                  writer,
                  List.of(
                      ContributionRecords.draft(
                          Contribution.of("fort", by, Name.of("West Castel", "en")))),
                  Map.of())
              .getFirst()
              .entry();
      register.contribute(
          writer,
          List.of(
              ContributionRecords.draft(
                  Contribution.of("fort", by, Name.of("West Castle", "en")).withReplaces(entry)),
              ContributionRecords.draft(Contribution.of("fort", by, assessed))),
          Map.of());
    }

    assertThat(cairn("place", "list", "--condition", "very bad").out().lines())
        .containsExactly("fort\tQal\u02BFat al-Ġarb · West Castle");
    assertThat(cairn("place", "list", "--name", "west castle").out().lines()).hasSize(1);
    assertThat(cairn("place", "show", "fort").out().lines())
        .contains(
            "Name: West Castle [en]",
            "Entry 3: One Trust added names; corrected since",
            "Entry 4: One Trust added names in the place of entry 3",
            "Entry 5: One Trust added conditions",
            "Ledger: entry 5, before it 2, 3, 4")
        .noneMatch(line -> line.contains("Castel") || line.contains("Invented Person"));
    JsonNode json = cairn("place", "show", "fort", "--json").json();
    assertThat(json.path("origins").findValuesAsString("entry"))
        .containsExactly("2", "4", "2", "2", "5");
    assertThat(json.path("added").path(0).path("stands").booleanValue()).isFalse();
    assertExportsAsIfImported(workspace);
    assertThat(cairn("ledger", "verify").exitCode()).isZero();
  }

  /** Another workspace, into which all that is said was imported, exports the same files. */
  private void assertExportsAsIfImported(Workspace workspace) throws Exception {
    Path twin = folder.resolve("twin");
    Cairn.init(twin);
    try (PlaceRegister register = PlaceRegister.open(workspace);
        LedgerWriter writer = LedgerWriter.open(Workspace.at(twin), Clock.systemUTC());
        PlaceRegister other = PlaceRegister.open(Workspace.at(twin))) {
      other.add(writer, List.of(register.find("fort").orElseThrow().place()));
    }
    for (String format : List.of("lpf", "geojson", "linked-art")) {
      Path file = folder.resolve("out." + format);
      Path same = folder.resolve("same." + format);
      String[] which = {"--format", format, "--condition", "very bad"};
      assertThat(export(new Cairn(folder), file, which)).isZero();
      assertThat(export(new Cairn(twin), same, which)).isZero();
      assertThat(Files.readString(file))
          .as(format)
          .contains("West Castle")
          .doesNotContain("Castel\"")
          .isEqualTo(Files.readString(same));
    }
  }

  private static int export(Cairn cairn, Path file, String... which) {
    List<String> command = new ArrayList<>(List.of("place", "export", "--out", file.toString()));
    command.addAll(List.of(which));
    return cairn.run(command.toArray(String[]::new)).exitCode();
  }

  @Test
  void rebuild_makes_the_register_again_and_check_names_what_was_edited() throws Exception {
    assertThat(cairn("rebuild", "--check").exitCode()).isZero();
    Files.writeString(folder.resolve("register.gpkg"), "not a register");
    assertThat(cairn("place", "list").err()).contains("register-damaged", "cairn rebuild");
    Cairn.Run checked = cairn("rebuild", "--check", "--json");
    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.json().path("faults").path(0).path("code").asString())
        .isEqualTo("register-damaged");

    assertThat(cairn("rebuild", "--json").json().path("entries").asLong()).isEqualTo(3);
    assertThat(cairn("rebuild", "--check").exitCode()).isZero();
    assertThat(cairn("place", "list").out().lines()).hasSize(2);
    Files.delete(folder.resolve("register.gpkg"));
    assertThat(cairn("place", "list").out().lines()).hasSize(2);
  }
}
