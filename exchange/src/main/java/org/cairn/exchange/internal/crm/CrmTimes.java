package org.cairn.exchange.internal.crm;

import java.util.Optional;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;

/**
 * Time spans (E52): a name that is EDTF says it best; else by their outer and inner bounds, of
 * which the CRM has four. A day at midnight is the day.
 */
final class CrmTimes {
  private CrmTimes() {}

  /** Why a span cannot be read. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message, null, false, false);
    }
  }

  /** Empty where it says no time. */
  static Optional<TimeSpan> read(Node span) throws UnreadableException {
    Optional<TimeSpan> named = named(span);
    if (named.isPresent()) {
      return named;
    }
    for (String within : new String[] {"P82_at_some_time_within", "P81_ongoing_throughout"}) {
      Optional<EdtfDate> date = date(span, within);
      if (date.isPresent()) {
        return Optional.of(TimeSpan.during(TimeBound.in(date.get())));
      }
    }
    try {
      TimeBound start = bound(date(span, Crm.BEGIN_OF_THE_BEGIN), date(span, Crm.END_OF_THE_BEGIN));
      TimeBound end = bound(date(span, Crm.BEGIN_OF_THE_END), date(span, Crm.END_OF_THE_END));
      boolean nothing = start.equals(TimeBound.UNKNOWN) && end.equals(TimeBound.UNKNOWN);
      return nothing ? Optional.empty() : Optional.of(TimeSpan.from(start, end));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<TimeSpan> named(Node span) {
    for (Node each : span.all(Crm.IDENTIFIED_BY)) {
      Optional<String> text = each.text();
      if (text.isPresent()) {
        try {
          return Optional.of(TimeSpan.of(Edtf.parse(text.get().strip())));
        } catch (EdtfException | IllegalArgumentException words) {
          // A name for people; the bounds say it.
          continue;
        }
      }
    }
    return Optional.empty();
  }

  private static TimeBound bound(Optional<EdtfDate> earliest, Optional<EdtfDate> latest) {
    if (earliest.isEmpty() && latest.isEmpty()) {
      return TimeBound.UNKNOWN;
    }
    return earliest.equals(latest)
        ? TimeBound.in(earliest.get())
        : new TimeBound.Between(earliest, latest);
  }

  private static Optional<EdtfDate> date(Node span, String property) throws UnreadableException {
    for (Node each : span.all(property)) {
      Optional<String> text = each.text();
      if (text.isPresent()) {
        String date = text.get().strip().replaceFirst("T\\d\\d:\\d\\d.*$", "");
        try {
          return Optional.of(EdtfDate.parse(date));
        } catch (EdtfException | IllegalArgumentException e) {
          throw new UnreadableException("'%s' is no date: %s".formatted(date, e.getMessage()));
        }
      }
    }
    return Optional.empty();
  }
}
