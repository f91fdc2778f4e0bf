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
   * The smallest change of each size that the site would have alarmed on.
   *
   * @param threshold the site's alarm threshold
   * @return one per block size that fits into the site
   */
  List<Sensitivity> sensitivity(double threshold, DetectorParameters.Detectability settings) {
    List<Double> contrasts = settings.contrasts();
    List<Sensitivity> result = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      int[] found = found(scores[i], contrasts.size(), threshold);
      int all = scores[i].length / contrasts.size();
      OptionalDouble smallest = OptionalDouble.empty();
      double power = (double) found[contrasts.size() - 1] / all;
      for (int c = contrasts.size() - 1; c >= 0; c--) {
        if (found[c] >= settings.power() * all) {
          smallest = OptionalDouble.of(contrasts.get(c));
          power = (double) found[c] / all;
        }
      }
      result.add(new Sensitivity(blocks[i], smallest, power, all));
    }
    return List.copyOf(result);
  }

  /** Per contrast, how many injections were found at it or at a smaller one. */
  private static int[] found(double[] trials, int contrasts, double threshold) {
    int[] found = new int[contrasts];
    for (int trial = 0; trial < trials.length; trial += contrasts) {
      boolean any = false;
      for (int c = 0; c < contrasts; c++) {
        any |= trials[trial + c] > threshold;
        found[c] += any ? 1 : 0;
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return "Injections " + from + " to " + until + " of blocks " + Arrays.toString(blocks);
  }
}
