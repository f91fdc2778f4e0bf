package org.cairn.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One score from several kinds of evidence about one site, such as optical images and radar. Scores
 * of different kinds cannot be compared; how rarely chance alone reaches them can. So each kind's
 * score becomes the probability that one of its own placebo windows scores as high (with the fitted
 * tail of {@link Calibration}; a placebo is judged by those that do not overlap it, as the site
 * is), and the smallest of these probabilities is the statistic. A smallest of several is small
 * more often than each, and the kinds may depend on one another: therefore the statistic is not
 * read as a probability, but calibrated again as one, over windows that all kinds have (Tippett,
 * The Methods of Statistics, 1931, for the smallest of independent ones; the calibration needs no
 * independence).
 *
 * <p>The fused score is minus the natural logarithm of the smallest probability. Immutable.
 */
public final class Fusion {
  private final List<Score> scores;
  private final double[] maxima;
  private final int independent;

  private Fusion(List<Score> scores, double[] maxima, int independent) {
    this.scores = scores;
    this.maxima = maxima;
    this.independent = independent;
  }

  /**
   * One kind of evidence about a site over the monitored period.
   *
   * @param days of each of the scores, days since 1970-01-01
   */
  public record Evidence(SiteScores scores, List<Integer> days, Placebos placebos) {
    public Evidence {
      days = List.copyOf(days);
      if (days.size() != scores.size()) {
        throw new IllegalArgumentException(days.size() + " days for " + scores.size() + " scores");
      }
    }
  }

  /**
   * The fused score after one more date of one kind.
   *
   * @param day days since 1970-01-01
   * @param score over all dates so far, never falling
   * @param added number of the evidence the date is of
   * @param number of the date within it
   * @param kind number of the evidence that has the smallest probability
   * @param probabilities of each kind so far, that a window would score as high over the whole
   *     period; 1 before its first date
   */
  public record Score(
      int day, int added, int number, double score, int kind, List<Double> probabilities) {
    public Score {
      probabilities = List.copyOf(probabilities);
    }
  }

  /**
   * @param kinds at least one; their placebos come from areas of one grid
   * @return scores in order of days; without windows that all kinds have, the threshold is infinite
   */
  public static Fusion of(List<Evidence> kinds) {
    int[] common = kinds.getFirst().placebos().corners();
    for (Evidence kind : kinds) {
      int[] own = kind.placebos().corners();
      common = Arrays.stream(common).filter(c -> Arrays.binarySearch(own, c) >= 0).toArray();
    }
    double[] maxima = new double[common.length];
    for (Evidence kind : kinds) {
      int[] corners = kind.placebos().corners();
      double[] own = kind.placebos().maxima();
      for (int w = 0; w < common.length; w++) {
        int window = Arrays.binarySearch(corners, common[w]);
        double probability =
            Calibration.probability(own[window], kind.placebos().maximaApartFrom(window));
        maxima[w] = Math.max(maxima[w], -Math.log(probability));
      }
    }
    return new Fusion(scores(kinds), maxima, kinds.getFirst().placebos().independentAmong(common));
  }

  private static List<Score> scores(List<Evidence> kinds) {
    record Step(int day, int kind, int number) {}
    List<Step> steps = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      for (int i = 0; i < kinds.get(k).days().size(); i++) {
        steps.add(new Step(kinds.get(k).days().get(i), k, i));
      }
    }
    steps.sort((a, b) -> a.day != b.day ? Integer.compare(a.day, b.day) : a.kind - b.kind);
    double[] largest = new double[kinds.size()];
    Double[] probabilities = new Double[kinds.size()];
    Arrays.fill(probabilities, 1.0);
    List<Score> scores = new ArrayList<>();
    for (Step step : steps) {
      Evidence evidence = kinds.get(step.kind);
      double score = evidence.scores().score(step.number);
      if (score > largest[step.kind]) {
        largest[step.kind] = score;
        probabilities[step.kind] = Calibration.probability(score, evidence.placebos().maxima());
      }
      int best = 0;
      for (int k = 1; k < probabilities.length; k++) {
        best = probabilities[k] < probabilities[best] ? k : best;
      }
      scores.add(
          new Score(
              step.day,
              step.kind,
              step.number,
              -Math.log(probabilities[best]),
              best,
              List.of(probabilities)));
    }
    return List.copyOf(scores);
  }

  /** After each date of each kind, in order of days. */
  public List<Score> scores() {
    return scores;
  }

  /** A copy: the fused score over the whole period of each window that all kinds have. */
  public double[] maxima() {
    return maxima.clone();
  }

  /** How many of these windows overlap neither the site nor one another. */
  public int independent() {
    return independent;
  }
}
