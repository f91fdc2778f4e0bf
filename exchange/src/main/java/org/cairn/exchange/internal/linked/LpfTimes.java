package org.cairn.exchange.internal.linked;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Members;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import tools.jackson.databind.JsonNode;

/**
 * Reads the member {@code when} in all its spellings:
 *
 * <pre>{"timespans":[{"start":{"in":"1600"},"end":{"earliest":"1690","latest":"1699"}}],
 *  "periods":[{"name":…,"@id":…}],"label":…,"duration":"P100Y","certainty":"less-certain"}
 * {"timespans":[{"start":1727,"end":-1}]}</pre>
 *
 * A start without end is "during", as the format says; an end of -1 is one that nobody knows, so
 * its span is "from". Years are astronomical; those of one to three digits are read as if filled up
 * with zeros. Periods, label and duration belong to the span where there is one, else they are a
 * span of their own.
 */
final class LpfTimes {
  private static final Pattern SHORT_YEAR = Pattern.compile("(-?)(\\d{1,3})");
  private static final Pattern LONG_YEAR = Pattern.compile("[+]?(-?\\d{5,16})");

  private final Problems problems;

  LpfTimes(Problems problems) {
    this.problems = problems;
  }

  /** The times of everything that has a {@code when}; what cannot be read stays behind in it. */
  List<TimeSpan> read(Members owner) {
    List<TimeSpan> times = new ArrayList<>();
    owner.objects("when").forEach(when -> times.addAll(readWhen(when)));
    return times;
  }

