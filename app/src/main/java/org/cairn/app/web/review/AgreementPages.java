package org.cairn.app.web.review;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.analysis.Agreement;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertRegister;
import org.cairn.register.Silence;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * How far people agree, over the alerts whose judgements the viewer may know; and the places that
 * are not watched.
 */
@Controller
final class AgreementPages {
  /**
   * Krippendorff's own limits: firm conclusions from the first on, tentative ones from the second.
   */
  private static final double FIRM = 0.8;

  private static final double TENTATIVE = 2.0 / 3;
  private static final int PLACES = 200;

  private final Reviews reviews;

  AgreementPages(Reviews reviews) {
    this.reviews = reviews;
  }

  /** A line of a table. */
  record Row(String what, String alpha, String interval, String words, String units) {}

  @GetMapping("/review/agreement")
  @Needs(Right.SEE_ALERTS)
  Answer agreement(Frame frame) throws IOException, RefusedException {
    AlertRegister register = reviews.register();
    FindingRule rule = reviews.rule();
    Optional<Reviewer> reviewer = Reviewer.of(frame.viewer());
    Map<String, List<RecordedJudgement>> all = new LinkedHashMap<>();
    register.forEachJudgement(
        one -> all.computeIfAbsent(one.alert(), alert -> new ArrayList<>()).add(one));
    List<List<RecordedJudgement>> known =
        all.values().stream()
            .map(judgements -> Shown.to(reviewer, rule, judgements).judgements())
            .filter(judgements -> !judgements.isEmpty())
            .toList();
    Agreements found = Agreements.of(known, rule);
    Texts texts = frame.texts(ReviewPages.class);
    List<Row> whole = new ArrayList<>();
    whole.add(row(texts.text("review.agreement.verdict"), found.overall(), texts));
    whole.add(row(texts.text("review.agreement.damage"), found.damage(), texts));
    whole.add(row(texts.text("review.agreement.certainty"), found.certainty(), texts));
    List<Row> teams = new ArrayList<>();
    for (Agreements.Team team : found.teams()) {
      teams.add(
          row(
              team.one().equals(team.other())
                  ? texts.text("review.agreement.within", texts.isolate(team.one()))
                  : texts.text(
                      "review.agreement.between",
                      texts.isolate(team.one()),
                      texts.isolate(team.other())),
              team.agreement(),
              texts));
    }
    List<Row> terms = new ArrayList<>();
    found
        .terms()
        .forEach((verdict, agreement) ->
            terms.add(row(texts.text("review.verdict." + verdict.code()), agreement, texts)));
    return Answer.html(
        frame,
        (output, forms) ->
            JteagreementGenerated.render(
                output,
                forms,
                frame,
                texts,
                texts.count("review.agreement.alerts", found.alerts()),
                whole,
                teams,
                terms,
                reviewer.isPresent()));
  }

  private static Row row(String what, Agreement found, Texts texts) {
    String units = texts.plain(found.units());
    if (found.alpha().isEmpty()) {
      return new Row(
          what,
          texts.text("value.none"),
          texts.text("value.none"),
          texts.text("review.agreement.none"),
          units);
    }
    double alpha = found.alpha().getAsDouble();
    // Words by the lower end: what is not sure to be good is not called so.
    double sure = found.low().orElse(alpha);
    String words =
        sure >= FIRM
            ? "review.agreement.firm"
            : alpha >= TENTATIVE
                ? "review.agreement.tentative"
                : alpha > 0 ? "review.agreement.weak" : "review.agreement.chance";
    return new Row(
        what,
        texts.decimal(alpha, 2, 2),
        found.low().isPresent() && found.high().isPresent()
            ? texts.text(
                "review.agreement.interval",
                texts.decimal(found.low().getAsDouble(), 2, 2),
                texts.decimal(found.high().getAsDouble(), 2, 2))
            : texts.text("value.none"),
        texts.text(words),
        units);
  }

  @GetMapping("/review/quiet")
  @Needs(Right.SEE_ALERTS)
  Answer quiet(Frame frame, @RequestParam(name = "after", defaultValue = "") String after)
      throws IOException, RefusedException {
    List<Silence.Unwatched> places = reviews.register().unwatched(after, PLACES);
    Texts texts = frame.texts(ReviewPages.class);
    return Answer.html(
        frame,
        (output, forms) ->
            JtequietGenerated.render(output, forms, frame, texts, places, places.size() == PLACES));
  }
}
