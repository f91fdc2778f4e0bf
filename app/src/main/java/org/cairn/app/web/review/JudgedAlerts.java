package org.cairn.app.web.review;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertRegister;
import org.cairn.register.RecordedFinding;

/**
 * What came of alerts, for pages of other features: as much as the alert's own page would say to
 * the same viewer, and nothing sooner. Thread-safe.
 */
public final class JudgedAlerts {
  private final Reviews reviews;
  private final Readers readers;

  JudgedAlerts(Reviews reviews, Readers readers) {
    this.reviews = reviews;
    this.readers = readers;
  }

  /**
   * A judgement or a finding.
   *
   * @param status code of a finding; empty for a judgement
   * @param text in words
   * @param time the writer's clock, a claim
   * @param entry of the ledger behind it
   */
  public record Event(String alert, String status, String text, Instant time, long entry) {}

  /**
   * @param alerts ids of those of one place
   */
  public List<Event> of(Frame frame, List<String> alerts) throws IOException, RefusedException {
    List<Event> events = new ArrayList<>();
    if (alerts.isEmpty()) {
      return events;
    }
    AlertRegister register = reviews.register();
    Optional<Reviewer> reviewer = Reviewer.of(frame.viewer());
    Texts texts = frame.texts(JudgedAlerts.class);
    for (String alert : alerts) {
      List<RecordedJudgement> all = register.judgements(alert);
      if (all.isEmpty()) {
        continue;
      }
      Shown shown = Shown.to(reviewer, reviews.rule(), all);
      if (shown.judgements().isEmpty()) {
        continue;
      }
      if (reviewer.isEmpty() && frame.viewer().isSignedIn()) {
        readers.note(frame.viewer().person().orElseThrow().id(), alert);
      }
      shown.standing().stream().flatMap(one -> judgement(one, texts).stream()).forEach(events::add);
      List<RecordedFinding> findings = register.findings(alert);
      if (shown.finding().isPresent() && !findings.isEmpty()) {
        finding(findings.getLast(), shown, texts).ifPresent(events::add);
      }
    }
    return events;
  }

  /**
   * Notes that somebody who does not judge is told elsewhere what came of alerts: should they judge
   * them later, that counts as known to them.
   */
  public void noteTold(String person, List<String> alerts) throws IOException {
    for (String alert : alerts) {
      readers.note(person, alert);
    }
  }

  /** Without the person's name, which the alert's page has. */
  private static Optional<Event> judgement(RecordedJudgement one, Texts texts) {
    String text =
        texts.text(
            "review.event.judgement",
            texts.text("review.verdict." + one.judgement().verdict().code()),
            texts.text("review.certainty." + one.judgement().certainty().code()),
            texts.isolate(Texts.clean(one.judgement().author().organisationName())));
    return one.time().map(time -> new Event(one.alert(), "", text, time, one.entry()));
  }

  private Optional<Event> finding(RecordedFinding newest, Shown shown, Texts texts)
      throws IOException {
    String status = texts.text("review.status." + newest.status().code());
    // The rule may have changed since: then the record's word is said, and not why another holds.
    String why =
        new JudgeView(
                shown, reviews.rule(), texts, Optional.empty(), Filled.EMPTY, false, List.of(), "")
            .finding()
            .filter(found -> found.code().equals(newest.status().code()))
            .map(found -> " " + found.why())
            .orElse("");
    String text = texts.text("review.event.finding", status) + why;
    return newest
        .time()
        .map(time -> new Event(newest.alert(), newest.status().code(), text, time, newest.entry()));
  }
}
