package org.cairn.heritage.place;

/**
 * A cell of a grid over the whole globe, shown in place of a location that not everyone may know:
 * which one depends on nothing but the cell that the location lies in. Rows are as high as a side,
 * and each is cut into as many equal columns as make them nearest to a side wide. In WGS 84
 * degrees. Immutable.
 */
public record GridCell(double west, double south, double east, double north) {
  /** Of the sphere of equal area as WGS 84, in metres. */
  private static final double METRES_PER_DEGREE = 6_371_007.2 * Math.PI / 180;

  /**
   * The cell that a position lies in.
   *
   * @param lon longitude, -180 to 180
   * @param lat latitude, -90 to 90
   * @param sideMetres at least 1
   * @throws IllegalArgumentException for what lies outside of that; its numbers are not told
   */
  public static GridCell of(double lon, double lat, int sideMetres) {
    if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90) || sideMetres < 1) {
      throw new IllegalArgumentException(
          "Expected a position within -180 to 180 and -90 to 90 degrees and a side of 1 metre or more, found another");
    }
    long rows = Math.max(1, Math.round(180 * METRES_PER_DEGREE / sideMetres));
    long row = Math.min(rows - 1, (long) Math.floor((lat + 90) / 180 * rows));
    double south = 180.0 * row / rows - 90;
    double north = 180.0 * (row + 1) / rows - 90;
    double around = 360 * METRES_PER_DEGREE * Math.cos(Math.toRadians((south + north) / 2));
    long columns = Math.max(1, Math.round(around / sideMetres));
    long column = Math.min(columns - 1, (long) Math.floor((lon + 180) / 360 * columns));
    return new GridCell(
        360.0 * column / columns - 180, south, 360.0 * (column + 1) / columns - 180, north);
  }

  /** Longitude of its middle. */
  public double lon() {
    return (west + east) / 2;
  }

  /** Latitude of its middle. */
  public double lat() {
    return (south + north) / 2;
  }
}
