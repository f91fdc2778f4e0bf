package org.cairn.app.web.ops;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cairn.app.node.Measured;
import org.cairn.app.node.Measures;

/** Memory, collector, threads and time of the process. Stateless. */
final class JvmMeasures implements Measured {
  private static final double MILLIS = 1000;

  /** Of Linux: sizes in pages, the resident part second. */
  private static final Path STATM = Path.of("/proc/self/statm");

  private static final int PAGE_BYTES = 4096;

  @Override
  public void tell(Measures to) throws Exception {
    memory(to, "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
    memory(to, "nonheap", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      to.counter(
          "jvm_gc_collections_total",
          "Rounds of the garbage collector",
          Math.max(0, collector.getCollectionCount()),
          "gc",
          collector.getName());
      to.counter(
          "jvm_gc_collection_seconds_total",
          "Time of the garbage collector",
          Math.max(0, collector.getCollectionTime()) / MILLIS,
          "gc",
          collector.getName());
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    to.gauge("jvm_threads_current", "Platform threads", threads.getThreadCount());
    to.gauge("jvm_threads_peak", "Most platform threads so far", threads.getPeakThreadCount());
    to.gauge(
        "process_start_time_seconds",
        "When the process started",
        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    to.gauge(
        "process_uptime_seconds",
        "How long it has been running",
        ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(time ->
            to.counter(
                "process_cpu_seconds_total", "Time of processors", time.toMillis() / MILLIS));
    if (Files.isReadable(STATM)) {
      String[] pages = Files.readString(STATM).split(" ", 3);
      to.gauge(
          "process_resident_memory_bytes",
          "Memory of the process that is not swapped out, in pages of 4 KiB",
          Long.parseLong(pages[1]) * (double) PAGE_BYTES);
    }
  }

  private static void memory(Measures to, String area, MemoryUsage usage) {
    to.gauge("jvm_memory_used_bytes", "Memory in use", usage.getUsed(), "area", area);
    to.gauge("jvm_memory_committed_bytes", "Memory taken", usage.getCommitted(), "area", area);
    if (usage.getMax() >= 0) {
      to.gauge("jvm_memory_max_bytes", "Most that may be taken", usage.getMax(), "area", area);
    }
  }
}
