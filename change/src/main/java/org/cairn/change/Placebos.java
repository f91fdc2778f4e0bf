package org.cairn.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.change.DetectorParameters.PlaceboWindows;

/**
 * Windows of a site's own shape elsewhere in its area, scored over the same dates: what chance
 * alone does here. Immutable: owns its arrays.
 */
public final class Placebos {
  private final Site shape;
  private final int areaCols;
  private final double[] maxima;
  private final int[] corners;
  private final int independent;
  private final boolean clearOfOtherSites;

  private Placebos(
      Site shape,
      int areaCols,
      double[] maxima,
      int[] corners,
      int independent,
      boolean clearOfOtherSites) {
    this.shape = shape;
    this.areaCols = areaCols;
    this.maxima = maxima;
    this.corners = corners;
    this.independent = independent;
    this.clearOfOtherSites = clearOfOtherSites;
  }

  /**
   * Slides the site's shape over its area. Windows keep clear of the other sites as well; only
   * where fewer than {@code enoughIndependent} that do not overlap remain that way are windows over
   * and near other sites let in.
   *
   * @param avoid the other sites of the area; the site itself may be among them
   */
  public static Placebos of(
      Site site, List<Site> avoid, int rows, int cols, PlaceboWindows parameters, Windows windows) {
    Placebos apart = clearOf(site, avoid, rows, cols, parameters, windows, true);
    return avoid.isEmpty() || apart.independent >= parameters.enoughIndependent()
        ? apart
        : clearOf(site, List.of(), rows, cols, parameters, windows, false);
  }

  private static Placebos clearOf(
      Site site,
      List<Site> avoid,
      int rows,
      int cols,
      PlaceboWindows parameters,
      Windows windows,
      boolean clearOfOthers) {
    List<Site> near = new ArrayList<>(avoid);
    near.add(site);
    double enough = parameters.clearShare() * windows.clearLooks(site.row(), site.col());
    List<Site> independent = new ArrayList<>();
    double[] maxima = new double[rows * cols];
    int[] corners = new int[rows * cols];
    int n = 0;
    for (int r = 0; r + site.rows() <= rows; r += parameters.stepPixels()) {
      for (int c = 0; c + site.cols() <= cols; c += parameters.stepPixels()) {
        if (isNearAny(near, site, r, c, parameters.gapPixels())
            || windows.clearLooks(r, c) < enough) {
          continue;
        }
        corners[n] = r * cols + c;
        maxima[n++] = windows.maximum(r, c);
        if (!isNearAny(independent, site, r, c, 0)) {
          independent.add(site.movedTo(r, c));
        }
      }
    }
    return new Placebos(
        site,
        cols,
        Arrays.copyOf(maxima, n),
        Arrays.copyOf(corners, n),
        independent.size(),
        clearOfOthers);
  }

  /** Whether the site moved to there comes nearer to one of the others than so many pixels. */
  private static boolean isNearAny(List<Site> others, Site site, int row, int col, int gap) {
    // The last ones first: windows are laid row by row.
    for (int i = others.size() - 1; i >= 0; i--) {
      if (others.get(i).isNear(row, col, site.rows(), site.cols(), gap)) {
        return true;
      }
    }
    return false;
  }

  /** What a window of the site's shape with its rectangle's corner there shows. */
  public interface Windows {
    /** Clear pixel-dates over the usable monitored dates. */
    int clearLooks(int row, int col);

    /** Largest score over the usable monitored dates. */
    double maximum(int row, int col);
  }

  /** A copy: each window's largest score over the usable monitored dates. */
  public double[] maxima() {
    return maxima.clone();
  }

  /** Corner of each window's rectangle as {@code row * cols + col} of the area, rising. A copy. */
  public int[] corners() {
    return corners.clone();
  }

  /** As {@link #maxima}, without the windows that overlap one of them: what that one is among. */
  double[] maximaApartFrom(int window) {
    Site one = shape.movedTo(corners[window] / areaCols, corners[window] % areaCols);
    double[] apart = new double[maxima.length];
    int n = 0;
    for (int i = 0; i < maxima.length; i++) {
      int row = corners[i] / areaCols;
      int col = corners[i] % areaCols;
      if (!one.isNear(row, col, shape.rows(), shape.cols(), 0)) {
        apart[n++] = maxima[i];
      }
    }
    return Arrays.copyOf(apart, n);
  }

  /** As {@link #independent}, of these windows only. */
  int independentAmong(int[] some) {
    List<Site> apart = new ArrayList<>();
    for (int corner : some) {
      int row = corner / areaCols;
      int col = corner % areaCols;
      if (!isNearAny(apart, shape, row, col, 0)) {
        apart.add(shape.movedTo(row, col));
      }
    }
    return apart.size();
  }

  /** All windows; they overlap. */
  public int n() {
    return maxima.length;
  }

  /** Windows that overlap neither the site nor one another, chosen greedily from the upper left. */
  public int independent() {
    return independent;
  }

  /** Whether there was room to keep all windows away from the other sites. */
  public boolean clearOfOtherSites() {
    return clearOfOtherSites;
  }

  public int atLeastAsLarge(double score) {
    int count = 0;
    for (double max : maxima) {
      count += max >= score ? 1 : 0;
    }
    return count;
  }

  /**
   * The largest scores of all windows in a few numbers.
   *
   * @param lowest 0 where there is no window
   * @param highest 0 where there is no window
   * @param counts of windows in bins of equal width from the lowest to the highest, which is in the
   *     last one (in the first where all are equal); empty where there is no window
   */
  public record Distribution(double lowest, double highest, List<Integer> counts) {
    public Distribution {
      counts = List.copyOf(counts);
    }

    /**
     * Tells the windows' largest scores in bins.
     *
     * @param maxima one per window, in any order
     * @param bins at least 1
     */
    public static Distribution of(double[] maxima, int bins) {
      if (maxima.length == 0) {
        return new Distribution(0, 0, List.of());
      }
      double lowest = Arrays.stream(maxima).min().orElseThrow();
      double highest = Arrays.stream(maxima).max().orElseThrow();
      int[] counts = new int[bins];
      for (double max : maxima) {
        int bin = highest > lowest ? (int) (bins * ((max - lowest) / (highest - lowest))) : 0;
        counts[Math.min(bin, bins - 1)]++;
      }
      return new Distribution(lowest, highest, Arrays.stream(counts).boxed().toList());
    }
  }

  /** Share of windows at least as large, the site itself counted: (1 + count) / (1 + n). */
  public double share(double score) {
    return (1.0 + atLeastAsLarge(score)) / (1.0 + n());
  }
}
