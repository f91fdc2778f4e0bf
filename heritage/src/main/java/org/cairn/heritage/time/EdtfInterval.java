package org.cairn.heritage.time;

import java.util.Optional;

/**
 * An EDTF interval. Either end may be open ({@code ..}: it has always been, or goes on) or unknown
 * (nothing written: there was one, nobody knows when).
 */
public record EdtfInterval(End start, End end) implements Edtf {
  public EdtfInterval {
    if (start instanceof Unknown && end instanceof Unknown) {
      throw new IllegalArgumentException("An interval with both ends unknown says nothing");
    }
    Optional<IsoDay> first = start.bounds().earliest();
    Optional<IsoDay> last = end.bounds().latest();
    if (first.isPresent() && last.isPresent() && last.get().compareTo(first.get()) < 0) {
      throw new IllegalArgumentException(
          "An interval must not end ('%s') before it starts ('%s')"
              .formatted(end.text(), start.text()));
    }
  }

  @Override
  public String text() {
    return start.text() + "/" + end.text();
  }

  @Override
  public DaySpan bounds() {
    return new DaySpan(start.bounds().earliest(), end.bounds().latest());
  }

  /** An end of an interval. */
  public sealed interface End {
    End OPEN = new Open();
    End UNKNOWN = new Unknown();

    String text();

    DaySpan bounds();
  }

  /** A date; the interval includes it. */
  public record At(EdtfDate date) implements End {
    @Override
    public String text() {
      return date.text();
    }

    @Override
    public DaySpan bounds() {
      return date.bounds();
    }
  }

  /** No end. */
  public record Open() implements End {
    @Override
    public String text() {
      return "..";
    }

    @Override
    public DaySpan bounds() {
      return DaySpan.ALWAYS;
    }
  }

  /** An end that nobody knows. */
  public record Unknown() implements End {
    @Override
    public String text() {
      return "";
    }

    @Override
    public DaySpan bounds() {
      return DaySpan.ALWAYS;
    }
  }
}
