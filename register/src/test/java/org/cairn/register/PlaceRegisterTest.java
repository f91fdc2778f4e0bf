package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.alert;
import static org.cairn.register.RegisterFixture.append;
import static org.cairn.register.RegisterFixture.at;
import static org.cairn.register.RegisterFixture.chapel;
import static org.cairn.register.RegisterFixture.coverage;
import static org.cairn.register.RegisterFixture.named;
import static org.cairn.register.RegisterFixture.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.record.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class PlaceRegisterTest {
  @TempDir private Path folder = Path.of("");

  /** The path has characters that mean something in addresses. */
  private Workspace workspace() throws Exception {
    return Workspace.at(folder.resolve("a folder?mode=ro#1"));
  }

  @BeforeEach
  void create() throws Exception {
    RegisterFixture.workspace(folder.resolve("a folder?mode=ro#1"));
  }

  private static List<Fault> check(Workspace workspace) throws Exception {
    List<Fault> faults = new ArrayList<>();
    PlaceRegister.check(workspace, faults::add);
    return faults;
  }

  private static Path copyOf(Workspace workspace, Path to) throws Exception {
    return Files.copy(workspace.register(), to);
  }

  @Test
  void a_description_comes_back_as_it_was_given() throws Exception {
    PlaceDescription place =
        chapel()
            .withSensitivity(Sensitivity.generalised(1000).withReason("graves"))
            .withExtra(List.of(Extra.text("sheet", "Lat", "20.25")));
    add(workspace(), place);

    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      PlaceVersion found = register.find("chapel").orElseThrow();
      assertThat(found.place()).isEqualTo(place);
      assertThat(found.entry()).isEqualTo(1);
      assertThat(found.time()).contains("2026-11-24T12:00:00Z");
      assertThat(register.find("nowhere")).isEmpty();
      assertThat(register.history("nowhere")).isEmpty();
    }
  }

  @Test
  void where_a_place_lies_stays_out_of_the_log_and_the_file_is_its_owners() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel().withExtra(List.of(Extra.text("sheet", "Lat", "20.25"))));
    add(workspace, PlaceDescription.of("bare"));

    ObjectNode open = SignedRecord.parse(workspace.reader().entry(1)).record();
    assertThat(open.has("geometries")).isFalse();
    assertThat(open.has("extra")).isFalse();
    assertThat(open.path("names").size()).isEqualTo(2);
    // As many digests for a place of which nothing is protected: their number tells nothing.
    int digests = PlaceCodec.PROTECTED_MEMBERS.size() + 2;
    assertThat(open.path("_sd").size()).isEqualTo(digests);
    assertThat(SignedRecord.parse(workspace.reader().entry(2)).record().path("_sd").size())
        .isEqualTo(digests);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.register())))
        .isEqualTo("rw-------");
  }

  @Test
  void the_same_again_adds_nothing_and_a_change_adds_a_version() throws Exception {
    Workspace workspace = workspace();
    PlaceDescription first = named("p", "One", "POINT (1 2)");
    PlaceDescription second = first.withStatement(Name.of("Two"));

    assertThat(add(workspace, first)).isEqualTo(new PlaceRegister.Added(1, 0, 0));
    assertThat(add(workspace, first)).isEqualTo(new PlaceRegister.Added(0, 0, 1));
    assertThat(add(workspace, second, second)).isEqualTo(new PlaceRegister.Added(0, 1, 1));
    assertThat(workspace.reader().head().size()).isEqualTo(3);
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      assertThat(register.history("p"))
          .extracting(PlaceVersion::entry, PlaceVersion::place)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(1L, first),
              org.assertj.core.groups.Tuple.tuple(2L, second));
      assertThat(register.find("p").orElseThrow().place()).isEqualTo(second);
      assertThat(register.search(PlaceQuery.ALL.withName("One"))).hasSize(1);
    }
    assertThat(add(workspace, first)).isEqualTo(new PlaceRegister.Added(0, 1, 0));
  }

  @Test
  void places_of_the_first_form_are_read_and_their_repetition_is_none() throws Exception {
    Workspace workspace = workspace();
    ObjectNode record = record("place").put("place", "old");
    record.putArray("names").addObject().put("text", "Mill").put("language", "no language at all");
    append(workspace, record.put("geometry", "POINT (3 4)"));

    assertThat(add(workspace, named("old", "Mill", "POINT (3 4)")))
        .isEqualTo(new PlaceRegister.Added(0, 0, 1));
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      assertThat(register.find("old").orElseThrow().place())
          .isEqualTo(named("old", "Mill", "POINT (3 4)"));
    }
  }

  @Test
  void coverage_and_alerts_count_once_their_run_is_finished() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel());
    append(workspace, coverage("r1", "chapel", "watched"), alert("r1", "a1", "chapel"));
    PlaceRegister.open(workspace).close();
    assertThat(RegisterRows.query(workspace.register(), "SELECT alert FROM alerts")).isEmpty();

    append(workspace, record("run").put("run", "r1"));
    PlaceRegister.open(workspace).close();
    assertThat(
            RegisterRows.query(
                workspace.register(), "SELECT place, status, max_score, entry FROM coverage"))
        .containsExactly("chapel|watched|4.25|2");
    append(
        workspace,
        coverage("r2", "chapel", "no-imagery"),
        alert("r2", "a1", "chapel"),
        record("run").put("run", "r2"));
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      assertThat(RegisterRows.query(workspace.register(), "SELECT alert, run, entry FROM alerts"))
          .containsExactly("a1|r2|6");
      assertThat(register.search(PlaceQuery.ALL.withStatus("no-imagery"))).hasSize(1);
      assertThat(register.search(PlaceQuery.ALL.withStatus("watched"))).isEmpty();
    }
    assertThat(RegisterRows.query(workspace.register(), "SELECT * FROM pending")).isEmpty();
  }

  @Test
  void a_rebuild_equals_the_register_that_grew_row_for_row() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel(), named("p", "One", "POINT (1 2)"));
    append(workspace, coverage("r1", "chapel", "watched"), alert("r1", "a1", "chapel"));
    PlaceRegister.open(workspace).close();
    add(workspace, named("p", "Otherwise", "LINESTRING (1 2, 3 4)"), PlaceDescription.of("bare"));
    append(workspace, record("run").put("run", "r1"), record("note"));
    add(workspace, named("p", "One", "POINT (1 2)"));
    append(
        workspace,
        alert("r2", "a1", "chapel"),
        record("run").put("run", "r2"),
        coverage("r3", "p", "too-small"));
    PlaceRegister.open(workspace).close();
    List<String> grown = RegisterRows.dump(workspace.register());

    PlaceRegister.rebuild(workspace).close();

    assertThat(RegisterRows.dump(workspace.register())).isEqualTo(grown);
    assertThat(grown).hasSizeGreaterThan(60);
    assertThat(check(workspace)).isEmpty();
  }

  @Test
  void the_register_says_how_far_it_goes_and_catches_up() throws Exception {
    Workspace workspace = workspace();
    try (PlaceRegister empty = PlaceRegister.open(workspace)) {
      assertThat(empty.head()).isEqualTo(workspace.reader().head());
      assertThat(empty.search(PlaceQuery.ALL)).isEmpty();
      append(workspace, record("note"), record("note"));
      assertThat(empty.head().size()).isEqualTo(1);
      empty.catchUp();
      assertThat(empty.head()).isEqualTo(workspace.reader().head());
    }
  }

  @Test
  void another_schema_and_another_history_lead_to_a_rebuild_by_itself() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel());
    List<String> right = RegisterRows.dump(workspace.register());
    Path file = copyOf(workspace, folder.resolve("plain.gpkg"));
    for (String change :
        List.of(
            "UPDATE register_state SET schema = 0",
            "UPDATE register_state SET log_size = 99",
            "UPDATE register_state SET log_root = 'AAAA'")) {
      Path changed = Files.copy(file, folder.resolve("changed.gpkg"));
      RegisterRows.execute(changed, change, "DELETE FROM places");
      Files.move(changed, workspace.register(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

      PlaceRegister.open(workspace).close();

      assertThat(RegisterRows.dump(workspace.register())).as(change).isEqualTo(right);
    }
  }

  @Test
  void an_edited_row_is_named_by_table_row_and_column() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel());
    Path register = workspace.register();
    RegisterRows.execute(
        register,
        "UPDATE names SET name = 'Forged' WHERE fid = 2",
        "DELETE FROM links",
        "INSERT INTO types (fid, place, facet, words) VALUES (999, 'chapel', 'type', 'forged')",
        "DROP TRIGGER rtree_geometries_geom_delete",
        "UPDATE rtree_geometries_geom SET maxx = 170 WHERE id = 7");

    assertThat(check(workspace))
        .allMatch(fault -> fault.code().equals("register-differs"))
        .extracting(Fault::toString)
        .anyMatch(text -> text.contains("table names: row 2 differs in name;"))
        .anyMatch(text -> text.contains("table links: row ") && text.contains("is missing"))
        .anyMatch(text -> text.contains("table types: row 999 is not in the ledger"))
        .anyMatch(text -> text.contains("sqlite_schema: row rtree_geometries_geom_delete"))
        .anyMatch(text -> text.contains("rtree_geometries_geom: row 7 differs in maxx"))
        .noneMatch(text -> text.contains("Forged"));
    PlaceRegister.rebuild(workspace).close();
    assertThat(check(workspace)).isEmpty();
  }

  @Test
  void a_damaged_file_is_named_and_made_again() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel());
    List<String> right = RegisterRows.dump(workspace.register());
    byte[] whole = Files.readAllBytes(workspace.register());
    int told = 0;
    for (int at = 0; at < whole.length; at += 1_973) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) 0x5a;
      Files.write(workspace.register(), damaged);
      if (!check(workspace).isEmpty()) {
        told++;
      }
    }
    assertThat(told).isPositive();
    for (byte[] broken : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[5000])) {
      Files.write(workspace.register(), broken);
      assertThatThrownBy(() -> PlaceRegister.open(workspace))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("register-damaged")
          .hasMessageContaining("cairn rebuild");
      assertThat(check(workspace)).isNotEmpty();
    }
    PlaceRegister.rebuild(workspace).close();
    assertThat(RegisterRows.dump(workspace.register())).isEqualTo(right);
    assertThat(Files.list(workspace.root()).map(file -> file.getFileName().toString()))
        .noneMatch(name -> name.endsWith(".tmp") || name.endsWith("-journal"));
  }

  @Test
  void readers_read_on_while_one_writes_and_after_the_file_is_replaced() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel());
    try (PlaceRegister reader = PlaceRegister.open(workspace);
        Connection writing = RegisterFile.openToWrite(workspace.register());
        Statement statement = writing.createStatement()) {
      statement.executeUpdate("DELETE FROM places");
      assertThat(reader.search(PlaceQuery.ALL)).hasSize(1);
      writing.rollback();
    }
    try (PlaceRegister reader = PlaceRegister.open(workspace)) {
      assertThat(reader.search(PlaceQuery.ALL)).hasSize(1);
      add(workspace, named("q", "Two", "POINT (1 2)"));
      PlaceRegister.rebuild(workspace).close();
      assertThat(reader.search(PlaceQuery.ALL)).hasSize(2);
    }
  }

  @Test
  void a_journal_left_by_a_crash_does_not_reach_the_file_that_replaces_it() throws Exception {
    Workspace workspace = workspace();
    add(workspace, chapel());
    List<String> right = RegisterRows.dump(workspace.register());
    Files.write(workspace.register().resolveSibling("register.gpkg-journal"), new byte[] {1, 2, 3});
    PlaceRegister.rebuild(workspace).close();

    assertThat(RegisterRows.dump(workspace.register())).isEqualTo(right);
  }

  @Test
  void a_register_that_cannot_be_opened_is_refused_with_what_to_do() throws Exception {
    Workspace workspace = workspace();
    Files.createDirectories(workspace.register().resolve("in the way"));

    assertThatThrownBy(() -> PlaceRegister.open(workspace))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("register-inaccessible");
  }

  @Test
  void odd_ids_long_names_poles_and_no_geometry_are_kept() throws Exception {
    Workspace workspace = workspace();
    String longName = "é".repeat(99_999) + "x";
    List<PlaceDescription> odd =
        List.of(
            named("'; DROP TABLE places; --", "quote ' \" %", "POINT (0 90)"),
            named("\u202Eid\n\uD83D\uDE00", longName, "POINT (180 -90)"),
            PlaceDescription.of("bare"),
            PlaceDescription.of(
                "over",
                Name.of("٭"),
                at(
                    "MULTIPOLYGON (((179 -1, 180 -1, 180 1, 179 1, 179 -1)), ((-180 -1, -179 -1, -179 1, -180 1, -180 -1)))")));
    add(workspace, odd.toArray(PlaceDescription[]::new));

    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      for (PlaceDescription place : odd) {
        assertThat(register.find(place.id()).orElseThrow().place()).isEqualTo(place);
      }
      assertThat(register.search(PlaceQuery.ALL)).hasSize(4);
    }
    assertThat(check(workspace)).isEmpty();
  }

  @Test
  void a_record_that_cannot_be_read_is_told_and_stops_nothing() throws Exception {
    Workspace workspace = workspace();
    append(
        workspace,
        record("place").put("place", "").put("geometry", "POINT (1 2)"),
        record("place").put("place", "x").put("geometry", "POINT OF NO RETURN"),
        record("place").put("form", "statements").put("place", "y").put("names", "none"));
    add(workspace, chapel());

    assertThat(RegisterRows.query(workspace.register(), "SELECT fid, code FROM unreadable"))
        .containsExactly("1|place-record", "2|place-record", "3|malformed-record");
    assertThat(RegisterRows.query(workspace.register(), "SELECT message FROM unreadable"))
        .noneMatch(message -> message.contains("RETURN"));
  }

  @Test
  void many_places_go_in_as_several_steps() throws Exception {
    Workspace workspace = workspace();
    PlaceDescription[] many =
        IntStream.range(0, 1_201)
            .mapToObj(n -> named("p" + n, "Number " + n, "POINT (%d 2)".formatted(n % 180)))
            .toArray(PlaceDescription[]::new);

    assertThat(add(workspace, many)).isEqualTo(new PlaceRegister.Added(1_201, 0, 0));
    assertThat(add(workspace, many)).isEqualTo(new PlaceRegister.Added(0, 0, 1_201));
    assertThat(workspace.reader().head().size()).isEqualTo(1_202);
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, java.util.Optional.empty(), CLOCK, faults::add);
    assertThat(faults).isEmpty();
  }
}
