package org.cairn.watch.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.cairn.change.radar.RadarAnalysis;
import org.cairn.change.radar.RadarOutcome;
import org.cairn.change.radar.RadarParameters;
import org.cairn.change.radar.RadarSeries;
import org.cairn.watch.Problem;

/** Analyses radar over an area, as evidence beside the watched layer's. Thread-safe. */
final class RadarJudge {
  /** Share of the heap for the analyses under way. */
  private static final double HEAP_SHARE = 0.3;

  /** What an analysis holds for each pixel, pass and polarisation, beside the pixel itself. */
  private static final long BYTES_PER_VALUE = 28;

  private static final int MEBIBYTE = 1 << 20;

  private final RadarParameters parameters;
  private final WatchPeriod period;

  /** In mebibytes: a wide area with a long series is analysed with few others beside it. */
  private final Semaphore memory;

  private final int memoryInAll;

  RadarJudge(RadarParameters parameters, WatchPeriod period) {
    this.parameters = parameters;
    this.period = period;
    this.memoryInAll =
        (int)
            Math.clamp(
                (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE / MEBIBYTE),
                1,
                Integer.MAX_VALUE);
    this.memory = new Semaphore(memoryInAll, true);
  }

  /**
   * @param problems gets the scenes that could not be compared with the others
   * @return empty where no pass can be compared with others
   * @throws KeptArea.Lost where pixels that were kept are needed and not there any more
   */
  Optional<FurtherEvidence> of(Matter matter, List<Problem> problems) {
    if (matter.stack().radar().isEmpty()) {
      return Optional.empty();
    }
    RadarStack.Passes passes = matter.stack().radar().passes(period.untilDay());
    tell(passes, problems);
    if (passes.passes().isEmpty()) {
      return Optional.empty();
    }
    int needed =
        (int)
            Math.clamp(
                BYTES_PER_VALUE
                    * matter.area().pixels()
                    * passes.passes().stream()
                        .mapToLong(pass -> pass.images().polarisations().size())
                        .sum()
                    / MEBIBYTE,
                1,
                memoryInAll);
    memory.acquireUninterruptibly(needed);
    try {
      return Optional.of(new Analysed(matter, passes.passes(), needed));
    } catch (RuntimeException | Error failed) {
      memory.release(needed);
      throw failed;
    }
  }

  /** An analysis that holds its memory until it is closed. */
  private final class Analysed implements FurtherEvidence {
    private final Matter matter;
    private final List<RadarStack.Pass> passes;
    private final int mebibytes;
    private final RadarSeries series;
    private final RadarOutcome outcome;

    Analysed(Matter matter, List<RadarStack.Pass> passes, int mebibytes) {
      this.matter = matter;
      this.passes = passes;
      this.mebibytes = mebibytes;
      this.series =
          new RadarSeries(
              matter.area().window().rows(),
              matter.area().window().cols(),
              period.fromDay(),
              passes.stream().map(RadarStack.Pass::images).toList());
      this.outcome = RadarAnalysis.of(series, parameters, matter.sites());
    }

    @Override
    public FurtherSide side(int site) {
      return new RadarSide(series, passes, outcome, matter.sites(), site, period);
    }

    @Override
    public void close() {
      memory.release(mebibytes);
    }
  }

  private static void tell(RadarStack.Passes passes, List<Problem> problems) {
    for (Scene scene : passes.others()) {
      problems.add(
          new Problem(
              "radar-other-product",
              scene.item().id(),
              "Radar of another kind than most scenes over a place ("
                  + passes.product().text()
                  + "), with which it cannot be compared: it was left out there."));
    }
  }
}
