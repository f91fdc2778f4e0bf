package org.cairn.change.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Scan;

/**
 * The scan of a whole area: what later questions about sites need. Keeps one image per date, not
 * the running sums: scores of a site are summed again from these, over its own pixels only. A scan
 * that goes on has the images of the last dates, as many as the largest lag needs, and those of new
 * ones; what it says of new dates is what a scan of all says, bit for bit, because sums are exact
 * ({@link Whitening#exact}). Immutable after construction.
 */
public final class AreaScan {
  /** Least spread of Z: below it there is nothing in the history but rounding. */
  private static final double SMALLEST_SIGMA = 1e-3;

  /** Bands of about so many pixels keep the running sums in the processor's cache. */
  private static final int BAND_PIXELS = 2_048;

  /** So few dates are scanned one by one. */
  private static final int FEW_DATES = 3;

  /** Weights of dates are held below this, so that sums of them stay exact. */
  private static final double LARGEST_WEIGHT = 32;

  private final Scan scan;
  private final int rows;
  private final int cols;
  private final Standardised standardised;
  private final double[] weights;
  private final IntFunction<float[]> residuals;
  private final ControlNoise noise;

  /** The usable date that {@link #whitened} begins with: 0 but for a scan that goes on. */
  private final int first;

  /** {@code float[usable dates from first on][rows*cols]}, NaN = masked. */
  private final float[][] whitened;

  private final double[] sigmas;
  private final float[][] squares;

  /** Per box size, of the largest score of the box whose corner is there. */
  private final RunMaxima[] maxima;

  /** {@code int[rows*cols]}: usable monitored dates on which the pixel was clear. */
  private final int[] monitoredLooks;

  /** {@code int[rows*cols + 1]}: sums of these over all pixels before. */
  private final int[] looksBefore;

  /**
   * Scans all dates.
   *
   * @param residuals {@code float[rows*cols]} by date of the series, NaN = masked
   */
  public AreaScan(
      IntFunction<float[]> residuals,
      int rows,
      int cols,
      Standardised standardised,
      ControlNoise noise,
      DetectorParameters parameters) {
    this(residuals, rows, cols, standardised, noise, parameters, Optional.empty());
  }

  /**
   * Goes on.
   *
   * @param known of the first usable dates, of the same residuals and parameters
   */
  public AreaScan(
      IntFunction<float[]> residuals,
      int rows,
      int cols,
      Standardised standardised,
      ControlNoise noise,
      DetectorParameters parameters,
      ScanState known) {
    this(residuals, rows, cols, standardised, noise, parameters, Optional.of(known));
  }

  private AreaScan(
      IntFunction<float[]> residuals,
      int rows,
      int cols,
      Standardised standardised,
      ControlNoise noise,
      DetectorParameters parameters,
      Optional<ScanState> known) {
    this.scan = parameters.scan();
    this.rows = rows;
    this.cols = cols;
    this.standardised = standardised;
    this.residuals = residuals;
    this.noise = noise;
    int usable = standardised.dates().length;
    int scanned = known.map(state -> state.dates).orElse(0);
    this.first = known.map(ScanState::first).orElse(0);
    this.weights = new double[usable];
    for (int u = 0; u < usable; u++) {
      weights[u] = Math.min(LARGEST_WEIGHT, 1 / standardised.factor(u));
    }
    this.whitened = new float[usable - first][];
    known.ifPresent(state -> System.arraycopy(state.latest, 0, whitened, 0, state.latest.length));
    whiten(scanned, parameters.scale().clip());
    this.monitoredLooks =
        known.map(state -> state.monitoredLooks.clone()).orElseGet(() -> new int[rows * cols]);
    countLooks(Math.max(scanned, standardised.historyCount()));
    int boxes = scan.boxes().size();
    this.sigmas = known.map(state -> state.sigmas).orElseGet(() -> new double[boxes]);
    this.squares = new float[boxes][];
    for (int i = 0; i < boxes; i++) {
      int box = i;
      squares[i] =
          known.map(state -> state.squares[box].clone()).orElseGet(() -> new float[rows * cols]);
    }
    if (scanned > 0 && usable - scanned <= FEW_DATES) {
      scanLatest(scanned);
    } else {
      scanBands(scanned);
    }
    this.maxima = new RunMaxima[boxes];
    for (int i = 0; i < boxes; i++) {
      maxima[i] = new RunMaxima(scores(squares[i], sigmas[i]));
    }
    this.looksBefore = new int[rows * cols + 1];
    for (int i = 0; i < monitoredLooks.length; i++) {
      looksBefore[i + 1] = looksBefore[i] + monitoredLooks[i];
    }
  }

