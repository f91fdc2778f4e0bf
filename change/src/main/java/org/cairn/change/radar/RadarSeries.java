package org.cairn.change.radar;

import java.util.List;

/** Radar passes over one area on a fixed grid, in time order. Immutable but for the arrays. */
public final class RadarSeries {
  private final int rows;
  private final int cols;
  private final int firstMonitoredDay;
  private final List<RadarPass> passes;

  /**
   * @param rows image height, at least 1
   * @param cols image width, at least 1
   * @param firstMonitoredDay days since 1970-01-01; passes before it are history
   * @param passes by day, those of a day by orbit; one of each orbit a day (merge slices before)
   * @throws IllegalArgumentException where sizes disagree or the order is another one
   */
  public RadarSeries(int rows, int cols, int firstMonitoredDay, List<RadarPass> passes) {
    if (rows < 1 || cols < 1) {
      throw new IllegalArgumentException("Image of " + rows + " x " + cols + " pixels");
    }
    this.rows = rows;
    this.cols = cols;
    this.firstMonitoredDay = firstMonitoredDay;
    this.passes = List.copyOf(passes);
    for (int i = 0; i < passes.size(); i++) {
      RadarPass pass = passes.get(i);
      if (pass.pixels() != rows * cols) {
        throw new IllegalArgumentException(
            "Pass " + i + " has " + pass.pixels() + " pixels, expected " + rows * cols);
      }
      if (i > 0 && !follows(pass, passes.get(i - 1))) {
        throw new IllegalArgumentException(
            "Pass of day "
                + pass.day()
                + " and orbit "
                + pass.orbit().relative()
                + " follows one of day "
                + passes.get(i - 1).day()
                + " and orbit "
                + passes.get(i - 1).orbit().relative()
                + ": sort and merge first");
      }
    }
  }

  private static boolean follows(RadarPass pass, RadarPass before) {
    return pass.day() > before.day()
        || pass.day() == before.day() && pass.orbit().compareTo(before.orbit()) > 0;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /** Days since 1970-01-01; passes before it are history. */
  public int firstMonitoredDay() {
    return firstMonitoredDay;
  }

  public List<RadarPass> passes() {
    return passes;
  }

  boolean isHistory(int pass) {
    return passes.get(pass).day() < firstMonitoredDay;
  }
}
