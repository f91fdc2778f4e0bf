package org.cairn.heritage.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.review.Finding.Status;
import org.cairn.heritage.review.Finding.Why;
import org.cairn.heritage.vocabulary.Eamena;
import org.junit.jupiter.api.Test;

class FindingTest {
  private final List<RecordedJudgement> history = new ArrayList<>();

  private FindingTest says(
      String person, String organisation, Verdict verdict, DegreeOfCertainty certainty) {
    return says(person, organisation, verdict, certainty, false);
  }

  private FindingTest says(
      String person,
      String organisation,
      Verdict verdict,
      DegreeOfCertainty certainty,
      boolean afterReveal) {
    Author author = new Author(person, Optional.empty(), organisation, organisation);
    Judgement judgement =
        new Judgement(
            "a1", 3, author, verdict, Optional.empty(), certainty, Optional.empty(), afterReveal);
    history.add(
        new RecordedJudgement(
            10 + history.size(), Optional.empty(), judgement, new Signing.ByNode()));
    return this;
  }

  private Finding finding() {
    return Finding.of(FindingRule.USUAL, history);
  }

  private void assertFinding(Status status, Why why, Long... judgements) {
    assertThat(finding().status()).isEqualTo(status);
    assertThat(finding().why()).isEqualTo(why);
    assertThat(finding().judgements()).containsExactly(judgements);
  }

