package org.cairn.app.web.review;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.cairn.app.record.RecordedAlert;
import org.cairn.heritage.Coverage;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertRegister;
import org.cairn.register.Silence;
import org.jspecify.annotations.Nullable;

/** What raised no alert, worked out anew after a while. Thread-safe. */
final class Silences {
  private static final Duration LASTS = Duration.ofMinutes(1);

  /** Places looked at for what would have been seen. */
  private static final int SAMPLE = 100;

  /** A change is found when at least this share of tries found it. */
  private static final double FOUND = 0.8;

  private final InstantSource clock;

  // Guarded by this.
  private @Nullable Now known;
  private Instant until = Instant.MIN;

  Silences(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param sampled how many places without alert were looked at
   * @param seenInHalf square metres of a change that would have been seen in half of those; empty
   *     where no size would have
   */
  record Now(Silence silence, int sampled, OptionalDouble seenInHalf) {}

  synchronized Now now(AlertRegister register) throws IOException, RefusedException {
    Now now = known;
    if (now == null || clock.instant().isAfter(until)) {
      now = find(register);
      known = now;
      until = clock.instant().plus(LASTS);
    }
    return now;
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
