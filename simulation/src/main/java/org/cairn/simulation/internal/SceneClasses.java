package org.cairn.simulation.internal;

/**
 * The scene classification that Sen2Cor would have made of an image at 20 m, with the mistakes such
 * masks make: ragged edges, overlooked thin cloud and light shadow, bright roofs taken for cloud.
 * Stateless.
 */
final class SceneClasses {
  static final int SHADOW = 3;
  static final int VEGETATION = 4;
  static final int NOT_VEGETATED = 5;
  static final int WATER = 6;
  static final int UNCLASSIFIED = 7;
  static final int MEDIUM_CLOUD = 8;
  static final int HIGH_CLOUD = 9;
  static final int THIN_CIRRUS = 10;
  static final int SNOW = 11;

  /** Clouds at least this thick are seen also where thinner ones are overlooked. */
  private static final float UNMISTAKABLE = 0.8f;

  /** Side of the corner in which thinner clouds are overlooked, in pixels. */
  private static final double OVERLOOKED = 220;

  private SceneClasses() {}

  /**
   * @return {@code float[(rows/2)*(cols/2)]} of Sen2Cor's classes; the part must begin on even rows
   *     and columns for its classes to be those of the whole
   */
  static float[] of(Acquisition image) {
    Landscape landscape = image.landscape();
    int cols = landscape.cols() / 2;
    int rows = landscape.rows() / 2;
    float[] classes = new float[cols * rows];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        classes[row * cols + col] = classOf(image, row, col);
      }
    }
    return classes;
  }

  private static int classOf(Acquisition image, int row, int col) {
    Landscape landscape = image.landscape();
    int first = 2 * row * landscape.cols() + 2 * col;
    float cloud = 0;
    float shadow = 0;
    float cirrus = 0;
    float snow = 0;
    for (int k = 0; k < 4; k++) {
      int i = first + k / 2 * landscape.cols() + k % 2;
      cloud = Math.max(cloud, image.sky().cloud(i));
      shadow = Math.max(shadow, image.sky().shadow(i));
      cirrus += image.sky().cirrus(i) / 4;
      snow += image.snowed(i) / 4;
    }
    double x = landscape.left() / 2.0 + col;
    double y = landscape.top() / 2.0 + row;
    double mistake = Noise.smooth(image.seed() + 221, x / 5.0, y / 5.0);
    if (!isOverlooked(image, 2 * x, 2 * y) || cloud > UNMISTAKABLE) {
      if (cloud > 0.75) {
        return HIGH_CLOUD;
      } else if (cloud > 0.32 + 0.1 * mistake) {
        return MEDIUM_CLOUD;
      } else if (cloud + cirrus > 0.14 + 0.1 * mistake) {
        return THIN_CIRRUS;
      } else if (shadow > 0.34 + 0.2 * mistake) {
        return SHADOW;
      }
    }
    if (snow > 0.3) {
      return mistake > 0.75 ? NOT_VEGETATED : SNOW;
    }
    if (landscape.canvas().isBright(first) && mistake > 0.7) {
      return MEDIUM_CLOUD;
    }
    if (landscape.isWater(first) || image.flooded(first) > 0.5) {
      return WATER;
    }
    if (shadow > 0.15 && mistake > 0.3) {
      return UNCLASSIFIED;
    }
    return landscape.green(first, image.season()) > 0.35 ? VEGETATION : NOT_VEGETATED;
  }

  private static boolean isOverlooked(Acquisition image, double x, double y) {
    return image.weather().clouds().missed() && x < OVERLOOKED && y < OVERLOOKED;
  }
}
