package org.cairn.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.cairn.app.command.Cairn;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.web.people.SetClock;
import org.cairn.ledger.Fault;
import org.cairn.register.LedgerCheck;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs that are stopped, killed, broken off and due; each in a process of its own. */
@Timeout(60)
class RunKeeperTest {
  private static final List<String> QUICK =
      List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  @TempDir private static Path folder;

  private static Workspace workspace;
  private static int catalogs;

  private final SetClock clock = new SetClock();
  private SlowCatalog server;
  private RunKeeper keeper;
  private String catalog = "";

  @BeforeAll
  static void makes_a_workspace_with_a_place() throws Exception {
    Path places = folder.resolve("places.geojson");
    Files.writeString(
        places,
        """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties":
         {"id": "mill", "name": "Mill"}, "geometry": {"type": "Polygon", "coordinates":
         [[[0.01, 0.01], [0.011, 0.01], [0.011, 0.011], [0.01, 0.011], [0.01, 0.01]]]}}]}
        """);
    Cairn cairn = Cairn.init(folder.resolve("ws"));
    assertThat(cairn.run("place", "import", places.toString()).exitCode()).isZero();
    workspace = Workspace.at(folder.resolve("ws"));
  }

  @AfterAll
  static void holds_at_the_end() throws Exception {
    List<Fault> faults = new java.util.ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    assertThat(faults).isEmpty();
    assertThat(WorkspaceIndex.read(workspace).unfinished()).isEmpty();
  }

