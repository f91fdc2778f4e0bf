package org.cairn.ledger.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;

/**
 * What Jazzer calls in a process of its own: hands each input to the target that its first byte
 * chooses, or to the only one. Beside what the target requires, a refusal says little and the
 * memory taken is bounded by the input's size. For one thread.
 */
public final class FuzzedProcess {
  /** Names of targets, with commas between; empty for the planted fault. */
  static final String TARGETS = "cairn.fuzz.targets";

  /** The folder that takes the seeds. */
  static final String SEEDS = "cairn.fuzz.seeds";

  /** Start of a line that says how often a target ran and accepted. */
  static final String REPORT = "fuzzed: ";

  /** A refusal may quote its input, but not repeat it: others' logs and pages have to take it. */
  private static final int MAX_MESSAGE = 1000;

  /** Parsing takes at most this, and this much for a byte of input. */
  private static final long MAX_MEMORY = 16L << 20;

  private static final long MAX_MEMORY_PER_BYTE = 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static List<FuzzTarget> targets = List.of();
  private static long[] runs = new long[0];
  private static long[] accepted = new long[0];

  private FuzzedProcess() {}

  /** Called once, before the corpus is read. */
  @SuppressWarnings("SystemOut")
  public static void fuzzerInitialize() throws Exception {
    List<String> names = Arrays.asList(System.getProperty(TARGETS, "").split(","));
    targets = chosen(names);
    runs = new long[targets.size()];
    accepted = new long[targets.size()];
    Path folder = Path.of(System.getProperty(SEEDS, ""));
    for (int target = 0; target < targets.size(); target++) {
      int seed = 0;
      for (byte[] bytes : targets.get(target).seeds()) {
        Files.write(
            folder.resolve(targets.get(target).name() + "-" + seed++), input(target, bytes));
      }
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() ->
                IntStream.range(0, targets.size())
                    .forEach(target ->
                        System.err.println(
                            REPORT
                                + targets.get(target).name()
                                + " "
                                + runs[target]
                                + " "
                                + accepted[target]))));
  }

  private static List<FuzzTarget> chosen(List<String> names) throws Exception {
    if (names.equals(List.of(""))) {
      return List.of(new PlantedFault());
    }
    List<FuzzTarget> chosen = new ArrayList<>(FuzzTargets.all());
    chosen.removeIf(target -> !names.contains(target.name()));
    if (chosen.size() != names.size()) {
      throw new IllegalArgumentException("Not all of these are targets: " + names);
    }
    return chosen;
  }

  private static byte[] input(int target, byte[] bytes) {
    if (targets.size() == 1) {
      return bytes;
    }
    byte[] input = new byte[1 + bytes.length];
    input[0] = (byte) target;
    System.arraycopy(bytes, 0, input, 1, bytes.length);
    return input;
  }

  /** Called for every input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (targets.size() == 1) {
      run(0, input);
    } else if (input.length > 0) {
      run((input[0] & 0xff) % targets.size(), Arrays.copyOfRange(input, 1, input.length));
    }
  }

  private static void run(int number, byte[] input) {
    long bound = MAX_MEMORY + MAX_MEMORY_PER_BYTE * input.length;
    runs[number]++;
    long memory = memoryOf(number, input);
    if (memory > bound) {
      // The first time may have loaded classes, which Jazzer then rewrites.
      memory = memoryOf(number, input);
    }
    if (memory > bound) {
      throw new AssertionError(
          targets.get(number).name()
              + " took "
              + memory
              + " bytes of memory for "
              + input.length
              + " of input");
    }
  }

  private static long memoryOf(int number, byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      targets.get(number).accept(input.clone());
      accepted[number]++;
    } catch (RefusedException e) {
      requireModest(e.fault());
    } catch (IntegrityException e) {
      requireModest(e.fault());
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** Nothing in a refusal may be long, or begin a line of its own in a log. */
  private static void requireModest(Fault fault) {
    String text = fault.toString();
    FuzzTarget.require(
        text.length() <= MAX_MESSAGE, "a refusal has up to 1000 characters: " + fault.code());
    FuzzTarget.require(
        text.chars().noneMatch(Character::isISOControl),
        "a refusal has no control characters: " + fault.code());
  }

  /** Shows that a fault behind a comparison is found. */
  private static final class PlantedFault implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
      return List.of(new byte[] {'c', 'a', 'i', 'r'});
    }

    @Override
    public void accept(byte[] input) throws RefusedException {
      if (new String(input, java.nio.charset.StandardCharsets.ISO_8859_1).equals("cairn!")) {
        throw new IllegalStateException("planted");
      }
    }
  }
}
