package org.cairn.watch.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.watch.WatchProgress;

/** Counts what a run has done of what it has to do, and tells it. Thread-safe. */
final class Steps {
  private final WatchProgress progress;
  private final long images;
  private final int areas;
  private final int places;
  private final AtomicLong read = new AtomicLong();
  private final AtomicInteger judgedAreas = new AtomicInteger();
  private final AtomicInteger judged = new AtomicInteger();

  /**
   * @param images to be looked through, each as often as there are batches
   */
  Steps(WatchProgress progress, long images, List<WatchArea> areas) {
    this.progress = progress;
    this.images = images;
    this.areas = areas.size();
    this.places = areas.stream().mapToInt(area -> area.sites().size()).sum();
  }

  /** An image. */
  void read() {
    long now = read.incrementAndGet();
    progress.read(now, images);
    tellShare(now, judgedAreas.get());
  }

  void judged(WatchArea area) {
    progress.judged(judged.addAndGet(area.sites().size()), places);
    tellShare(read.get(), judgedAreas.incrementAndGet());
  }

  private void tellShare(long readNow, int judgedNow) {
    progress.watching((readNow + judgedNow) / (double) (images + areas));
  }
}
