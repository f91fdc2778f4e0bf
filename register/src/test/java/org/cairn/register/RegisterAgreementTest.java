package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.alert;
import static org.cairn.register.RegisterFixture.append;
import static org.cairn.register.RegisterFixture.chapel;
import static org.cairn.register.RegisterFixture.coverage;
import static org.cairn.register.RegisterFixture.named;
import static org.cairn.register.RegisterFixture.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.register.RegisterSummary.Standing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterAgreementTest {
  @TempDir private Path folder = Path.of("");

  private final List<Fault> faults = new ArrayList<>();

  private Workspace workspace() throws Exception {
    return Workspace.at(folder.resolve("workspace"));
  }

  private RegisterSummary verify() throws Exception {
    faults.clear();
    return LedgerCheck.check(workspace(), Optional.empty(), CLOCK, faults::add).register();
  }

  @BeforeEach
  void fill() throws Exception {
    RegisterFixture.workspace(folder.resolve("workspace"));
    add(workspace(), chapel(), named("p", "One", "POINT (1 2)"));
    append(
        workspace(),
        coverage("r1", "chapel", "watched"),
        alert("r1", "a1", "chapel"),
        record("run").put("run", "r1"));
    PlaceRegister.open(workspace()).close();
  }

  @Test
  void what_cairn_wrote_agrees_however_it_was_written() throws Exception {
    assertThat(verify()).isEqualTo(new RegisterSummary(Standing.AGREES, 6));
    add(workspace(), named("p", "Two", "POINT (3 4)"), named("q", "Three", "POINT (3 4)"));
    append(
        workspace(),
        alert("r2", "a1", "chapel"),
        coverage("r2", "p", "no-imagery"),
        record("run").put("run", "r2"));
    assertThat(verify().standing()).as("behind").isEqualTo(Standing.AGREES);
    PlaceRegister.open(workspace()).close();
    assertThat(verify()).isEqualTo(new RegisterSummary(Standing.AGREES, 11));
    List<String> grown =
        RegisterRows.query(workspace().register(), "SELECT * FROM register_tables");
    PlaceRegister.rebuild(workspace()).close();
    assertThat(RegisterRows.query(workspace().register(), "SELECT * FROM register_tables"))
        .isEqualTo(grown)
        .hasSize(GeoPackage.ALL.size() - 1);
    Files.delete(workspace().register());
    assertThat(verify().standing()).isEqualTo(Standing.NONE);
    assertThat(faults).isEmpty();
  }

  @Test
  void an_edit_in_any_table_is_told_with_the_table_and_stays_told() throws Exception {
    Path original = Files.copy(workspace().register(), folder.resolve("original.gpkg"));
    for (String[] edit :
        new String[][] {
          {"names", "UPDATE names SET name = name || '!' WHERE fid = 2"},
          {"places", "DELETE FROM places WHERE place = 'p'"},
          {
            "links", "INSERT INTO links (fid, place, identifier, match) VALUES (999, 'p', 'x', 'y')"
          },
          {"alerts", "UPDATE alerts SET score = score + 0.001"},
          {"coverage", "UPDATE coverage SET looks = 4"},
          {"geometries", "UPDATE geometries SET names = NULL WHERE fid > 0"},
          {"versions", "UPDATE versions SET record = replace(record, 'One', 'Oen')"},
          {"times", "UPDATE times SET fid = fid + 1000"},
          {"register_state", "UPDATE register_state SET next_fid = next_fid + 1"}
        }) {
      Files.copy(original, workspace().register(), StandardCopyOption.REPLACE_EXISTING);
      RegisterRows.execute(
          workspace().register(),
          "DROP TRIGGER rtree_geometries_geom_update3",
          "DROP TRIGGER rtree_geometries_geom_update4",
          "DROP TRIGGER rtree_alerts_geom_update3",
          "DROP TRIGGER rtree_alerts_geom_update4",
          edit[1]);
      assertThat(verify().standing()).as(edit[1]).isEqualTo(Standing.DIFFERS);
      assertThat(faults)
          .extracting(Fault::code, Fault::where)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  "register-edited", "register.gpkg, table " + edit[0]));
      assertThat(faults.getFirst().message()).contains("cairn rebuild --check", "cairn rebuild'");
    }
    Files.copy(original, workspace().register(), StandardCopyOption.REPLACE_EXISTING);
    RegisterRows.execute(workspace().register(), "UPDATE names SET name = 'x' WHERE fid = 2");
    add(workspace(), named("z", "Another", "POINT (1 2)"));
    assertThat(verify().standing()).as("written on after the edit").isEqualTo(Standing.DIFFERS);
    PlaceRegister.rebuild(workspace()).close();
    assertThat(verify().standing()).isEqualTo(Standing.AGREES);
  }

  @Test
  void an_edit_by_sqlite_s_own_program_is_told() throws Exception {
    Optional<Process> sqlite3 =
        start("sqlite3", workspace().register().toString(), "UPDATE types SET label = 'temples'");
    assumeThat(sqlite3).as("sqlite3 is not installed here").isPresent();
    assertThat(sqlite3.get().waitFor()).isZero();

    assertThat(verify().standing()).isEqualTo(Standing.DIFFERS);
    assertThat(faults).extracting(Fault::where).containsExactly("register.gpkg, table types");
    List<Fault> named = new ArrayList<>();
    PlaceRegister.check(workspace(), named::add);
    assertThat(named)
        .extracting(Fault::toString)
        .allMatch(text -> text.contains("table types: row "))
        .hasSize(2);
  }

  private static Optional<Process> start(String... command) {
    try {
      return Optional.of(new ProcessBuilder(command).start());
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
  }

  @Test
  void another_history_another_schema_and_damage_are_told_each_in_its_way() throws Exception {
    RegisterRows.execute(workspace().register(), "UPDATE register_state SET log_root = 'AAAA'");
    assertThat(verify().standing()).isEqualTo(Standing.DIFFERS);
    assertThat(faults).extracting(Fault::code).containsExactly("register-differs");

    RegisterRows.execute(workspace().register(), "UPDATE register_state SET schema = 1");
    assertThat(verify().standing()).isEqualTo(Standing.OF_ANOTHER_SCHEMA);
    assertThat(faults).isEmpty();

    Files.writeString(workspace().register(), "not a register");
    assertThat(verify().standing()).isEqualTo(Standing.DIFFERS);
    assertThat(faults).extracting(Fault::code).containsExactly("register-damaged");
  }
}
