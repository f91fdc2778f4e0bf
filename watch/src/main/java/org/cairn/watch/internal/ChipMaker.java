package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.imagery.raster.Grid;
import org.cairn.watch.Chip;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Turns bands into pictures with one stretch for all dates. Immutable. */
final class ChipMaker {
  /** Share of the pixels that the stretch lets run out at either end. */
  private static final double CUT = 0.01;

  /** Lifts the dark half a little, as screens show reflectance too dark. */
  private static final double GAMMA = 1 / 1.3;

  private static final int OPAQUE = 0xFF000000;

  private final float low;
  private final float high;

  private ChipMaker(float low, float high) {
    this.low = low;
    this.high = high;
  }

  /**
   * One stretch for both pictures and all bands: a stretch of each band by itself would change the
   * colours.
   *
   * @param first bands of one picture: three (red, green, blue) or one; {@code float[pixels]} each
   * @param second the same bands of the other
   */
  static ChipMaker stretchedOver(List<float[]> first, List<float[]> second) {
    List<float[]> all = new ArrayList<>(first);
    all.addAll(second);
    float[] values = new float[all.stream().mapToInt(band -> band.length).sum()];
    int count = 0;
    for (float[] band : all) {
      for (float value : band) {
        if (!Float.isNaN(value)) {
          values[count++] = value;
        }
      }
    }
    Arrays.sort(values, 0, count);
    float low = count == 0 ? 0 : values[(int) (CUT * (count - 1))];
    float high = count == 0 ? 1 : values[(int) ((1 - CUT) * (count - 1))];
    return new ChipMaker(low, high > low ? high : low + 1);
  }

  /** {@code int[pixels]}, ARGB; transparent where no data. */
  int[] argb(List<float[]> bands) {
    int[] argb = new int[bands.getFirst().length];
    for (int i = 0; i < argb.length; i++) {
      int colour = 0;
      boolean present = true;
      for (int channel = 0; channel < 3; channel++) {
        int band = bands.size() == 3 ? channel : 0;
        float value = bands.get(band)[i];
        present &= !Float.isNaN(value);
        double share = Math.clamp((value - low) / (high - low), 0.0, 1.0);
        colour = colour << 8 | (int) Math.round(255 * Math.pow(share, GAMMA));
      }
      argb[i] = present ? OPAQUE | colour : 0;
    }
    return argb;
  }

  /** The outline's rings in pixels of a chip. */
  static List<Chip.Ring> rings(Geometry outline, Grid chip) {
    List<Chip.Ring> rings = new ArrayList<>();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      if (outline.getGeometryN(i) instanceof Polygon polygon) {
        rings.add(ring(polygon.getExteriorRing().getCoordinates(), chip));
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          rings.add(ring(polygon.getInteriorRingN(hole).getCoordinates(), chip));
        }
      }
    }
    return rings;
  }

  private static Chip.Ring ring(Coordinate[] coordinates, Grid chip) {
    return new Chip.Ring(
        Arrays.stream(coordinates)
            .map(at -> new Chip.Vertex(chip.colOf(at.x), chip.rowOf(at.y)))
            .toList());
  }
}