  private static float[] scores(float[] squares, double sigma) {
    float[] scores = new float[squares.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (Math.sqrt(squares[i]) / sigma);
    }
    return scores;
  }

  private void whiten(int from, double clip) {
    float[] u = new float[rows * cols];
    for (int d = from; d < weights.length; d++) {
      Whitening.standardise(
          residual(d), standardised.spread(), standardised.factor(d), noise.of(d), clip, u);
      whitened[d - first] = new float[rows * cols];
      Whitening.apply(u, rows, cols, scan.whitening(), weights[d], whitened[d - first]);
    }
  }

  private void countLooks(int from) {
    for (int d = from; d < weights.length; d++) {
      float[] values = whitened[d - first];
      for (int i = 0; i < monitoredLooks.length; i++) {
        monitoredLooks[i] += Float.isNaN(values[i]) ? 0 : 1;
      }
    }
  }

  /** What a scan with more dates behind these may take over. */
  public ScanState state() {
    int kept = Math.min(weights.length, scan.largestLag() - 1);
    return new ScanState(
        weights.length,
        sigmas,
        squares,
        monitoredLooks,
        Arrays.copyOfRange(whitened, whitened.length - kept, whitened.length));
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
    return residuals.apply(standardised.dates()[u]);
  }

  /** How noisy each pixel's kind of ground is on the u-th usable date. Read only. */
  float[] noise(int u) {
    return noise.of(u);
  }

  /**
   * Windows of a shape.
   *
   * @param corners per box size, as in {@link #score}
   * @param windowCols of its rectangle
   * @param pixels of a window, as offsets from its upper left one among the area's
   */
  public Windows windows(int[][] corners, int windowCols, int[] pixels) {
    int[][] offsets = new int[corners.length][];
    for (int i = 0; i < corners.length; i++) {
      offsets[i] = places(corners[i], windowCols, cols);
    }
    return new Windows(cols, maxima, looksBefore, offsets, pixels);
  }

  /** The scan of a rectangle, the usable dates from {@code from} on loaded. */
  private RegionScan region(int from, int row0, int col0, int regionRows, int regionCols) {
    RegionScan region = new RegionScan(scan, regionRows, regionCols, weights, from);
    for (int u = from; u < weights.length; u++) {
      region.load(u, whitened[u - first], cols, row0, col0);
    }
    return region;
  }

  /** The date from which the sums of one date begin. */
  private int begin(int u) {
    return Math.max(first, u + 1 - scan.largestLag());
  }

  private void scanLatest(int from) {
    LatestSums sums = new LatestSums(scan, rows, cols);
    for (int u = from; u < weights.length; u++) {
      int begin = begin(u);
      double[] variances = new double[u + 1 - begin];
      for (int t = begin; t <= u; t++) {
        variances[t - begin] = RegionScan.variance(weights[t]);
      }
      double[][] best =
          sums.scan(Arrays.copyOfRange(whitened, begin - first, u + 1 - first), variances);
      for (int i = 0; i < best.length; i++) {
        int box = scan.boxes().get(i);
        raise(squares[i], best[i], sums.stride(), box, 0, rows - box + 1);
      }
    }
  }

