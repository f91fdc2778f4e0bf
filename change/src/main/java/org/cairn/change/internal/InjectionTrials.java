package org.cairn.change.internal;

import java.util.Random;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Detectability;

/**
 * What a site could have shown (design 1.7): blurred blocks are added to its residuals from an
 * early monitored date on and only what they touch is scanned again. Two things keep the answer on
 * the cautious side: only boxes that share much of the block count, and the fit is not made again.
 */
public final class InjectionTrials {
  /** A box counts where it shares at least this much of itself and of the block. */
  private static final double SHARED = 0.4;

  private final AreaScan area;
  private final DetectorParameters parameters;
  private final Detectability settings;
  private final int row0;
  private final int col0;
  private final int siteRows;
  private final int siteCols;
  private final int[][] corners;
  private final int start;

  /**
   * @param corners per box size of the scan, as in {@link AreaScan#score}
   */
  public InjectionTrials(
      AreaScan area,
      DetectorParameters parameters,
      int row0,
      int col0,
      int siteRows,
      int siteCols,
      int[][] corners) {
    this.area = area;
    this.parameters = parameters;
    this.settings = parameters.detectability();
    this.row0 = row0;
    this.col0 = col0;
    this.siteRows = siteRows;
    this.siteCols = siteCols;
    this.corners = corners;
    int history = area.standardised().historyCount();
    int monitored = area.standardised().dates().length - history;
    this.start = history + (int) (settings.startShare() * monitored);
  }

  /**
   * Tries one block size.
   *
   * @param blockCorners where the block lies wholly inside the site, at least one
   * @return {@code int[contrasts + 1]}: for each contrast tried, how many injections were found at
   *     it or at a smaller one; last the number of injections
   */
  public int[] run(int block, int[] blockCorners, double threshold) {
    Random random = new Random(settings.seed() * 31 + block);
    int trials = Math.min(settings.trials(), 2 * blockCorners.length);
    int[] order = shuffled(blockCorners, random);
    int contrasts = settings.contrasts().size();
    int[] found = new int[contrasts + 1];
    for (int trial = 0; trial < trials; trial++) {
      int corner = order[trial % order.length];
      int sign = (trial / order.length + trial) % 2 == 0 ? -1 : 1;
      Trial one = new Trial(block, corner / siteCols, corner % siteCols, sign);
      int smallest = one.smallestFound(threshold);
      for (int c = smallest; c < contrasts; c++) {
        found[c]++;
      }
    }
    found[contrasts] = trials;
    return found;
  }

  private static int[] shuffled(int[] values, Random random) {
    int[] result = values.clone();
    for (int i = result.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = result[i];
      result[i] = result[j];
      result[j] = swap;
    }
    return result;
  }

  /** One block at one place. */
  private final class Trial {
    private final int sign;

    /** Rectangle of the boxes that count, within the site. */
    private final int top;

    private final int left;
    private final int height;
    private final int width;

    /** The blurred block over that rectangle grown by one pixel. */
    private final double[] shape;

    /** Boxes that count: index of the size, row and column in the rectangle. */
    private final int[] boxIndices;

    private final int[] boxPlaces;

