package org.cairn.heritage.time;

import java.util.Optional;

/**
 * From one day to another, both included; an end that is absent is not bounded.
 *
 * @param earliest no later than {@code latest}
 */
public record DaySpan(Optional<IsoDay> earliest, Optional<IsoDay> latest) {
  /** Bounded by nothing. */
  public static final DaySpan ALWAYS = new DaySpan(Optional.empty(), Optional.empty());

  public DaySpan {
    if (earliest.isPresent() && latest.isPresent() && earliest.get().compareTo(latest.get()) > 0) {
      throw new IllegalArgumentException(
          "A span must not end (%s) before it starts (%s)".formatted(latest.get(), earliest.get()));
    }
  }

  public static DaySpan of(IsoDay earliest, IsoDay latest) {
    return new DaySpan(Optional.of(earliest), Optional.of(latest));
  }

  /** Whether all of this lies before all of the other. */
  public boolean isBefore(DaySpan other) {
    return latest.isPresent()
        && other.earliest.isPresent()
        && latest.get().compareTo(other.earliest.get()) < 0;
  }

  /** Whether they have a day in common. */
  public boolean overlaps(DaySpan other) {
    return !isBefore(other) && !other.isBefore(this);
  }

  /** Whether no day of the other lies outside this. */
  public boolean contains(DaySpan other) {
    boolean startsBefore =
        earliest.isEmpty()
            || (other.earliest.isPresent() && earliest.get().compareTo(other.earliest.get()) <= 0);
    boolean endsAfter =
        latest.isEmpty()
            || (other.latest.isPresent() && latest.get().compareTo(other.latest.get()) >= 0);
    return startsBefore && endsAfter;
  }
}
