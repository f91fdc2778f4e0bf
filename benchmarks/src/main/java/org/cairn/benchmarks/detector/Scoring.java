package org.cairn.benchmarks.detector;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Scores held against the truth, for all methods alike. A window's first alarm ends it. False
 * alarms are first alarms of untouched windows and those before the event of the others; their rate
 * is per year of a window until its first alarm, its event or the end. An event whose window
 * alarmed before counts as missed.
 *
 * <p>The threshold for a rate is the lowest with no more false alarms than that, on the windows
 * scored: it says what a method can reach, not what a user would get who cannot see the truth.
 */
final class Scoring {
  private static final double DAYS_PER_YEAR = 365.25;

  private final List<Subject> untouched = new ArrayList<>();
  private final List<Subject> changed = new ArrayList<>();
  private final double[] scores;
  private final int start;
  private final int end;

  /** A window, its event's day or the end of time, and what was said of it. */
  private record Subject(Rises.Window window, int eventDay, List<Rises.Rise> rises) {}

  /** An event that was found. */
  record Detection(Rises.Window window, int eventDay, int alarmDay) {
    int delayDays() {
      return alarmDay - eventDay;
    }
  }

  /**
   * At one threshold.
   *
   * @param falseAlarmRate observed, per window and year
   * @param siteYears in which false alarms could be
   * @param early events whose window alarmed before
   * @param chance share of the events that false alarms alone would have found at this rate
   * @param detections sooner ones first
   */
  record At(
      double threshold,
      double falseAlarmRate,
      int falseAlarms,
      double siteYears,
      int events,
      int early,
      double chance,
      List<Detection> detections) {
    int found() {
      return detections.size();
    }

    double recall() {
      return events == 0 ? 0 : (double) found() / events;
    }

    /** Between neighbours by their distance, NaN where nothing was found. */
    double delayQuantile(double share) {
      if (detections.isEmpty()) {
        return Double.NaN;
      }
      double at = share * (detections.size() - 1);
      int below = (int) at;
      int above = Math.min(below + 1, detections.size() - 1);
      int sooner = detections.get(below).delayDays();
      return sooner + (at - below) * (detections.get(above).delayDays() - sooner);
    }
  }

  Scoring(Collection<Truth> truths, Rises rises, LocalDate first, LocalDate last) {
    this(truths, rises, first, last, event -> true);
  }

  /**
   * @param first and {@code last} day of the time scored
   * @param wanted events; windows of others are left out
   */
  Scoring(
      Collection<Truth> truths,
      Rises rises,
      LocalDate first,
      LocalDate last,
      Predicate<Truth.Event> wanted) {
    start = (int) first.toEpochDay();
    end = (int) last.toEpochDay();
    for (Truth truth : truths) {
      for (String window : truth.untouched()) {
        untouched.add(subject(truth, window, Integer.MAX_VALUE, rises));
      }
      for (Truth.Event event : truth.events()) {
        if (wanted.test(event)) {
          changed.add(subject(truth, event.window(), (int) event.date().toEpochDay(), rises));
        }
      }
    }
    scores = rises.scores();
  }

  private static Subject subject(Truth truth, String name, int eventDay, Rises rises) {
    Rises.Window window = new Rises.Window(truth.site(), name);
    return new Subject(window, eventDay, rises.of(window));
  }

  /** At the lowest threshold with no more false alarms than asked, per window and year. */
  At rate(double asked) {
    int low = 0;
    int high = scores.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (threshold(scores[middle]).falseAlarmRate() <= asked) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return threshold(low < scores.length ? scores[low] : Double.POSITIVE_INFINITY);
  }

  /** At one threshold: an alarm is a score that reaches it. */
  At threshold(double threshold) {
    int falseAlarms = 0;
    double days = 0;
    int early = 0;
    List<Detection> found = new ArrayList<>();
    for (Subject window : untouched) {
      int alarm = firstAlarm(window, threshold);
      falseAlarms += alarm == Integer.MAX_VALUE ? 0 : 1;
      days += Math.min(alarm, end) - start;
    }
    for (Subject window : changed) {
      int alarm = firstAlarm(window, threshold);
      days += Math.min(alarm, window.eventDay()) - start;
      if (alarm < window.eventDay()) {
        falseAlarms++;
        early++;
      } else if (alarm != Integer.MAX_VALUE) {
        found.add(new Detection(window.window(), window.eventDay(), alarm));
      }
    }
    double rate = falseAlarms / (days / DAYS_PER_YEAR);
    double chance =
        changed.stream()
            .mapToDouble(
                window -> -Math.expm1(-rate * Math.max(0, end - window.eventDay()) / DAYS_PER_YEAR))
            .average()
            .orElse(0);
    found.sort(Comparator.comparingInt(Detection::delayDays));
    return new At(
        threshold,
        rate,
        falseAlarms,
        days / DAYS_PER_YEAR,
        changed.size(),
        early,
        chance,
        List.copyOf(found));
  }

  /** The largest value of any day where there is none. */
  private int firstAlarm(Subject window, double threshold) {
    for (Rises.Rise rise : window.rises()) {
      if (rise.score() >= threshold && rise.day() >= start && rise.day() <= end) {
        return rise.day();
      }
    }
    return Integer.MAX_VALUE;
  }
}
