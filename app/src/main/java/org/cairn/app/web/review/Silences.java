package org.cairn.app.web.review;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.app.record.RecordedAlert;
import org.cairn.heritage.Coverage;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertRegister;
import org.cairn.register.Silence;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * What raised no alert. Worked out when the server has begun to answer, since it goes through all
 * places; and anew after a while, when somebody asks: at once where places are few, else in the
 * background. Thread-safe.
 */
final class Silences implements ApplicationListener<ContextRefreshedEvent>, AutoCloseable {
  private static final Duration LASTS = Duration.ofMinutes(1);

  /** Of so many places it is worked out while the request waits. */
  private static final int FEW_PLACES = 50_000;

  /** Places looked at for what would have been seen. */
  private static final int SAMPLE = 100;

  /** A change is found when at least this share of tries found it. */
  private static final double FOUND = 0.8;

  private final Reviews reviews;
  private final InstantSource clock;

  /** Held while it is worked out. */
  private final ReentrantLock finding = new ReentrantLock();

  private volatile @Nullable Known known;
  private volatile boolean closed;

  Silences(Reviews reviews, InstantSource clock) {
    this.reviews = reviews;
    this.clock = clock;
  }

  /**
   * @param sampled how many places without alert were looked at
   * @param seenInHalf square metres of a change that would have been seen in half of those; empty
   *     where no size would have
   */
  record Now(Silence silence, int sampled, OptionalDouble seenInHalf) {}

  private record Known(Now now, Instant until) {}

  @Override
  public void onApplicationEvent(ContextRefreshedEvent started) {
    findLater();
  }

  Now now() throws IOException, RefusedException {
    Known last = known;
    boolean old = last == null || clock.instant().isAfter(last.until());
    if (last == null || (old && last.now().silence().places() <= FEW_PLACES)) {
      finding.lock();
      try {
        Known other = known;
        last = other == null || other == last ? find() : other;
      } finally {
        finding.unlock();
      }
    } else if (old && finding.tryLock()) {
      finding.unlock();
      findLater();
    }
    return last.now();
  }

  private void findLater() {
    Thread.ofPlatform().name("silence").daemon().start(this::findInBackground);
  }

  private void findInBackground() {
    if (!finding.tryLock()) {
      return; // Somebody else is at it.
    }
    try {
      if (!closed) {
        find();
      }
    } catch (IOException | RefusedException | RuntimeException e) {
      // What was known is told on; whoever reads the register next is told what is wrong.
      System.getLogger(Silences.class.getName())
          .log(System.Logger.Level.WARNING, "What raised no alert could not be worked out", e);
    } finally {
      finding.unlock();
    }
  }

  /** Waits for what is being worked out, since it reads the register. */
  @Override
  public void close() {
    closed = true;
    finding.lock();
    finding.unlock();
  }

  private Known find() throws IOException, RefusedException {
    Known found = new Known(find(reviews.register()), clock.instant().plus(LASTS));
    known = found;
    return found;
  }

  private static Now find(AlertRegister register) throws IOException, RefusedException {
    Silence silence = register.silence(SAMPLE);
    List<Double> least = new ArrayList<>();
    for (long entry : silence.coverage()) {
      least.add(least(RecordedAlert.coverage(register.entries().read(entry).record())));
    }
    least.sort(Double::compare);
    double half = least.isEmpty() ? Double.NaN : least.get((least.size() - 1) / 2);
    return new Now(
        silence,
        least.size(),
        Double.isFinite(half) ? OptionalDouble.of(half) : OptionalDouble.empty());
  }

  /** The smallest size of which any change that was tried would have been seen; else infinite. */
  private static double least(Coverage coverage) {
    return coverage.smallestDetectable().stream()
        .filter(one -> one.power() >= FOUND && Double.isFinite(one.contrast()))
        .mapToDouble(Coverage.Detectable::areaSquareMetres)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
