package org.cairn.simulation.internal;

import java.util.List;

/**
 * What people built: roads, farmhouses and the places, drawn at a quarter of a pixel and averaged.
 * Immutable once made.
 */
final class Structures {
  private static final int FINE = 4;
  private static final int BANDS = 5;

  private final long seed;
  private final int left;
  private final int top;
  private final int cols;
  private final int rows;

  /** Per pixel, share that is built over. */
  private final float[] share;

  /**
   * Per band and pixel, sum of share times reflectance, with the plants among it at their greenest.
   */
  private final float[][] lush;

  /** As {@link #lush}, with the plants parched. */
  private final float[][] parched;

  /** Per pixel, share that lies in a building's shadow. */
  private final float[] shadow;

  Structures(long seed, int left, int top, int cols, int rows, List<SimulatedPlace> places) {
    this.seed = seed;
    this.left = left;
    this.top = top;
    this.cols = cols;
    this.rows = rows;
    this.share = new float[cols * rows];
    this.lush = new float[BANDS][cols * rows];
    this.parched = new float[BANDS][cols * rows];
    this.shadow = new float[cols * rows];
    roads();
    farms();
    for (SimulatedPlace place : places) {
      hamlet(place);
    }
    for (SimulatedPlace place : places) {
      draw(place);
    }
  }

  /**
   * The pixel's look with what is built on it.
   *
   * @param green how green gardens and grass are, 0 to 1
   */
  float over(int pixel, int band, float open, float texture, float green) {
    float part = Math.min(1, share[pixel]);
    float look = 0;
    if (part > 0) {
      look =
          (parched[band][pixel] * (1 - green) + lush[band][pixel] * green)
              / share[pixel]
              * (0.5f + 0.5f * texture);
    }
    return (open * (1 - part) + look * part) * (1 - 0.6f * Math.min(1, shadow[pixel]));
  }

  private void roads() {
    for (int road = 0; road < 2; road++) {
      double spacing = 420;
      for (int row = 0; row < rows; row++) {
        for (int col = 0; col < cols; col++) {
          double x = left + col + 0.5;
          double y = top + row + 0.5;
          double along = road == 0 ? x : y;
          double across = road == 0 ? y : x;
          double middle = 60 * Noise.fractal(seed + 41 + road, along / 210, 0.5, 3);
          double off =
              Math.floorMod((long) Math.floor((across - middle - 190) * 8), (long) spacing * 8);
          double distance = Math.min(off, spacing * 8 - off) / 8;
          double covered = Math.clamp(1.05 - distance, 0.0, 1.0) * 0.85;
          if (covered > 0) {
            add(row * cols + col, Spectrum.ROAD, (float) covered);
          }
        }
      }
    }
  }

  private void farms() {
    int cell = 46;
    for (int cy = Math.floorDiv(top, cell); cy <= Math.floorDiv(top + rows, cell); cy++) {
      for (int cx = Math.floorDiv(left, cell); cx <= Math.floorDiv(left + cols, cell); cx++) {
        if (Noise.uniform(seed + 51, cx, cy) > 0.35) {
          continue;
        }
        double x = cx * cell + cell * Noise.uniform(seed + 52, cx, cy);
        double y = cy * cell + cell * Noise.uniform(seed + 53, cx, cy);
        Spectrum roof =
            Noise.uniform(seed + 54, cx, cy) < 0.6 ? Spectrum.TILES : Spectrum.GREY_ROOF;
        building(x, y, 1.6, 1.1, roof);
        building(x + 2.3, y + 0.6, 1.0, 1.3, Spectrum.PLASTER);
      }
    }
  }

  /** Houses with gardens near a place: what people honour, they live beside. */
  private void hamlet(SimulatedPlace place) {
    long near = seed + 71 + 1_000L * place.col() + place.row();
    for (int house = 0; house < 16; house++) {
      double angle = 2 * Math.PI * Noise.uniform(near, house, 1);
      double far = 13 + 15 * Noise.uniform(near, house, 2);
      double x = place.col() + place.cols() / 2.0 + far * Math.cos(angle);
      double y = place.row() + place.rows() / 2.0 + far * Math.sin(angle);
      double size = 1.2 + 1.2 * Noise.uniform(near, house, 3);
      Spectrum roof =
          Noise.uniform(near, house, 4) < 0.55
              ? Spectrum.TILES
              : Noise.uniform(near, house, 5) < 0.5 ? Spectrum.PLASTER : Spectrum.GREY_ROOF;
      rectangle(x - 1.2, y - 1.0, size + 2.2, size + 2.4, Spectrum.GROVE, 0.45f);
      building(x, y, size, size * 0.8, roof);
    }
  }

