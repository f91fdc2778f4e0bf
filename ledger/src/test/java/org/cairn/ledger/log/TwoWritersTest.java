package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two that open a log at the same time, one gets it. */
class TwoWritersTest {
  private static final int RACES = 100;

  @TempDir Path folder;
  private Path log;
  private Path state;

  @BeforeEach
  void create() throws Exception {
    log = folder.resolve("log");
    state = folder.resolve("state");
    Log.create(log, state, LogTest.KEY);
  }

  @Test
  void one_of_two_threads_gets_the_log_in_every_race() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int race = 0; race < RACES; race++) {
        CyclicBarrier start = new CyclicBarrier(2);
        CountDownLatch tried = new CountDownLatch(2);
        int entry = race;
        Callable<String> opening = () -> openAndAppend(start, tried, entry);
        List<String> outcomes = new ArrayList<>();
        for (Future<String> done : threads.invokeAll(List.of(opening, opening))) {
          outcomes.add(done.get());
        }
        assertThat(outcomes).containsExactlyInAnyOrder("appended " + race, "log-locked");
      }
    }
    requireSound(RACES);
  }

  /** Whoever has the log keeps it until the other was refused. */
  private String openAndAppend(CyclicBarrier start, CountDownLatch tried, int entry)
      throws Exception {
    start.await(20, TimeUnit.SECONDS);
    try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
      tried.countDown();
      assertThat(tried.await(20, TimeUnit.SECONDS)).isTrue();
      return "appended " + open.append(LogTest.entries(entry, entry + 1)).firstIndex();
    } catch (RefusedException e) {
      tried.countDown();
      return e.code();
    }
  }

  @Test
  void one_of_two_processes_gets_the_log_in_every_race() throws Exception {
    Process other = WritingProcess.open(log, state, LogTest.KEY);
    int won = 0;
    try (BufferedReader answers = other.inputReader(StandardCharsets.US_ASCII);
        BufferedWriter orders = other.outputWriter(StandardCharsets.US_ASCII)) {
      assertThat(answers.readLine()).isEqualTo("ready");
      for (int race = 0; race < RACES; race++) {
        order(orders);
        String theirs;
        try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
          theirs = answers.readLine();
          assertThat(theirs).as("race %d", race).isEqualTo("log-locked");
          assertThat(open.append(LogTest.entries(won, won + 1)).firstIndex()).isEqualTo(won);
          won++;
        } catch (RefusedException e) {
          assertThat(e.code()).as("race %d", race).isEqualTo("log-locked");
          theirs = answers.readLine();
          assertThat(theirs).as("race %d", race).isEqualTo("open " + won);
        }
        order(orders);
        assertThat(answers.readLine()).isEqualTo("closed");
      }
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    requireSound(won);
  }

  private static void order(BufferedWriter orders) throws Exception {
    orders.write("\n");
    orders.flush();
  }

  private void requireSound(int size) throws Exception {
    LogReader reader = LogReader.now(LogSource.folder(log));
    assertThat(reader.head().size()).isEqualTo(size);
    List<Fault> faults = new ArrayList<>();
    LogAudit.audit(log, reader.head(), faults::add);
    assertThat(faults).isEmpty();
  }
}
