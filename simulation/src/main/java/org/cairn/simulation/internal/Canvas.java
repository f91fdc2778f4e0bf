package org.cairn.simulation.internal;

import org.cairn.simulation.Outline;

/**
 * What is laid over the fields of a part of the scene: layers with their share of each pixel, and
 * the shadows that things throw in summer and in winter. Single-thread while it is painted; nobody
 * may paint afterwards.
 */
final class Canvas {
  private static final int BANDS = 5;

  /** Where the tip of a shadow falls, per pixel of height: the sun is in the south-east. */
  private static final double SUMMER_COLS = -0.42;

  private static final double SUMMER_ROWS = -0.34;
  private static final double WINTER_COLS = -0.95;
  private static final double WINTER_ROWS = -1.45;

  /** What a full shadow takes away. */
  private static final float DARK = 0.62f;

  private final int left;
  private final int top;
  private final int cols;
  private final int rows;

  /** Per pixel, share that is painted over. */
  private final float[] share;

  /** Per band and pixel, sum of share times reflectance, of what has no season. */
  private final float[][] painted;

  /** Per pixel, share that is trees; they have a season. */
  private final float[] trees;

  /** Per pixel, share that is grass; it has a season. */
  private final float[] grass;

  private final float[] summerShadow;
  private final float[] winterShadow;

  Canvas(int left, int top, int cols, int rows) {
    this.left = left;
    this.top = top;
    this.cols = cols;
    this.rows = rows;
    this.share = new float[cols * rows];
    this.painted = new float[BANDS][cols * rows];
    this.trees = new float[cols * rows];
    this.grass = new float[cols * rows];
    this.summerShadow = new float[cols * rows];
    this.winterShadow = new float[cols * rows];
  }

  /** Lays a look over what was there. */
  void paint(int pixel, Spectrum look, double part) {
    paint(pixel, look, part, 1);
  }

  /**
   * @param light by which the look is brighter
   */
  void paint(int pixel, Spectrum look, double part, double light) {
    float given = (float) Math.clamp(part, 0.0, 1.0);
    float kept = 1 - given;
    if (given == 0) {
      return;
    }
    share[pixel] = share[pixel] * kept + given;
    trees[pixel] = trees[pixel] * kept + (look == Spectrum.GROVE ? given : 0);
    grass[pixel] = grass[pixel] * kept + (look == Spectrum.DRY_GRASS ? given : 0);
    boolean grows = look == Spectrum.GROVE || look == Spectrum.DRY_GRASS;
    for (int band = 0; band < BANDS; band++) {
      painted[band][pixel] =
          painted[band][pixel] * kept + (grows ? 0 : look.at(band) * given * (float) light);
    }
  }

  /**
   * @param density share of the outline that is covered, 0 to 1
   */
  void paint(Outline outline, Spectrum look, double density) {
    outline.forEachPixel(
        left, top, cols, rows, (pixel, part) -> paint(pixel, look, part * density));
  }

  /** A roof, lit on one side, with the shadow that it throws. */
  void build(Outline outline, Spectrum roof, double height) {
    throwShadow(outline, height, summerShadow, SUMMER_COLS, SUMMER_ROWS);
    throwShadow(outline, height, winterShadow, WINTER_COLS, WINTER_ROWS);
    outline.forEachPixel(
        left,
        top,
        cols,
        rows,
        (pixel, part) -> {
          // The sides of a roof that look to the south-east are brighter.
          double x = left + pixel % cols + 0.5 - outline.centreCol();
          double y = top + pixel / cols + 0.5 - outline.centreRow();
          double lit = 1 + 0.12 * Math.clamp((x + y) / outline.width(), -1.0, 1.0);
          paint(pixel, roof, part, lit);
          summerShadow[pixel] *= 1 - part;
          winterShadow[pixel] *= 1 - part;
        });
  }

  /** Shade on a pixel all year, 0 to 1. */
  void shade(int pixel, double dark) {
    summerShadow[pixel] = Math.max(summerShadow[pixel], (float) dark);
    winterShadow[pixel] = Math.max(winterShadow[pixel], (float) Math.min(1, 1.3 * dark));
  }

  private void throwShadow(
      Outline outline, double height, float[] field, double byCols, double byRows) {
    int steps = 1 + (int) (height * Math.hypot(byCols, byRows));
    for (int step = 1; step <= steps; step++) {
      double far = height * step / steps;
      outline
          .moved(byCols * far, byRows * far)
          .forEachPixel(
              left, top, cols, rows, (pixel, part) -> field[pixel] = Math.max(field[pixel], part));
    }
  }

  int left() {
    return left;
  }

  int top() {
    return top;
  }

  int cols() {
    return cols;
  }

  int rows() {
    return rows;
  }

  /** Share of a pixel that is painted over. */
  float share(int pixel) {
    return share[pixel];
  }

  /** Whether a pixel is bright roofs, which masks take for cloud now and then. */
  boolean isBright(int pixel) {
    return painted[0][pixel] > 0.22f;
  }

  /**
   * How what grows on the canvas looks in one band on a day.
   *
   * @param trees reflectance of trees
   * @param grass reflectance of grass
   * @param winter how long shadows are, 0 midsummer to 1 midwinter
   */
  record Growth(float trees, float grass, float winter) {}

  /**
   * A pixel's look with what lies over it.
   *
   * @param open reflectance of the field
   * @param texture brightness of the pixel, about 1
   */
  float over(int pixel, int band, float open, float texture, Growth growth) {
    float laid =
        painted[band][pixel] + trees[pixel] * growth.trees() + grass[pixel] * growth.grass();
    float value = open * (1 - share[pixel]) + laid * (0.6f + 0.4f * texture);
    float dark =
        summerShadow[pixel] + (winterShadow[pixel] - summerShadow[pixel]) * growth.winter();
    return value * (1 - DARK * dark);
  }
}
