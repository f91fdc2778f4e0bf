package org.cairn.heritage.review;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What follows from the judgements of one alert by a rule, and by nothing else. Judgements that
 * contradict each other stay beside each other: nobody is outvoted.
 *
 * @param judgements entries of those it rests on, the newest of each person, in their order; empty
 *     while it would tell what the first of them say
 */
public record Finding(
    Status status, Why why, Tally tally, FindingRule rule, List<Long> judgements) {
  public Finding {
    judgements = List.copyOf(judgements);
  }

  /** Codes are written to records; adding one is compatible. */
  public enum Status {
    /** Fewer have judged independently than the rule asks for. */
    UNREVIEWED("unreviewed"),
    /** Damage, and nobody says otherwise; too few are sure of it. */
    POTENTIAL("potential"),
    /** Damage, and as many are sure of it as the rule asks for; nobody says otherwise. */
    CONFIRMED("confirmed"),
    /** As many as the rule asks for say that it is none; nobody says otherwise. */
    NOT_DAMAGE("not-damage"),
    /** Some say damage, some say none. */
    DISPUTED("disputed"),
    /** Judged, but too few could tell anything; nobody says damage. */
    UNDECIDED("undecided");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    public static Optional<Status> findByCode(String code) {
      return Stream.of(values()).filter(each -> each.code.equals(code)).findFirst();
    }
  }

  /** Why the status is what it is; {@link Finding#sentence} says it. */
  public enum Why {
    NOBODY_JUDGED("nobody-judged"),
    JUDGEMENTS_MISSING("judgements-missing"),
    SURE_OF_DAMAGE("sure-of-damage"),
    NOT_SURE_ENOUGH("not-sure-enough"),
    TOO_FEW_SAY_DAMAGE("too-few-say-damage"),
    AGREED_NO_DAMAGE("agreed-no-damage"),
    VIEWS_DIFFER("views-differ"),
    NOBODY_CAN_TELL("nobody-can-tell"),
    TOO_FEW_CAN_TELL("too-few-can-tell");

    private final String code;

    Why(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /**
   * Some persons.
   *
   * @param organisations how many they are of
   */
  public record Group(int persons, int organisations) {
    boolean meets(FindingRule rule) {
      return persons >= rule.judgements() && organisations >= rule.organisations();
    }

    private static Group of(List<RecordedJudgement> judgements) {
      return new Group(judgements.size(), Visibility.organisations(judgements));
    }

    private String words() {
      return "%d %s of %d %s"
          .formatted(
              persons,
              persons == 1 ? "person" : "persons",
              organisations,
              organisations == 1 ? "organisation" : "organisations");
    }
  }

  /**
   * Who says what now. Before the judgements are complete only {@code independent} is told, and the
   * others are none.
   *
   * @param independent judged without knowing others' judgements
   * @param sure of the independent, who say damage with the certainty that the rule asks for
   * @param later judged only after they had seen others' judgements: they are among those who say
   *     something, and no agreement is counted from them
   */
  public record Tally(
      Group independent, Group damage, Group sure, Group noDamage, Group cannotTell, Group later) {}

  /**
   * @param history all judgements of one alert, in the order of their entries
   */
  public static Finding of(FindingRule rule, List<RecordedJudgement> history) {
    List<RecordedJudgement> independent = Visibility.independent(history);
    if (!Visibility.isComplete(rule, history)) {
      Group none = new Group(0, 0);
      Tally tally = new Tally(Group.of(independent), none, none, none, none, none);
      return new Finding(
          Status.UNREVIEWED,
          history.isEmpty() ? Why.NOBODY_JUDGED : Why.JUDGEMENTS_MISSING,
          tally,
          rule,
          List.of());
    }
    List<RecordedJudgement> standing = Visibility.standing(history);
    Set<String> persons =
        independent.stream().map(RecordedJudgement::person).collect(Collectors.toSet());
    List<RecordedJudgement> counted =
        standing.stream().filter(each -> persons.contains(each.person())).toList();
    List<RecordedJudgement> later =
        standing.stream().filter(each -> !persons.contains(each.person())).toList();
    List<RecordedJudgement> damage = saying(rule, counted, View.DAMAGE);
    Group sure =
        Group.of(
            damage.stream()
                .filter(each -> each.judgement().certainty().isAtLeast(rule.leastCertainty()))
                .toList());
    Tally tally =
        new Tally(
            Group.of(independent),
            Group.of(saying(rule, standing, View.DAMAGE)),
            sure,
            Group.of(saying(rule, standing, View.NO_DAMAGE)),
            Group.of(saying(rule, standing, View.NONE)),
            Group.of(later));
    Why why;
    if (tally.damage.persons > 0 && tally.noDamage.persons > 0) {
      why = Why.VIEWS_DIFFER;
    } else if (tally.damage.persons > 0) {
      why = ofDamage(rule, Group.of(damage), sure);
    } else {
      why = ofNoDamage(rule, tally, Group.of(saying(rule, counted, View.NO_DAMAGE)));
    }
    return new Finding(
        status(why),
        why,
        tally,
        rule,
        standing.stream().map(each -> each.entry()).sorted().toList());
  }

  private enum View {
    DAMAGE,
    NO_DAMAGE,
    NONE
  }

  private static List<RecordedJudgement> saying(
      FindingRule rule, List<RecordedJudgement> judgements, View view) {
    return judgements.stream()
        .filter(each -> view(rule, each.judgement().verdict()) == view)
        .toList();
  }

  private static View view(FindingRule rule, Verdict verdict) {
    if (verdict == Verdict.CANNOT_TELL) {
      return View.NONE;
    }
    return rule.damage().contains(verdict) ? View.DAMAGE : View.NO_DAMAGE;
  }

  private static Why ofDamage(FindingRule rule, Group agreeing, Group sure) {
    if (sure.meets(rule)) {
      return Why.SURE_OF_DAMAGE;
    }
    return agreeing.meets(rule) ? Why.NOT_SURE_ENOUGH : Why.TOO_FEW_SAY_DAMAGE;
  }

  private static Why ofNoDamage(FindingRule rule, Tally tally, Group agreeing) {
    if (tally.noDamage.persons == 0) {
      return Why.NOBODY_CAN_TELL;
    }
    return agreeing.meets(rule) ? Why.AGREED_NO_DAMAGE : Why.TOO_FEW_CAN_TELL;
  }

  private static Status status(Why why) {
    return switch (why) {
      case NOBODY_JUDGED, JUDGEMENTS_MISSING -> Status.UNREVIEWED;
      case SURE_OF_DAMAGE -> Status.CONFIRMED;
      case NOT_SURE_ENOUGH, TOO_FEW_SAY_DAMAGE -> Status.POTENTIAL;
      case AGREED_NO_DAMAGE -> Status.NOT_DAMAGE;
      case VIEWS_DIFFER -> Status.DISPUTED;
      case NOBODY_CAN_TELL, TOO_FEW_CAN_TELL -> Status.UNDECIDED;
    };
  }

  /** Whether all independent judgements are in. */
  public boolean isComplete() {
    return status != Status.UNREVIEWED;
  }

  /** Why, in English. */
  public String sentence() {
    return switch (why) {
      case NOBODY_JUDGED -> "Nobody has judged this alert yet; %s.".formatted(asked());
      case JUDGEMENTS_MISSING ->
          "Judged independently so far: %s; %s.".formatted(tally.independent.words(), asked());
      case SURE_OF_DAMAGE ->
          "Damage with certainty '%s' or more: %s, and nobody says otherwise; %s."
              .formatted(rule.leastCertainty().code(), tally.sure.words(), asked());
      case NOT_SURE_ENOUGH ->
          "Damage: %s, and with certainty '%s' or more: %s; %s."
              .formatted(
                  tally.damage.words(), rule.leastCertainty().code(), tally.sure.words(), asked());
      case TOO_FEW_SAY_DAMAGE ->
          "Damage: %s. Cannot tell: %s; %s."
              .formatted(tally.damage.words(), tally.cannotTell.words(), asked());
      case AGREED_NO_DAMAGE ->
          "No damage: %s, and nobody says otherwise; %s."
              .formatted(tally.noDamage.words(), asked());
      case VIEWS_DIFFER ->
          "Damage: %s. No damage: %s. Both views stand."
              .formatted(tally.damage.words(), tally.noDamage.words());
      case NOBODY_CAN_TELL ->
          "Judged, and nobody can tell: %s.".formatted(tally.cannotTell.words());
      case TOO_FEW_CAN_TELL ->
          "No damage: %s. Cannot tell: %s; %s."
              .formatted(tally.noDamage.words(), tally.cannotTell.words(), asked());
    };
  }

  private String asked() {
    return "the rule asks for " + new Group(rule.judgements(), rule.organisations()).words();
  }
}
