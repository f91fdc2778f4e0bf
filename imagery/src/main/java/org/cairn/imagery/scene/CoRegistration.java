package org.cairn.imagery.scene;

/**
 * Measures how far an image lies off a reference, by phase correlation (Kuglin and Hines 1975;
 * sub-pixel peak after Foroosh, Zerubia and Berthod 2002, doi:10.1109/83.988953), and moves it
 * back. Immutable and thread-safe.
 *
 * <p>Method: both images lose their slow brightness (local mean) and their gaps are filled with 0,
 * a Hann window fades the borders, the cross-power spectrum is normalised and weighed with a
 * Gaussian that damps high frequencies, which carry mostly noise. A shift then shows as a Gaussian
 * peak of known width, whose position comes from a parabola through the logarithms; least squares
 * over the pixels both have ({@link ShiftRefinement}) refine it.
 */
public final class CoRegistration {
  /**
   * Largest shift looked for, in pixels each way: four times what Sentinel-2 and Landsat promise.
   */
  public static final int MOST_SHIFT = 8;

  /** The centre of larger images stands for all of it. */
  private static final int WIDEST = 64;

  /** Fewer rows, columns or shared pixels with data cannot carry a measurement. */
  private static final int LEAST_SIDE = 32;

  private static final double LEAST_SHARE = 0.25;

  /** Half-width of the window of the local mean, in pixels. */
  private static final int SLOW_RADIUS = 8;

  /** The background of a peak: lags up to this many pixels, but not those beside the peak. */
  private static final int BACKGROUND = 16;

  private static final int PEAK_RADIUS = 3;

  /**
   * Standard deviation of the Gaussian on the spectrum, in cycles per pixel: a peak of 0.9 pixels.
   */
  private static final double SPECTRUM_SIGMA = 0.18;

  private final int rows;
  private final int cols;
  private final int firstRow;
  private final int firstCol;
  private final int usedRows;
  private final int usedCols;
  private final int height;
  private final int width;
  private final Fourier down;
  private final Fourier across;
  private final double[] window;
  private final double[] weights;
  private final float[] referenceFast;
  private final double[] referenceReal;
  private final double[] referenceImaginary;
  private final boolean usable;

  private CoRegistration(float[] reference, int rows, int cols) {
    this.rows = rows;
    this.cols = cols;
    this.usedRows = Math.min(rows, WIDEST);
    this.usedCols = Math.min(cols, WIDEST);
    this.firstRow = (rows - usedRows) / 2;
    this.firstCol = (cols - usedCols) / 2;
    this.height = powerOfTwo(usedRows);
    this.width = powerOfTwo(usedCols);
    this.down = new Fourier(height);
    this.across = new Fourier(width);
    this.window = hann(usedRows, usedCols);
    this.weights = gaussian(height, width);
    this.referenceFast = new float[usedRows * usedCols];
    this.referenceReal = new double[height * width];
    this.referenceImaginary = new double[height * width];
    this.usable =
        usedRows >= LEAST_SIDE
            && usedCols >= LEAST_SIDE
            && spectrum(reference, referenceReal, referenceImaginary, referenceFast);
  }

  /**
   * Prepares a reference; reuse it for all images of the same pixels.
   *
   * @param reference {@code float[rows*cols]}, row-major, NaN = nodata; copied
   */
  public static CoRegistration against(float[] reference, int rows, int cols) {
    PixelArrays.checkShape("reference", reference.length, rows, cols);
    return new CoRegistration(reference, rows, cols);
  }

  /**
   * Where an image lies.
   *
   * @param rows pixels by which its content lies further down than the reference's
   * @param cols pixels by which its content lies further right
   * @param quality height of the correlation peak over its background, in standard deviations of
   *     the background; 0 where nothing could be measured
   */
  public record Shift(double rows, double cols, double quality) {
    /**
     * The least quality that is believed: of pairs of unrelated random images, smooth or rough and
     * with gaps, fewer than 1 in 1000 of 32 x 32 pixels reached it, and none of 48 x 48 or more.
     *
     * <p>Known gap: unrelated images with the very same gaps can seem to match, at no shift.
     */
    static final double LEAST_QUALITY = 7.5;

    /** Nothing measured. */
    static final Shift NONE = new Shift(0, 0, 0);

    /** Whether the shift may be acted on. */
    public boolean reliable() {
      return quality >= LEAST_QUALITY;
    }
  }

