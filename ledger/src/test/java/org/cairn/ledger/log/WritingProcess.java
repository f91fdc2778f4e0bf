package org.cairn.ledger.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.SigningKey;

/**
 * Another process that writes a log, for tests to kill and to race with. Says on its output what it
 * was answered, a line each.
 */
final class WritingProcess {
  private static final PrintStream OUT = System.out;

  /** An append that was answered. */
  record Answered(long firstIndex, int round, int batch, int count) {
    static Answered parse(String line) {
      String[] words = line.split(" ", -1);
      return new Answered(
          Long.parseLong(words[0]),
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]));
    }

    @Override
    public String toString() {
      return firstIndex + " " + round + " " + batch + " " + count;
    }

    List<byte[]> entries() {
      return WritingProcess.entries(round, batch, count);
    }
  }

  private WritingProcess() {}

  /** Starts one that appends until it is killed. */
  static Process append(Path log, Path state, SigningKey key, int round, long seed)
      throws IOException {
    return start("append", log, state, key, "" + round, "" + seed);
  }

  /** Starts one that for each line it is sent opens the log or closes it again. */
  static Process open(Path log, Path state, SigningKey key) throws IOException {
    return start("open", log, state, key);
  }

  private static Process start(String what, Path log, Path state, SigningKey key, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                classPath(),
                WritingProcess.class.getName(),
                what,
                log.toString(),
                state.toString(),
                key.secretText()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What is needed only: a short path starts fast. */
  private static String classPath() {
    return Stream.of(Log.class, WritingProcess.class, Ed25519.class)
        .map(each -> each.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(":"));
  }

  /** Entries that tell where they belong, some short, some long. */
  static List<byte[]> entries(int round, int batch, int count) {
    return IntStream.range(0, count)
        .mapToObj(each -> {
          String text = round + " " + batch + " " + count + " " + each + " ";
          int padding = (batch * 31 + each * 7) % 11 == 0 ? 1_500 : batch % 40;
          return (text + "x".repeat(padding)).getBytes(StandardCharsets.US_ASCII);
        })
        .toList();
  }

  public static void main(String[] args) throws Exception {
    Path log = Path.of(args[1]);
    Path state = Path.of(args[2]);
    SigningKey key = SigningKey.parse(args[3]);
    if (args[0].equals("append")) {
      appendUntilKilled(log, state, key, Integer.parseInt(args[4]), Long.parseLong(args[5]));
    } else {
      openWhenTold(log, state, key);
    }
  }

  /** Two threads append; now and then the log is closed and opened again. */
  private static void appendUntilKilled(Path log, Path state, SigningKey key, int round, long seed)
      throws Exception {
    Random random = new Random(seed);
    for (int batch = 0; true; batch += 1_000) {
      try (Log open = Log.open(log, state, key, List.of())) {
        say("open");
        int appends = 1 + random.nextInt(120);
        int first = batch;
        long otherSeed = random.nextLong();
        Thread other =
            Thread.ofPlatform()
                .start(() -> append(open, round, first + 500, appends, new Random(otherSeed)));
        append(open, round, first, appends, random);
        other.join();
      }
    }
  }

  private static void append(Log log, int round, int firstBatch, int appends, Random random) {
    try {
      for (int batch = firstBatch; batch < firstBatch + appends; batch++) {
        int count = random.nextInt(8) == 0 ? 1 + random.nextInt(90) : 1 + random.nextInt(3);
        Appended appended = log.append(entries(round, batch, count));
        say(new Answered(appended.firstIndex(), round, batch, count).toString());
      }
    } catch (IOException | RefusedException e) {
      throw new IllegalStateException("An append failed without being killed", e);
    }
  }

  private static void openWhenTold(Path log, Path state, SigningKey key) throws Exception {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      say("ready");
      while (in.readLine() != null) {
        try (Log open = Log.open(log, state, key, List.of())) {
          say("open " + open.reader().head().size());
          in.readLine();
        } catch (RefusedException e) {
          say(e.code());
          in.readLine();
        }
        say("closed");
      }
    }
  }

  private static void say(String line) {
    synchronized (OUT) {
      OUT.print(line + "\n");
      OUT.flush();
    }
  }
}
