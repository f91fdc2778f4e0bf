package org.cairn.app.web.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Reason;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Signing;
import org.cairn.heritage.review.Verdict;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/** The right side of an alert's page, in one language: the form, and what was said. */
final class JudgeView {
  private final Shown shown;
  private final FindingRule rule;
  private final Texts texts;
  private final Optional<Reviewer> reviewer;
  private final Filled filled;
  private final boolean isDraft;
  private final List<String> wrong;
  private final String claim;

  /**
   * @param isDraft whether what is filled in comes from a draft
   * @param wrong keys of what to mend
   * @param claim a sentence on who of the same organisation is at it; empty where nobody is
   */
  JudgeView(
      Shown shown,
      FindingRule rule,
      Texts texts,
      Optional<Reviewer> reviewer,
      Filled filled,
      boolean isDraft,
      List<String> wrong,
      String claim) {
    this.shown = shown;
    this.rule = rule;
    this.texts = texts;
    this.reviewer = reviewer;
    this.filled = filled;
    this.isDraft = isDraft;
    this.wrong = List.copyOf(wrong);
    this.claim = claim;
  }

  boolean mayJudge() {
    return reviewer.isPresent();
  }

  boolean hasJudged() {
    return shown.own().isPresent();
  }

  /** Whether a new judgement is one that knows the others. */
  boolean changes() {
    return hasJudged() && shown.hasOthers();
  }

  Filled filled() {
    return filled;
  }

  boolean isDraft() {
    return isDraft;
  }

  String claim() {
    return claim;
  }

  List<String> wrong() {
    return wrong.stream().map(key -> texts.text(key)).toList();
  }

  /** A choice in a form. */
  record Choice(String code, String label, boolean isChosen) {}

  List<Choice> verdicts() {
    List<Choice> choices = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      choices.add(
          new Choice(verdict.code(), verdict(verdict), verdict.code().equals(filled.verdict())));
    }
    return choices;
  }

  List<Choice> causes() {
    return Eamena.DISTURBANCE_CAUSE.terms().terms().stream()
        .map(term -> new Choice(term.id(), label(term), term.id().equals(filled.cause())))
        .sorted(
            java.util.Comparator.comparing(
                Choice::label,
                java.text.Collator.getInstance(Locale.forLanguageTag(texts.language().tag()))))
        .toList();
  }

  List<Choice> reasons() {
    List<Choice> choices = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      choices.add(
          new Choice(
              reason.code(),
              texts.text("review.reason." + reason.code()),
              reason.code().equals(filled.reason())));
    }
    return choices;
  }

  List<Choice> certainties() {
    List<Choice> choices = new ArrayList<>();
    for (DegreeOfCertainty degree : DegreeOfCertainty.values()) {
      if (degree != DegreeOfCertainty.NOT_APPLICABLE) {
        choices.add(
            new Choice(degree.code(), certainty(degree), degree.code().equals(filled.certainty())));
      }
    }
    return choices;
  }

  String language() {
    return texts.language().tag();
  }

  private String label(VocabularyTerm term) {
    return term.label(texts.language().tag());
  }

  private String verdict(Verdict verdict) {
    return texts.text("review.verdict." + verdict.code());
  }

  private String certainty(DegreeOfCertainty degree) {
    return texts.text("review.certainty." + degree.code());
  }

  // ---- what was said

  /** What somebody said. */
  record Said(
      String name,
      String organisation,
      String verdict,
      String reason,
      String certainty,
      String note,
      String when,
      String signed,
      String entry,
      boolean isOwn,
      boolean isAfterReveal,
      boolean saysDamage) {}

  List<Said> standing() {
    return shown.standing().stream().map(this::said).toList();
  }

  List<Said> earlier() {
    return shown.earlier().stream().map(this::said).toList();
  }

  private Said said(RecordedJudgement one) {
    String reason =
        one.judgement()
            .reason()
            .map(code ->
                one.judgement().verdict().saysDamage()
                    ? Eamena.DISTURBANCE_CAUSE.terms().findById(code).map(this::label).orElse(code)
                    : texts.text("review.reason." + code))
            .orElse("");
    return new Said(
        one.judgement().author().name().map(Texts::clean).orElse(texts.text("review.unnamed")),
        Texts.clean(one.judgement().author().organisationName()),
        verdict(one.judgement().verdict()),
        reason,
        certainty(one.judgement().certainty()),
        one.judgement().note().orElse(""),
        one.time().map(texts::instant).orElse(""),
        texts.text(
            switch (one.signing()) {
              case Signing.ByNode node -> "review.signed.node";
              case Signing.ByPasskey passkey -> "review.signed.passkey";
            }),
        texts.plain(one.entry()),
        shown.own().filter(one::equals).isPresent(),
        one.judgement().afterReveal(),
        rule.damage().contains(one.judgement().verdict()));
  }

  /** A finding in words. */
  record Found(String status, String code, String why, String rule) {}

  Optional<Found> finding() {
    return shown
        .finding()
        .map(finding ->
            new Found(
                texts.text("review.status." + finding.status().code()),
                finding.status().code(),
                why(finding),
                texts.text(
                    "review.rule",
                    texts.count("review.judgements", rule.judgements()),
                    texts.count("review.organisations", rule.organisations()),
                    certainty(rule.leastCertainty()))));
  }

  private String why(Finding finding) {
    return texts.text(
        "review.why." + finding.why().code(),
        persons(finding.tally().damage()),
        persons(finding.tally().noDamage()),
        persons(finding.tally().cannotTell()),
        persons(finding.tally().sure()),
        persons(finding.tally().independent()));
  }

  private String persons(Finding.Group group) {
    return texts.text(
        "review.group",
        texts.count("review.persons", group.persons()),
        texts.count("review.organisations", group.organisations()));
  }

  boolean isDisputed() {
    return shown.finding().filter(one -> one.status() == Finding.Status.DISPUTED).isPresent();
  }
}
