package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogAudit;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;

/**
 * What the log costs over the least that durable storage costs on the same disk in the same run:
 * appends against writing and forcing the same bytes, the audit against reading and hashing the
 * same files, and the time of a proof. Start it with {@code -Xmx256m}.
 *
 * <p>Arguments: a folder on the disk in question, where the log to audit is made once; optionally
 * the entries in it (1000000).
 */
public final class LedgerCost {
  private static final int REPEATS = 7;

  /** A server's code is compiled after its first minutes; the plain side is warmed up as long. */
  private static final int WARM_UPS = 6;

  private static final int BATCH = 256;
  private static final int BATCHES = 200;
  private static final int ENTRY_BYTES = 1_024;

  /**
   * The same batches so many times over: what cannot be left for later has to be done meanwhile.
   */
  private static final int SUSTAINED = 4;

  private static final int SINGLES = 500;
  private static final int SINGLE_WARM_UPS = 2_000;
  private static final int PAUSE_MILLIS = 300;
  private static final int AUDIT_ENTRY_BYTES = 300;
  private static final int PROOFS = 2_000;

  private final Path folder;
  private final SigningKey key =
      SigningKey.generate("log.example/bench", VerifierKey.Kind.LOG, new SecureRandom());
  private final Random random = new Random(1);
  private int logs;

  private LedgerCost(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Machine.print();
    LedgerCost cost = new LedgerCost(Files.createDirectories(Path.of(args[0])));
    say("file system: %s", Files.getFileStore(cost.folder).type());
    try {
      for (boolean inService : new boolean[] {true, false}) {
        for (int times : new int[] {1, SUSTAINED}) {
          cost.batches(1, times, inService);
          cost.batches(4, times, inService);
        }
      }
      cost.singles();
    } finally {
      cost.deleteScratch();
    }
    Path log = cost.logOf(args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000);
    cost.audit(log);
    cost.proofs(log);
  }

  private byte[] entry(int bytes) {
    byte[] entry = new byte[bytes];
    random.nextBytes(entry);
    return entry;
  }

  private List<byte[]> batch(int count, int bytes) {
    return Stream.generate(() -> entry(bytes)).limit(count).toList();
  }

  private static double seconds(Machine.Work work) throws Exception {
    return Machine.ofThisThread(work).wallSeconds();
  }

  // ---- appends ----

  /**
   * @param callers that append at once
   * @param inService whether the log has taken such bursts before, with lulls between them, as that
   *     of a node has; else each is the first of a new log, which has no journal files to write
   *     over
   */
  private void batches(int callers, int times, boolean inService) throws Exception {
    List<List<byte[]>> once = new ArrayList<>();
    for (int each = 0; each < BATCHES; each++) {
      once.add(batch(BATCH, ENTRY_BYTES));
    }
    List<List<byte[]>> batches =
        Collections.nCopies(times, once).stream().flatMap(List::stream).toList();
    int repeats = times == 1 ? REPEATS : REPEATS / 2;
    int warmUps = times == 1 ? WARM_UPS : 1;
    double[] plain = new double[repeats];
    double[] logged = new double[repeats];
    try (Scratch log = new Scratch()) {
      for (int repeat = -warmUps; repeat < repeats; repeat++) {
        int at = Math.max(0, repeat);
        quiet();
        plain[at] = writePlainly(batches);
        quiet();
        if (inService) {
          logged[at] = appendAll(log, batches, callers);
        } else {
          try (Scratch fresh = new Scratch()) {
            logged[at] = appendAll(fresh, batches, callers);
          }
        }
      }
    }
    double entries = batches.size() * BATCH;
    double[] ratios = new double[repeats];
    Arrays.setAll(ratios, at -> logged[at] / plain[at]);
    say(
        "%n%s, %d appends of %d entries of %,d bytes, %d at a time: %,.0f entries/s; plain write and"
            + " force: %,.0f entries/s; ratio %.2f (%.2f to %.2f)",
        inService ? "log in service" : "new log",
        batches.size(),
        BATCH,
        ENTRY_BYTES,
        callers,
        entries / Machine.median(logged),
        entries / Machine.median(plain),
        Machine.median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }

  /** Neither side starts with a disk that is busy with what the other left: each as at rest. */
  private void quiet() throws Exception {
    try (FileChannel names = FileChannel.open(folder)) {
      names.force(true);
    }
    Thread.sleep(PAUSE_MILLIS);
  }

  private double writePlainly(List<List<byte[]>> batches) throws Exception {
    Path file = Files.createTempFile(folder, "plain", "");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return seconds(() -> {
        for (List<byte[]> batch : batches) {
          ByteBuffer bytes = ByteBuffer.allocate(BATCH * ENTRY_BYTES);
          batch.forEach(bytes::put);
          bytes.flip();
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(false);
        }
      });
    } finally {
      Files.delete(file);
    }
  }

