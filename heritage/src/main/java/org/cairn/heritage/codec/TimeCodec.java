package org.cairn.heritage.codec;

import java.util.Optional;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Time spans as JSON. A start or end is EDTF: a date; an interval for "not before, not after", of
 * which one side may be missing; {@code ..} for open; an unknown one has no member.
 *
 * <pre>{"reading":"from","start":"-0320~","end":"-0300/-0290","periods":[{"uri":…,"label":…}]}
 * </pre>
 */
final class TimeCodec {
  private TimeCodec() {}

  static void encode(TimeSpan span, ObjectNode json) {
    json.put("reading", span.reading().code());
    put(json, "start", span.start());
    put(json, "end", span.end());
    if (!span.periods().isEmpty()) {
      ArrayNode periods = json.putArray("periods");
      span.periods().forEach(period -> encode(period, periods.addObject()));
    }
    span.label().ifPresent(text -> json.put("label", text));
    span.duration().ifPresent(text -> json.put("duration", text));
    span.certainty().ifPresent(certainty -> json.put("certainty", certainty.code()));
    span.original().ifPresent(text -> json.put("original", text));
  }

  static TimeSpan decode(Members json) {
    return new TimeSpan(
        json.code("reading", TimeSpan.Reading.values(), TimeSpan.Reading::code),
        findBound(json, "start").orElse(TimeBound.UNKNOWN),
        findBound(json, "end").orElse(TimeBound.UNKNOWN),
        json.list("periods", TimeCodec::decodePeriod),
        json.find("label"),
        json.find("duration"),
        json.findCode("certainty", Certainty.values(), Certainty::code),
        json.find("original"));
  }

  private static void encode(Period period, ObjectNode json) {
    period.uri().ifPresent(text -> json.put("uri", text));
    period.label().ifPresent(text -> json.put("label", text));
    period.start().ifPresent(bound -> json.put("start", text(bound)));
    period.stop().ifPresent(bound -> json.put("stop", text(bound)));
    period.startLabel().ifPresent(text -> json.put("startLabel", text));
    period.stopLabel().ifPresent(text -> json.put("stopLabel", text));
  }

  private static Period decodePeriod(Members json) {
    return new Period(
        json.find("uri"),
        json.find("label"),
        findBound(json, "start"),
        findBound(json, "stop"),
        json.find("startLabel"),
        json.find("stopLabel"));
  }

  private static void put(ObjectNode json, String member, TimeBound bound) {
    if (!(bound instanceof TimeBound.Unknown)) {
      json.put(member, text(bound));
    }
  }

  private static String text(TimeBound bound) {
    return switch (bound) {
      case TimeBound.In in -> in.date().text();
      case TimeBound.Between between ->
          between.earliest().map(EdtfDate::text).orElse("")
              + "/"
              + between.latest().map(EdtfDate::text).orElse("");
      case TimeBound.Open open -> "..";
      case TimeBound.Unknown unknown -> "";
    };
  }

  private static Optional<TimeBound> findBound(Members json, String member) {
    return json.find(member).map(text -> bound(json, member, text));
  }

  private static TimeBound bound(Members json, String member, String text) {
    if (text.isEmpty()) {
      return TimeBound.UNKNOWN;
    }
    if (text.equals("..")) {
      return TimeBound.OPEN;
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return TimeBound.in(date(json, member, text));
    }
    return new TimeBound.Between(
        Optional.of(text.substring(0, slash))
            .filter(side -> !side.isEmpty())
            .map(side -> date(json, member, side)),
        Optional.of(text.substring(slash + 1))
            .filter(side -> !side.isEmpty())
            .map(side -> date(json, member, side)));
  }

  private static EdtfDate date(Members json, String member, String text) {
    try {
      return EdtfDate.parse(text);
    } catch (EdtfException e) {
      throw json.malformed(member, String.valueOf(e.getMessage()));
    }
  }
}
