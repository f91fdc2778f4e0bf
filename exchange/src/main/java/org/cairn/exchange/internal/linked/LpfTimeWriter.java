package org.cairn.exchange.internal.linked;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.time.TimeSpan.Reading;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the member {@code when}. Dates are EDTF, which is ISO 8601-2. The format wants a start and
 * cannot say that something began and nobody knows its end; the nearest that is still true is
 * written: an end "not before the start", a start "not after the end".
 */
final class LpfTimeWriter {
  private LpfTimeWriter() {}

  static void write(List<TimeSpan> times, ObjectNode owner) {
    if (times.isEmpty()) {
      return;
    }
    ObjectNode when = owner.objectNode();
    ArrayNode spans = owner.arrayNode();
    for (TimeSpan each : times) {
      ObjectNode span = owner.objectNode();
      if (bounds(each, span)) {
        spans.add(span);
      }
    }
    if (!spans.isEmpty()) {
      when.set("timespans", spans);
    }
    Optional<TimeSpan> described =
        times.size() == 1
            ? Optional.of(times.getFirst())
            : spans.size() > 1
                ? times.stream().filter(LpfTimeWriter::hasNoBounds).findFirst()
                : Optional.empty();
    described.ifPresent(each -> describe(each, when));
    Optional<Certainty> certainty = times.getFirst().certainty();
    if (times.stream().allMatch(each -> each.certainty().equals(certainty))) {
      certainty.ifPresent(sure -> when.put("certainty", sure.code()));
    }
    boolean says =
        when.has("timespans") || when.has("periods") || when.has("label") || when.has("duration");
    if (says) {
      owner.set("when", when);
    }
  }

  private static void describe(TimeSpan span, ObjectNode when) {
    if (!span.periods().isEmpty()) {
      ArrayNode periods = when.putArray("periods");
      for (Period each : span.periods()) {
        ObjectNode period = periods.addObject();
        each.label().ifPresent(text -> period.put("name", text));
        each.uri().ifPresent(text -> period.put("@id", text));
      }
    }
    span.label().ifPresent(text -> when.put("label", text));
    span.duration().ifPresent(text -> when.put("duration", text));
  }

  private static boolean hasNoBounds(TimeSpan span) {
    return isUnsaid(span.start()) && isUnsaid(span.end());
  }

  private static boolean isUnsaid(TimeBound bound) {
    return bound instanceof TimeBound.Unknown || bound instanceof TimeBound.Open;
  }

  /** False where the format cannot say any of it. */
  private static boolean bounds(TimeSpan span, ObjectNode json) {
    if (hasNoBounds(span)) {
      return false;
    }
    if (isUnsaid(span.start())) {
      Optional<EdtfDate> last = edge(span.end(), false);
      last.ifPresent(date -> json.putObject("start").put("latest", date.text()));
      if (last.isEmpty()) {
        return false;
      }
    } else {
      bound(span.start(), json.putObject("start"));
    }
    if (!isUnsaid(span.end())) {
      bound(span.end(), json.putObject("end"));
    } else if (span.reading() == Reading.FROM) {
      Optional<EdtfDate> first = edge(span.start(), true);
      first.ifPresent(date -> json.putObject("end").put("earliest", date.text()));
      return first.isPresent();
    }
    return true;
  }

  private static void bound(TimeBound bound, ObjectNode json) {
    switch (bound) {
      case TimeBound.In in -> json.put("in", in.date().text());
      case TimeBound.Between between -> {
        between.earliest().ifPresent(date -> json.put("earliest", date.text()));
        between.latest().ifPresent(date -> json.put("latest", date.text()));
      }
      case TimeBound.Open open -> throw new IllegalStateException("open: " + open);
      case TimeBound.Unknown unknown -> throw new IllegalStateException("unknown: " + unknown);
    }
  }

  private static Optional<EdtfDate> edge(TimeBound bound, boolean first) {
    return switch (bound) {
      case TimeBound.In in -> Optional.of(in.date());
      case TimeBound.Between between -> first ? between.earliest() : between.latest();
      case TimeBound.Open open -> Optional.empty();
      case TimeBound.Unknown unknown -> Optional.empty();
    };
  }
}
