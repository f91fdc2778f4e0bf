package org.cairn.exchange.internal;

import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.time.TimeSpan.Reading;

/**
 * A time span as texts: start and end where it has such, which a reader takes for "from", else one
 * of EDTF.
 *
 * @param startAndEnd whether the two say it
 * @param start EDTF, an interval for "not before, not after"; blank for unknown
 * @param dates EDTF; blank where it cannot be said so
 */
public record SpanText(boolean startAndEnd, String start, String end, String dates) {
  public static SpanText of(TimeSpan span) {
    boolean from = span.reading() == Reading.FROM;
    boolean open = span.start() instanceof TimeBound.Open || span.end() instanceof TimeBound.Open;
    boolean unknown =
        span.start() instanceof TimeBound.Unknown && span.end() instanceof TimeBound.Unknown;
    boolean between =
        span.start() instanceof TimeBound.Between || span.end() instanceof TimeBound.Between;
    String start = text(span.start());
    String end = text(span.end());
    String dates =
        unknown || between ? "" : from ? start + "/" + end : start.equals("..") ? "" : start;
    return new SpanText(from && !open && !unknown, start, end, dates);
  }

  private static String text(TimeBound bound) {
    return switch (bound) {
      case TimeBound.In in -> in.date().text();
      case TimeBound.Between between ->
          between.earliest().map(EdtfDate::text).orElse("..")
              + "/"
              + between.latest().map(EdtfDate::text).orElse("..");
      case TimeBound.Open open -> "..";
      case TimeBound.Unknown unknown -> "";
    };
  }
}
