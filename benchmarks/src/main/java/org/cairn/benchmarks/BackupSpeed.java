package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.cairn.register.Backups;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A first backup, and one with nothing new, against {@code cp -r} of the same files, by turns in
 * one run; each ends when everything is on stable storage ({@code sync -f} after {@code cp}).
 *
 * <p>Arguments: a folder that does not exist yet; optionally megabytes of blobs (300), of which a
 * third are small ones of 20 kB and the rest pictures of 4 MB; entries (50,000); rounds (5).
 */
public final class BackupSpeed {
  private static final int SMALL = 20_000;
  private static final int LARGE = 4_000_000;
  private static final int ENTRIES_AT_ONCE = 5_000;

  private BackupSpeed() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int megabytes = args.length > 1 ? Integer.parseInt(args[1]) : 300;
    int entries = args.length > 2 ? Integer.parseInt(args[2]) : 50_000;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    Machine.print();
    Workspace workspace = fill(folder.resolve("node"), megabytes * 1_000_000L, entries);
    say("workspace: %d files, %.0f MB", files(workspace.root()), bytes(workspace.root()) / 1e6);
    double[] ratios = new double[rounds];
    double[] again = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Path copied = folder.resolve("copy");
      Path backups = folder.resolve("backups");
      double[] seconds = new double[3];
      boolean copyFirst = round % 2 == 0;
      if (copyFirst) {
        seconds[0] = copy(workspace.root(), copied);
      }
      seconds[1] = backup(workspace, backups);
      if (!copyFirst) {
        seconds[0] = copy(workspace.root(), copied);
      }
      seconds[2] = backup(workspace, backups);
      ratios[round] = seconds[0] / seconds[1];
      again[round] = seconds[2];
      say(
          "round %d: cp %.2f s, backup %.2f s: %.2f of the speed of cp; with nothing new %.2f s",
          round + 1, seconds[0], seconds[1], ratios[round], seconds[2]);
      run("rm", "-rf", copied.toString(), backups.toString());
      run("sync", "-f", folder.toString());
    }
    say(
        "median: %.2f of the speed of cp, asked for 0.5; with nothing new %.2f s",
        Machine.median(ratios), Machine.median(again));
  }

  private static Workspace fill(Path folder, long bytes, int entries) throws Exception {
    Workspace workspace =
        Workspace.create(folder, "example.org/log", InstantSource.system(), new SecureRandom());
    Random random = new Random(1);
    for (long put = 0; put < bytes / 3; put += SMALL) {
      workspace.blobs().put(random(random, SMALL));
    }
    for (long put = 0; put < bytes - bytes / 3; put += LARGE) {
      workspace.blobs().put(random(random, LARGE));
    }
    try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system())) {
      for (int from = 0; from < entries; from += ENTRIES_AT_ONCE) {
        List<Draft> drafts = new ArrayList<>();
        for (int entry = from; entry < Math.min(entries, from + ENTRIES_AT_ONCE); entry++) {
          drafts.add(
              Draft.open(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("type", "note")
                      .put("text", "Invented note " + entry)));
        }
        writer.append(drafts);
      }
    }
    run("sync", "-f", folder.toString());
    return workspace;
  }

  private static byte[] random(Random random, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return content;
  }

  private static double copy(Path from, Path to) throws Exception {
    long start = System.nanoTime();
    run("cp", "-r", from.toString(), to.toString());
    run("sync", "-f", to.toString());
    return (System.nanoTime() - start) / 1e9;
  }

  private static double backup(Workspace workspace, Path to) throws Exception {
    long start = System.nanoTime();
    Backups.backup(
        workspace,
        new Backups.Request(to, Optional.empty(), false, OptionalInt.empty(), "benchmark"),
        InstantSource.system(),
        (bytes, all) -> {});
    return (System.nanoTime() - start) / 1e9;
  }

  private static void run(String... command) throws Exception {
    int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exitCode != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exitCode);
    }
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
