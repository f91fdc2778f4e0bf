package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cairn.ledger.Fault;
import org.cairn.ledger.log.WritingProcess.Answered;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that appends is killed with SIGKILL, and the log opened, many times over. {@code
 * -Dcairn.kills=500} kills more often than usual; {@code -Dcairn.seed=S} repeats a run as far as
 * the machine's timing does.
 */
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("cairn.kills", 30);
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  /** At the same time, each with its own log. */
  private static final int CHAINS = 2;

  /** A log is checked whole after every kill, so it is not to grow for ever. */
  private static final int KILLS_PER_LOG = 25;

  /** The number of the append this process makes itself; the others stay below. */
  private static final int OWN_BATCH = 999_999;

  @TempDir Path folder;

  @Test
  void no_kill_loses_what_was_answered_or_shows_half_of_an_append() throws Exception {
    List<Callable<Tally>> chains = new ArrayList<>();
    for (int chain = 0; chain < CHAINS; chain++) {
      int kills = KILLS / CHAINS + (chain < KILLS % CHAINS ? 1 : 0);
      Random random = new Random(SEED + chain);
      Path place = Files.createDirectory(folder.resolve("chain" + chain));
      chains.add(() -> new Chain(place, random, "seed " + SEED).run(kills));
    }
    try (var threads = Executors.newFixedThreadPool(CHAINS)) {
      Tally all = new Tally(0, 0);
      for (Future<Tally> done : threads.invokeAll(chains)) {
        all = all.plus(done.get());
      }
      assertThat(all.kills).isEqualTo(KILLS);
      assertThat(all.answered).as("seed %d", SEED).isGreaterThan(KILLS);
    }
  }

  private record Tally(int kills, long answered) {
    Tally plus(Tally other) {
      return new Tally(kills + other.kills, answered + other.answered);
    }
  }

  /** Kills on one log after another, for one thread. */
  private static final class Chain {
    private final Path place;
    private final Random random;
    private final String seed;
    private Path log;
    private Path state;
    private int logs;
    private TreeHead known = TreeHead.EMPTY;
    private long answeredEntries;

    Chain(Path place, Random random, String seed) {
      this.place = place;
      this.random = random;
      this.seed = seed;
      this.log = place;
      this.state = place;
    }

    Tally run(int kills) throws Exception {
      for (int kill = 0; kill < kills; kill++) {
        if (kill % KILLS_PER_LOG == 0) {
          log = place.resolve("log" + logs);
          state = place.resolve("state" + logs);
          logs++;
          Log.create(log, state, LogTest.KEY);
          known = TreeHead.EMPTY;
        }
        requireKept(kill, killed(kill));
      }
      return new Tally(kills, answeredEntries);
    }

    private List<Answered> killed(int round) throws Exception {
      Process process = WritingProcess.append(log, state, LogTest.KEY, round, random.nextLong());
      List<Answered> answered = new ArrayList<>();
      try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
        // One in five while it starts or opens the log, the others after some appends.
        int lines = random.nextInt(5) == 0 ? random.nextInt(2) : 1 + random.nextInt(90);
        long moreMicros = lines == 0 ? random.nextLong(400_000) : random.nextLong(4_000);
        for (int line = 0; line < lines; line++) {
          take(out.readLine(), answered);
        }
        assertThat(process.waitFor(moreMicros, TimeUnit.MICROSECONDS))
            .as("%s, kill %d: it went on until killed", seed, round)
            .isFalse();
        // By its handle, which leaves the pipe open: what it said last is still to be read.
        assertThat(process.toHandle().destroyForcibly()).isTrue();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("SIGKILL").isEqualTo(128 + 9);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          take(line, answered);
        }
      }
      return answered;
    }

    private static void take(String line, List<Answered> answered) {
      assertThat(line).isNotNull();
      // A line is written at once, and one that lacks its last word was cut.
      if (!line.equals("open")) {
        answered.add(Answered.parse(line));
      }
    }

    private void requireKept(int round, List<Answered> answered) throws Exception {
      String where = seed + ", kill " + round;
      LogReader shown = LogReader.now(LogSource.folder(log));
      requireSound(shown.head(), where + ", as readers see it");
      requireWholeAppends(added(shown), round, where + ", as readers see it");
      try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
        LogReader reader = open.reader();
        requireSound(reader.head(), where);
        assertThat(reader.head().size()).as(where).isGreaterThanOrEqualTo(shown.head().size());
        if (known.size() > 0) {
          assertThat(reader.consistencyProof(known)).isNotNull();
        }
        List<byte[]> added = added(reader);
        requireAnswered(added, answered, where);
        requireWholeAppends(added, round, where);
        List<byte[]> more = WritingProcess.entries(round, OWN_BATCH, 1);
        assertThat(open.append(more).firstIndex()).as(where).isEqualTo(reader.head().size());
        known = open.reader().head();
      }
      answeredEntries += answered.stream().mapToLong(Answered::count).sum();
    }

    /** Entries since the last kill; the audit has proven them. */
    private List<byte[]> added(LogReader reader) throws Exception {
      List<byte[]> entries = new ArrayList<>();
      long bundle = known.size() / TileAddress.FULL;
      for (long at = bundle * TileAddress.FULL; at < reader.head().size(); bundle++) {
        List<byte[]> some = reader.bundle(bundle);
        entries.addAll(some);
        at += some.size();
      }
      return entries.isEmpty()
          ? entries
          : entries.subList((int) (known.size() % TileAddress.FULL), entries.size());
    }

    private void requireAnswered(List<byte[]> added, List<Answered> answered, String where) {
      for (Answered each : answered) {
        int from = (int) (each.firstIndex() - known.size());
        assertThat(from).as("%s: %s", where, each).isBetween(0, added.size() - each.count());
        requireEqual(added.subList(from, from + each.count()), each.entries(), where + each);
      }
    }

    private static void requireEqual(List<byte[]> found, List<byte[]> expected, String where) {
      for (int entry = 0; entry < expected.size(); entry++) {
        assertThat(found.get(entry))
            .as("%s, entry %d", where, entry)
            .isEqualTo(expected.get(entry));
      }
    }

    private void requireSound(TreeHead head, String where) throws Exception {
      List<Fault> faults = new ArrayList<>();
      LogAudit.audit(log, head, faults::add);
      assertThat(faults).as(where).isEmpty();
    }

    /** What this round added, answered or not: appends from their first entry to their last. */
    private static void requireWholeAppends(List<byte[]> added, int round, String where) {
      int at = 0;
      while (at < added.size()) {
        String[] words = new String(added.get(at), StandardCharsets.US_ASCII).split(" ", -1);
        int count = Integer.parseInt(words[2]);
        assertThat(at + count).as(where).isBetween(at + 1, added.size());
        requireEqual(
            added.subList(at, at + count),
            WritingProcess.entries(round, Integer.parseInt(words[1]), count),
            where);
        at += count;
      }
    }
  }
}