    Trial(int block, int row, int col, int sign) {
      this.sign = sign;
      int[] indices = new int[0];
      int[] boxRows = new int[0];
      int[] boxCols = new int[0];
      int count = 0;
      int minRow = row;
      int minCol = col;
      int maxRow = row + block;
      int maxCol = col + block;
      for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) {
          indices = new int[count];
          boxRows = new int[count];
          boxCols = new int[count];
          count = 0;
        }
        for (int i = 0; i < corners.length; i++) {
          int box = parameters.scan().boxes().get(i);
          for (int corner : corners[i]) {
            int r = corner / siteCols;
            int c = corner % siteCols;
            int shared = overlap(r, box, row, block) * overlap(c, box, col, block);
            if (shared >= SHARED * box * box && shared >= SHARED * block * block) {
              if (pass == 1) {
                indices[count] = i;
                boxRows[count] = r;
                boxCols[count] = c;
                minRow = Math.min(minRow, r);
                minCol = Math.min(minCol, c);
                maxRow = Math.max(maxRow, r + box);
                maxCol = Math.max(maxCol, c + box);
              }
              count++;
            }
          }
        }
      }
      this.top = minRow;
      this.left = minCol;
      this.height = maxRow - minRow;
      this.width = maxCol - minCol;
      this.boxIndices = indices;
      this.boxPlaces = new int[count];
      for (int k = 0; k < count; k++) {
        boxPlaces[k] = (boxRows[k] - top) * (width + 1) + boxCols[k] - left;
      }
      this.shape = new double[(height + 2) * (width + 2)];
      for (int r = 0; r < height + 2; r++) {
        for (int c = 0; c < width + 2; c++) {
          shape[r * (width + 2) + c] =
              blurred(top + r - 1, row, block) * blurred(left + c - 1, col, block);
        }
      }
    }

    /** Index of the smallest contrast found; found at one contrast is taken as found at larger. */
    int smallestFound(double threshold) {
      int low = 0;
      int high = settings.contrasts().size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (isFound(settings.contrasts().get(middle) * sign, threshold)) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    private boolean isFound(double contrast, double threshold) {
      RegionScan region = injected(contrast);
      int dates = area.standardised().dates().length;
      for (int u = dates - 1; u >= start; u--) {
        for (int k = 0; k < boxPlaces.length; k++) {
          int i = boxIndices[k];
          int box = parameters.scan().boxes().get(i);
          double limit = threshold * area.sigma(i);
          if (region.exceeds(box, boxPlaces[k], u, limit)) {
            return true;
          }
        }
      }
      return false;
    }

    /** The rectangle with the block added to its residuals from the start on. */
    private RegionScan injected(double contrast) {
      int dates = area.standardised().dates().length;
      double[] weights = new double[dates];
      int first = Math.max(0, start + 1 - parameters.scan().largestLag());
      RegionScan region = new RegionScan(parameters.scan(), height, width, weights);
      int padded = width + 2;
      float[] u = new float[(height + 2) * padded];
      float[] whitened = new float[u.length];
      double clip = parameters.scale().clip();
      double[] spread = area.standardised().spread();
      for (int d = first; d < dates; d++) {
        weights[d] = area.weight(d);
        double factor = area.standardised().factor(d);
        float[] residual = area.residual(d);
        double added = d >= start ? contrast : 0;
        for (int r = 0; r < height + 2; r++) {
          int areaRow = row0 + top + r - 1;
          for (int c = 0; c < padded; c++) {
            int areaCol = col0 + left + c - 1;
            boolean inArea =
                areaRow >= 0 && areaRow < area.rows() && areaCol >= 0 && areaCol < area.cols();
            int at = r * padded + c;
            if (!inArea) {
              u[at] = Float.NaN;
              continue;
            }
            int pixel = areaRow * area.cols() + areaCol;
            double value = (residual[pixel] + added * shape[at]) / spread[pixel] / factor;
            u[at] = (float) Math.max(-clip, Math.min(clip, value));
          }
        }
        Whitening.apply(u, height + 2, padded, parameters.scan().whitening(), weights[d], whitened);
        region.load(d, whitened, u, padded, 1, 1);
      }
      return region;
    }
  }

  private static int overlap(int a, int aLength, int b, int bLength) {
    return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
  }

  /** Share of a pixel that a block from {@code from} on covers, after the sensor's blur. */
  private double blurred(int pixel, int from, int length) {
    double sigma = settings.blurPixels();
    int reach = (int) Math.ceil(4 * sigma);
    double inside = 0;
    double all = 0;
    for (int d = -reach; d <= reach; d++) {
      double weight = Math.exp(-0.5 * d * d / (sigma * sigma));
      all += weight;
      if (pixel + d >= from && pixel + d < from + length) {
        inside += weight;
      }
    }
    return inside / all;
  }
}
