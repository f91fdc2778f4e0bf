package org.cairn.simulation.internal;

import java.util.List;

/**
 * Takes one image: ground, flood and snow, shadow and cloud, haze, point spread, shift and noise;
 * and the mask that a processor would have made of it, with its mistakes. Pure; single-thread.
 */
final class Acquisition {
  /** Haze and light per band relative to blue. */
  private static final double[] HAZE = {1.0, 0.72, 0.5, 0.22, 0.08};

  /** Pixels from a cloud to its shadow. */
  private static final int SHADOW_COLS = -9;

  private static final int SHADOW_ROWS = -6;

  /** Clouds are computed on every fourth pixel and interpolated. */
  private static final int COARSE = 4;

  /**
   * Relative change of a surface from one look to the next; with it NDVI scatters as in real
   * series, by 0.02 or so.
   */
  private static final double RESTLESS = 0.09;

  /** Gaussian of half a pixel on three taps. */
  private static final float SIDE = 0.1065f;

  private static final float MIDDLE = 0.787f;

  private final long seed;
  private final Landscape landscape;
  private final List<Happening> happenings;
  private final Weather weather;
  private final int left;
  private final int top;
  private final int cols;
  private final int rows;
  private final float[] green;
  private final float gardens;
  private final float[] cloud;
  private final float[] shadow;
  private final float[] flooded;

  Acquisition(
      long seed,
      Landscape landscape,
      List<Happening> happenings,
      Weather weather,
      int left,
      int top) {
    this.seed = seed + 1_000L * weather.index();
    this.landscape = landscape;
    this.happenings = happenings;
    this.weather = weather;
    this.left = left;
    this.top = top;
    this.cols = landscape.cols();
    this.rows = landscape.rows();
    this.green = landscape.greenness(weather.date().toEpochDay(), weather.drought());
    this.gardens = landscape.gardens(weather.date().toEpochDay(), weather.drought());
    this.cloud = clouds(0, 0);
    this.shadow = clouds(SHADOW_COLS, SHADOW_ROWS);
    this.flooded = flood(seed);
  }

  /** How thick the clouds are, 0 to 1, seen from pixels moved by an offset. */
  private float[] clouds(int offsetCols, int offsetRows) {
    float[] field = new float[cols * rows];
    if (weather.cloudCover() < 0.01) {
      return field;
    }
    double limit = limitFor(weather.cloudCover());
    int coarseCols = cols / COARSE + 2;
    int coarseRows = rows / COARSE + 2;
    float[] coarse = new float[coarseCols * coarseRows];
    for (int row = 0; row < coarseRows; row++) {
      for (int col = 0; col < coarseCols; col++) {
        double x = left + col * COARSE - offsetCols;
        double y = top + row * COARSE - offsetRows;
        coarse[row * coarseCols + col] = (float) Noise.fractal(seed + 201, x / 85, y / 85, 5);
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int c = col / COARSE;
        int r = row / COARSE;
        float u = (col % COARSE) / (float) COARSE;
        float v = (row % COARSE) / (float) COARSE;
        int at = r * coarseCols + c;
        double upper = Noise.mix(coarse[at], coarse[at + 1], u);
        double lower = Noise.mix(coarse[at + coarseCols], coarse[at + coarseCols + 1], u);
        double over = (Noise.mix(upper, lower, v) - limit) / 0.22;
        double t = Math.clamp(over, 0.0, 1.0);
        field[row * cols + col] = (float) (0.96 * t * t * (3 - 2 * t));
      }
    }
    return field;
  }

  /** The noise value above which lies about the wanted share of the sky. */
  private static double limitFor(double cover) {
    double[] shares = {0.0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0};
    double[] limits = {0.75, 0.48, 0.32, 0.14, -0.05, -0.24, -0.42, -0.9};
    int i = 1;
    while (i < shares.length - 1 && cover > shares[i]) {
      i++;
    }
    return Noise.mix(
        limits[i - 1], limits[i], (cover - shares[i - 1]) / (shares[i] - shares[i - 1]));
  }

