package org.cairn.benchmarks.web;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cairn.benchmarks.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts the server as users do, signs everybody in and prints, as Markdown, how long they wait.
 */
@Command(name = "run", description = "Measures the server on a workspace that 'prepare' made.")
public final class LoadPart implements Callable<Integer> {
  @Option(names = "--workspace", required = true, paramLabel = "DIR")
  private Path workspace = Path.of("load");

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Requests a second, all kinds together (${DEFAULT-VALUE}).")
  private double rate = 100;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Measured.")
  private int seconds = 60;

  @Option(names = "--warm-up", paramLabel = "N", defaultValue = "60", description = "Before.")
  private int warmUpSeconds = 60;

  @Option(
      names = "--alone",
      paramLabel = "N",
      defaultValue = "10",
      description = "Seconds for each kind by itself, for its processor time; 0 for none.")
  private int aloneSeconds = 10;

  @Option(names = "--port", paramLabel = "N", defaultValue = "8199")
  private int port = 8_199;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
  private long seed = 1;

  @Override
  public Integer call() throws Exception {
    Machine.print();
    List<Member> crew = Crew.read(workspace);
    try (ServedNode node = ServedNode.start(workspace, port);
        Crowd crowd = new Crowd(node.address(), crew, seed)) {
      Map<Kind, Integer> shares = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        if (kind != Kind.ALERT || crowd.hasAlerts()) {
          shares.put(kind, kind.share());
        }
      }
      crowd.send(shares, rate, Duration.ofSeconds(warmUpSeconds));
      double load = loadAverage();
      double server = node.cpuSeconds();
      double driver = ownCpuSeconds();
      long started = System.nanoTime();
      Latencies latencies = crowd.send(shares, rate, Duration.ofSeconds(seconds));
      double wall = (System.nanoTime() - started) / 1e9;
      double serverShare = (node.cpuSeconds() - server) / wall;
      double driverShare = (ownCpuSeconds() - driver) / wall;
      double held = node.memory("VmRSS");
      double most = node.memory("VmHWM");
      Map<Kind, Double> alone = aloneSeconds == 0 ? Map.of() : alone(node, crowd, shares.keySet());
      sayLatencies(latencies, alone);
      say("");
      say("| What | Measured | Target |");
      say("| --- | --- | --- |");
      say("| ready after the start of `./cairn serve`, s | %.2f | 4 |", node.readySeconds());
      say("| first page, s | %.2f | |", node.answeredSeconds());
      say("| resident after %d s of load, MiB | %.0f | 600 |", warmUpSeconds + seconds, held);
      say("| most resident, MiB | %.0f | 600 |", most);
      say("| server's share of a core | %.2f | |", serverShare);
      say("| driver's share of a core | %.2f | |", driverShare);
      say("| load average before and after | %.1f, %.1f | |", load, loadAverage());
    }
    return 0;
  }

  private Map<Kind, Double> alone(ServedNode node, Crowd crowd, Set<Kind> kinds)
      throws IOException {
    Map<Kind, Double> millis = new EnumMap<>(Kind.class);
    for (Kind kind : kinds) {
      double before = node.cpuSeconds();
      Latencies latencies = crowd.send(Map.of(kind, 1), rate / 4, Duration.ofSeconds(aloneSeconds));
      millis.put(kind, 1e3 * (node.cpuSeconds() - before) / latencies.count(kind));
    }
    return millis;
  }

  private void sayLatencies(Latencies latencies, Map<Kind, Double> alone) {
    say(
        "| Asked for | a second | p50, ms | p90, ms | p99, ms | most, ms | errors | target of p99, ms | kB sent | server's processor time, ms |");
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Kind kind : Kind.values()) {
      say(
          "| %s | %.0f | %.1f | %.1f | %.1f | %.1f | %d | %s | %.1f | %s |",
          kind.words(),
          latencies.count(kind) / (double) seconds,
          latencies.quantile(kind, 0.5),
          latencies.quantile(kind, 0.9),
          latencies.quantile(kind, 0.99),
          latencies.quantile(kind, 1),
          latencies.errors(kind),
          kind.targetMillis() == 0 ? "" : Integer.toString(kind.targetMillis()),
          latencies.meanBytes(kind) / 1e3,
          alone.containsKey(kind) ? "%.1f".formatted(alone.get(kind)) : "");
    }
  }

  private static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static double ownCpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
