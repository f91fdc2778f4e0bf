package org.cairn.watch.internal;

import java.util.List;
import java.util.Optional;
import org.cairn.watch.WatchSettings;

/**
 * Judges an area by a further layer of the images whose first layer was judged: in the same looks,
 * with the same masks, laid where the first layer's lie. Thread-safe.
 */
final class LayerJudge {
  private final Optional<String> layer;
  private final AreaJudge judge;
  private final WatchPeriod period;

  /**
   * @param judge of either layer
   */
  LayerJudge(WatchSettings settings, AreaJudge judge, WatchPeriod period) {
    this.layer = settings.also();
    this.judge = judge;
    this.period = period;
  }

  boolean isAsked() {
    return layer.isPresent();
  }

  /** Name of the watched layer, where there are two; else empty. */
  Optional<String> watched(Matter matter) {
    return layer.flatMap(
        unused -> matter.all().stream().findFirst().map(look -> look.shows().name()));
  }

  /**
   * @param first how the looks of the first layer were placed
   * @return empty where no further layer was asked for, or the area has no look at all
   * @throws KeptArea.Lost where pixels that were kept are needed and not there any more
   */
  Optional<FurtherEvidence> of(Matter matter, Registrar.Registered first) {
    Optional<String> watched = watched(matter);
    if (watched.isEmpty()) {
      return Optional.empty();
    }
    String name = layer.orElseThrow();
    Matter further = matter.ofFurther(first, period.untilDay());
    List<LayerSide> sides =
        further.all().isEmpty()
            ? matter.sites().stream().map(site -> LayerSide.none(watched.get(), name)).toList()
            : judge.judge(further, true, false).places().stream()
                .map(judged -> LayerSide.of(watched.get(), name, judged))
                .toList();
    return Optional.of(sides::get);
  }
}
