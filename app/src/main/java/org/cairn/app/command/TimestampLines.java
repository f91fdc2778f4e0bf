package org.cairn.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cairn.ledger.timestamp.TimestampOutcome;
import org.cairn.ledger.timestamp.TimestampStatus;
import org.cairn.register.TimestampSummary;
import org.cairn.register.Timestamping;

/** What there is to say of time stamps, for people and for programs. */
final class TimestampLines {
  private TimestampLines() {}

  /** What a round of requests came to, a line each; nothing where nobody is asked. */
  static void tell(Timestamping.Round round, PrintWriter err) {
    switch (round) {
      case Timestamping.Off off -> {}
      case Timestamping.Elsewhere elsewhere ->
          err.println(
              "Time stamps: another process is asking the authorities now; it takes this checkpoint"
                  + " too ('cairn ledger stamp' shows what came).");
      case Timestamping.Asked asked -> tellOutcomes(asked.outcomes(), err);
    }
  }

  static void tellOutcomes(List<TimestampOutcome> outcomes, PrintWriter err) {
    for (TimestampOutcome outcome : outcomes) {
      switch (outcome.result()) {
        case TimestampOutcome.Stamped stamped -> {
          err.println(
              "Time stamp of '" + outcome.authority() + "': " + stamped.timestamp().genTime());
          if (stamped.ahead().abs().compareTo(Timestamping.SKEW) > 0) {
            err.println(skew(outcome.authority(), stamped));
          }
        }
        case TimestampOutcome.Failed failed ->
            err.println(
                "No time stamp of '"
                    + outcome.authority()
                    + "' yet ("
                    + failed.failure().fault()
                    + "); it is asked again from "
                    + failed.failure().nextTry()
                    + " on");
      }
    }
  }

  private static String skew(String authority, TimestampOutcome.Stamped stamped) {
    boolean behind = !stamped.ahead().isNegative();
    return "This machine's clock is "
        + shown(stamped.ahead().abs())
        + (behind ? " behind" : " ahead of")
        + " authority '"
        + authority
        + "' ("
        + stamped.timestamp().genTime()
        + " there): set it right; until then 'cairn ledger verify' finds the times of entries"
        + " outside their bounds";
  }

  private static String shown(Duration duration) {
    return duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  /** One request, for a program. */
  static Map<String, Object> asMap(TimestampStatus status) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("checkpoint", status.checkpoint().hex());
    map.put("authority", status.authority());
    switch (status.state()) {
      case TimestampStatus.Obtained obtained -> {
        map.put("state", "obtained");
        map.put("genTime", obtained.timestamp().genTime().toString());
        map.put("signer", obtained.timestamp().authority());
      }
      case TimestampStatus.Waiting waiting -> {
        map.put("state", "waiting");
        map.put("since", waiting.enqueued().toString());
        map.put("attempts", waiting.attempts());
        map.put("nextTry", waiting.nextTry().toString());
        putFailure(map, waiting.failures());
      }
      case TimestampStatus.NotConfigured gone -> {
        map.put("state", "not-configured");
        map.put("since", gone.enqueued().toString());
        map.put("attempts", gone.attempts());
        putFailure(map, gone.failures());
      }
    }
    return map;
  }

  private static void putFailure(Map<String, Object> map, List<TimestampStatus.Failure> failures) {
    if (!failures.isEmpty()) {
      map.put("code", failures.getLast().fault().code());
      map.put("message", failures.getLast().fault().message());
    }
  }

  /** One request, for people. */
  static String line(TimestampStatus status) {
    String start = status.checkpoint().hex() + " " + status.authority() + ": ";
    return start
        + switch (status.state()) {
          case TimestampStatus.Obtained obtained -> obtained.timestamp().genTime().toString();
          case TimestampStatus.Waiting waiting ->
              "waiting, "
                  + waiting.attempts()
                  + " attempts failed, the next from "
                  + waiting.nextTry()
                  + " on"
                  + last(waiting.failures());
          case TimestampStatus.NotConfigured gone ->
              "not asked, for cairn.yaml does not name it" + last(gone.failures());
        };
  }

  private static String last(List<TimestampStatus.Failure> failures) {
    return failures.isEmpty() ? "" : " (" + failures.getLast().fault() + ")";
  }

  /** How far a ledger is stamped, for people. */
  static String line(TimestampSummary summary) {
    if (summary.checkpoints() == 0 && summary.waiting().isEmpty()) {
      return "No checkpoint is time-stamped.";
    }
    String covered =
        summary
            .newest()
            .map(newest ->
                "; the first "
                    + newest.size()
                    + " entries were there by "
                    + newest.time()
                    + " ('"
                    + newest.by()
                    + "')")
            .orElse("");
    String waiting =
        summary.waiting().isEmpty() ? "" : "; waiting for " + counts(summary.waiting());
    return summary.checkpoints()
        + " checkpoints time-stamped"
        + (summary.tokens().isEmpty() ? "" : " by " + counts(summary.tokens()))
        + covered
        + waiting
        + ".";
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(one -> "'" + one.getKey() + "' (" + one.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  /** How far a ledger is stamped, for a program. */
  static Map<String, Object> asMap(TimestampSummary summary) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("checkpoints", summary.checkpoints());
    summary
        .newest()
        .ifPresent(newest -> {
          map.put("coveredSize", newest.size());
          map.put("coveredBy", newest.time().toString());
        });
    List<Map<String, Object>> authorities = new ArrayList<>();
    var names = new TreeSet<>(summary.tokens().keySet());
    names.addAll(summary.waiting().keySet());
    for (String name : names) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("authority", name);
      one.put("tokens", summary.tokens().getOrDefault(name, 0L));
      one.put("waiting", summary.waiting().getOrDefault(name, 0L));
      authorities.add(one);
    }
    map.put("authorities", authorities);
    return map;
  }
}
