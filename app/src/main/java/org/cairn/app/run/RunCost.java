package org.cairn.app.run;

import java.time.Duration;
import org.cairn.imagery.raster.Traffic;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run took.
 *
 * @param requests sent to servers
 * @param networkBytes of answers, as they came
 * @param fileBytes read from image files of this machine
 * @param keptBytes taken from what earlier runs kept, instead of being read and computed again
 * @param wallMillis from its beginning
 * @param cpuMillis of all processors together
 */
public record RunCost(
    long requests,
    long networkBytes,
    long fileBytes,
    long keptBytes,
    long wallMillis,
    long cpuMillis) {
  public static final RunCost NOTHING = new RunCost(0, 0, 0, 0, 0, 0);

  /** Measures one run of this process. Thread-safe. */
  static final class Meter {
    private final long begun = System.nanoTime();
    private final long cpuBegun = cpuMillis();
    private volatile Traffic traffic = new Traffic();
    private volatile java.util.function.LongSupplier kept = () -> 0;

    void read(Traffic from, java.util.function.LongSupplier keptBytes) {
      traffic = from;
      kept = keptBytes;
    }

    RunCost now() {
      Traffic.Counts counts = traffic.now();
      return new RunCost(
          counts.requests(),
          counts.receivedBytes(),
          counts.fileBytes(),
          kept.getAsLong(),
          (System.nanoTime() - begun) / 1_000_000,
          cpuMillis() - cpuBegun);
    }

    private static long cpuMillis() {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }
  }

  public ObjectNode json() {
    return JsonMapper.shared()
        .createObjectNode()
        .put("requests", requests)
        .put("network_bytes", networkBytes)
        .put("file_bytes", fileBytes)
        .put("kept_bytes", keptBytes)
        .put("wall_ms", wallMillis)
        .put("cpu_ms", cpuMillis);
  }

  static RunCost of(JsonNode node) {
    return new RunCost(
        node.path("requests").asLong(0),
        node.path("network_bytes").asLong(0),
        node.path("file_bytes").asLong(0),
        node.path("kept_bytes").asLong(0),
        node.path("wall_ms").asLong(0),
        node.path("cpu_ms").asLong(0));
  }
}