  /** Until the last is answered: making, opening and closing the log are not counted. */
  private static double appendAll(Scratch scratch, List<List<byte[]>> batches, int callers)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(callers)) {
      List<Callable<Long>> tasks = new ArrayList<>();
      batches.forEach(batch -> tasks.add(() -> scratch.log.append(batch).firstIndex()));
      return seconds(() -> {
        for (Future<Long> done : threads.invokeAll(tasks)) {
          done.get();
        }
      });
    }
  }

  /**
   * A new log. It stays until the last was measured: ext4 does not give the inodes of deleted files
   * out again for a minute, and looks at each of them when a file is created.
   */
  private final class Scratch implements AutoCloseable {
    final Path place = scratch().resolve("log" + logs++);
    final Log log;

    Scratch() throws Exception {
      Log.create(place.resolve("log"), place.resolve("state"), key);
      log = Log.open(place.resolve("log"), place.resolve("state"), key, List.of());
    }

    @Override
    public void close() throws IOException {
      log.close();
    }
  }

  private Path scratch() {
    return folder.resolve("scratch");
  }

  private void deleteScratch() throws IOException {
    if (Files.exists(scratch())) {
      try (var walk = Files.walk(scratch())) {
        for (Path path : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void singles() throws Exception {
    double[] plain = new double[SINGLES];
    double[] logged = new double[SINGLES];
    // Not in turns: a force would pay for what the other side left to be written.
    Path file = Files.createTempFile(folder, "plain", "");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int each = -SINGLE_WARM_UPS; each < SINGLES; each++) {
        byte[] entry = entry(ENTRY_BYTES);
        plain[Math.floorMod(each, SINGLES)] =
            seconds(() -> {
              channel.write(ByteBuffer.wrap(entry));
              channel.force(false);
            });
      }
    }
    try (Scratch scratch = new Scratch()) {
      for (int each = -SINGLE_WARM_UPS; each < SINGLES; each++) {
        byte[] entry = entry(ENTRY_BYTES);
        logged[Math.floorMod(each, SINGLES)] =
            seconds(() -> scratch.log.append(List.of(entry)).proof(0));
        scratch.log.reader(); // until nothing else is going on
      }
    }
    Files.delete(file);
    double force = Machine.median(plain);
    double append = Machine.median(logged);
    say(
        "%none append with its proof, alone: median %.2f ms, 95 in 100 within %.2f ms; plain write"
            + " and force: %.2f ms, %.2f ms; beyond it: %.2f forces",
        1e3 * append,
        1e3 * percentile(logged, 0.95),
        1e3 * force,
        1e3 * percentile(plain, 0.95),
        (append - force) / force);
  }

  private static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }

  // ---- audit and proofs ----

  private Path logOf(int entries) throws Exception {
    Path place = folder.resolve(String.format(Locale.ROOT, "audited-%d", entries));
    Path log = place.resolve("log");
    if (!Files.exists(log)) {
      Path being = folder.resolve("being-made" + System.nanoTime());
      Log.create(being.resolve("log"), being.resolve("state"), key);
      try (Log open = Log.open(being.resolve("log"), being.resolve("state"), key, List.of())) {
        for (int made = 0; made < entries; made += 4_096) {
          open.append(batch(Math.min(4_096, entries - made), AUDIT_ENTRY_BYTES));
        }
      }
      Files.move(being, place);
    }
    return log;
  }

  private static void audit(Path log) throws Exception {
    LogReader reader = LogReader.now(LogSource.folder(log));
    List<Path> files;
    try (var walk = Files.walk(log)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    double[] plain = new double[REPEATS];
    double[] parallel = new double[REPEATS];
    double[] audited = new double[REPEATS];
    for (int repeat = -1; repeat < REPEATS; repeat++) {
      int at = Math.max(0, repeat);
      plain[at] = seconds(() -> files.forEach(LedgerCost::readAndHash));
      parallel[at] = seconds(() -> files.parallelStream().forEach(LedgerCost::readAndHash));
      audited[at] =
          seconds(() ->
              LogAudit.audit(
                  log,
                  reader.head(),
                  fault -> {
                    throw new IllegalStateException(fault.toString());
                  }));
    }
    double audit = Machine.median(audited);
    say(
        "%naudit of %,d entries of %d bytes: %.2f s; reading and hashing the same files: %.2f s with"
            + " one thread (ratio %.2f), %.2f s with all (ratio %.2f)",
        reader.head().size(),
        AUDIT_ENTRY_BYTES,
        audit,
        Machine.median(plain),
        audit / Machine.median(plain),
        Machine.median(parallel),
        audit / Machine.median(parallel));
  }

  private static void readAndHash(Path file) {
    try {
      MessageDigest sha256 = Sha256.start();
      sha256.update(Files.readAllBytes(file));
      if (sha256.digest().length != 32) {
        throw new IllegalStateException("Not a SHA-256 digest");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void proofs(Path log) throws Exception {
    LogReader reader = LogReader.now(LogSource.folder(log));
    double[] times = new double[PROOFS];
    for (int proof = -PROOFS; proof < PROOFS; proof++) {
      long index = random.nextLong(reader.head().size());
      int at = Math.floorMod(proof, PROOFS);
      times[at] = seconds(() -> reader.prove(index));
    }
    say(
        "%nproof of a random entry, checked: median %.3f ms, 99 in 100 within %.3f ms",
        1e3 * Machine.median(times), 1e3 * percentile(times, 0.99));
  }
}
