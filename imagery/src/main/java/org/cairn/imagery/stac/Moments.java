package org.cairn.imagery.stac;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Times as items write them: RFC 3339, and what is often found instead. */
final class Moments {
  private Moments() {}

  /**
   * Without an offset the time is taken as UTC, without a time of day as its beginning. Empty where
   * it is no date.
   */
  static Optional<Instant> parse(String text) {
    String upper =
        text.strip().toUpperCase(Locale.ROOT).replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
    try {
      TemporalAccessor best =
          (upper.contains("T") ? DateTimeFormatter.ISO_DATE_TIME : DateTimeFormatter.ISO_LOCAL_DATE)
              .parseBest(upper, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return Optional.of(
          switch (best) {
            case OffsetDateTime moment -> moment.toInstant();
            case LocalDateTime moment -> moment.toInstant(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
            default -> throw new IllegalStateException("Unexpected kind of time " + best);
          });
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }
}