  private void draw(SimulatedPlace place) {
    double x = place.col();
    double y = place.row();
    switch (place.kind()) {
      case SHRINE -> {
        rectangle(x, y, 8, 8, Spectrum.GROVE, 0.85f);
        rectangle(x + 1.2, y + 1.2, 5.6, 5.6, Spectrum.STONE, 0.55f);
        building(x + 2.5, y + 2.5, 3.0, 3.0, Spectrum.PLASTER);
        rectangle(x + 3.3, y + 3.3, 1.4, 1.4, Spectrum.TILES, 1);
      }
      case HALL -> {
        rectangle(x, y, 8, 7, Spectrum.GROVE, 0.6f);
        rectangle(x + 1, y + 2, 6, 4, Spectrum.BARE_EARTH, 0.5f);
        building(x + 1.6, y + 2.2, 4.6, 2.8, Spectrum.TILES);
      }
      case CARAVANSERAI -> {
        rectangle(x, y, 9, 9, Spectrum.DRY_GRASS, 0.6f);
        building(x + 1.2, y + 1.2, 6.6, 6.6, Spectrum.STONE);
        rectangle(x + 2.9, y + 2.9, 3.2, 3.2, Spectrum.GROVE, 0.9f);
      }
      case CEMETERY -> {
        rectangle(x, y, 16, 12, Spectrum.DRY_GRASS, 0.55f);
        for (int line = 0; line < 6; line++) {
          rectangle(x + 0.6, y + 0.6 + 1.9 * line, 14.8, 0.6, Spectrum.STONE, 0.8f);
        }
        rectangle(x + 7.4, y, 1.0, 12, Spectrum.ROAD, 0.9f);
      }
      case MOUND -> mound(x + 7, y + 7, 6.6);
      case QUARTER -> {
        rectangle(x, y, 18, 14, Spectrum.ROAD, 0.75f);
        Spectrum[] roofs = {Spectrum.TILES, Spectrum.PLASTER, Spectrum.GREY_ROOF, Spectrum.TILES};
        for (int row = 0; row < 5; row++) {
          for (int col = 0; col < 6; col++) {
            double size =
                1.7 + 0.7 * Noise.uniform(seed + 61, place.col() + col, place.row() + row);
            int roof = (int) (4 * Noise.uniform(seed + 62, place.col() + col, place.row() + row));
            building(x + 0.3 + 2.95 * col, y + 0.3 + 2.75 * row, size, size * 0.9, roofs[roof]);
          }
        }
      }
    }
  }

  /** Grass over old walls: dry, lit on its sunny side and shaded on the other. */
  private void mound(double x, double y, double radius) {
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        double dx = left + col + 0.5 - x;
        double dy = top + row + 0.5 - y;
        double inside = Math.clamp(radius + 0.5 - Math.hypot(dx, dy), 0.0, 1.0);
        if (inside > 0) {
          int i = row * cols + col;
          add(i, Spectrum.DRY_GRASS, (float) (0.8 * inside));
          shadow[i] += (float) (inside * Math.max(0, -(dx + dy)) / radius * 0.3);
        }
      }
    }
  }

  /** A roof with the shadow it throws to the north-west. */
  private void building(double x, double y, double width, double height, Spectrum roof) {
    fine(x - 0.7, y - 0.8, width, height, (i, part) -> shadow[i] += 0.9f * part);
    fine(x, y, width, height, (i, part) -> shadow[i] = Math.max(0, shadow[i] - part));
    rectangle(x, y, width, height, roof, 1);
  }

  private void rectangle(
      double x, double y, double width, double height, Spectrum look, float density) {
    fine(x, y, width, height, (i, part) -> add(i, look, part * density));
  }

  /** Covers what was there: the newest layer lies on top. */
  private void add(int pixel, Spectrum look, float part) {
    float kept = Math.max(0, 1 - part);
    share[pixel] = share[pixel] * kept + part;
    for (int band = 0; band < BANDS; band++) {
      lush[band][pixel] = lush[band][pixel] * kept + look.lush(band) * part;
      parched[band][pixel] = parched[band][pixel] * kept + look.parched(band) * part;
    }
  }

  private interface Touch {
    void pixel(int index, float part);
  }

  private void fine(double x, double y, double width, double height, Touch touch) {
    int fromCol = Math.max(0, (int) Math.floor(x) - left);
    int toCol = Math.min(cols - 1, (int) Math.floor(x + width) - left);
    int fromRow = Math.max(0, (int) Math.floor(y) - top);
    int toRow = Math.min(rows - 1, (int) Math.floor(y + height) - top);
    for (int row = fromRow; row <= toRow; row++) {
      for (int col = fromCol; col <= toCol; col++) {
        int hits = 0;
        for (int s = 0; s < FINE * FINE; s++) {
          double px = left + col + (s % FINE + 0.5) / FINE;
          double py = top + row + (s / FINE + 0.5) / FINE;
          if (px >= x && px < x + width && py >= y && py < y + height) {
            hits++;
          }
        }
        if (hits > 0) {
          touch.pixel(row * cols + col, hits / (float) (FINE * FINE));
        }
      }
    }
  }
}
