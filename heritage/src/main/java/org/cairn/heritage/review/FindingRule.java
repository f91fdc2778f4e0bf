package org.cairn.heritage.review;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What makes a finding of judgements; a setting of each node, told with every finding.
 *
 * @param judgements how many persons must have judged independently, and agree; at least 1
 * @param organisations of how many organisations those must be; at least 1, at most {@code
 *     judgements}
 * @param leastCertainty that a judgement needs to count towards a confirmed finding
 * @param damage the verdicts that count as damage; at least one, never {@link Verdict#CANNOT_TELL}
 */
public record FindingRule(
    int judgements, int organisations, DegreeOfCertainty leastCertainty, Set<Verdict> damage) {
  /** Two persons of two organisations who are both at least fairly certain. */
  public static final FindingRule USUAL =
      new FindingRule(
          2,
          2,
          DegreeOfCertainty.MEDIUM,
          EnumSet.of(Verdict.LIKELY_DAMAGE, Verdict.CERTAIN_DAMAGE));

  /**
   * @throws IllegalArgumentException where a number is out of its range or the verdicts are none
   */
  public FindingRule {
    if (judgements < 1 || organisations < 1 || organisations > judgements) {
      throw new IllegalArgumentException(
          "A finding needs at least 1 judgement, of 1 to as many organisations; found %d judgements of %d organisations"
              .formatted(judgements, organisations));
    }
    if (damage.isEmpty() || damage.contains(Verdict.CANNOT_TELL)) {
      throw new IllegalArgumentException(
          "Expected verdicts that say something as damage, found %s"
              .formatted(damage.stream().map(Verdict::code).sorted().toList()));
    }
    damage = Collections.unmodifiableSet(EnumSet.copyOf(damage));
  }

  /**
   * The rule for a node: where it has fewer organisations than the rule asks for, all of them.
   *
   * @param present how many organisations the node has; at least 1
   */
  public FindingRule among(int present) {
    return new FindingRule(
        judgements, Math.clamp(organisations, 1, Math.max(1, present)), leastCertainty, damage);
  }
}
