package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what a log did to its disk up to some point and then loses, tears and reorders what was
 * not forced. {@code -Dcairn.cuts=N} tries more points than usual; {@code -Dcairn.seed=S} repeats a
 * run.
 */
class PowerCutTest {
  private static final int CUTS = Integer.getInteger("cairn.cuts", 20);
  private static final int RANDOM_FATES = 3;
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  /** So that segments fill, are written over and are made beforehand within the test. */
  private static final JournalSize SIZE = new JournalSize(2 << 10, 4 << 10, 20 << 10);

  private static final SigningKey NEXT =
      SigningKey.generate(LogTest.KEY.verifier().name(), Kind.LOG, new SecureRandom());
  private static final SigningKey WITNESS =
      SigningKey.generate("witness.example/w", Kind.WITNESS, new SecureRandom());

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final List<List<String>> submitted = new ArrayList<>();
  private int batches;
  private int targets;

  @Test
  void no_power_cut_loses_what_was_answered_or_shows_half_of_an_append() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    TracedDisk disk = new TracedDisk(root);
    work(disk, root);
    List<TracedDisk.Op> trace = disk.trace();
    Set<String> refused = new HashSet<>();
    for (int cut = 0; cut < CUTS; cut++) {
      List<TracedDisk.Op> done = trace.subList(0, random.nextInt(trace.size() + 1));
      for (PowerCut.Fate fate : fates()) {
        Path left = nextTarget();
        PowerCut.leave(done, root, fate, left);
        recover(left, new TracedDisk(left), done, done).ifRefused(refused);
      }
    }
    assertThat(refused).as("seed %d", SEED).isEmpty();
  }

  @Test
  void a_power_cut_while_recovering_from_one_loses_nothing_either() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    TracedDisk disk = new TracedDisk(root);
    work(disk, root);
    List<TracedDisk.Op> trace = disk.trace();
    Set<String> refused = new HashSet<>();
    for (int cut = 0; cut < CUTS / 2; cut++) {
      List<TracedDisk.Op> done = trace.subList(0, random.nextInt(trace.size() + 1));
      Path first = nextTarget();
      PowerCut.leave(done, root, PowerCut.random(random), first);
      TracedDisk recovering = new TracedDisk(first);
      recover(first, recovering, done, done).ifRefused(refused);
      List<TracedDisk.Op> again = recovering.trace();
      for (PowerCut.Fate fate : List.of(PowerCut.NONE, PowerCut.random(random))) {
        int end = recovering.start() + random.nextInt(again.size() - recovering.start() + 1);
        Path second = nextTarget();
        PowerCut.leave(again.subList(0, end), first, fate, second);
        recover(second, new TracedDisk(second), done, again.subList(0, end)).ifRefused(refused);
      }
    }
    assertThat(refused).as("seed %d", SEED).isEmpty();
  }

  private List<PowerCut.Fate> fates() {
    List<PowerCut.Fate> fates =
        new ArrayList<>(
            List.of(PowerCut.ALL, PowerCut.NONE, PowerCut.NAMES_ONLY, PowerCut.CONTENT_ONLY));
    for (int each = 0; each < RANDOM_FATES; each++) {
      fates.add(PowerCut.random(random));
    }
    return fates;
  }

  private Path nextTarget() throws Exception {
    Path old = folder.resolve("left" + (targets - 2)); // the last one may still be in use
    if (Files.exists(old)) {
      LogTest.delete(old);
    }
    targets++;
    return folder.resolve("left" + (targets - 1));
  }

  /** Everything a log does to its disk: it is made, grows, settles, changes its key, is closed. */
  private void work(TracedDisk disk, Path root) throws Exception {
    Path log = root.resolve("data/log");
    Path state = root.resolve("state");
    Log.create(disk, log, state, LogTest.KEY);
    try (Log open = Log.open(disk, log, state, LogTest.KEY, List.of(), SIZE)) {
      for (int each = 0; each < 110; each++) {
        append(disk, open, each % 7 == 3 ? 40 : 1 + each % 3);
        if (each % 20 == 5) {
          String text = open.checkpoint().text();
          assertThat(open.cosign(text, List.of(WITNESS.cosign(text, Instant.EPOCH)))).isTrue();
        }
      }
      together(disk, open);
      List<byte[]> rotation = batch(1, 0);
      disk.told(open.rotate(NEXT, rotation.getFirst()), rotation);
      append(disk, open, 300);
    }
    try (Log open = Log.open(disk, log, state, NEXT, List.of(LogTest.KEY.verifier()), SIZE)) {
      for (int each = 0; each < 90; each++) {
        append(disk, open, 1 + each % 2);
      }
    }
  }

  private void append(TracedDisk disk, Log log, int entries) throws Exception {
    disk.append(log, batch(entries, random.nextInt(4) == 0 ? 2_000 : 0));
  }

  private void together(TracedDisk disk, Log log) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Appended>> tasks = new ArrayList<>();
      for (int each = 0; each < 20; each++) {
        List<byte[]> batch = batch(2, 100);
        tasks.add(() -> disk.append(log, batch));
      }
      for (Future<Appended> done : threads.invokeAll(tasks)) {
        assertThat(done.get().count()).isEqualTo(2);
      }
    }
  }

  /** Entries that say which of how many they are; some hold what looks like a journal's records. */
  private List<byte[]> batch(int count, int padding) {
    List<byte[]> entries = new ArrayList<>();
    for (int each = 0; each < count; each++) {
      String text = batches + " " + each + "/" + count + " " + "x".repeat(padding);
      entries.add(padding > 0 ? looksLikeJournal(text) : text.getBytes(StandardCharsets.US_ASCII));
    }
    batches++;
    submitted.add(entries.stream().map(PowerCutTest::text).toList());
    return entries;
  }

  /** As an entry of someone who knows the format would, to make a torn write look like damage. */
  private static byte[] looksLikeJournal(String text) {
    ByteBuffer entry = ByteBuffer.allocate(text.length() + 16 + 2 * (16 + 4 + 13 + 32));
    entry.put(text.getBytes(StandardCharsets.US_ASCII));
    entry.put("cairn journal 3\n".getBytes(StandardCharsets.US_ASCII));
    for (int record = 0; record < 2; record++) {
      entry.put(new byte[16]).putInt(0).put(new byte[13 + 32]);
    }
    return entry.array();
  }

  private static String text(byte[] entry) {
    return new String(entry, StandardCharsets.ISO_8859_1);
  }

  /** What came of opening a folder: nothing to say, or the refusal. */
  private record Outcome(List<String> refusals) {
    void ifRefused(Set<String> all) {
      all.addAll(refusals);
    }
  }

  /**
   * Opens what a power cut left and holds it to what callers were told before it.
   *
   * @param told where the telling stands
   * @param done up to the cut, to know whether the log had been made
   */
  private Outcome recover(
      Path root, TracedDisk disk, List<TracedDisk.Op> told, List<TracedDisk.Op> done)
      throws Exception {
    Path log = root.resolve("data/log");
    Path state = root.resolve("state");
    Map<Long, String> promised = promised(told);
    String where = "seed " + SEED + ", after " + done.size() + " operations";
    if (promised.isEmpty() && !holdsStore(state)) {
      Log.create(disk, log, state, LogTest.KEY);
    }
    try (Log open = open(disk, log, state)) {
      List<String> entries = entries(open.reader());
      promised.forEach((index, entry) ->
          assertThat(entries.size() > index && entries.get(index.intValue()).equals(entry))
              .as("%s: entry %d stands", where, index)
              .isTrue());
      requireWholeAppends(entries, where);
      List<byte[]> more = List.of("after".getBytes(StandardCharsets.US_ASCII));
      assertThat(open.append(more).firstIndex()).as(where).isEqualTo(entries.size());
      assertThat(open.reader().entry(entries.size())).isEqualTo(more.getFirst());
      List<Fault> faults = new ArrayList<>();
      LogAudit.audit(log, open.reader().head(), faults::add);
      assertThat(faults).as(where).isEmpty();
      return new Outcome(List.of());
    } catch (IntegrityException e) {
      return new Outcome(List.of(e.code() + ": " + e.getMessage()));
    }
  }

  private static boolean holdsStore(Path state) throws Exception {
    return Files.isDirectory(state) && !JournalSegment.list(state).isEmpty();
  }

  /** With the key that signed last, which the cut decides. */
  private static Log open(Disk disk, Path log, Path state) throws Exception {
    try {
      return Log.open(disk, log, state, NEXT, List.of(LogTest.KEY.verifier()), SIZE);
    } catch (IntegrityException e) {
      if (!e.code().equals("store-key")) {
        throw e;
      }
      return Log.open(disk, log, state, LogTest.KEY, List.of(), SIZE);
    }
  }

  private static Map<Long, String> promised(List<TracedDisk.Op> done) {
    Map<Long, String> promised = new TreeMap<>();
    for (TracedDisk.Op op : done) {
      if (op instanceof TracedDisk.Told told) {
        for (int each = 0; each < told.entries().size(); each++) {
          promised.put(told.firstIndex() + each, told.entries().get(each));
        }
      }
    }
    return promised;
  }

  private static List<String> entries(LogReader reader) throws Exception {
    List<String> entries = new ArrayList<>();
    for (long bundle = 0; entries.size() < reader.head().size(); bundle++) {
      reader.bundle(bundle).forEach(entry -> entries.add(text(entry)));
    }
    return entries;
  }

  private void requireWholeAppends(List<String> entries, String where) {
    Set<List<String>> whole = new HashSet<>(submitted);
    int at = 0;
    while (at < entries.size()) {
      if (entries.get(at).equals("after")) {
        at++; // what an earlier recovery of the same log added
        continue;
      }
      String ofHowMany = entries.get(at).split("[ /]", 4)[2];
      int end = at + Integer.parseInt(ofHowMany);
      assertThat(end).as("%s: the append at %d is whole", where, at).isBetween(1, entries.size());
      assertThat(whole.contains(entries.subList(at, end)))
          .as("%s: the append at %d is whole", where, at)
          .isTrue();
      at = end;
    }
  }
}
