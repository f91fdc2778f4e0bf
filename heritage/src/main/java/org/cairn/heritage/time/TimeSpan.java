package org.cairn.heritage.time;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.TextLimit;

/**
 * When a statement holds, as its source says and as it was read.
 *
 * @param reading how the ends were understood
 * @param start of {@link Reading#DURING} all that is said
 * @param end {@link TimeBound#UNKNOWN} with {@link Reading#DURING}
 * @param periods named periods it lies in
 * @param label the source's own words for it, such as {@code in the time of the second abbot}
 * @param duration as read, ISO 8601 such as {@code P100Y}
 * @param certainty how sure the source is of the time
 * @param original the text that was read, where it is not the start's and end's own
 */
public record TimeSpan(
    Reading reading,
    TimeBound start,
    TimeBound end,
    List<Period> periods,
    Optional<String> label,
    Optional<String> duration,
    Optional<Certainty> certainty,
    Optional<String> original) {
  public TimeSpan {
    periods = List.copyOf(periods);
    TextLimit.SHORT.check("the label of a time span", label);
    TextLimit.SHORT.check("the duration of a time span", duration);
    TextLimit.LONG.check("the original text of a time span", original);
    if (reading == Reading.DURING && !(end instanceof TimeBound.Unknown)) {
      throw new IllegalArgumentException(
          "A time span read as 'during' has no end of its own, found "
              + end
              + ": read it as 'from'");
    }
    Optional<IsoDay> first = start.bounds().earliest();
    Optional<IsoDay> last = end.bounds().latest();
    if (first.isPresent() && last.isPresent() && last.get().compareTo(first.get()) < 0) {
      throw new IllegalArgumentException(
          "A time span must not end (%s) before it starts (%s): exchange its ends, or see whether a year is BCE"
              .formatted(last.get(), first.get()));
    }
  }

  /** Somewhere in a date: how the Linked Places Format means a start without end. */
  public static TimeSpan during(TimeBound start) {
    return of(Reading.DURING, start, TimeBound.UNKNOWN);
  }

  /** From one on, to the other: how LP-TSV means a start, with or without an end. */
  public static TimeSpan from(TimeBound start, TimeBound end) {
    return of(Reading.FROM, start, end);
  }

  /** Somewhere in a named period; nothing else is said. */
  public static TimeSpan during(Period period) {
    return during(TimeBound.UNKNOWN).withPeriods(List.of(period));
  }

  /** What an EDTF text means by itself: a date is "during", an interval "from". */
  public static TimeSpan of(Edtf edtf) {
    return switch (edtf) {
      case EdtfDate date -> during(TimeBound.in(date));
      case EdtfInterval interval -> from(bound(interval.start()), bound(interval.end()));
    };
  }

  private static TimeSpan of(Reading reading, TimeBound start, TimeBound end) {
    return new TimeSpan(
        reading,
        start,
        end,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static TimeBound bound(EdtfInterval.End end) {
    return switch (end) {
      case EdtfInterval.At at -> TimeBound.in(at.date());
      case EdtfInterval.Open open -> TimeBound.OPEN;
      case EdtfInterval.Unknown unknown -> TimeBound.UNKNOWN;
    };
  }

  public TimeSpan withPeriods(List<Period> periods) {
    return new TimeSpan(reading, start, end, periods, label, duration, certainty, original);
  }

  public TimeSpan withLabel(String label) {
    return new TimeSpan(
        reading, start, end, periods, Optional.of(label), duration, certainty, original);
  }

  public TimeSpan withCertainty(Certainty certainty) {
    return new TimeSpan(
        reading, start, end, periods, label, duration, Optional.of(certainty), original);
  }

  public TimeSpan withOriginal(String original) {
    return new TimeSpan(
        reading, start, end, periods, label, duration, certainty, Optional.of(original));
  }

  /**
   * All days on which the statement may hold. A span without start and end is bounded by its first
   * period that has years.
   */
  public DaySpan possible() {
    if (start instanceof TimeBound.Unknown && end instanceof TimeBound.Unknown) {
      return periods.stream()
          .filter(period -> period.start().isPresent() || period.stop().isPresent())
          .findFirst()
          .map(TimeSpan::bounds)
          .orElse(DaySpan.ALWAYS);
    }
    return reading == Reading.DURING
        ? start.bounds()
        : new DaySpan(start.bounds().earliest(), end.bounds().latest());
  }

  /**
   * The days on which it holds if its source is right: after the last day it can have begun and
   * before the first it can have ended. Empty where nothing is sure: always with {@link
   * Reading#DURING}.
   */
  public Optional<DaySpan> certain() {
    if (reading == Reading.DURING) {
      return Optional.empty();
    }
    boolean startsSurely = start instanceof TimeBound.Open || start.bounds().latest().isPresent();
    boolean endsSurely = end instanceof TimeBound.Open || end.bounds().earliest().isPresent();
    Optional<IsoDay> from =
        start instanceof TimeBound.Open ? Optional.empty() : start.bounds().latest();
    Optional<IsoDay> to =
        end instanceof TimeBound.Open ? Optional.empty() : end.bounds().earliest();
    boolean crossed = from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0;
    return startsSurely && endsSurely && !crossed
        ? Optional.of(new DaySpan(from, to))
        : Optional.empty();
  }

  /** Whether it may hold on a day of the other. */
  public boolean mayOverlap(DaySpan other) {
    return possible().overlaps(other);
  }

  /** Whether it is not said to have ended: it goes on, or began and nobody says when it ended. */
  public boolean mayGoOn() {
    return possible().latest().isEmpty();
  }

  private static DaySpan bounds(Period period) {
    Optional<IsoDay> first = period.start().flatMap(bound -> bound.bounds().earliest());
    Optional<IsoDay> last = period.stop().flatMap(bound -> bound.bounds().latest());
    boolean crossed =
        first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) > 0;
    return crossed ? DaySpan.ALWAYS : new DaySpan(first, last);
  }

  /** How a source's start was read: formats differ in what a start without end means. */
  public enum Reading {
    /** At some time in the start, or all through it; nothing after it is meant. */
    DURING("during"),
    /** From the start on, up to the end where one is given. */
    FROM("from");

    private final String code;

    Reading(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
