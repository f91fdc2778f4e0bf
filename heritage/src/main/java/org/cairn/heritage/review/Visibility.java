package org.cairn.heritage.review;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may see which judgements of one alert, so that people judge independently of each other.
 * Everything is for the judgements of a single alert, in the order of their entries. Stateless.
 */
public final class Visibility {
  private Visibility() {}

  /**
   * What somebody who may judge is shown: nothing of others before an own judgement is in,
   * everything after.
   *
   * @param person the id
   */
  public static List<RecordedJudgement> revealedTo(
      String person, List<RecordedJudgement> judgements) {
    return isRevealedTo(person, judgements) ? List.copyOf(judgements) : List.of();
  }

  /** Whether the person has judged, and thereby may see what others say. */
  public static boolean isRevealedTo(String person, List<RecordedJudgement> judgements) {
    return judgements.stream().anyMatch(each -> each.person().equals(person));
  }

  /** What those are shown who never judge: nothing before all independent judgements are in. */
  public static List<RecordedJudgement> revealedToReaders(
      FindingRule rule, List<RecordedJudgement> judgements) {
    return isComplete(rule, judgements) ? List.copyOf(judgements) : List.of();
  }

  /** Whether as many have judged independently as the rule asks for. */
  public static boolean isComplete(FindingRule rule, List<RecordedJudgement> judgements) {
    List<RecordedJudgement> independent = independent(judgements);
    return independent.size() >= rule.judgements()
        && organisations(independent) >= rule.organisations();
  }

  /**
   * Of each person the last judgement from before others' were shown; persons in the order in which
   * they first judged. Those who judged only afterwards are not among them.
   */
  public static List<RecordedJudgement> independent(List<RecordedJudgement> judgements) {
    return newest(judgements.stream().filter(each -> !each.judgement().afterReveal()).toList());
  }

  /** Of each person the newest judgement, which stands; persons as in {@link #independent}. */
  public static List<RecordedJudgement> standing(List<RecordedJudgement> judgements) {
    return newest(judgements);
  }

  private static List<RecordedJudgement> newest(List<RecordedJudgement> judgements) {
    Map<String, RecordedJudgement> byPerson = new LinkedHashMap<>();
    judgements.forEach(each ->
        byPerson.merge(
            each.person(), each, (one, other) -> one.entry() > other.entry() ? one : other));
    return List.copyOf(byPerson.values());
  }

  static int organisations(Collection<RecordedJudgement> judgements) {
    Set<String> organisations = new LinkedHashSet<>();
    judgements.forEach(each -> organisations.add(each.organisation()));
    return organisations.size();
  }
}
