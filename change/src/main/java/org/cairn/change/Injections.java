package org.cairn.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How high the scores of made-up changes of a site came out, whatever its threshold: what {@link
 * SceneAnalysis#sensitivity} is read from. They lie within a stretch of the monitored dates, and
 * stay the same while that does. Immutable: owns its arrays.
 */
public final class Injections {
  private final int from;
  private final int until;

  /** Block sizes that fit into the site. */
  private final int[] blocks;

  /** {@code double[blocks][trials * contrasts]}. */
  private final double[][] scores;

  Injections(int from, int until, int[] blocks, double[][] scores) {
    this.from = from;
    this.until = until;
    this.blocks = blocks;
    this.scores = scores;
  }

  /** Whether they are those of this stretch of usable monitored dates. */
  boolean spans(int first, int end) {
    return from == first && until == end;
  }

  public void write(Numbers.Sink sink) {
    sink.put(new int[] {from, until});
    sink.put(blocks);
    for (double[] trials : scores) {
      sink.put(trials);
    }
  }

  /**
   * @throws IllegalArgumentException where the arrays do not fit each other
   */
  public static Injections read(Numbers.Source source) {
    int[] span = source.ints();
    Numbers.requireLength(span.length, 2);
    int[] blocks = source.ints();
    double[][] scores = new double[blocks.length][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = source.doubles();
    }
    return new Injections(span[0], span[1], blocks, scores);
  }

  /**
   * The smallest change of each size that the site would have alarmed on, for each wanted share of
   * cases.
   *
   * @param threshold the site's alarm threshold
   * @return by block size that fits into the site, then by share
   */
  List<Sensitivity> sensitivity(double threshold, DetectorParameters.Detectability settings) {
    List<Sensitivity> result = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      double[] smallest = smallestFound(scores[i], settings.contrasts(), threshold);
      int all = smallest.length;
      for (double power : settings.powers()) {
        double contrast = smallest[Math.max(1, (int) Math.ceil(power * all - 1e-9)) - 1];
        boolean reached = contrast < Double.POSITIVE_INFINITY;
        int found = 0;
        while (found < all && smallest[found] <= contrast && smallest[found] < Double.MAX_VALUE) {
          found++;
        }
        result.add(
            new Sensitivity(
                blocks[i],
                power,
                reached ? OptionalDouble.of(contrast) : OptionalDouble.empty(),
                (double) found / all,
                all));
      }
    }
    return List.copyOf(result);
  }

  /**
   * Per injection the contrast at which its score passes the threshold, between two that were tried
   * along the straight line; infinite where none does. Rising.
   */
  private static double[] smallestFound(double[] trials, List<Double> contrasts, double threshold) {
    int tried = contrasts.size();
    double[] smallest = new double[trials.length / tried];
    Arrays.fill(smallest, Double.POSITIVE_INFINITY);
    for (int trial = 0; trial < smallest.length; trial++) {
      for (int c = tried - 1; c >= 0; c--) {
        double score = trials[trial * tried + c];
        if (score > threshold) {
          smallest[trial] = contrasts.get(c);
          double below = c == 0 ? threshold : trials[trial * tried + c - 1];
          if (below < threshold) {
            double share = (threshold - below) / (score - below);
            smallest[trial] -= (1 - share) * (contrasts.get(c) - contrasts.get(c - 1));
          }
        }
      }
    }
    Arrays.sort(smallest);
    return smallest;
  }

  @Override
  public String toString() {
    return "Injections " + from + " to " + until + " of blocks " + Arrays.toString(blocks);
  }
}