  private void scanBands(int scanned) {
    List<Integer> boxes = scan.boxes();
    int halo = boxes.getLast() - 1;
    int height = Math.max(8, BAND_PIXELS / (cols + 1));
    int history = standardised.historyCount();
    int from = Math.max(scanned, history);
    int begin = scanned == 0 ? 0 : begin(from);
    float[][] sizes = new float[boxes.size()][scanned > 0 ? 0 : history * rows * cols];
    int[] found = new int[boxes.size()];
    boolean complete = from == weights.length;
    for (int row0 = 0; row0 < rows && !complete; row0 += height) {
      int owned = Math.min(height, rows - row0);
      RegionScan region = region(begin, row0, 0, Math.min(owned + halo, rows - row0), cols);
      for (int i = 0; i < boxes.size(); i++) {
        int box = boxes.get(i);
        int ownedRows = Math.min(owned, rows - box + 1 - row0);
        if (ownedRows > 0 && cols >= box) {
          if (scanned == 0) {
            found[i] = region.sizes(box, ownedRows, history, sizes[i], found[i]);
          }
          keepMaxima(region, box, row0, ownedRows, from, squares[i]);
        }
      }
    }
    for (int i = 0; i < boxes.size(); i++) {
      if (scanned == 0) {
        double spread = Medians.TO_SIGMA * Medians.median(sizes[i], found[i]);
        sigmas[i] = spread > SMALLEST_SIGMA ? spread : SMALLEST_SIGMA;
      }
    }
  }

  private void keepMaxima(
      RegionScan region, int box, int row0, int ownedRows, int from, float[] kept) {
    double[] largest = new double[region.places(box)];
    region.scan(
        box,
        from,
        (u, best) -> {
          for (int i = 0; i < largest.length; i++) {
            largest[i] = Math.max(largest[i], best[i]);
          }
        });
    raise(kept, largest, region.stride(), box, row0, ownedRows);
  }

  /** Takes in what some rows of a box's places showed. */
  private void raise(float[] kept, double[] largest, int stride, int box, int row0, int ownedRows) {
    for (int r = 0; r < ownedRows; r++) {
      for (int c = 0; c + box <= cols; c++) {
        int at = (row0 + r) * cols + c;
        kept[at] = Math.max(kept[at], (float) largest[r * stride + c]);
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
   * @param from number of the usable monitored date to begin with; not before those that are new
   *     where the scan goes on
   * @return one per usable monitored date from there on; score 0 where nothing could be scored
   */
  public Best[] score(int row0, int col0, int siteRows, int siteCols, int[][] corners, int from) {
    int start = standardised.historyCount() + from;
    if (start == weights.length) {
      return new Best[0];
    }
    if (first > 0 && start < first + scan.largestLag() - 1) {
      throw new IllegalArgumentException(
          "Scores from monitored date " + from + " on: earlier ones were not scanned here");
    }
    RegionScan region = region(begin(start), row0, col0, siteRows, siteCols);
    double[] largest = new double[weights.length - start];
    int[] bestBox = new int[largest.length];
    int[] bestPlace = new int[largest.length];
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
          start,
          (u, best) -> {
            int m = u - start;
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
    Best[] result = new Best[largest.length];
    for (int m = 0; m < result.length; m++) {
      result[m] =
          bestPlace[m] < 0
              ? Best.NONE
              : best(region, start + m, bestBox[m], bestPlace[m], row0, col0);
    }
    return result;
  }

  /** The same corners numbered in rows of another length. */
  private static int[] places(int[] corners, int siteCols, int stride) {
    int[] places = new int[corners.length];
    for (int k = 0; k < corners.length; k++) {
      places[k] = corners[k] / siteCols * stride + corners[k] % siteCols;
    }
    return places;
  }

  private Best best(RegionScan region, int u, int boxIndex, int place, int row0, int col0) {
    double largest = 0;
    int bestLag = scan.lags().getFirst();
    for (int k = 0; k < scan.lags().size(); k++) {
      double z = region.z(scan.boxes().get(boxIndex), place, k, u);
      if (Math.abs(z) > Math.abs(largest)) {
        largest = z;
        bestLag = scan.lags().get(k);
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