  @Test
  void says_nothing_of_the_first_judgement_before_the_second_is_in() {
    assertFinding(Status.UNREVIEWED, Why.NOBODY_JUDGED);
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.DEFINITE);
    Finding afterDamage = finding();
    history.clear();
    says("p1", "o1", Verdict.NO_CHANGE, DegreeOfCertainty.LOW);
    assertThat(finding()).isEqualTo(afterDamage);
    assertFinding(Status.UNREVIEWED, Why.JUDGEMENTS_MISSING);
    assertThat(finding().sentence())
        .isEqualTo(
            "Judged independently so far: 1 person of 1 organisation; the rule asks for 2 persons of 2 organisations.");
  }

  @Test
  void two_of_one_organisation_are_too_few_where_two_are_asked_for() {
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.DEFINITE)
        .says("p2", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.DEFINITE);
    assertFinding(Status.UNREVIEWED, Why.JUDGEMENTS_MISSING);
    Finding alone = Finding.of(FindingRule.USUAL.among(1), history);
    assertThat(alone.status()).isEqualTo(Status.CONFIRMED);
    assertThat(FindingRule.USUAL.among(5)).isEqualTo(FindingRule.USUAL);
  }

  @Test
  void damage_is_confirmed_by_as_many_as_the_rule_asks_for_and_potential_below() {
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.DEFINITE)
        .says("p2", "o2", Verdict.LIKELY_DAMAGE, DegreeOfCertainty.LOW);
    assertFinding(Status.POTENTIAL, Why.NOT_SURE_ENOUGH, 10L, 11L);
    says("p3", "o2", Verdict.LIKELY_DAMAGE, DegreeOfCertainty.MEDIUM);
    assertFinding(Status.CONFIRMED, Why.SURE_OF_DAMAGE, 10L, 11L, 12L);
    assertThat(finding().sentence())
        .isEqualTo(
            "Damage with certainty 'medium' or more: 2 persons of 2 organisations, and nobody says otherwise; the rule asks for 2 persons of 2 organisations.");
  }

  @Test
  void damage_that_another_cannot_tell_stays_potential() {
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.DEFINITE)
        .says("p2", "o2", Verdict.CANNOT_TELL, DegreeOfCertainty.NOT_APPLICABLE);
    assertFinding(Status.POTENTIAL, Why.TOO_FEW_SAY_DAMAGE, 10L, 11L);
  }

  @Test
  void nobody_is_outvoted() {
    for (int person = 0; person < 9; person++) {
      says("p" + person, "o" + person, Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.DEFINITE);
    }
    says("late", "o1", Verdict.OTHER_CHANGE, DegreeOfCertainty.LOW);
    assertThat(finding().status()).isEqualTo(Status.DISPUTED);
    assertThat(finding().sentence())
        .isEqualTo(
            "Damage: 9 persons of 9 organisations. No damage: 1 person of 1 organisation. Both views stand.");
  }

  @Test
  void who_changes_their_view_settles_a_dispute_and_the_first_view_stays_in_the_history() {
    says("p1", "o1", Verdict.NO_CHANGE, DegreeOfCertainty.MEDIUM)
        .says("p2", "o2", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.HIGH);
    assertFinding(Status.DISPUTED, Why.VIEWS_DIFFER, 10L, 11L);
    says("p1", "o1", Verdict.LIKELY_DAMAGE, DegreeOfCertainty.MEDIUM, true);
    assertFinding(Status.CONFIRMED, Why.SURE_OF_DAMAGE, 11L, 12L);
    assertThat(Visibility.independent(history))
        .extracting(RecordedJudgement::entry)
        .containsExactly(10L, 11L);
    assertThat(history).hasSize(3);
  }

  @Test
  void who_judges_only_after_seeing_others_can_dispute_and_counts_towards_nothing_else() {
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.HIGH)
        .says("p3", "o3", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.HIGH, true);
    assertFinding(Status.UNREVIEWED, Why.JUDGEMENTS_MISSING);
    says("p2", "o2", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.LOW);
    assertFinding(Status.POTENTIAL, Why.NOT_SURE_ENOUGH, 10L, 11L, 12L);
    says("p3", "o3", Verdict.NO_CHANGE, DegreeOfCertainty.HIGH, true);
    assertFinding(Status.DISPUTED, Why.VIEWS_DIFFER, 10L, 12L, 13L);
  }

  @Test
  void no_damage_needs_as_many_as_damage() {
    says("p1", "o1", Verdict.NO_CHANGE, DegreeOfCertainty.LOW)
        .says("p2", "o2", Verdict.CANNOT_TELL, DegreeOfCertainty.NOT_APPLICABLE);
    assertFinding(Status.UNDECIDED, Why.TOO_FEW_CAN_TELL, 10L, 11L);
    says("p3", "o2", Verdict.OTHER_CHANGE, DegreeOfCertainty.LOW);
    assertFinding(Status.NOT_DAMAGE, Why.AGREED_NO_DAMAGE, 10L, 11L, 12L);
  }

  @Test
  void where_nobody_can_tell_nothing_is_decided() {
    says("p1", "o1", Verdict.CANNOT_TELL, DegreeOfCertainty.NOT_APPLICABLE)
        .says("p2", "o2", Verdict.CANNOT_TELL, DegreeOfCertainty.NOT_APPLICABLE);
    assertFinding(Status.UNDECIDED, Why.NOBODY_CAN_TELL, 10L, 11L);
    assertThat(finding().sentence())
        .isEqualTo("Judged, and nobody can tell: 2 persons of 2 organisations.");
  }

  @Test
  void a_rule_may_ask_for_more_and_take_certain_damage_alone_for_damage() {
    FindingRule strict =
        new FindingRule(3, 1, DegreeOfCertainty.HIGH, EnumSet.of(Verdict.CERTAIN_DAMAGE));
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.HIGH)
        .says("p2", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.HIGH);
    assertThat(Finding.of(strict, history).isComplete()).isFalse();
    says("p3", "o1", Verdict.LIKELY_DAMAGE, DegreeOfCertainty.HIGH);
    assertThat(Finding.of(strict, history).status()).isEqualTo(Status.DISPUTED);
  }

  @Test
  void every_status_has_a_sentence_of_its_own() {
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.HIGH);
    for (Verdict verdict : Verdict.values()) {
      says("p2", "o2", verdict, DegreeOfCertainty.NEGLIGIBLE);
      assertThat(finding().sentence()).as(verdict.code()).endsWith(".").doesNotContain("%");
    }
  }

  @Test
  void others_judgements_are_seen_once_the_own_is_in() {
    says("p1", "o1", Verdict.CERTAIN_DAMAGE, DegreeOfCertainty.HIGH);
    assertThat(Visibility.revealedTo("p2", history)).isEmpty();
    assertThat(Visibility.revealedTo("p1", history)).hasSize(1);
    assertThat(Visibility.revealedToReaders(FindingRule.USUAL, history)).isEmpty();
    says("p2", "o2", Verdict.NO_CHANGE, DegreeOfCertainty.HIGH);
    assertThat(Visibility.revealedTo("p1", history)).hasSize(2);
    assertThat(Visibility.revealedTo("p2", history)).hasSize(2);
    assertThat(Visibility.revealedTo("p3", history)).isEmpty();
    assertThat(Visibility.revealedToReaders(FindingRule.USUAL, history)).hasSize(2);
  }

  @Test
  void a_reason_fits_its_verdict() {
    String cause = Eamena.DISTURBANCE_CAUSE.terms().terms().getFirst().id();
    assertThat(reasoned(Verdict.LIKELY_DAMAGE, cause).reason()).contains(cause);
    assertThat(reasoned(Verdict.NO_CHANGE, "shadow").reason()).contains("shadow");
    assertThatThrownBy(() -> reasoned(Verdict.NO_CHANGE, cause))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'no-change'");
    assertThatThrownBy(() -> reasoned(Verdict.CERTAIN_DAMAGE, "shadow"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EAMENA");
  }

  private static Judgement reasoned(Verdict verdict, String reason) {
    return new Judgement(
        "a1",
        3,
        new Author("p", Optional.of("A person"), "o", "An organisation"),
        verdict,
        Optional.of(reason),
        DegreeOfCertainty.LOW,
        Optional.empty(),
        false);
  }

  @Test
  void refuses_what_cannot_be() {
    assertThatThrownBy(
            () -> new FindingRule(1, 2, DegreeOfCertainty.LOW, Set.of(Verdict.NO_CHANGE)))
        .hasMessageContaining("found 1 judgements of 2 organisations");
    assertThatThrownBy(() -> new FindingRule(2, 2, DegreeOfCertainty.LOW, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Signing.ByPasskey("a+b", "c", "d", "e", List.of()))
        .hasMessageContaining("base64url");
    assertThatThrownBy(() -> new Author(" ", Optional.empty(), "o", "O"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void certainties_are_those_of_eamena_in_their_order() {
    assertThat(Eamena.CERTAINTY.terms().terms())
        .extracting(term -> term.id())
        .containsExactly(
            java.util.Arrays.stream(DegreeOfCertainty.values())
                .map(DegreeOfCertainty::code)
                .toArray(String[]::new));
  }
}
