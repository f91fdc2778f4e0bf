package org.cairn.simulation.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The ground of a part of the scene as it would look without air, at 10 m: parcels with their
 * plants, hedges, tracks, roads, a river, houses, the places and what happened to them. Immutable
 * once made; depends only on seed and position, so that a part looks as it does in the whole.
 */
final class Landscape {
  static final int BANDS = 5;
  private static final double YEAR = 365.25;

  /** In which share of years another crop is sown on a field than the year before. */
  private static final double ROTATION = 0.1;

  private static final double FIRST_YEAR = 50;

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

  /** Per pixel, pixels to the middle of the river; large where there is none near. */
  private final float[] toRiver;

  private final boolean[] water;
  private final Canvas canvas;
  private final List<Scar> scars;

  /**
   * @param left column of the scene where this part begins
   * @param top row of the scene where this part begins
   */
  Landscape(long seed, int left, int top, int cols, int rows, Plan plan) {
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
    this.toRiver = new float[pixels];
    this.water = new boolean[pixels];
    this.canvas = new Canvas(left, top, cols, rows);
    Ways ways = new Ways(seed);
    long[] ids = new long[pixels];
    Cover[] found = new Cover[pixels];
    // Rows are told apart by nothing but their number: any order gives the same.
    IntStream.range(0, rows).parallel().forEach(row -> makeRow(row, ways, ids, found));
    villages(plan, ids, found);
    Map<Long, Integer> known = new HashMap<>();
    List<Cover> coverOf = new ArrayList<>();
    for (int i = 0; i < pixels; i++) {
      Integer index = known.get(ids[i]);
      if (index == null) {
        index = known.size();
        known.put(ids[i], index);
        coverOf.add(found[i]);
      }
      parcel[i] = index;
    }
    this.covers = coverOf.toArray(Cover[]::new);
    this.parcelIds = new long[known.size()];
    known.forEach((id, index) -> parcelIds[index] = id);
    new Buildings(seed, canvas, ways).draw(plan.sites());
    this.scars = Scar.of(plan, left, top, cols, rows);
  }

  private void makeRow(int row, Ways ways, long[] ids, Cover[] found) {
    Parcels parcels = new Parcels(seed);
    for (int col = 0; col < cols; col++) {
      int i = row * cols + col;
      int sceneCol = left + col;
      int sceneRow = top + row;
      double x = sceneCol + 0.5;
      double y = sceneRow + 0.5;
      parcels.ask(x, y);
      ids[i] = parcels.parcel();
      found[i] = Parcels.cover(parcels.estate(), parcels.parcel());
      boolean wood = found[i] == Cover.WOOD;
      double grain = Noise.normal(seed + 22, sceneCol, sceneRow);
      double furrows =
          found[i].rotates() ? 0.025 * StrictMath.sin(parcels.acrossFurrows() * 2.6) : 0;
      brightness[i] =
          (float)
              (1
                  + 0.11 * Noise.fractal(seed + 21, x / 10, y / 10, 3)
                  + (wood ? 0.1 : 0.045) * grain
                  + furrows
                  + 0.2 * (Noise.uniform(parcels.parcel(), 3, 3) - 0.5));
      vigour[i] =
          (float)
              (0.93
                  + 0.2 * Noise.fractal(seed + 23, x / 16, y / 16, 4)
                  + 0.04 * Noise.normal(seed + 24, sceneCol, sceneRow)
                  + furrows);
      double slope =
          Noise.fractal(seed + 25, x / 120, y / 120, 3)
              - Noise.fractal(seed + 25, (x + 3) / 120, (y + 3) / 120, 3);
      shade[i] = (float) ((1 + 0.9 * slope) * (wood ? 1 + 0.13 * grain : 1));
      borders(i, parcels);
      ways(i, x, y, ways);
    }
  }

  /** Hedges, margins and tracks, and single trees on grass. */
  private void borders(int i, Parcels parcels) {
    double kind = Noise.uniform(parcels.parcelPair(), 17, 0);
    if (kind < 0.24) {
      canvas.paint(i, Spectrum.GROVE, 0.75 * (1.0 - parcels.toParcelBorder()));
    } else if (kind < 0.7) {
      canvas.paint(i, Spectrum.DRY_GRASS, 0.5 * (0.8 - parcels.toParcelBorder()));
    }
    double estateKind = Noise.uniform(parcels.estatePair(), 18, 0);
    if (estateKind < 0.6) {
      canvas.paint(i, Spectrum.TRACK, 0.75 * (1.0 - parcels.toEstateBorder()));
    } else if (estateKind < 0.85) {
      canvas.paint(i, Spectrum.GROVE, 0.85 * (1.2 - parcels.toEstateBorder()));
    }
    if (Parcels.use(parcels.estate()) == Parcels.Use.PASTURE
        && Noise.uniform(seed + 26, left + i % cols, top + i / cols) < 0.02) {
      canvas.paint(i, Spectrum.GROVE, 0.65);
      canvas.shade(i, 0.15);
    }
  }

  private void ways(int i, double x, double y, Ways ways) {
    double distance = ways.toRiver(x, y);
    toRiver[i] = (float) distance;
    if (distance < 12) {
      double half = ways.riverHalfWidth(x);
      double trees = Noise.fractal(seed + 27, x / 7, y / 7, 2);
      canvas.paint(i, Spectrum.GROVE, (0.45 + 0.6 * trees) * (half + 2.6 - distance));
      canvas.paint(i, Spectrum.WATER, half + 0.5 - distance);
      water[i] = distance < half;
    }
    // Bridges: roads lie over water.
    canvas.paint(i, Spectrum.ROAD, 0.85 * (1.05 - ways.toRoad(x, y)));
  }