  /**
   * Measures an image's shift, up to {@link #MOST_SHIFT} pixels each way.
   *
   * @param image as the reference; not changed
   * @return not {@link Shift#reliable()} where the images are too empty, too small, too plain or
   *     too different to tell
   */
  public Shift estimate(float[] image) {
    return estimate(image, 0);
  }

  /**
   * As {@link #estimate(float[])}, without the last tenths of a pixel where they do not matter.
   *
   * @param refinedFrom shifts shorter than this many pixels are left as the correlation peak has
   *     them, good to about a quarter of a pixel
   */
  public Shift estimate(float[] image, double refinedFrom) {
    PixelArrays.checkShape("image", image.length, rows, cols);
    double[] real = new double[height * width];
    double[] imaginary = new double[height * width];
    float[] fast = new float[usedRows * usedCols];
    if (!usable || !spectrum(image, real, imaginary, fast) || !overlap(fast)) {
      return Shift.NONE;
    }
    for (int i = 0; i < real.length; i++) {
      double re = real[i] * referenceReal[i] + imaginary[i] * referenceImaginary[i];
      double im = imaginary[i] * referenceReal[i] - real[i] * referenceImaginary[i];
      double length = Math.sqrt(re * re + im * im);
      double factor = length > 0 ? weights[i] / length : 0;
      real[i] = re * factor;
      imaginary[i] = im * factor;
    }
    Fourier.transform2d(down, across, real, imaginary, true);
    Shift coarse = peak(real);
    if (!coarse.reliable() || Math.hypot(coarse.rows(), coarse.cols()) < refinedFrom) {
      return coarse;
    }
    ShiftRefinement refinement = new ShiftRefinement(referenceFast, usedRows, usedCols);
    double[] fine = refinement.refine(fast, coarse.rows(), coarse.cols());
    return new Shift(fine[0], fine[1], coarse.quality());
  }

  /**
   * Moves an image back onto the reference: cubic convolution (Keys 1981,
   * doi:10.1109/TASSP.1981.1163711), bilinear beside gaps and borders.
   *
   * @param image {@code float[rows*cols]}, row-major, NaN = nodata; not changed
   * @return a new array; NaN where one of the four surrounding pixels that weigh in is NaN or
   *     outside
   */
  public static float[] apply(float[] image, int rows, int cols, Shift shift) {
    PixelArrays.checkShape("image", image.length, rows, cols);
    return ShiftedImage.of(image, rows, cols, shift.rows(), shift.cols());
  }

  private static int powerOfTwo(int atLeast) {
    int size = 1;
    while (size < atLeast) {
      size *= 2;
    }
    return size;
  }

