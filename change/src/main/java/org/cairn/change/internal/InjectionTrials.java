package org.cairn.change.internal;

import java.util.Random;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Detectability;

/**
 * What a site could have shown (design 1.7): blurred blocks are added to its residuals from an
 * early monitored date on, for as many dates as the largest lag, and only what they touch is
 * scanned again. Dates behind those change nothing, so that a period that grows has the same answer
 * for long. Two things keep the answer on the cautious side: only boxes that share much of the
 * block count, and the fit is not made again.
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
  private final int[] boxes;

  /** Of the usable dates up to the last one on which an injection is looked for. */
  private final double[] weights;

  /** The change begins on this usable date. */
  private final int start;

  /** Earlier usable dates enter no score from the start on. */
  private final int first;

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
    int lag = parameters.scan().largestLag();
    this.start = history + start(monitored, settings);
    this.first = Math.max(0, start + 1 - lag);
    this.boxes = parameters.scan().boxes().stream().mapToInt(Integer::intValue).toArray();
    this.weights = new double[history + Math.min(monitored, start - history + lag)];
    for (int d = 0; d < weights.length; d++) {
      weights[d] = area.weight(d);
    }
  }

  /**
   * After how many usable monitored dates an injection begins: a share of them, its two leading
   * binary digits only, so that it stays where it is while the period grows by a third or a half.
   */
  public static int start(int monitored, Detectability settings) {
    int start = (int) (settings.startShare() * monitored);
    int leading = Integer.highestOneBit(start);
    return start & (leading | leading >> 1);
  }

  /**
   * Tries one block size.
   *
   * @param blockCorners where the block lies wholly inside the site, at least one
   * @return {@code double[trials * contrasts]}: the largest score of each injection
   */
  public double[] run(int block, int[] blockCorners) {
    Random random = new Random(settings.seed() * 31 + block);
    int trials = Math.min(settings.trials(), 2 * blockCorners.length);
    int[] order = shuffled(blockCorners, random);
    int contrasts = settings.contrasts().size();
    double[] largest = new double[trials * contrasts];
    for (int trial = 0; trial < trials; trial++) {
      int corner = order[trial % order.length];
      int sign = (trial / order.length + trial) % 2 == 0 ? -1 : 1;
      Trial one = new Trial(block, corner / siteCols, corner % siteCols);
      for (int c = 0; c < contrasts; c++) {
        largest[trial * contrasts + c] = one.score(sign * settings.contrasts().get(c));
      }
    }
    return largest;
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

    private final RegionScan region;
    private final float[][] base;
    private final float[][] gain;
    private final float[] u;
    private final float[] whitened;

    Trial(int block, int row, int col) {
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
          int box = boxes[i];
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
      this.region = new RegionScan(parameters.scan(), height, width, weights, first);
      this.base = new float[weights.length][];
      this.gain = new float[weights.length][];
      this.u = new float[shape.length];
      this.whitened = new float[shape.length];
      measure();
    }

    /** The largest score of a block of so much contrast. */
    double score(double contrast) {
      inject(contrast);
      double largest = 0;
      for (int k = 0; k < boxPlaces.length; k++) {
        int i = boxIndices[k];
        double square = region.largest(boxes[i], boxPlaces[k], start, weights.length - 1);
        largest = Math.max(largest, Math.sqrt(square) / area.sigma(i));
      }
      return largest;
    }

    /** Standardised residuals and what a contrast of 1 adds to them, over the padded rectangle. */
    private void measure() {
      double[] spread = area.standardised().spread();
      for (int d = first; d < weights.length; d++) {
        double factor = area.standardised().factor(d);
        float[] residual = area.residual(d);
        float[] noise = area.noise(d);
        float[] own = new float[shape.length];
        float[] added = new float[shape.length];
        for (int r = 0; r < height + 2; r++) {
          int areaRow = row0 + top + r - 1;
          for (int c = 0; c < width + 2; c++) {
            int areaCol = col0 + left + c - 1;
            int at = r * (width + 2) + c;
            if (areaRow >= 0 && areaRow < area.rows() && areaCol >= 0 && areaCol < area.cols()) {
              int pixel = areaRow * area.cols() + areaCol;
              double unit = spread[pixel] * factor * noise[pixel];
              own[at] = (float) (residual[pixel] / unit);
              added[at] = (float) (shape[at] / unit);
            } else {
              own[at] = Float.NaN;
            }
          }
        }
        base[d] = own;
        gain[d] = added;
        if (d < start) {
          load(d, 0);
        }
      }
    }

    private void inject(double contrast) {
      for (int d = start; d < weights.length; d++) {
        load(d, (float) contrast);
      }
    }

    private void load(int d, float contrast) {
      float[] own = base[d];
      float[] added = gain[d];
      float clip = (float) parameters.scale().clip();
      for (int i = 0; i < u.length; i++) {
        u[i] = Math.max(-clip, Math.min(clip, own[i] + contrast * added[i]));
      }
      Whitening.apply(
          u, height + 2, width + 2, parameters.scan().whitening(), weights[d], whitened);
      region.load(d, whitened, width + 2, 1, 1);
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
