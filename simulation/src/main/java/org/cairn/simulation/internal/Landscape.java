package org.cairn.simulation.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ground as it would look without air, at 10 m: parcels with their plants, roads, houses and
 * the places. Immutable once made; depends only on seed and position, so that a part of it looks as
 * it does in the whole.
 */
final class Landscape {
  /** Width of a parcel in pixels, about. */
  private static final double PARCEL = 19;

  private static final int BANDS = 5;
  private static final double YEAR = 365.25;

  private final long seed;
  private final int left;
  private final int top;
  private final int cols;
  private final int rows;

  /** Per pixel, index into the parcels. */
  private final int[] parcel;

  private final Cover[] covers;
  private final long[] parcelIds;
  private final float[] brightness;
  private final float[] vigour;
  private final float[] shade;
  private final Structures structures;

  /**
   * @param left column of the scene where this part begins
   * @param top row of the scene where this part begins
   */
  Landscape(long seed, int left, int top, int cols, int rows, List<SimulatedPlace> places) {
    this.seed = seed;
    this.left = left;
    this.top = top;
    this.cols = cols;
    this.rows = rows;
    int pixels = cols * rows;
    this.parcel = new int[pixels];
    this.brightness = new float[pixels];
    this.vigour = new float[pixels];
    this.shade = new float[pixels];
    Map<Long, Integer> known = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int i = row * cols + col;
        double x = left + col + 0.5;
        double y = top + row + 0.5;
        long id = parcelAt(x, y);
        parcel[i] = known.computeIfAbsent(id, unused -> known.size());
        brightness[i] =
            (float)
                (1
                    + 0.10 * Noise.fractal(seed + 21, x / 9, y / 9, 3)
                    + 0.05 * Noise.normal(seed + 22, left + col, top + row)
                    + 0.16 * (Noise.uniform(id, 3, 3) - 0.5));
        vigour[i] =
            (float)
                (0.92
                    + 0.16 * Noise.fractal(seed + 23, x / 14, y / 14, 3)
                    + 0.04 * Noise.normal(seed + 24, left + col, top + row));
        shade[i] =
            (float)
                (1
                    + 0.9
                        * (Noise.fractal(seed + 25, x / 120, y / 120, 3)
                            - Noise.fractal(seed + 25, (x + 3) / 120, (y + 3) / 120, 3)));
      }
    }
    this.covers = new Cover[known.size()];
    this.parcelIds = new long[known.size()];
    known.forEach((id, index) -> {
      parcelIds[index] = id;
      covers[index] = coverOf(id);
    });
    this.structures = new Structures(seed, left, top, cols, rows, places);
  }

  /**
   * The nearest of jittered seeds, measured so that parcels are long in a direction that turns
   * slowly.
   */
  private long parcelAt(double x, double y) {
    double warpedX = x + 3 * Noise.smooth(seed + 31, x / 40, y / 40);
    double warpedY = y + 3 * Noise.smooth(seed + 32, x / 40, y / 40);
    double angle = 1.2 * Noise.smooth(seed + 33, Math.floor(x / 160), Math.floor(y / 160));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double u = (warpedX * cos + warpedY * sin) / (PARCEL * 1.5);
    double v = (warpedY * cos - warpedX * sin) / PARCEL;
    long cellX = (long) Math.floor(u);
    long cellY = (long) Math.floor(v);
    long best = 0;
    double nearest = Double.MAX_VALUE;
    for (long cy = cellY - 1; cy <= cellY + 1; cy++) {
      for (long cx = cellX - 1; cx <= cellX + 1; cx++) {
        double du = cx + 0.5 + 0.75 * (Noise.uniform(seed + 34, cx, cy) - 0.5) - u;
        double dv = cy + 0.5 + 0.75 * (Noise.uniform(seed + 35, cx, cy) - 0.5) - v;
        // Between round and square: fields have corners.
        double distance = Math.max(Math.abs(du), Math.abs(dv)) + 0.35 * Math.hypot(du, dv);
        if (distance < nearest) {
          nearest = distance;
          best = Noise.hash(seed + 36, cx, cy);
        }
      }
    }
    return best;
  }

  private static Cover coverOf(long id) {
    return Cover.draw(Noise.uniform(id, 1, 1));
  }

  int cols() {
    return cols;
  }

  int rows() {
    return rows;
  }

  /** Index of the parcel a pixel lies in, as used by {@link #greenness}. */
  int parcelAt(int pixel) {
    return parcel[pixel];
  }

  Cover coverAt(int pixel) {
    return covers[parcel[pixel]];
  }

  /**
   * How green every parcel is on a day.
   *
   * @param day days since 1970-01-01
   * @param drought 0 none to 1 severe, the same for the whole scene
   */
  float[] greenness(long day, double drought) {
    double dayOfYear = day % YEAR;
    long year = (long) (day / YEAR);
    float[] green = new float[covers.length];
    for (int i = 0; i < green.length; i++) {
      double late = 5 * Noise.normal(parcelIds[i], year, 7) + 6 * Noise.normal(parcelIds[i], 0, 8);
      double grown = covers[i].greenness(dayOfYear, late);
      double sensitive = covers[i] == Cover.WOOD ? 0.25 : 0.6;
      double trend = 1 + 0.01 * (Noise.uniform(parcelIds[i], 5, 5) - 0.5) * (year - 50);
      green[i] = (float) Math.clamp(grown * trend * (1 - sensitive * drought), 0.0, 1.0);
    }
    return green;
  }

  /**
   * How green gardens and grass among buildings are on a day, 0 to 1: they live with the meadows
   * around.
   */
  float gardens(long day, double drought) {
    double meadow = Cover.MEADOW.greenness(day % YEAR, 0);
    return (float) Math.clamp(1.4 * meadow * (1 - 0.6 * drought), 0.0, 1.0);
  }

  /**
   * Reflectance without air of one band, {@code float[rows*cols]}.
   *
   * @param band 0 blue, 1 green, 2 red, 3 nir, 4 swir16
   * @param green as {@link #greenness} gives
   * @param gardens as {@link #gardens} gives
   */
  float[] reflectance(int band, float[] green, float gardens) {
    if (band < 0 || band >= BANDS) {
      throw new IllegalArgumentException("Band " + band + " of " + BANDS);
    }
    float[] ground = new float[covers.length];
    float[] leaves = new float[covers.length];
    for (int i = 0; i < covers.length; i++) {
      boolean reddish = Noise.uniform(parcelIds[i], 2, 2) < 0.4;
      ground[i] = covers[i].ground(reddish).at(band);
      leaves[i] = covers[i].leaves().at(band);
    }
    float[] values = new float[parcel.length];
    for (int i = 0; i < values.length; i++) {
      int p = parcel[i];
      float share = Math.min(1f, green[p] * vigour[i]);
      float value =
          (ground[p] * brightness[i] * (1 - share) + leaves[p] * (0.6f + 0.4f * vigour[i]) * share)
              * shade[i];
      values[i] = structures.over(i, band, value, brightness[i], gardens);
    }
    return values;
  }

  /** Adds what happened until a day. */
  void apply(List<Happening> happenings, long day, int band, float[] values) {
    for (Happening happening : happenings) {
      double since = day - happening.day().toEpochDay();
      if (since < 0) {
        continue;
      }
      int fromRow = Math.max(0, (int) happening.top() - top);
      int toRow = Math.min(rows - 1, (int) (happening.top() + happening.height()) - top);
      int fromCol = Math.max(0, (int) happening.left() - left);
      int toCol = Math.min(cols - 1, (int) (happening.left() + happening.width()) - left);
      for (int row = fromRow; row <= toRow; row++) {
        for (int col = fromCol; col <= toCol; col++) {
          int i = row * cols + col;
          double share = happening.share(left + col, top + row, since);
          double look = happening.kind().spectrum().at(band) * (0.4 + 0.6 * brightness[i]);
          values[i] = (float) Noise.mix(values[i], look, share);
        }
      }
    }
  }
}
