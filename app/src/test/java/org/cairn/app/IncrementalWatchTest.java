package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cairn.ledger.storage.FolderLock;
import org.cairn.register.LedgerRecords;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code cairn watch} again after new images: by its arguments, over an HTTP server that counts
 * what is asked of it. {@code -Dcairn.seed=S} repeats what is drawn by chance.
 */
class IncrementalWatchTest {
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  @TempDir private static Path folder;

  private static Landscape landscape;
  private static List<String> images;

  /** Of a run that has all images at once. */
  private static List<JsonNode> atOnce;

  private static int requestsAtOnce;

  @BeforeAll
  static void watch_all_at_once() throws Exception {
    landscape = Landscape.write(folder.resolve("landscape"));
    images = landscape.itemIds();
    try (StacApiServer server = new StacApiServer(landscape.folder())) {
      Path workspace = workspace("at-once", server);
      JsonNode run = watch(workspace);
      requestsAtOnce = server.imageRequests();
      assertThat(run.path("alerts")).isNotEmpty();
      assertThat(run.path("reuse").path("new").asInt()).isEqualTo(40);
      atOnce = records(workspace, run);
    }
  }

  private static Path workspace(String name, StacApiServer server) {
    Path workspace = folder.resolve(name);
    cairn("init", "--offline", workspace.toString());
    cairn("place", "import", landscape.places(), "--workspace", workspace.toString());
    cairn("catalog", "add", "images", server.address(), "--workspace", workspace.toString());
    return workspace;
  }