  private static double[] hann(int rows, int cols) {
    double[] down = hann(rows);
    double[] across = hann(cols);
    double[] window = new double[rows * cols];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        window[row * cols + col] = down[row] * across[col];
      }
    }
    return window;
  }

  private static double[] hann(int size) {
    double[] window = new double[size];
    for (int at = 0; at < size; at++) {
      window[at] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (at + 0.5) / size);
    }
    return window;
  }

  /** Weights by frequency, scaled so that a perfect match without noise peaks at 1. */
  private static double[] gaussian(int height, int width) {
    double[] weights = new double[height * width];
    double sum = 0;
    for (int row = 0; row < height; row++) {
      int mirroredRow = Math.min(row, height - row);
      double v = (double) mirroredRow / height;
      for (int col = 0; col < width; col++) {
        int mirroredCol = Math.min(col, width - col);
        double u = (double) mirroredCol / width;
        double weight =
            mirroredRow < row || mirroredCol < col
                ? weights[mirroredRow * width + mirroredCol]
                : Math.exp(-(u * u + v * v) / (2 * SPECTRUM_SIGMA * SPECTRUM_SIGMA));
        weights[row * width + col] = weight;
        sum += weight;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private boolean overlap(float[] fast) {
    int shared = 0;
    for (int i = 0; i < fast.length; i++) {
      if (!Float.isNaN(fast[i]) && !Float.isNaN(referenceFast[i])) {
        shared++;
      }
    }
    return shared >= LEAST_SHARE * fast.length;
  }

  /** Fills the spectrum; false where the image is too empty or has no texture at all. */
  private boolean spectrum(float[] image, double[] real, double[] imaginary, float[] fast) {
    int count = 0;
    double[] sums = new double[(usedRows + 1) * (usedCols + 1)];
    int[] counts = new int[sums.length];
    int stride = usedCols + 1;
    for (int row = 0; row < usedRows; row++) {
      double rowSum = 0;
      int rowCount = 0;
      for (int col = 0; col < usedCols; col++) {
        float value = image[(firstRow + row) * cols + firstCol + col];
        if (Float.isFinite(value)) {
          rowSum += value;
          rowCount++;
        }
        int at = (row + 1) * stride + col + 1;
        sums[at] = sums[at - stride] + rowSum;
        counts[at] = counts[at - stride] + rowCount;
      }
      count += rowCount;
    }
    if (count < LEAST_SHARE * fast.length) {
      return false;
    }
    double energy = 0;
    double largest = 0;
    for (int row = 0; row < usedRows; row++) {
      // The mean's window is symmetric up to the border, so that slopes leave nothing behind.
      int reachRows = Math.min(SLOW_RADIUS, Math.min(row, usedRows - 1 - row));
      int top = (row - reachRows) * stride;
      int bottom = (row + reachRows + 1) * stride;
      for (int col = 0; col < usedCols; col++) {
        int i = row * usedCols + col;
        float value = image[(firstRow + row) * cols + firstCol + col];
        if (!Float.isFinite(value)) {
          fast[i] = Float.NaN;
          continue;
        }
        int reachCols = Math.min(SLOW_RADIUS, Math.min(col, usedCols - 1 - col));
        int left = col - reachCols;
        int right = col + reachCols + 1;
        double sum =
            sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
        int near =
            counts[bottom + right]
                - counts[top + right]
                - counts[bottom + left]
                + counts[top + left];
        double difference = value - sum / near;
        fast[i] = (float) difference;
        energy += difference * difference;
        largest = Math.max(largest, Math.abs(value));
        real[row * width + col] = difference * window[i];
      }
    }
    // What remains of a constant image is the rounding of its sums.
    if (!(Math.sqrt(energy / count) > 1e-6 * largest)) {
      return false;
    }
    Fourier.transform2d(down, across, real, imaginary, false);
    return true;
  }

  private Shift peak(double[] surface) {
    int searchDown = Math.min(MOST_SHIFT, height / 2 - 2);
    int searchAcross = Math.min(MOST_SHIFT, width / 2 - 2);
    int bestRow = 0;
    int bestCol = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int row = -searchDown; row <= searchDown; row++) {
      for (int col = -searchAcross; col <= searchAcross; col++) {
        double value = at(surface, row, col);
        if (value > best) {
          best = value;
          bestRow = row;
          bestCol = col;
        }
      }
    }
    double sum = 0;
    double squares = 0;
    int count = 0;
    // Lags farther out overlap less, so their heights would make the background look lower.
    int backgroundDown = Math.min(BACKGROUND, usedRows / 2 - 1);
    int backgroundAcross = Math.min(BACKGROUND, usedCols / 2 - 1);
    for (int row = -backgroundDown; row <= backgroundDown; row++) {
      for (int col = -backgroundAcross; col <= backgroundAcross; col++) {
        if (Math.abs(row - bestRow) > PEAK_RADIUS || Math.abs(col - bestCol) > PEAK_RADIUS) {
          double value = at(surface, row, col);
          sum += value;
          squares += value * value;
          count++;
        }
      }
    }
    double mean = sum / count;
    double spread = Math.sqrt(Math.max(squares / count - mean * mean, 0));
    if (!(best > 0) || Math.abs(bestRow) == searchDown || Math.abs(bestCol) == searchAcross) {
      // A maximum on the border of the search is no peak.
      return Shift.NONE;
    }
    double rowOffset =
        vertex(at(surface, bestRow - 1, bestCol), best, at(surface, bestRow + 1, bestCol));
    double colOffset =
        vertex(at(surface, bestRow, bestCol - 1), best, at(surface, bestRow, bestCol + 1));
    return new Shift(
        bestRow + rowOffset, bestCol + colOffset, spread > 0 ? (best - mean) / spread : 0);
  }

  private double at(double[] surface, int row, int col) {
    return surface[Math.floorMod(row, height) * width + Math.floorMod(col, width)];
  }

  /** Top of the Gaussian through three heights one pixel apart, -0.5 to 0.5. */
  private static double vertex(double before, double best, double after) {
    double floor = best * 1e-3;
    double a = Math.log(Math.max(before, floor));
    double b = Math.log(best);
    double c = Math.log(Math.max(after, floor));
    double curvature = a - 2 * b + c;
    return curvature < 0 ? Math.clamp((a - c) / (2 * curvature), -0.5, 0.5) : 0;
  }
}
