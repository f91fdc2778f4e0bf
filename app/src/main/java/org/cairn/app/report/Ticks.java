package org.cairn.app.report;

import java.util.ArrayList;
import java.util.List;

/** Round values to mark on an axis. */
final class Ticks {
  private static final int MOST = 12;

  private Ticks() {}

  /**
   * Multiples of 1, 2 or 5 times a power of ten.
   *
   * @param parts about so many steps
   */
  static List<Double> between(double low, double high, double parts) {
    double rough = (high - low) / parts;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double rest = rough / power;
    double step = power * (rest >= 5 ? 5 : rest >= 2 ? 2 : 1);
    List<Double> ticks = new ArrayList<>();
    long from = (long) Math.ceil(low / step);
    long until = (long) Math.floor(high / step);
    for (long tick = from; tick <= until && ticks.size() < MOST; tick++) {
      ticks.add(tick * step);
    }
    return ticks;
  }
}
