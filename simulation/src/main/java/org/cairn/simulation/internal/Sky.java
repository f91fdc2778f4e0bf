package org.cairn.simulation.internal;

/**
 * Clouds, their shadows and thin ice clouds over a part of the scene on one day. Immutable once
 * made; a part has the sky that the whole has there.
 */
final class Sky {
  /** Clouds are computed on every fourth pixel and interpolated. */
  private static final int COARSE = 4;

  /** Octaves of the noise that makes clouds; the finest is about four pixels wide. */
  private static final int OCTAVES = 5;

  /** From this thickness on a pixel is cloudy in truth: the ground is dimmed by a fifth. */
  static final float CLOUDY = 0.2f;

  private static final double CLEAR_BELOW = 0.012;

  private final float[] cloud;
  private final float[] shadow;
  private final float[] cirrus;

  private Sky(float[] cloud, float[] shadow, float[] cirrus) {
    this.cloud = cloud;
    this.shadow = shadow;
    this.cirrus = cirrus;
  }

  /**
   * @param seed of this day
   */
  static Sky of(long seed, Weather.Clouds clouds, int left, int top, int cols, int rows) {
    float[] none = new float[0];
    boolean clear = clouds.cover() < CLEAR_BELOW;
    Part part = new Part(left, top, cols, rows);
    return new Sky(
        clear ? none : cover(seed, clouds, part, 0, 0),
        clear ? none : cover(seed, clouds, part, clouds.shadowCols(), clouds.shadowRows()),
        clouds.cirrus() <= 0 ? none : ice(seed, clouds, part));
  }

  private record Part(int left, int top, int cols, int rows) {}

  /** How much of the ground a cloud hides, 0 to 1. */
  float cloud(int pixel) {
    return cloud.length == 0 ? 0 : cloud[pixel];
  }

  /** How much of the sun a cloud keeps off, 0 to 1. */
  float shadow(int pixel) {
    return shadow.length == 0 ? 0 : shadow[pixel];
  }

  /** How much of the ground ice clouds hide, 0 to about 0.25. */
  float cirrus(int pixel) {
    return cirrus.length == 0 ? 0 : cirrus[pixel];
  }

  private static float[] cover(
      long seed, Weather.Clouds clouds, Part part, double offsetCols, double offsetRows) {
    double limit = limitFor(clouds.cover());
    double size = clouds.size();
    float[] field =
        interpolated(
            part,
            (x, y) ->
                Noise.fractal(
                    seed + 201, (x - offsetCols) / size, (y - offsetRows) / size, OCTAVES));
    for (int i = 0; i < field.length; i++) {
      double t = Math.clamp((field[i] - limit) / clouds.edge(), 0.0, 1.0);
      field[i] = (float) (0.97 * t * t * (3 - 2 * t));
    }
    return field;
  }

  private static float[] ice(long seed, Weather.Clouds clouds, Part part) {
    // Drawn out along the wind.
    float[] field =
        interpolated(
            part, (x, y) -> Noise.fractal(seed + 205, (x + 0.6 * y) / 260, (y - 0.6 * x) / 45, 4));
    for (int i = 0; i < field.length; i++) {
      field[i] = (float) (clouds.cirrus() * Math.clamp((field[i] + 0.15) / 0.6, 0.0, 1.0));
    }
    return field;
  }

  private interface Field {
    double at(double x, double y);
  }

  private static float[] interpolated(Part part, Field noise) {
    int firstCol = Math.floorDiv(part.left(), COARSE);
    int firstRow = Math.floorDiv(part.top(), COARSE);
    int coarseCols = Math.floorDiv(part.left() + part.cols() - 1, COARSE) - firstCol + 2;
    int coarseRows = Math.floorDiv(part.top() + part.rows() - 1, COARSE) - firstRow + 2;
    float[] coarse = new float[coarseCols * coarseRows];
    for (int row = 0; row < coarseRows; row++) {
      for (int col = 0; col < coarseCols; col++) {
        coarse[row * coarseCols + col] =
            (float)
                noise.at((firstCol + col) * (double) COARSE, (firstRow + row) * (double) COARSE);
      }
    }
    float[] field = new float[part.cols() * part.rows()];
    for (int row = 0; row < part.rows(); row++) {
      int sceneRow = part.top() + row;
      int r = Math.floorDiv(sceneRow, COARSE) - firstRow;
      float v = Math.floorMod(sceneRow, COARSE) / (float) COARSE;
      for (int col = 0; col < part.cols(); col++) {
        int sceneCol = part.left() + col;
        int at = r * coarseCols + Math.floorDiv(sceneCol, COARSE) - firstCol;
        float u = Math.floorMod(sceneCol, COARSE) / (float) COARSE;
        float upper = coarse[at] + (coarse[at + 1] - coarse[at]) * u;
        float lower =
            coarse[at + coarseCols] + (coarse[at + coarseCols + 1] - coarse[at + coarseCols]) * u;
        field[row * part.cols() + col] = upper + (lower - upper) * v;
      }
    }
    return field;
  }

  /** The noise value above which lies about the wanted share of the sky. */
  private static double limitFor(double cover) {
    double[] shares = {0.0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0};
    double[] limits = {0.62, 0.4, 0.25, 0.1, -0.07, -0.25, -0.43, -0.9};
    int i = 1;
    while (i < shares.length - 1 && cover > shares[i]) {
      i++;
    }
    return Noise.mix(
        limits[i - 1], limits[i], (cover - shares[i - 1]) / (shares[i] - shares[i - 1]));
  }
}
