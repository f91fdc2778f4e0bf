package org.cairn.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** What a figure was measured on, and how figures are printed. */
public final class Machine {
  private static final PrintStream OUT = System.out;

  private Machine() {}

  /** Prints processor, memory, JDK and how busy the machine is with other things. */
  public static void print() throws IOException {
    say(
        "machine: %d processors (%s), heap up to %d MiB, JDK %s, load average %.1f",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processor() throws IOException {
    Path list = Path.of("/proc/cpuinfo");
    if (!Files.exists(list)) {
      return System.getProperty("os.arch", "unknown");
    }
    try (var lines = Files.lines(list)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  public static void say(String format, Object... values) {
    OUT.println(String.format(Locale.ROOT, format, values));
  }

  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Wall and processor time of something, in seconds. */
  public record Cost(double wallSeconds, double cpuSeconds) {}

  /** Work that is timed. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Times work that the calling thread does alone. */
  public static Cost ofThisThread(Work work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    work.run();
    return new Cost(
        (System.nanoTime() - start) / 1e9, (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
  }

  /** Times work that all threads do, with what the JVM itself needs (compiler, collector). */
  public static Cost ofAllThreads(Work work) throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    return new Cost((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
  }
}
