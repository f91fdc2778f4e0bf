package org.cairn.app.report;

/**
 * Places of labels over a drawing and lengths of bars as classes of {@code positions.css}, in whole
 * percent: pages of the server may have no {@code style} attributes.
 */
public final class Positions {
  private Positions() {}

  /**
   * @param percent brought into 0 to 100
   */
  static String left(double percent) {
    return at("left", percent);
  }

  static String right(double percent) {
    return at("right", percent);
  }

  static String top(double percent) {
    return at("top", percent);
  }

  /** How long a bar is, of what it lies in. */
  public static String length(double percent) {
    return at("long", percent);
  }

  private static String at(String edge, double percent) {
    return edge + "-" + Math.clamp(Math.round(percent), 0, 100);
  }
}
