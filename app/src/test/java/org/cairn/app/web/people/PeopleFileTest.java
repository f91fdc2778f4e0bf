package org.cairn.app.web.people;

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

class PeopleFileTest {
  private static final String ADD = "INSERT INTO organisations (id, name, made) VALUES (?, ?, 0)";

  @TempDir private Path folder = Path.of("");

  private static int organisations(PeopleFile file) throws IOException {
    return file.read(questions ->
        questions.find("SELECT count(*) FROM organisations", row -> row.getInt(1)).orElseThrow());
  }

  @Test
  void who_reads_does_not_wait_for_who_changes_and_sees_what_was_changed_last() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    try (PeopleFile file = PeopleFile.open(folder.resolve("people.db"));
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
      assertThat(organisations(file)).isZero();
      read.countDown();
      assertThat(change.get()).isOne();
      assertThat(organisations(file)).isOne();
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
    try (PeopleFile file = PeopleFile.open(folder.resolve("people.db"))) {
      for (int time = 0; time < 10; time++) {
        assertThatThrownBy(() -> file.read(questions -> questions.change(ADD, "one", "One")))
            .isInstanceOf(IOException.class);
      }
      assertThat(organisations(file)).isZero();
    }
  }
}