  /** Gardens and paddocks take the place of fields around a place. */
  private void villages(Plan plan, long[] ids, Cover[] found) {
    for (Buildings.Site site : plan.sites()) {
      site.place()
          .outline()
          .grown(22)
          .forEachPixel(
              left,
              top,
              cols,
              rows,
              (pixel, part) -> {
                double x = left + pixel % cols + 0.5;
                double y = top + pixel / cols + 0.5;
                double ragged = 7 * Noise.fractal(site.seed() + 1, x / 9, y / 9, 3);
                if (site.place().outline().grown(11 + ragged).contains(x, y)) {
                  long plot =
                      Noise.hash(
                          site.seed() + 2, (long) Math.floor(x / 5), (long) Math.floor(y / 4));
                  ids[pixel] = plot;
                  found[pixel] = Noise.uniform(plot, 0, 0) < 0.8 ? Cover.GARDEN : Cover.ORCHARD;
                }
              });
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

  Canvas canvas() {
    return canvas;
  }

  Cover coverAt(int pixel) {
    return covers[parcel[pixel]];
  }

  boolean isWater(int pixel) {
    return water[pixel];
  }

  double toRiver(int pixel) {
    return toRiver[pixel];
  }

  /**
   * How everything stands on a day.
   *
   * @param green per parcel, share of the ground that leaves hide
   * @param stubble per parcel, share of the open ground that is stubble
   * @param trees share of leaves in hedges and gardens
   * @param grass share of green in grass on the places
   * @param winter how low the sun is, 0 midsummer to 1 midwinter
   */
  record Season(float[] green, float[] stubble, float trees, float grass, float winter) {
    Canvas.Growth growth(int band) {
      return new Canvas.Growth(
          mixed(Spectrum.LITTER, Spectrum.GROVE, trees, band),
          mixed(Spectrum.DRY_GRASS, Spectrum.GRASS_LEAVES, grass, band),
          winter);
    }

    private static float mixed(Spectrum bare, Spectrum leaves, float share, int band) {
      return bare.at(band) + (leaves.at(band) - bare.at(band)) * share;
    }
  }

  /**
   * @param day days since 1970-01-01
   * @param drought 0 none to 1 severe, the same for the whole scene
   */
  Season season(long day, double drought) {
    double dayOfYear = day % YEAR;
    long year = (long) (day / YEAR);
    float[] green = new float[covers.length];
    float[] stubble = new float[covers.length];
    for (int i = 0; i < green.length; i++) {
      long id = parcelIds[i];
      double late = 5 * Noise.normal(id, year, 7) + 6 * Noise.normal(id, 0, 8);
      Cover cover = sown(i, year, dayOfYear);
      double grown = cover.greenness(dayOfYear, late);
      double sensitive = cover == Cover.WOOD ? 0.25 : 0.6;
      double trend = 1 + 0.01 * (Noise.uniform(id, 5, 5) - 0.5) * (year - FIRST_YEAR);
      double lush = 1 + 0.12 * (Noise.uniform(id, 5, 6) - 0.5);
      green[i] = (float) Math.clamp(grown * trend * lush * (1 - sensitive * drought), 0.0, 1.0);
      stubble[i] = (float) cover.stubble(dayOfYear, late);
    }
    double fromMidwinter = (dayOfYear - 356) / YEAR * 2 * Math.PI;
    float winter = (float) (0.5 + 0.5 * StrictMath.cos(fromMidwinter));
    double trees = Cover.WOOD.greenness(dayOfYear, 0) * (1 - 0.2 * drought);
    double grass = 0.7 * Cover.MEADOW.greenness(dayOfYear, 0) * (1 - 0.5 * drought);
    return new Season(green, stubble, (float) trees, (float) grass, winter);
  }

  /** Fields are sown anew in autumn, when one crop may follow another. */
  private Cover sown(int parcelIndex, long year, double dayOfYear) {
    Cover cover = covers[parcelIndex];
    long id = parcelIds[parcelIndex];
    long cropYear = dayOfYear > 300 ? year + 1 : year;
    if (cover.rotates() && Noise.uniform(id, cropYear, 9) < ROTATION) {
      return Cover.crop(Noise.uniform(id, cropYear, 10));
    }
    return cover;
  }

  /**
   * Reflectance without air of one band, {@code float[rows*cols]}, with what happened until the
   * day.
   *
   * @param band 0 blue, 1 green, 2 red, 3 nir, 4 swir16
   * @param day days since 1970-01-01, that of the season
   */
  float[] reflectance(int band, Season season, long day) {
    if (band < 0 || band >= BANDS) {
      throw new IllegalArgumentException("Band " + band + ", expected 0 to " + (BANDS - 1));
    }
    float[] ground = new float[covers.length];
    float[] leaves = new float[covers.length];
    for (int i = 0; i < covers.length; i++) {
      float bare = covers[i].ground(Noise.uniform(parcelIds[i], 2, 2)).at(band);
      ground[i] = bare + (Spectrum.STUBBLE.at(band) - bare) * season.stubble()[i];
      leaves[i] = covers[i].leaves().at(band);
    }
    Canvas.Growth growth = season.growth(band);
    float[] values = new float[parcel.length];
    for (int i = 0; i < values.length; i++) {
      int p = parcel[i];
      float share = Math.min(1f, season.green()[p] * vigour[i]);
      float open =
          (ground[p] * brightness[i] * (1 - share) + leaves[p] * (0.6f + 0.4f * vigour[i]) * share)
              * shade[i];
      values[i] = canvas.over(i, band, open, brightness[i], growth);
    }
    for (Scar scar : scars) {
      scar.apply(day, band, brightness, values);
    }
    return values;
  }

  /** Greenness of the parcel under a pixel. */
  float green(int pixel, Season season) {
    return season.green()[parcel[pixel]];
  }
}
