package org.cairn.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFileTest {
  private static final NodeFile.Schema SCHEMA =
      new NodeFile.Schema(NodeFileTest.class, "stones", 2);

  private static final String ADD = "INSERT INTO stones (id, name) VALUES (?, ?)";

  @TempDir private Path folder = Path.of("");

  private static int stones(NodeFile file) throws IOException {
    return file.read(questions ->
        questions.find("SELECT count(*) FROM stones", row -> row.getInt(1)).orElseThrow());
  }

  @Test
  void who_reads_does_not_wait_for_who_changes_and_sees_what_was_changed_last() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    try (NodeFile file = NodeFile.open(folder.resolve("stones.db"), SCHEMA);
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Integer> change =
          threads.submit(() ->
              file.work(questions -> {
                int rows = questions.change(ADD, "one", "One");
                changed.countDown();
                await(read);
                return rows;
              }));
      changed.await();
      assertThat(stones(file)).isZero();
      read.countDown();
      assertThat(change.get()).isOne();
      assertThat(stones(file)).isOne();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void who_reads_changes_nothing_and_an_error_leaves_the_file_readable() throws Exception {
    try (NodeFile file = NodeFile.open(folder.resolve("stones.db"), SCHEMA)) {
      for (int time = 0; time < 10; time++) {
        assertThatThrownBy(() -> file.read(questions -> questions.change(ADD, "one", "One")))
            .isInstanceOf(IOException.class);
      }
      assertThat(stones(file)).isZero();
    }
  }

  @Test
  void an_older_file_is_brought_up_to_date_and_a_newer_one_is_left_alone() throws Exception {
    Path file = folder.resolve("stones.db");
    NodeFile.open(file, new NodeFile.Schema(NodeFileTest.class, "pebbles", 1)).close();
    try (NodeFile now =
        NodeFile.open(file, new NodeFile.Schema(NodeFileTest.class, "pebbles", 2))) {
      assertThat(
              now.<Integer>work(questions ->
                  questions.change("INSERT INTO pebbles (id, name) VALUES (?, ?)", "one", "One")))
          .isOne();
    }
    assertThatThrownBy(
            () -> NodeFile.open(file, new NodeFile.Schema(NodeFileTest.class, "pebbles", 1)))
        .hasMessageContaining("newer Cairn (schema 2)");
  }
}
