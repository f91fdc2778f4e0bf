package org.cairn.app.web.review;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.cairn.analysis.Agreement;
import org.cairn.analysis.KrippendorffAlpha;
import org.cairn.analysis.KrippendorffAlpha.Bootstrap;
import org.cairn.analysis.KrippendorffAlpha.Metric;
import org.cairn.analysis.Ratings;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Verdict;
import org.cairn.heritage.review.Visibility;

/**
 * How far people agree who judged independently: over all, for each pair of organisations, and term
 * by term. Views that were changed after others were seen do not count. Immutable.
 *
 * @param alerts how many were judged by two or more
 * @param overall which of the verdicts
 * @param damage whether it is damage at all, of those who could tell
 * @param certainty in its order
 * @param teams by the two organisations' names; within one organisation both are the same
 * @param terms each verdict against all others
 */
record Agreements(
    int alerts,
    Agreement overall,
    Agreement damage,
    Agreement certainty,
    List<Team> teams,
    Map<Verdict, Agreement> terms) {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 0.95, 20_260_101);

  /** Two organisations, or one within itself. */
  record Team(String one, String other, Agreement agreement) {}

  /**
   * @param alerts of each alert all judgements in their order
   */
  static Agreements of(List<List<RecordedJudgement>> alerts, FindingRule rule) {
    List<List<RecordedJudgement>> units =
        alerts.stream().map(Visibility::independent).filter(unit -> unit.size() > 1).toList();
    Map<Verdict, Agreement> terms = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      terms.put(
          verdict, agreement(units, 2, one -> one.verdict() == verdict ? 1 : 0, Metric.NOMINAL));
    }
    List<List<RecordedJudgement>> telling =
        units.stream()
            .map(unit ->
                unit.stream()
                    .filter(one -> one.judgement().verdict() != Verdict.CANNOT_TELL)
                    .toList())
            .toList();
    return new Agreements(
        units.size(),
        agreement(units, Verdict.values().length, one -> one.verdict().ordinal(), Metric.NOMINAL),
        agreement(telling, 2, one -> rule.damage().contains(one.verdict()) ? 1 : 0, Metric.NOMINAL),
        agreement(
            units,
            DegreeOfCertainty.values().length,
            one -> one.certainty().ordinal(),
            Metric.ORDINAL),
        teams(units),
        terms);
  }

  private static Agreement agreement(
      List<List<RecordedJudgement>> units,
      int categories,
      ToIntFunction<Judgement> category,
      Metric metric) {
    List<List<Integer>> values = new ArrayList<>();
    for (List<RecordedJudgement> unit : units) {
      values.add(unit.stream().map(one -> category.applyAsInt(one.judgement())).toList());
    }
    return KrippendorffAlpha.agreement(new Ratings(categories, values), metric, BOOTSTRAP);
  }

  private static List<Team> teams(List<List<RecordedJudgement>> units) {
    Map<String, String> names = new TreeMap<>();
    units.forEach(unit ->
        unit.forEach(
            one -> names.put(one.organisation(), one.judgement().author().organisationName())));
    List<String> ids = List.copyOf(names.keySet());
    Map<List<String>, List<List<RecordedJudgement>>> pairs = new LinkedHashMap<>();
    for (int one = 0; one < ids.size(); one++) {
      for (int other = one; other < ids.size(); other++) {
        List<String> pair = List.of(ids.get(one), ids.get(other));
        boolean within = one == other;
        List<List<RecordedJudgement>> shared =
            units.stream()
                .map(unit ->
                    unit.stream().filter(each -> pair.contains(each.organisation())).toList())
                .filter(unit ->
                    unit.size() > 1
                        && (within
                            || unit.stream().map(RecordedJudgement::organisation).distinct().count()
                                > 1))
                .toList();
        if (!shared.isEmpty()) {
          pairs.put(pair, shared);
        }
      }
    }
    List<Team> teams = new ArrayList<>();
    pairs.forEach((pair, shared) ->
        teams.add(
            new Team(
                names.getOrDefault(pair.get(0), pair.get(0)),
                names.getOrDefault(pair.get(1), pair.get(1)),
                agreement(
                    shared,
                    Verdict.values().length,
                    one -> one.verdict().ordinal(),
                    Metric.NOMINAL))));
    return teams;
  }
}