  private List<TimeSpan> readWhen(Members when) {
    Optional<Certainty> certainty = certainty(when);
    List<Period> periods = new ArrayList<>();
    for (Members each : when.objects("periods", "period")) {
      period(each).ifPresent(periods::add);
    }
    Optional<String> label = when.text("label");
    Optional<String> duration = when.text("duration");
    List<TimeSpan> spans = new ArrayList<>();
    for (Members each : when.objects("timespans", "timespan")) {
      span(each).ifPresent(spans::add);
    }
    boolean more = !periods.isEmpty() || label.isPresent() || duration.isPresent();
    try {
      if (spans.size() == 1) {
        spans.set(0, with(spans.getFirst(), periods, label, duration));
      } else if (more) {
        spans.add(with(TimeSpan.during(TimeBound.UNKNOWN), periods, label, duration));
      }
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.STATEMENT_MALFORMED, when.path(), "", e.getMessage() + ".", "", "Correct it.");
      when.keepWhole();
      return List.of();
    }
    return certainty
        .map(sure -> spans.stream().map(span -> span.withCertainty(sure)).toList())
        .orElse(spans);
  }

  private static TimeSpan with(
      TimeSpan span, List<Period> periods, Optional<String> label, Optional<String> duration) {
    return new TimeSpan(
        span.reading(),
        span.start(),
        span.end(),
        periods,
        label,
        duration,
        span.certainty(),
        span.original());
  }

  /** The certainty of anything that has one; another word stays behind. */
  Optional<Certainty> certainty(Members owner) {
    JsonNode word = owner.peek("certainty");
    if (Json.isBlank(word)) {
      return Optional.empty();
    }
    Optional<Certainty> certainty =
        word.isString() ? LpfWords.certainty(word.asString()) : Optional.empty();
    if (certainty.isPresent()) {
      owner.take("certainty");
    } else {
      problems.note(
          Code.STATEMENT_MALFORMED,
          owner.path("certainty"),
          Json.text(word),
          "The certainty is none of the format's; it was kept as it is.",
          "certain, less-certain or uncertain",
          "Correct it.");
    }
    return certainty;
  }

  private Optional<Period> period(Members json) {
    Optional<String> label = json.text("name", "label");
    Optional<String> uri = json.text("@id", "uri");
    try {
      return label.isEmpty() && uri.isEmpty()
          ? Optional.empty()
          : Optional.of(years(json, uri, label));
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.STATEMENT_MALFORMED, json.path(), "", e.getMessage() + ".", "", "Correct it.");
      json.keepWhole();
      return Optional.empty();
    }
  }

  /** With the years and their words where the period has them: {@code start}, {@code stop}. */
  private Period years(Members json, Optional<String> uri, Optional<String> label) {
    Years start = yearsOf(json, "start");
    Years stop = yearsOf(json, json.peek("stop").isMissingNode() ? "end" : "stop");
    return new Period(uri, label, start.bound(), stop.bound(), start.words(), stop.words());
  }

  private record Years(Optional<TimeBound> bound, Optional<String> words) {}

  /** {@code {"in":"-0799"}}, or as PeriodO has it {@code {"in":{"year":"-0799"},"label":…}}. */
  private Years yearsOf(Members period, String member) {
    Optional<Members> object = period.object(member);
    try {
      if (object.isEmpty()) {
        return new Years(bound(period, member), Optional.empty());
      }
      Optional<String> words = object.get().text("label");
      Optional<Members> inner = object.get().object("in");
      return new Years(inner.isEmpty() ? bound(object.get()) : yearsIn(inner.get()), words);
    } catch (UnreadableException e) {
      object.ifPresentOrElse(Members::keepWhole, () -> period.untake(member));
      return new Years(Optional.empty(), Optional.empty());
    }
  }

  private Optional<TimeBound> yearsIn(Members json) throws UnreadableException {
    Optional<String> year = json.text("year");
    return year.isPresent()
        ? Optional.of(bound(json.path("year"), year.get()))
        : between(json, "earliestYear", "latestYear");
  }

  private Optional<TimeSpan> span(Members json) {
    Optional<TimeBound> start;
    Optional<TimeBound> end;
    try {
      start = bound(json, "start");
      end = bound(json, "end");
    } catch (UnreadableException e) {
      json.keepWhole();
      return Optional.empty();
    }
    boolean nothing =
        start.orElse(TimeBound.UNKNOWN) instanceof TimeBound.Unknown
            && end.orElse(TimeBound.UNKNOWN) instanceof TimeBound.Unknown;
    if (nothing) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          end.isPresent()
              ? TimeSpan.from(start.orElse(TimeBound.UNKNOWN), end.get())
              : TimeSpan.during(start.orElse(TimeBound.UNKNOWN)));
    } catch (IllegalArgumentException e) {
      reversed(json.path(), json, e);
      json.keepWhole();
      return Optional.empty();
    }
  }

  private Optional<TimeBound> bound(Members span, String member) throws UnreadableException {
    JsonNode node = span.peek(member);
    if (Json.isBlank(node)) {
      return Optional.empty();
    }
    if (node.isValueNode()) {
      return Optional.of(bound(span.path(member), span.text(member).orElse("")));
    }
    Optional<Members> object = span.object(member);
    if (object.isEmpty()) {
      throw unreadable(span.path(member), Json.text(node), "found a list");
    }
    return bound(object.get());
  }

  private Optional<TimeBound> bound(Members json) throws UnreadableException {
    Optional<String> in = json.text("in");
    if (in.isPresent()) {
      return Optional.of(bound(json.path("in"), in.get()));
    }
    return between(json, "earliest", "latest");
  }

  private Optional<TimeBound> between(Members json, String from, String to)
      throws UnreadableException {
    Optional<EdtfDate> earliest = date(json, from);
    Optional<EdtfDate> latest = date(json, to);
    if (earliest.isEmpty() && latest.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TimeBound.Between(earliest, latest));
    } catch (IllegalArgumentException e) {
      reversed(json.path(), json, e);
      throw new UnreadableException();
    }
  }

  private Optional<EdtfDate> date(Members json, String member) throws UnreadableException {
    Optional<String> text = json.text(member);
    return text.isPresent() && bound(json.path(member), text.get()) instanceof TimeBound.In in
        ? Optional.of(in.date())
        : Optional.empty();
  }

  private TimeBound bound(String path, String text) throws UnreadableException {
    String date = text.strip();
    if (date.equals("-1")) {
      return TimeBound.UNKNOWN;
    } else if (date.equals("..")) {
      return TimeBound.OPEN;
    }
    var shortYear = SHORT_YEAR.matcher(date);
    var longYear = LONG_YEAR.matcher(date);
    try {
      if (shortYear.matches()) {
        date =
            shortYear.group(1) + "0".repeat(4 - shortYear.group(2).length()) + shortYear.group(2);
      } else if (longYear.matches()) {
        date = "Y" + longYear.group(1);
      }
      return TimeBound.in(EdtfDate.parse(date));
    } catch (EdtfException | IllegalArgumentException e) {
      throw unreadable(path, text, String.valueOf(e.getMessage()));
    }
  }

  private UnreadableException unreadable(String path, String value, String why) {
    problems.note(
        Code.DATE_UNREADABLE,
        path,
        value,
        "The date cannot be read (" + why + "); its time span was kept as it is, but not used.",
        "an ISO 8601 date: 1600, -0320, 1914-07-28; years before 1 BCE one less",
        "Correct it, or put words into 'label'.");
    return new UnreadableException();
  }

  private void reversed(String path, Members json, IllegalArgumentException why) {
    problems.note(
        Code.DATE_REVERSED,
        path,
        Json.text(json.json()),
        why.getMessage() + ". The time span was kept as it is, but not used.",
        "a start before the end",
        "Exchange the two, or see whether a year is BCE.");
  }

  /** A date was already reported. */
  private static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException() {
      super("reported", null, false, false);
    }
  }
}
