package org.cairn.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Krippendorff's alpha: agreement of any number of observers, beyond chance, with values missing
 * anywhere. Sources: A. F. Hayes, K. Krippendorff, Answering the call for a standard reliability
 * measure for coding data, Communication Methods and Measures 1 (2007) 77-89; K. Krippendorff,
 * Computing Krippendorff's alpha-reliability (2011). Stateless.
 */
public final class KrippendorffAlpha {
  private KrippendorffAlpha() {}

  /** How far apart two categories are. */
  public enum Metric {
    /** Two are the same or not. */
    NOMINAL,
    /** By their ranks: how many values lie between them. */
    ORDINAL
  }

  /**
   * How alpha's interval is found: units are drawn with replacement, as often as there are, and
   * alpha is computed anew; the interval is cut from the middle of those alphas.
   *
   * @param resamples how often; at least 1
   * @param confidence how large the middle is, above 0 and below 1
   * @param seed the same gives the same interval
   */
  public record Bootstrap(int resamples, double confidence, long seed) {
    /**
     * @throws IllegalArgumentException outside of these ranges
     */
    public Bootstrap {
      if (resamples < 1 || !(confidence > 0 && confidence < 1)) {
        throw new IllegalArgumentException(
            "Expected at least 1 resample and a confidence between 0 and 1, found %d and %s"
                .formatted(resamples, confidence));
      }
    }
  }

  /** Alpha alone; empty where no unit has two values, or all values are one. */
  public static OptionalDouble alpha(Ratings ratings, Metric metric) {
    List<int[]> units = ratings.pairable();
    int[] once = new int[units.size()];
    Arrays.fill(once, 1);
    return alpha(ratings.categories(), units, once, metric);
  }

  /** With its interval; takes resamples times units. */
  public static Agreement agreement(Ratings ratings, Metric metric, Bootstrap bootstrap) {
    List<int[]> units = ratings.pairable();
    OptionalDouble alpha = alpha(ratings, metric);
    int values = units.stream().mapToInt(counts -> Arrays.stream(counts).sum()).sum();
    if (alpha.isEmpty()) {
      OptionalDouble none = OptionalDouble.empty();
      return new Agreement(alpha, units.size(), values, none, none, 0, 0);
    }
    SplittableRandom random = new SplittableRandom(bootstrap.seed());
    double[] alphas = new double[bootstrap.resamples()];
    int found = 0;
    for (int sample = 0; sample < bootstrap.resamples(); sample++) {
      int[] drawn = new int[units.size()];
      for (int draw = 0; draw < drawn.length; draw++) {
        drawn[random.nextInt(drawn.length)]++;
      }
      OptionalDouble one = alpha(ratings.categories(), units, drawn, metric);
      if (one.isPresent()) {
        alphas[found++] = one.getAsDouble();
      }
    }
    double[] sorted = Arrays.copyOf(alphas, found);
    Arrays.sort(sorted);
    double tail = (1 - bootstrap.confidence()) / 2;
    return new Agreement(
        alpha,
        units.size(),
        values,
        quantile(sorted, tail),
        quantile(sorted, 1 - tail),
        bootstrap.resamples(),
        bootstrap.resamples() - found);
  }

  /** Between the two nearest, as most programs do (type 7 of Hyndman and Fan, 1996). */
  private static OptionalDouble quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return OptionalDouble.of(sorted[below] + (at - below) * (sorted[above] - sorted[below]));
  }

  /**
   * @param units of each how often it has each category
   * @param times how often each unit counts
   */
  private static OptionalDouble alpha(
      int categories, List<int[]> units, int[] times, Metric metric) {
    double[][] coincidences = coincidences(categories, units, times);
    double[] totals = new double[categories];
    double all = 0;
    for (int one = 0; one < categories; one++) {
      for (int other = 0; other < categories; other++) {
        totals[one] += coincidences[one][other];
      }
      all += totals[one];
    }
    double observed = 0;
    double expected = 0;
    for (int one = 0; one < categories; one++) {
      for (int other = one + 1; other < categories; other++) {
        double difference = squaredDifference(totals, one, other, metric);
        observed += coincidences[one][other] * difference;
        expected += totals[one] * totals[other] * difference;
      }
    }
    return expected > 0
        ? OptionalDouble.of(1 - (all - 1) * observed / expected)
        : OptionalDouble.empty();
  }

  /** Pairs of values within units; each unit adds as much as it has values. */
  private static double[][] coincidences(int categories, List<int[]> units, int[] times) {
    double[][] coincidences = new double[categories][categories];
    for (int unit = 0; unit < units.size(); unit++) {
      int[] counts = units.get(unit);
      double weight = times[unit] / (Arrays.stream(counts).sum() - 1.0);
      for (int one = 0; one < categories; one++) {
        for (int other = 0; other < categories; other++) {
          int pairs = counts[one] * (one == other ? counts[one] - 1 : counts[other]);
          coincidences[one][other] += pairs * weight;
        }
      }
    }
    return coincidences;
  }

  private static double squaredDifference(double[] totals, int low, int high, Metric metric) {
    return switch (metric) {
      case NOMINAL -> 1;
      case ORDINAL -> {
        double between = -(totals[low] + totals[high]) / 2;
        for (int category = low; category <= high; category++) {
          between += totals[category];
        }
        yield between * between;
      }
    };
  }
}