  @BeforeEach
  void opens() throws Exception {
    server = new SlowCatalog();
    catalog = "slow-" + catalogs++;
    var added = new WorkspaceIndex.Catalog(catalog, server.address(), Optional.empty());
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock)) {
      writer.append(List.of(added.draft()));
    }
    keeper = open();
    keeper.added(added, true);
  }

  private RunKeeper open() throws Exception {
    return new RunKeeper(
        workspace,
        RunBook.open(workspace),
        RunLauncher.with(workspace, QUICK),
        clock,
        Duration.ZERO);
  }

  @AfterEach
  void closes() throws Exception {
    for (RunHistory.Row row : keeper.book().runs().going()) {
      keeper.cancel(row.id());
    }
    keeper.close();
    server.close();
  }

  /** Waits for a condition. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private RunHistory.Row row(long id) throws Exception {
    return keeper.book().runs().find(id).orElseThrow();
  }

  private RunHistory.Row last() throws Exception {
    return keeper.book().runs().findLast().orElseThrow();
  }

  private void awaitState(long id, RunHistory.State state) throws Exception {
    await(() -> row(id).state() != RunHistory.State.GOING);
    assertThat(row(id).state()).as("%s %s", row(id).code(), row(id).reason()).isEqualTo(state);
  }

  private static void kill(RunHistory.Row row) {
    ProcessHandle.of(row.pid().orElseThrow()).orElseThrow().destroyForcibly();
  }

  @Test
  void a_run_is_stopped_within_seconds_and_nothing_is_written() throws Exception {
    long entries = size();
    long id = keeper.start(catalog, Asked.usual(), Optional.of("p1"));
    await(() -> server.searches() > 0);
    assertThat(keeper.progress(id).orElseThrow().stage()).isEqualTo(RunProgress.Stage.SURVEYING);
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> keeper.start(catalog, Asked.usual(), Optional.of("p2")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("run-going"));

    assertThat(keeper.cancel(id)).isTrue();

    awaitState(id, RunHistory.State.CANCELLED);
    assertThat(size()).isEqualTo(entries);
    keeper.round();
    assertThat(last().id()).as("is not taken up again").isEqualTo(id);
  }

  private static long size() throws Exception {
    return org.cairn.ledger.note.Checkpoint.parse(workspace.reader().checkpoint().text()).size();
  }

  @Test
  void a_killed_run_is_taken_up_again_and_comes_to_its_end() throws Exception {
    long id = keeper.start(catalog, Asked.usual(), Optional.of("p1"));
    await(() -> server.searches() > 0);
    kill(row(id));
    awaitState(id, RunHistory.State.INTERRUPTED);
    assertThat(row(id).code()).contains("process-ended");
    server.answer();

    await(() -> {
      keeper.round();
      return last().id() != id;
    });

    RunHistory.Row again = last();
    assertThat(again.resumes()).hasValue(id);
    assertThat(again.tries()).isEqualTo(1);
    assertThat(again.person()).contains("p1");
    awaitState(again.id(), RunHistory.State.DONE);
    RunOutcome outcome = row(again.id()).outcome().orElseThrow();
    assertThat(outcome.places()).isEqualTo(1);
    assertThat(outcome.cost().requests()).isPositive();
    assertThat(outcome.cost().networkBytes()).isPositive();
    keeper.round();
    assertThat(last().id()).isEqualTo(again.id());
  }

  @Test
  void a_run_whose_process_always_ends_is_given_up_after_three_times() throws Exception {
    long first = keeper.start(catalog, Asked.usual(), Optional.of("p1"));
    kill(last());
    for (int i = 1; i < RunKeeper.MOST_TRIES; i++) {
      long before = last().id();
      await(() -> {
        keeper.round();
        return last().id() != before;
      });
      kill(last());
    }
    long third = last().id();
    await(() -> {
      keeper.round();
      return row(third).state() == RunHistory.State.FAILED;
    });
    assertThat(row(third).code()).contains("broken-off");
    assertThat(row(first).state()).isEqualTo(RunHistory.State.INTERRUPTED);
    keeper.round();
    assertThat(last().id()).isEqualTo(third);
  }

  @Test
  void what_goes_on_when_the_server_stops_is_taken_up_by_the_next() throws Exception {
    long id = keeper.start(catalog, Asked.usual(), Optional.of("p1"));
    await(() -> server.searches() > 0);
    keeper.close();
    keeper = open();
    assertThat(row(id).state()).isEqualTo(RunHistory.State.INTERRUPTED);
    assertThat(row(id).code()).contains("server-stopped");
    server.answer();
    keeper.round();
    assertThat(last().resumes()).hasValue(id);
    assertThat(last().tries()).isZero();
    awaitState(last().id(), RunHistory.State.DONE);
  }

  @Test
  void a_run_that_was_written_while_no_server_was_there_is_done() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    long written = begun("run-written", ended);
    long lost = begun("run-lost", ended);
    ObjectNode record =
        JsonNodeFactory.instance.objectNode().put("type", "run").put("run", "run-written");
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock)) {
      writer.append(List.of(org.cairn.register.Draft.open(record)));
    }
    keeper.round();
    assertThat(row(written).state()).isEqualTo(RunHistory.State.DONE);
    assertThat(row(lost).state()).isEqualTo(RunHistory.State.INTERRUPTED);
  }

  private long begun(String run, Process process) throws Exception {
    Asked once = new Asked(0.1, Optional.empty(), Optional.empty(), Optional.empty(), false, 1);
    return keeper
        .book()
        .runs()
        .begin(
            new RunHistory.Beginning(
                run,
                catalog,
                once,
                RunHistory.Starter.PERSON,
                Optional.empty(),
                OptionalLong.empty(),
                0),
            process.toHandle(),
            clock.instant());
  }

  @Test
  void what_was_missed_is_made_up_for_once_and_what_is_paused_is_not() throws Exception {
    server.answer();
    Timetable daily = new Timetable(Timetable.Every.DAY, 1, LocalTime.of(2, 0), ZoneOffset.UTC, 0);
    keeper.book().schedules().put(catalog, daily, true, Asked.usual(), clock.instant());
    long before = keeper.book().runs().findLast().map(RunHistory.Row::id).orElse(0L);
    clock.advance(Duration.ofDays(3));
    keeper.round();
    assertThat(keeper.book().runs().findLast().map(RunHistory.Row::id).orElse(0L))
        .isEqualTo(before);

    keeper.book().schedules().put(catalog, daily, false, Asked.usual(), clock.instant());
    clock.advance(Duration.ofDays(5));
    keeper.round();
    long id = last().id();
    assertThat(last().starter()).isEqualTo(RunHistory.Starter.SCHEDULE);
    awaitState(id, RunHistory.State.DONE);
    await(() -> {
      keeper.round();
      return keeper.going().isEmpty();
    });
    assertThat(last().id()).isEqualTo(id);
    assertThat(keeper.book().schedules().find(catalog).orElseThrow().due())
        .isAfter(clock.instant())
        .isBefore(clock.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void a_run_that_takes_too_long_is_stopped() throws Exception {
    Asked hour = new Asked(0.1, Optional.empty(), Optional.empty(), Optional.empty(), true, 1);
    long id = keeper.start(catalog, hour, Optional.of("p1"));
    await(() -> server.searches() > 0);
    clock.advance(Duration.ofMinutes(61));
    keeper.round();
    awaitState(id, RunHistory.State.FAILED);
    assertThat(row(id).code()).contains("too-long");
  }

  @Test
  void a_catalogue_that_is_not_allowed_into_private_networks_fails_with_the_reason()
      throws Exception {
    keeper.book().catalogs().allowPrivate(catalog, false);
    long id = keeper.start(catalog, Asked.usual(), Optional.of("p1"));
    awaitState(id, RunHistory.State.FAILED);
    assertThat(row(id).code()).contains("http-refused");
    assertThat(row(id).reason().orElseThrow()).contains("allowed for the catalogue");
    assertThat(server.searches()).isZero();
  }
}
