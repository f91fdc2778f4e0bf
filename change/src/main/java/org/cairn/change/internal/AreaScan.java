package org.cairn.change.internal;

import java.util.Arrays;
import java.util.List;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Scan;
import org.cairn.change.Learnt;

/**
 * The scan of a whole area: what later questions about sites need. Keeps one image per date, not
 * the running sums: scores of a site are summed again from these, over its own pixels only.
 * Immutable after construction.
 */
public final class AreaScan {
  /** Least spread of Z: below it there is nothing in the history but rounding. */
  private static final double SMALLEST_SIGMA = 1e-3;

  /** Bands of about so many pixels keep the running sums in the processor's cache. */
  private static final int BAND_PIXELS = 2_048;

  private final Scan scan;
  private final int rows;
  private final int cols;
  private final Standardised standardised;
  private final double[] weights;
  private final float[][] residuals;
  private final float[][] whitened;
  private final double[] sigmas;
  private final float[][] maxima;
  private final Learnt.Scanned scanned;

  /** {@code int[rows*cols]}: usable monitored dates on which the pixel was clear. */
  private final int[] monitoredLooks;

  /**
   * @param residuals {@code float[dates][rows*cols]}, NaN = masked; kept
   */
  public AreaScan(
      float[][] residuals,
      int rows,
      int cols,
      Standardised standardised,
      DetectorParameters parameters) {
    this(residuals, rows, cols, standardised, parameters, Learnt.Scanned.NONE);
  }

  /**
   * As the shorter form, where the first dates were scanned before.
   *
   * @param known of the same residuals and parameters
   */
  public AreaScan(
      float[][] residuals,
      int rows,
      int cols,
      Standardised standardised,
      DetectorParameters parameters,
      Learnt.Scanned known) {
    this.scan = parameters.scan();
    this.rows = rows;
    this.cols = cols;
    this.standardised = standardised;
    this.residuals = residuals;
    int[] dates = standardised.dates();
    this.weights = new double[dates.length];
    this.whitened = new float[dates.length][rows * cols];
    float[] u = new float[rows * cols];
    for (int d = 0; d < dates.length; d++) {
      weights[d] = 1 / standardised.factor(d);
      Whitening.standardise(
          residuals[dates[d]],
          standardised.spread(),
          standardised.factor(d),
          parameters.scale().clip(),
          u);
      Whitening.apply(u, rows, cols, scan.whitening(), weights[d], whitened[d]);
    }
    int boxes = scan.boxes().size();
    this.sigmas = new double[boxes];
    this.maxima = new float[boxes][rows * cols];
    this.monitoredLooks = new int[rows * cols];
    for (int d = standardised.historyCount(); d < dates.length; d++) {
      float[] residual = residuals[dates[d]];
      for (int i = 0; i < monitoredLooks.length; i++) {
        monitoredLooks[i] += Float.isNaN(residual[i]) ? 0 : 1;
      }
    }
    boolean isKnown =
        known.squares().length == boxes
            && known.dates() >= standardised.historyCount()
            && known.dates() <= dates.length;
    this.scanned = scanBands(isKnown ? known : Learnt.Scanned.NONE);
  }

  /** What a scan with more dates behind these may take over. */
  public Learnt.Scanned scanned() {
    return scanned;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  public Standardised standardised() {
    return standardised;
  }

  /** Weight of the u-th usable date. */
  public double weight(int u) {
    return weights[u];
  }

  /** Robust spread of Z of one date over the history, of the i-th box size. */
  public double sigma(int i) {
    return sigmas[i];
  }

  /** {@code float[rows*cols]} of the u-th usable date, NaN = masked. Read only. */
  public float[] residual(int u) {
    return residuals[standardised.dates()[u]];
  }

  /**
   * Largest score over all usable monitored dates of a window with its upper left pixel there.
   *
   * @param corners per box size, as in {@link #score}
   */
  public double maximum(int row, int col, int windowCols, int[][] corners) {
    float largest = 0;
    for (int i = 0; i < corners.length; i++) {
      for (int corner : corners[i]) {
        int at = (row + corner / windowCols) * cols + col + corner % windowCols;
        largest = Math.max(largest, maxima[i][at]);
      }
    }
    return largest;
  }

  /** Which pixels of the area a window covers. */
  public interface Window {
    boolean contains(int row, int col);
  }

  /** Clear pixel-dates of a window over the usable monitored dates. */
  public int clearLooks(int row0, int col0, Window window, int windowRows, int windowCols) {
    int sum = 0;
    for (int r = row0; r < row0 + windowRows; r++) {
      for (int c = col0; c < col0 + windowCols; c++) {
        sum += window.contains(r, c) ? monitoredLooks[r * cols + c] : 0;
      }
    }
    return sum;
  }

  /** The scan of a rectangle, all usable dates loaded. */
  RegionScan region(int row0, int col0, int regionRows, int regionCols) {
    RegionScan region = new RegionScan(scan, regionRows, regionCols, weights);
    for (int u = 0; u < weights.length; u++) {
      region.load(u, whitened[u], residual(u), cols, row0, col0);
    }
    return region;
  }

  private Learnt.Scanned scanBands(Learnt.Scanned known) {
    List<Integer> boxes = scan.boxes();
    int halo = boxes.getLast() - 1;
    int height = Math.max(8, BAND_PIXELS / (cols + 1));
    int history = standardised.historyCount();
    boolean isKnown = known.dates() > 0;
    int from = isKnown ? known.dates() : history;
    float[][] sizes = new float[boxes.size()][isKnown ? 0 : history * rows * cols];
    float[][] squares = new float[boxes.size()][];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = isKnown ? known.squares()[i].clone() : new float[rows * cols];
    }
    int[] found = new int[boxes.size()];
    boolean complete = isKnown && from == weights.length;
    for (int row0 = 0; row0 < rows && !complete; row0 += height) {
      int owned = Math.min(height, rows - row0);
      RegionScan region = region(row0, 0, Math.min(owned + halo, rows - row0), cols);
      for (int i = 0; i < boxes.size(); i++) {
        int box = boxes.get(i);
        int ownedRows = Math.min(owned, rows - box + 1 - row0);
        if (ownedRows > 0 && cols >= box) {
          if (!isKnown) {
            found[i] = historySizes(region, box, ownedRows, history, sizes[i], found[i]);
          }
          keepMaxima(region, box, row0, ownedRows, from, squares[i]);
        }
      }
    }
    for (int i = 0; i < boxes.size(); i++) {
      if (isKnown) {
        sigmas[i] = known.sigmas()[i];
      } else {
        double spread = Medians.TO_SIGMA * Medians.median(sizes[i], found[i]);
        sigmas[i] = spread > SMALLEST_SIGMA ? spread : SMALLEST_SIGMA;
      }
      for (int p = 0; p < rows * cols; p++) {
        maxima[i][p] = (float) (Math.sqrt(squares[i][p]) / sigmas[i]);
      }
    }
    return new Learnt.Scanned(weights.length, sigmas, squares);
  }

