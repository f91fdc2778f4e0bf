package org.cairn.register;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Verdict;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/** The member {@code findings} of {@code cairn.yaml}: {@link FindingRule}. Stateless. */
final class FindingSettings {
  private FindingSettings() {}

  /**
   * @param value of the member; what it leaves out is as in {@link FindingRule#USUAL}
   * @throws RefusedException {@code settings-format}, with the setting
   */
  static FindingRule read(@Nullable Object value, String where) throws RefusedException {
    FindingRule usual = FindingRule.USUAL;
    if (value == null) {
      return usual;
    }
    var members =
        Settings.map(
            value, where, Set.of("judgements", "organisations", "least_certainty", "damage"));
    int judgements = number(members.get("judgements"), usual.judgements(), where + ", judgements");
    int organisations =
        number(
            members.get("organisations"),
            Math.min(usual.organisations(), judgements),
            where + ", organisations");
    DegreeOfCertainty certainty = usual.leastCertainty();
    if (members.get("least_certainty") != null) {
      String at = where + ", least_certainty";
      String code = Settings.text(members.get("least_certainty"), at);
      certainty =
          DegreeOfCertainty.findByCode(code)
              .orElseThrow(() ->
                  expected(
                      at,
                      "one of "
                          + List.of(DegreeOfCertainty.values()).stream()
                              .map(each -> each.code())
                              .toList(),
                      code));
    }
    Set<Verdict> damage = usual.damage();
    if (members.get("damage") != null) {
      damage = verdicts(members.get("damage"), where + ", damage");
    }
    try {
      return new FindingRule(judgements, organisations, certainty, damage);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          RefusedException.expected(
                  Settings.CODE, where, "a rule that can be met", String.valueOf(e.getMessage()))
              .fault(),
          e);
    }
  }

  private static int number(@Nullable Object value, int otherwise, String where)
      throws RefusedException {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer number && number >= 1 && number <= 1_000) {
      return number;
    }
    throw expected(where, "a whole number of 1 to 1000", value.toString());
  }

  private static Set<Verdict> verdicts(@Nullable Object value, String where)
      throws RefusedException {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    List<Object> all = new ArrayList<>(Settings.list(value, where));
    for (Object one : all) {
      String code = Settings.text(one, where);
      verdicts.add(
          Verdict.findByCode(code)
              .orElseThrow(() ->
                  expected(
                      where,
                      "some of "
                          + List.of(Verdict.values()).stream().map(each -> each.code()).toList(),
                      code)));
    }
    return verdicts;
  }

  private static RefusedException expected(String where, String what, String found) {
    return RefusedException.expected(Settings.CODE, where, what, "'" + found + "'");
  }
}
