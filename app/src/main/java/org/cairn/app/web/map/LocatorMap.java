package org.cairn.app.web.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.heritage.place.GridCell;

/**
 * A small map that the server draws, for where no script runs and where no WebGL is: land, a grid
 * of ten degrees, marks. One unit is a degree, north is up. Immutable.
 *
 * @param view value of {@code viewBox}
 * @param land path of the coasts
 * @param graticule path of the grid
 * @param marks what is shown
 * @param dot radius of a mark in degrees
 */
public record LocatorMap(String view, String land, String graticule, List<Mark> marks, String dot) {
  /** Wide enough to know some coast by. */
  private static final double LEAST_WIDTH = 40;

  /** Width over height. */
  private static final double SHAPE = 1.6;

  public LocatorMap {
    marks = List.copyOf(marks);
  }

  /**
   * A place, or the cell it lies in.
   *
   * @param x longitude
   * @param y latitude downwards
   * @param width of the cell in degrees; empty for a position
   */
  public record Mark(String x, String y, String width, String height, String label, String path) {
    static Mark at(double lon, double lat, String label, String path) {
      return new Mark(number(lon), number(-lat), "", "", label, path);
    }
  }

  /** Puts a map together; single thread. */
  public static final class Drawing {
    private final List<double[]> spots = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    /**
     * @param path of its page; empty for none
     */
    public Drawing place(double lon, double lat, String label, String path) {
      spots.add(new double[] {lon, lat});
      marks.add(Mark.at(lon, lat, label, path));
      return this;
    }

    public Drawing cell(GridCell cell, String label) {
      spots.add(new double[] {cell.lon(), cell.lat()});
      marks.add(
          new Mark(
              number(cell.west()),
              number(-cell.north()),
              number(cell.east() - cell.west()),
              number(cell.north() - cell.south()),
              label,
              ""));
      return this;
    }

    public LocatorMap draw() {
      double west = spots.stream().mapToDouble(at -> at[0]).min().orElse(-180);
      double east = spots.stream().mapToDouble(at -> at[0]).max().orElse(180);
      double south = spots.stream().mapToDouble(at -> at[1]).min().orElse(-90);
      double north = spots.stream().mapToDouble(at -> at[1]).max().orElse(90);
      double width =
          Math.clamp(1.3 * Math.max(east - west, (north - south) * SHAPE), LEAST_WIDTH, 360);
      double height = Math.min(180, width / SHAPE);
      west = Math.clamp((west + east) / 2 - width / 2, -180, 180 - width);
      north = Math.clamp((south + north) / 2 + height / 2, height - 90, 90);
      double left = west;
      double top = north;
      return new LocatorMap(
          String.join(" ", number(left), number(-top), number(width), number(height)),
          Land.get().within(left, top - height, left + width, top),
          graticule(left, top - height, left + width, top),
          marks,
          number(width / 110));
    }

    private static String graticule(double west, double south, double east, double north) {
      StringBuilder lines = new StringBuilder();
      for (long lon = (long) Math.ceil(west / 10) * 10; lon <= east; lon += 10) {
        lines
            .append('M')
            .append(lon)
            .append(' ')
            .append(number(-north))
            .append('V')
            .append(number(-south));
      }
      for (long lat = (long) Math.ceil(south / 10) * 10; lat <= north; lat += 10) {
        lines
            .append('M')
            .append(number(west))
            .append(' ')
            .append(-lat)
            .append('H')
            .append(number(east));
      }
      return lines.toString();
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value)
        .replaceAll("0+$", "")
        .replaceAll("\\.$", "")
        .replaceAll("^-0$", "0");
  }
}
