package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.chapel;
import static org.cairn.register.RegisterFixture.named;
import static org.cairn.register.RegisterFixture.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.storage.FolderLock;
import org.cairn.register.PlaceRegister.Added;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceAddingTest {
  @TempDir private Path folder = Path.of("");
  private Workspace workspace;

  @BeforeEach
  void create() throws Exception {
    workspace = RegisterFixture.workspace(folder.resolve("w"));
  }

  private static PlaceDescription numbered(int number, String name) {
    return named("p" + number, name + " " + number, "POINT (%d 2)".formatted(number % 180));
  }

  private static List<Fault> check(Workspace workspace) throws Exception {
    List<Fault> faults = new ArrayList<>();
    PlaceRegister.check(workspace, faults::add);
    return faults;
  }

  private long places() throws Exception {
    return Long.parseLong(
        RegisterRows.query(workspace.register(), "SELECT count(*) FROM places").getFirst());
  }

  @Test
  void places_that_come_one_by_one_are_in_ledger_and_register_once_finished() throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace);
        PlaceAdding adding = register.adding(writer)) {
      for (int number = 0; number < 2_500; number++) {
        adding.add(numbered(number, "Number"));
      }
      assertThat(adding.finish()).isEqualTo(new Added(2_500, 0, 0));
      assertThat(register.head()).isEqualTo(workspace.reader().head());
      assertThat(register.search(PlaceQuery.ALL.withName("number 2499"))).hasSize(1);

      adding.add(numbered(2_500, "Number"));
      assertThat(adding.finish()).isEqualTo(new Added(2_501, 0, 0));
    }
    assertThat(workspace.reader().head().size()).isEqualTo(2_502);
    assertThat(check(workspace)).isEmpty();
  }

  @Test
  void what_was_said_by_places_still_on_their_way_is_known() throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace);
        PlaceAdding adding = register.adding(writer)) {
      for (String name : List.of("One", "One", "Two")) {
        for (int number = 0; number < 1_100; number++) {
          adding.add(numbered(number, name));
        }
      }
      assertThat(adding.finish()).isEqualTo(new Added(1_100, 1_100, 1_100));
      assertThat(adding.added()).isEqualTo(new Added(1_100, 1_100, 1_100));
    }
    assertThat(check(workspace)).isEmpty();
  }

  @Test
  void a_register_filled_beside_equals_one_that_grew_row_for_row() throws Exception {
    add(workspace, chapel(), numbered(3, "Before"), numbered(5, "Before"));
    List<PlaceDescription> many = new ArrayList<>();
    for (int number = 0; number < 1_300; number++) {
      many.add(numbered(number, "After"));
    }
    assertThat(add(workspace, many.toArray(PlaceDescription[]::new)))
        .isEqualTo(new Added(1_298, 2, 0));
    assertThat(add(workspace, chapel(), numbered(7, "Again"))).isEqualTo(new Added(0, 1, 1));
    List<String> beside = RegisterRows.dump(workspace.register());

    PlaceRegister.rebuild(workspace).close();

    assertThat(RegisterRows.dump(workspace.register())).isEqualTo(beside);
  }

  @Test
  void records_of_others_in_between_are_read_from_the_ledger() throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace);
        PlaceAdding adding = register.adding(writer)) {
      for (int number = 0; number < 3_000; number++) {
        adding.add(numbered(number, "Number"));
        if (number % 700 == 0) {
          writer.append(List.of(Draft.open(record("note"))));
        }
      }
      assertThat(adding.finish()).isEqualTo(new Added(3_000, 0, 0));
      assertThat(register.head()).isEqualTo(workspace.reader().head());
    }
    assertThat(places()).isEqualTo(3_000);
    assertThat(check(workspace)).isEmpty();
  }

  @Test
  void a_source_that_breaks_off_leaves_what_was_added() throws Exception {
    Added before;
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace)) {
      PlaceAdding adding = register.adding(writer);
      try (adding) {
        for (int number = 0; number < 9_500; number++) {
          adding.add(numbered(number, "Number"));
        }
      }
      before = adding.added();
    }
    assertThat(before.added() % 1_000).isZero();
    assertThat(workspace.reader().head().size()).isEqualTo(1 + before.added());
    PlaceRegister.open(workspace).close();
    assertThat(places()).isEqualTo(before.added());
  }

  @Test
  void a_process_that_stops_before_the_tables_are_done_leaves_a_register_that_catches_up()
      throws Exception {
    add(workspace, chapel());
    Path old = Files.copy(workspace.register(), folder.resolve("old.gpkg"));
    List<PlaceDescription> many = new ArrayList<>();
    for (int number = 0; number < 1_300; number++) {
      many.add(numbered(number, "Number"));
    }
    add(workspace, many.toArray(PlaceDescription[]::new));
    List<String> right = RegisterRows.dump(workspace.register());
    Files.move(old, workspace.register(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(workspace.root().resolve("register.gpkg.1-1.tmp"), "left over");

    PlaceRegister.open(workspace).close();

    assertThat(RegisterRows.dump(workspace.register())).isEqualTo(right);
  }

  @Test
  void a_register_that_cannot_be_written_ends_the_adding_and_what_is_in_the_ledger_stays()
      throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace);
        PlaceAdding adding = register.adding(writer)) {
      RegisterRows.execute(workspace.register(), "DROP TABLE times");
      adding.add(chapel());

      assertThatThrownBy(adding::finish)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("register-damaged")
          .hasMessageContaining("cairn rebuild");
      assertThatThrownBy(adding::finish).hasMessageContaining("register-damaged");
    }
    assertThat(workspace.reader().head().size()).isEqualTo(2);
    PlaceRegister.rebuild(workspace).close();
    assertThat(places()).isEqualTo(1);
  }

  @Test
  void readers_have_the_register_as_it_was_while_many_are_put_in() throws Exception {
    add(workspace, chapel());
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace);
        PlaceAdding adding = register.adding(writer)) {
      for (int number = 0; !isBeingWritten() || adding.added().added() == 0; number++) {
        adding.add(numbered(number, "Number"));
      }
      try (PlaceRegister reader = PlaceRegister.open(workspace, Duration.ZERO)) {
        assertThat(reader.search(PlaceQuery.ALL)).hasSize(1);
        assertThat(reader.head().size()).isEqualTo(2);
      }
      adding.finish();
      try (PlaceRegister reader = PlaceRegister.open(workspace, Duration.ZERO)) {
        assertThat(reader.head()).isEqualTo(workspace.reader().head());
      }
    }
  }

  private boolean isBeingWritten() throws Exception {
    try (FolderLock lock = RegisterUpdate.lock(workspace, Duration.ZERO)) {
      return false;
    } catch (RefusedException e) {
      return true;
    }
  }
}
