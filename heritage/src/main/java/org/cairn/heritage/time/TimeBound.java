package org.cairn.heritage.time;

import java.util.Optional;

/** When something began or ended, as far as somebody says. */
public sealed interface TimeBound {
  TimeBound OPEN = new Open();
  TimeBound UNKNOWN = new Unknown();

  static TimeBound in(EdtfDate date) {
    return new In(date);
  }

  static TimeBound inYear(long year) {
    return new In(EdtfDate.ofYear(year));
  }

  static TimeBound between(EdtfDate earliest, EdtfDate latest) {
    return new Between(Optional.of(earliest), Optional.of(latest));
  }

  /** The first and last day it can be. */
  DaySpan bounds();

  /** On some day of this date. */
  record In(EdtfDate date) implements TimeBound {
    @Override
    public DaySpan bounds() {
      return date.bounds();
    }
  }

  /**
   * Not before the one and not after the other, of which one may be missing.
   *
   * @param latest must not lie wholly before {@code earliest}
   */
  record Between(Optional<EdtfDate> earliest, Optional<EdtfDate> latest) implements TimeBound {
    public Between {
      if (earliest.isEmpty() && latest.isEmpty()) {
        throw new IllegalArgumentException(
            "Earliest or latest is needed, found neither: use UNKNOWN");
      }
      if (earliest.isPresent()
          && latest.isPresent()
          && latest.get().bounds().isBefore(earliest.get().bounds())) {
        throw new IllegalArgumentException(
            "The latest date ('%s') must not lie before the earliest ('%s')"
                .formatted(latest.get().text(), earliest.get().text()));
      }
    }

    @Override
    public DaySpan bounds() {
      return new DaySpan(
          earliest.flatMap(date -> date.bounds().earliest()),
          latest.flatMap(date -> date.bounds().latest()));
    }
  }

  /** There is none: it has always been, or goes on. */
  record Open() implements TimeBound {
    @Override
    public DaySpan bounds() {
      return DaySpan.ALWAYS;
    }
  }

  /** Nobody says. */
  record Unknown() implements TimeBound {
    @Override
    public DaySpan bounds() {
      return DaySpan.ALWAYS;
    }
  }
}
