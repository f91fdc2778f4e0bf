package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cairn.app.record.RunRecords;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.run.RunWriter;
import org.cairn.ledger.Fault;
import org.cairn.register.Draft;
import org.cairn.register.LedgerCheck;
import org.cairn.register.LedgerRecords;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run that stops between two of its records. {@code -Dcairn.seed=S} repeats the kills as far as
 * the machine's timing does.
 */
class BrokenOffRunTest {
  private static final int KILLS = Integer.getInteger("cairn.runKills", 8);
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  /** Scenes, places and the run itself. */
  private static final int RECORDS = RunWritingProcess.SCENES + RunWritingProcess.PLACES + 1;

  @TempDir private Path folder;

  private Workspace create() throws Exception {
    return Workspace.create(
        folder.resolve("workspace"), "example.org/log", Clock.systemUTC(), new SecureRandom());
  }

  private static List<Fault> faults(Workspace workspace) throws Exception {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }

  private JsonNode alertList() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(
                "alert", "list", "--json", "--workspace", folder.resolve("workspace").toString());
    assertThat(exitCode).as(err.toString()).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }

  @Test
  void after_any_of_its_appends_its_records_do_not_count_until_the_last_is_there()
      throws Exception {
    Workspace workspace = create();
    List<Draft> drafts =
        new ArrayList<>(
            RunRecords.of(
                RunWritingProcess.result(),
                new RunRecords.Run("the-run", "images", "cairn test"),
                WorkspaceIndex.read(workspace),
                workspace.blobs()));
    ObjectNode alert =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "alert")
            .put("alert", "somewhere@2026-01-01")
            .put("run", "the-run");
    drafts.add(drafts.size() - 1, Draft.open(alert));
    assertThat(drafts).hasSize(RECORDS + 1);

    for (int append = 0; append < drafts.size(); append++) {
      try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
        writer.append(List.of(drafts.get(append)));
      }
      WorkspaceIndex index = WorkspaceIndex.read(workspace);
      assertThat(faults(workspace)).isEmpty();
      if (append < drafts.size() - 1) {
        assertThat(index.alerts()).isEmpty();
        assertThat(index.findLastRun()).isEmpty();
        assertThat(index.unfinished())
            .containsExactly(new WorkspaceIndex.Unfinished("the-run", append + 1, 1));
        if (append == 10) {
          JsonNode list = alertList();
          assertThat(list.path("alerts")).isEmpty();
          assertThat(list.path("unfinished").path(0).path("run").asString()).isEqualTo("the-run");
          assertThat(list.path("unfinished").path(0).path("records").asInt()).isEqualTo(11);
        }
      } else {
        assertThat(index.alerts()).hasSize(1);
        assertThat(index.findLastRun()).contains("the-run");
        assertThat(index.unfinished()).isEmpty();
      }
    }
  }

  @Test
  void a_killed_process_leaves_whole_runs_and_one_that_does_not_count() throws Exception {
    Workspace workspace = create();
    Random random = new Random(SEED);
    Set<String> answered = new HashSet<>();
    int brokenOff = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      answered.addAll(killed(workspace, random));
      String where = "seed " + SEED + ", kill " + kill;
      try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
        assertThat(writer).as(where).isNotNull();
      }
      assertThat(faults(workspace)).as(where).isEmpty();
      brokenOff = requireWhole(workspace, answered, where);
    }
    assertThat(answered).as("seed %d", SEED).isNotEmpty();
    assertThat(brokenOff).as("seed %d: runs broken off", SEED).isPositive();
    assertThat(alertList().path("unfinished")).hasSize(brokenOff);
  }

  private static List<String> killed(Workspace workspace, Random random) throws Exception {
    List<String> answered = new ArrayList<>();
    Process process = RunWritingProcess.start(workspace.root());
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      int runs = 1 + random.nextInt(3);
      for (int line = 0; line <= runs; line++) {
        answered.add(out.readLine());
      }
      assertThat(process.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS)).isFalse();
      // By its handle, which leaves the pipe open: what it said last is still to be read.
      assertThat(process.toHandle().destroyForcibly()).isTrue();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        answered.add(line);
      }
    }
    assertThat(answered).doesNotContainNull().startsWith("ready");
    return answered.subList(1, answered.size());
  }

  /** Returns how many runs were broken off. */
  private static int requireWhole(Workspace workspace, Set<String> answered, String where)
      throws Exception {
    Map<String, Integer> records = new TreeMap<>();
    Set<String> finished = new HashSet<>();
    LedgerRecords.forEach(
        workspace,
        (index, record) -> {
          if (record.has("run")) {
            records.merge(record.path("run").asString(), 1, Integer::sum);
            if (record.path("type").asString().equals("run")) {
              finished.add(record.path("run").asString());
            }
          }
        });
    assertThat(finished).as(where).containsAll(answered);
    finished.forEach(run -> assertThat(records).as(where).containsEntry(run, RECORDS));
    WorkspaceIndex index = WorkspaceIndex.read(workspace);
    assertThat(index.unfinished())
        .as(where)
        .extracting(WorkspaceIndex.Unfinished::run)
        .containsExactlyInAnyOrderElementsOf(
            records.keySet().stream().filter(run -> !finished.contains(run)).toList());
    return index.unfinished().size();
  }

  @Test
  void no_path_of_this_machine_is_in_the_public_records() throws Exception {
    Workspace workspace = create();
    RunWriter.write(
        workspace,
        RunWriter.newName(),
        WorkspaceIndex.read(workspace),
        RunWritingProcess.result(),
        "images");

    List<ObjectNode> records = new ArrayList<>();
    LedgerRecords.forEach(workspace, (index, record) -> records.add(record));
    assertThat(records).noneMatch(record -> record.toString().contains("/data/"));
    ObjectNode held =
        records.stream().filter(record -> record.has("held_back")).findFirst().orElseThrow();
    assertThat(held.path("held_back").asString()).isEqualTo("tiff-not-a-tiff");
    assertThat(records.getLast().path("problem_list").path("codes").toString())
        .isEqualTo("{\"tiff-not-a-tiff\":1}");
    try (Stream<Path> blobs = Files.walk(workspace.root().resolve("ledger/blobs"))) {
      List<String> contents = new ArrayList<>();
      for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
        contents.add(Files.readString(blob));
      }
      assertThat(contents).hasSize(2).allMatch(text -> text.contains("'/data/x.tif' is no TIFF"));
    }
  }
}