  private float[] flood(long landscapeSeed) {
    float[] field = new float[cols * rows];
    if (weather.flood() <= 0) {
      return field;
    }
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        double low =
            Noise.fractal(landscapeSeed + 301, (left + col) / 150.0, (top + row) / 150.0, 4);
        field[row * cols + col] =
            (float) (weather.flood() * Math.clamp((low - 0.22) / 0.05, 0.0, 1.0));
      }
    }
    return field;
  }

  /**
   * Reflectance at the surface as the product gives it, with all that the correction leaves in,
   * {@code float[rows*cols]}.
   *
   * @param band 0 blue, 1 green, 2 red, 3 nir, 4 swir16
   */
  float[] band(int band) {
    float[] values = landscape.reflectance(band, green, gardens);
    landscape.apply(happenings, weather.date().toEpochDay(), band, values);
    double hazeHere = weather.haze() * HAZE[band];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        double value = values[i];
        if (flooded[i] > 0) {
          value = Noise.mix(value, Spectrum.MUDDY_WATER.at(band), 0.9 * flooded[i]);
        }
        if (weather.snow() > 0 && landscape.coverAt(i) != Cover.WOOD) {
          double patch =
              weather.snow()
                  * Math.clamp(
                      0.9 + 0.4 * Noise.smooth(seed + 203, (left + col) / 12.0, (top + row) / 12.0),
                      0.0,
                      1.0);
          value = Noise.mix(value, Spectrum.SNOW.at(band), patch);
        }
        // Wind, dew and the angle of view change leaves and soil a little, differently in visible
        // and infrared.
        value *=
            1
                + RESTLESS
                    * Noise.smooth(
                        seed + 231 + (band >= 3 ? 1 : 0), (left + col) / 2.7, (top + row) / 2.7);
        value *= 1 - 0.55 * shadow[i] * (band >= 3 ? 0.9 : 1.0);
        double gradient = 1 + 0.5 * ((left + col) - (top + row)) / 1_000.0;
        value += hazeHere * gradient * (1 - value);
        value = Noise.mix(value, Spectrum.CLOUD.at(band), cloud[i]);
        values[i] = (float) value;
      }
    }
    float[] seen = shifted(spread(values));
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        double sigma = 0.0018 + 0.012 * seen[i];
        seen[i] += (float) (sigma * Noise.normal(seed + 211 + band, left + col, top + row));
      }
    }
    return seen;
  }

  private float[] spread(float[] values) {
    float[] across = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        across[i] =
            SIDE * values[col > 0 ? i - 1 : i]
                + MIDDLE * values[i]
                + SIDE * values[col < cols - 1 ? i + 1 : i];
      }
    }
    float[] spread = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        spread[i] =
            SIDE * across[row > 0 ? i - cols : i]
                + MIDDLE * across[i]
                + SIDE * across[row < rows - 1 ? i + cols : i];
      }
    }
    return spread;
  }

  private float[] shifted(float[] values) {
    float[] moved = new float[values.length];
    int wholeCols = (int) Math.floor(-weather.shiftCols());
    int wholeRows = (int) Math.floor(-weather.shiftRows());
    float u = (float) (-weather.shiftCols() - wholeCols);
    float v = (float) (-weather.shiftRows() - wholeRows);
    for (int row = 0; row < rows; row++) {
      int upper = Math.clamp(row + wholeRows, 0, rows - 1) * cols;
      int lower = Math.clamp(row + wholeRows + 1, 0, rows - 1) * cols;
      for (int col = 0; col < cols; col++) {
        int near = Math.clamp(col + wholeCols, 0, cols - 1);
        int far = Math.clamp(col + wholeCols + 1, 0, cols - 1);
        float above = values[upper + near] * (1 - u) + values[upper + far] * u;
        float below = values[lower + near] * (1 - u) + values[lower + far] * u;
        moved[row * cols + col] = above * (1 - v) + below * v;
      }
    }
    return moved;
  }

  /**
   * Scene classification of Sen2Cor at 20 m, {@code float[(rows/2)*(cols/2)]}, with the mistakes
   * such masks make.
   */
  float[] classes() {
    int halfCols = cols / 2;
    int halfRows = rows / 2;
    float[] classes = new float[halfCols * halfRows];
    for (int row = 0; row < halfRows; row++) {
      for (int col = 0; col < halfCols; col++) {
        float thick = 0;
        float dark = 0;
        for (int k = 0; k < 4; k++) {
          int i = (2 * row + k / 2) * cols + 2 * col + k % 2;
          thick = Math.max(thick, cloud[i]);
          dark = Math.max(dark, shadow[i]);
        }
        classes[row * halfCols + col] = classOf(2 * row * cols + 2 * col, row, col, thick, dark);
      }
    }
    return classes;
  }

  private int classOf(int pixel, int row, int col, float thick, float dark) {
    double mistake = Noise.smooth(seed + 221, (left / 2 + col) / 5.0, (top / 2 + row) / 5.0);
    boolean overlooked =
        weather.missedCloud() && left + 2 * col < 220 && top + 2 * row < 220 && thick < 0.8;
    if (!overlooked) {
      if (thick > 0.5) {
        return 9;
      } else if (thick > 0.22) {
        return 8;
      } else if (thick > 0.09 + 0.06 * mistake) {
        return 10;
      } else if (dark > 0.3 + 0.15 * mistake) {
        return 3;
      }
    }
    if (weather.snow() > 0.3 && landscape.coverAt(pixel) != Cover.WOOD) {
      return mistake > 0.75 ? 5 : 11;
    }
    Cover cover = landscape.coverAt(pixel);
    if (cover == Cover.LAKE || flooded[pixel] > 0.5) {
      return 6;
    }
    return green[landscape.parcelAt(pixel)] > 0.35 ? 4 : 5;
  }
}