  private static Cli.Run cairn(String... words) {
    Cli.Run run = Cli.run(folder, words);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static String[] words(Path workspace, String... more) {
    return Stream.concat(
            Stream.of(
                "watch",
                "--from",
                Landscape.WATCHED_FROM.toString(),
                "--json",
                "--workspace",
                workspace.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static JsonNode watch(Path workspace, String... more) {
    return json(cairn(words(workspace, more)));
  }

  private static JsonNode json(Cli.Run run) {
    return JsonMapper.shared().readTree(run.out());
  }

  private static List<ObjectNode> entries(Path workspace) throws Exception {
    List<ObjectNode> records = new ArrayList<>();
    LedgerRecords.forEach(Workspace.at(workspace), (index, record) -> records.add(record));
    return records;
  }

  /**
   * A run's coverage, alerts and scenes: numbers to the last digit, pictures by their digests, but
   * for what was read of the images, which may be more than a run from scratch reads.
   */
  private static List<JsonNode> records(Path workspace, JsonNode run) throws Exception {
    List<JsonNode> records = new ArrayList<>();
    for (ObjectNode record : entries(workspace)) {
      String type = record.path("type").asString("");
      if (record.path("run").asString("").equals(run.path("run").asString())
          && !type.equals("run")) {
        record.remove(List.of("run", "time", "after", "place_entry", "key", "actor"));
        if (type.equals("scene")) {
          assertThat(record.path("assets")).isNotEmpty();
          record.remove(List.of("blob", "assets"));
        }
        record.remove("disclosures");
        records.add(record);
      }
    }
    assertThat(records).isNotEmpty();
    return records;
  }

  private static JsonNode summary(Path workspace, JsonNode run) throws Exception {
    return entries(workspace).stream()
        .filter(record -> record.path("type").asString("").equals("run"))
        .filter(record -> record.path("run").equals(run.path("run")))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> stateFiles(Path workspace) throws IOException {
    try (Stream<Path> files = Files.walk(workspace.resolve("watch"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void only_new_and_late_images_are_asked_of_the_server() throws Exception {
    String late = images.get(9);
    String newest = images.getLast();
    try (StacApiServer server = new StacApiServer(landscape.folder())) {
      Path workspace = workspace("arriving", server);
      server.hide(List.of(late, newest));
      watch(workspace);
      int before = server.imageRequests();
      server.hide(List.of(late));

      JsonNode second = watch(workspace);

      int forOne = server.imageRequests() - before;
      assertThat(forOne).isPositive().isLessThan(requestsAtOnce / 10);
      assertThat(second.path("reuse").path("new").asInt()).isEqualTo(1);
      assertThat(second.path("reuse").path("reused").asInt())
          .as("but for alerts' pictures")
          .isGreaterThan(30);
      server.hide(List.of());

      JsonNode third = watch(workspace);

      assertThat(records(workspace, third)).isEqualTo(atOnce);
      assertThat(third.path("reuse").path("late").path(0).asString()).isEqualTo(late);
      JsonNode reuse = summary(workspace, third).path("reuse");
      assertThat(reuse.path("late").path(0).path("item").asString()).isEqualTo(late);
      assertThat(reuse.path("new").asInt()).isEqualTo(1);

      before = server.imageRequests();
      long bytes = server.imageBytes.get();
      JsonNode fourth = watch(workspace);

      assertThat(server.imageRequests()).isEqualTo(before);
      assertThat(server.imageBytes.get()).isEqualTo(bytes);
      assertThat(records(workspace, fourth)).isEqualTo(atOnce);
      assertThat(fourth.path("reuse").path("reused").asInt()).isEqualTo(40);

      for (JsonNode alert : fourth.path("alerts")) {
        JsonNode again =
            json(
                cairn(
                    "alert",
                    "recheck",
                    alert.asString(),
                    "--json",
                    "--workspace",
                    workspace.toString()));
        assertThat(again.path("differences")).isEmpty();
      }
      cairn("ledger", "verify", "--workspace", workspace.toString());
      server.update(images.get(20), "2026-05-01T00:00:00Z");

      JsonNode fifth = watch(workspace);

      assertThat(fifth.path("reuse").path("reprocessed").path(0).asString())
          .isEqualTo(images.get(20));
      assertThat(fifth.path("reuse").path("reused").asInt()).isEqualTo(39);
      assertThat(records(workspace, fifth)).isEqualTo(atOnce);

      before = server.imageRequests();
      JsonNode scratch = watch(workspace, "--from-scratch");

      assertThat(server.imageRequests() - before).isGreaterThan(requestsAtOnce / 2);
      assertThat(scratch.path("reuse").path("new").asInt()).isEqualTo(40);
      assertThat(records(workspace, scratch)).isEqualTo(atOnce);
      before = server.imageRequests();
      watch(workspace);
      assertThat(server.imageRequests()).isEqualTo(before);
    }
  }

  @Test
  void damaged_and_half_written_files_are_made_again() throws Exception {
    try (StacApiServer server = new StacApiServer(landscape.folder())) {
      Path workspace = workspace("damaged", server);
      watch(workspace);
      Random random = new Random(SEED);
      List<Path> files = stateFiles(workspace);
      assertThat(files).hasSizeGreaterThan(40);
      // Of those that every run reads; others are found damaged when they are needed.
      List<Path> read =
          files.stream()
              .filter(file -> String.valueOf(file.getFileName()).matches("(scene|verdict)-.*"))
              .toList();
      Path flipped = read.get(random.nextInt(read.size() / 2));
      Path cut = read.get(read.size() / 2 + random.nextInt(read.size() / 2));
      byte[] content = Files.readAllBytes(flipped);
      content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(flipped, content);
      content = Files.readAllBytes(cut);
      Files.write(cut, Arrays.copyOf(content, content.length - 1 - random.nextInt(9)));

      Cli.Run run = cairn(words(workspace));

      assertThat(run.err()).as("seed %d", SEED).contains("2 files in", "were damaged");
      assertThat(records(workspace, json(run))).as("seed %d", SEED).isEqualTo(atOnce);
      int before = server.imageRequests();
      assertThat(records(workspace, watch(workspace))).isEqualTo(atOnce);
      assertThat(server.imageRequests()).isEqualTo(before);
    }
  }

  @Test
  void two_processes_do_not_watch_at_once() throws Exception {
    try (StacApiServer server = new StacApiServer(landscape.folder())) {
      Path workspace = workspace("locked", server);
      Path state = Files.createDirectories(workspace.resolve("watch"));
      try (FolderLock lock = FolderLock.take(state, "held-by-the-test")) {
        Cli.Run refused = Cli.run(folder, words(workspace));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err() + refused.out()).contains("watch-locked");
        assertThat(server.imageRequests()).isZero();
        assertThat(lock).isNotNull();
      }
      assertThat(records(workspace, watch(workspace))).isEqualTo(atOnce);
    }
  }
}