  private int historySizes(
      RegionScan region, int box, int ownedRows, int history, float[] sizes, int from) {
    int found = from;
    for (int u = 0; u < history; u++) {
      for (int r = 0; r < ownedRows; r++) {
        for (int c = 0; c + box <= cols; c++) {
          double z = region.z(box, r * region.stride() + c, u);
          if (z != 0) {
            sizes[found++] = (float) Math.abs(z);
          }
        }
      }
    }
    return found;
  }

  private void keepMaxima(
      RegionScan region, int box, int row0, int ownedRows, int from, float[] kept) {
    int width = cols - box + 1;
    double[] largest = new double[region.places(box)];
    region.scan(
        box,
        from,
        (u, best) -> {
          for (int i = 0; i < largest.length; i++) {
            largest[i] = Math.max(largest[i], best[i]);
          }
        });
    for (int r = 0; r < ownedRows; r++) {
      for (int c = 0; c < width; c++) {
        int at = (row0 + r) * cols + c;
        kept[at] = Math.max(kept[at], (float) largest[r * region.stride() + c]);
      }
    }
  }

  /** The best box of a site on each usable monitored date. */
  public record Best(double score, int boxIndex, int lag, int row, int col, int sign) {
    static final Best NONE = new Best(0, 0, 0, 0, 0, 0);
  }

  /**
   * Scores a site.
   *
   * @param corners per box size, upper left pixels of the boxes wholly inside as {@code r * cols +
   *     c} within the rectangle
   * @return one per usable monitored date; score 0 where nothing could be scored
   */
  public Best[] score(int row0, int col0, int siteRows, int siteCols, int[][] corners) {
    RegionScan region = region(row0, col0, siteRows, siteCols);
    int history = standardised.historyCount();
    int monitored = weights.length - history;
    double[] largest = new double[monitored];
    int[] bestBox = new int[monitored];
    int[] bestPlace = new int[monitored];
    Arrays.fill(bestPlace, -1);
    for (int i = 0; i < corners.length; i++) {
      int boxIndex = i;
      double variance = sigmas[i] * sigmas[i];
      int[] places = places(corners[i], siteCols, region.stride());
      if (places.length == 0) {
        continue;
      }
      region.scan(
          scan.boxes().get(i),
          history,
          (u, best) -> {
            int m = u - history;
            for (int place : places) {
              double score2 = best[place] / variance;
              if (score2 > largest[m]) {
                largest[m] = score2;
                bestBox[m] = boxIndex;
                bestPlace[m] = place;
              }
            }
          });
    }
    Best[] result = new Best[monitored];
    for (int m = 0; m < monitored; m++) {
      result[m] =
          bestPlace[m] < 0
              ? Best.NONE
              : best(region, history + m, bestBox[m], bestPlace[m], row0, col0);
    }
    return result;
  }

  static int[] places(int[] corners, int siteCols, int stride) {
    int[] places = new int[corners.length];
    for (int k = 0; k < corners.length; k++) {
      places[k] = corners[k] / siteCols * stride + corners[k] % siteCols;
    }
    return places;
  }

  private Best best(RegionScan region, int u, int boxIndex, int place, int row0, int col0) {
    double largest = 0;
    int bestLag = scan.lags().getFirst();
    for (int lag : scan.lags()) {
      double z = region.z(scan.boxes().get(boxIndex), place, lag, u);
      if (Math.abs(z) > Math.abs(largest)) {
        largest = z;
        bestLag = lag;
      }
    }
    return new Best(
        Math.abs(largest) / sigmas[boxIndex],
        boxIndex,
        bestLag,
        row0 + place / region.stride(),
        col0 + place % region.stride(),
        largest < 0 ? -1 : 1);
  }
}
