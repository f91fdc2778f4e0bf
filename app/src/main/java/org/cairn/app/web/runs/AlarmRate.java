package org.cairn.app.web.runs;

import java.util.List;
import org.cairn.app.text.Texts;

/**
 * What a rate of false alarms means for a number of places.
 *
 * @param perPlaceYear false alarms wanted per place and year
 * @param places that are watched
 */
record AlarmRate(double perPlaceYear, long places) {
  static final List<Double> PRESETS = List.of(0.01, 0.1, 0.5, 1.0);
  private static final double WEEKS = 365.25 / 7;

  double perYear() {
    return perPlaceYear * places;
  }

  /** One sentence: how many a year, and how often that is. */
  String words(Texts t) {
    double year = perYear();
    if (places == 0) {
      return t.text("runs.rate.no-places", t.decimal(1 / perPlaceYear, 0, 1));
    }
    String many = t.count("runs.rate.places", places);
    if (year >= 2 * WEEKS) {
      return t.text("runs.rate.weekly", many, t.estimate(year), t.estimate(year / WEEKS));
    }
    if (year >= 1.5) {
      return t.text("runs.rate.yearly", many, t.estimate(year));
    }
    return year > 1 / 1.5
        ? t.text("runs.rate.once", many)
        : t.text("runs.rate.rarely", many, t.estimate(1 / year));
  }
}
