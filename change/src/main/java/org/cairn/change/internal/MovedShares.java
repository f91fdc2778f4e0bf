package org.cairn.change.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntFunction;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Regional;
import org.cairn.change.Numbers;
import org.cairn.change.RegionalChange;

/**
 * How much of an area stands off what is expected of it, for several looks on end. Single pixels do
 * so all the time, a changed place does; where the share of them rises within a few looks, much of
 * the area changed together. Everything said of a date uses dates up to it only. Immutable.
 */
public final class MovedShares {
  /** {@code float[usable dates]}, 0 to 1; 0 for the first dates. */
  private final float[] shares;

  /** {@code float[up to looks - 1][rows*cols]}: standardised and clipped, of the last dates. */
  private final float[][] latest;

  private MovedShares(float[] shares, float[][] latest) {
    this.shares = shares;
    this.latest = latest;
  }

  /** Of no date. */
  public static MovedShares none() {
    return new MovedShares(new float[0], new float[0][]);
  }

  /**
   * Looks at later dates.
   *
   * @param residuals {@code float[rows*cols]} by date of the series, NaN = masked
   * @param ground {@code boolean[rows*cols]}: pixels that count
   */
  public MovedShares with(
      IntFunction<float[]> residuals,
      boolean[] ground,
      Standardised standardised,
      DetectorParameters parameters) {
    int[] dates = standardised.dates();
    float[] all = Arrays.copyOf(shares, dates.length);
    Deque<float[]> last = new ArrayDeque<>(Arrays.asList(latest));
    for (int u = shares.length; u < dates.length; u++) {
      float[] residual = residuals.apply(dates[u]);
      last.addLast(
          standardised(
              residual, standardised.spread(), standardised.factor(u), parameters.scale().clip()));
      int looks = parameters.regional().looks();
      if (last.size() == looks) {
        all[u] = share(last, ground, parameters.regional());
        last.removeFirst();
      }
    }
    return new MovedShares(all, last.toArray(float[][]::new));
  }

  private static float[] standardised(
      float[] residual, double[] spread, double factor, double clip) {
    float[] values = new float[residual.length];
    for (int i = 0; i < values.length; i++) {
      double value = residual[i] / (spread[i] * factor);
      values[i] = (float) Math.max(-clip, Math.min(clip, value));
    }
    return values;
  }

  private static float share(Deque<float[]> images, boolean[] ground, Regional parameters) {
    double[] sums = new double[ground.length];
    int[] clear = new int[ground.length];
    for (float[] image : images) {
      for (int i = 0; i < sums.length; i++) {
        boolean seen = !Float.isNaN(image[i]);
        sums[i] += seen ? image[i] : 0;
        clear[i] += seen ? 1 : 0;
      }
    }
    int seen = 0;
    int moved = 0;
    for (int i = 0; i < sums.length; i++) {
      if (ground[i] && clear[i] >= Math.max(1, images.size() - 1)) {
        seen++;
        moved += Math.abs(sums[i]) >= parameters.size() * clear[i] ? 1 : 0;
      }
    }
    return seen == 0 ? 0 : (float) moved / seen;
  }

  /** The first rise in the monitored dates that is large enough. */
  public Optional<RegionalChange> find(Standardised standardised, Regional parameters) {
    int looks = parameters.looks();
    int[] dates = standardised.dates();
    for (int u = Math.max(standardised.historyCount(), 2 * looks - 1); u < shares.length; u++) {
      if (shares[u] - shares[u - looks] >= parameters.rise()) {
        float largest = 0;
        for (int later = u; later < shares.length; later++) {
          largest = Math.max(largest, shares[later]);
        }
        return Optional.of(new RegionalChange(dates[u - looks], dates[u], largest));
      }
    }
    return Optional.empty();
  }

  public void write(Numbers.Sink sink) {
    sink.put(shares);
    Numbers.put(sink, latest);
  }

  /**
   * @throws IllegalArgumentException where the arrays are not of so many dates and pixels
   */
  public static MovedShares read(
      Numbers.Source source, int dates, int pixels, DetectorParameters parameters) {
    float[] shares = source.floats();
    float[][] latest = Numbers.floats(source, pixels);
    Numbers.requireLength(shares.length, dates);
    Numbers.requireLength(latest.length, Math.min(dates, parameters.regional().looks() - 1));
    return new MovedShares(shares, latest);
  }
}
