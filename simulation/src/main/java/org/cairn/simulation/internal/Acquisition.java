package org.cairn.simulation.internal;

/**
 * Takes one image: ground, flood and snow, shadow and cloud, haze, point spread, shift and noise.
 * Pure; single-thread.
 */
final class Acquisition {
  /** Pixels around a part that its own pixels are blurred and shifted with. */
  static final int MARGIN = 4;

  /** Haze per band relative to blue. */
  private static final double[] HAZE = {1.0, 0.72, 0.5, 0.22, 0.08};

  /**
   * Relative change of a surface from one look to the next; with it NDVI scatters as in real
   * series, by 0.02 or so.
   */
  private static final float RESTLESS = 0.09f;

  /**
   * What a full shadow takes away in the visible; the sky lights the rest, and less in infrared.
   */
  private static final float SHADOW_VISIBLE = 0.55f;

  private static final float SHADOW_INFRARED = 0.62f;

  /** Gaussian of half a pixel on three taps. */
  private static final float SIDE = 0.1065f;

  private static final float MIDDLE = 0.787f;
  private static final int FIRST_INFRARED = 3;

  /** How far the river leaves its bed in a flood, in pixels. */
  private static final double FLOOD_REACH = 26;

  private final long seed;
  private final Landscape landscape;
  private final Weather weather;
  private final int left;
  private final int top;
  private final int cols;
  private final int rows;
  private final Landscape.Season season;
  private final Sky sky;
  private final float[] visible;
  private final float[] infrared;
  private final float[] hazy;
  private final float[] flooded;
  private final float[] snowed;

  Acquisition(long seed, Landscape landscape, Weather weather) {
    this.seed = seed + 1_000L * weather.index();
    this.landscape = landscape;
    this.weather = weather;
    this.left = landscape.left();
    this.top = landscape.top();
    this.cols = landscape.cols();
    this.rows = landscape.rows();
    this.season = landscape.season(weather.date().toEpochDay(), weather.drought());
    this.sky = Sky.of(this.seed, weather.clouds(), left, top, cols, rows);
    this.visible = restless(0);
    this.infrared = restless(1);
    this.hazy = haze();
    this.flooded = flood(seed);
    this.snowed = snow();
  }

  Landscape landscape() {
    return landscape;
  }

  Landscape.Season season() {
    return season;
  }

  Sky sky() {
    return sky;
  }

  Weather weather() {
    return weather;
  }

  /** The number from which this day's chance is drawn. */
  long seed() {
    return seed;
  }

  /** Share of a pixel's look that is flood water. */
  float flooded(int pixel) {
    return flooded.length == 0 ? 0 : flooded[pixel];
  }

  /** Share of a pixel's look that is snow. */
  float snowed(int pixel) {
    return snowed.length == 0 ? 0 : snowed[pixel];
  }

  /**
   * Wind, dew and the angle of view change leaves and soil a little from look to look, differently
   * in visible light and infrared.
   */
  private float[] restless(int part) {
    float[] field = new float[cols * rows];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        field[row * cols + col] =
            1
                + RESTLESS
                    * (float)
                        Noise.smooth(seed + 231 + part, (left + col) / 2.7, (top + row) / 2.7);
      }
    }
    return field;
  }

  private float[] haze() {
    float[] field = new float[cols * rows];
    // A gradient over 5 km, bent so that it neither vanishes nor doubles in large scenes.
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        double u = (left + col - 256) / 256.0;
        double v = (top + row - 256) / 256.0;
        double slope = weather.hazeEast() * u + weather.hazeSouth() * v;
        double bent = slope / (1 + Math.abs(slope));
        field[row * cols + col] = (float) (weather.haze() * (1 + bent));
      }
    }
    return field;
  }

  private float[] flood(long landscapeSeed) {
    if (weather.flood() <= 0) {
      return new float[0];
    }
    float[] field = new float[cols * rows];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        double low = Noise.fractal(landscapeSeed + 301, (left + col) / 60.0, (top + row) / 60.0, 4);
        double reach = FLOOD_REACH * (weather.flood() + 0.9 * low);
        field[i] = (float) (0.92 * Math.clamp((reach - landscape.toRiver(i)) / 2, 0.0, 1.0));
      }
    }
    return field;
  }

  private float[] snow() {
    if (weather.snow() <= 0) {
      return new float[0];
    }
    float[] field = new float[cols * rows];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        // Trees, roads and roofs show through.
        double hidden =
            landscape.isWater(i)
                ? 1
                : landscape.coverAt(i) == Cover.WOOD ? 0.8 : 0.45 * landscape.canvas().share(i);
        double patch =
            0.9 + 0.4 * Noise.smooth(seed + 203, (left + col) / 12.0, (top + row) / 12.0);
        field[i] = (float) (weather.snow() * Math.clamp(patch, 0.0, 1.0) * (1 - hidden));
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
    float[] values = landscape.reflectance(band, season, weather.date().toEpochDay());
    boolean inInfrared = band >= FIRST_INFRARED;
    float[] light = inInfrared ? infrared : visible;
    float dark = inInfrared ? SHADOW_INFRARED : SHADOW_VISIBLE;
    float haze = (float) HAZE[band];
    float cloudy = Spectrum.CLOUD.at(band);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      value += flooded(i) * (Spectrum.MUDDY_WATER.at(band) - value);
      value += snowed(i) * (Spectrum.SNOW.at(band) - value);
      value *= light[i] * (1 - dark * sky.shadow(i));
      value += haze * hazy[i] * (1 - value);
      value += sky.cirrus(i) * (cloudy - value);
      float cloud = sky.cloud(i);
      // Thick middles are brighter than edges; they shade themselves a little.
      value += cloud * (cloudy * (0.72f + 0.4f * cloud) * light[i] - value);
      values[i] = value;
    }
    float[] seen = shifted(spread(values));
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        float sigma = 0.0018f + 0.012f * seen[i];
        seen[i] += sigma * (float) Noise.normal(seed + 211 + band, left + col, top + row);
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
}
