package org.cairn.register;

import java.util.List;

/**
 * Two descriptions that may be of one place: for a person to decide.
 *
 * @param firstNames all names of the first, as {@link PlaceHit#names()}
 * @param secondNames likewise
 * @param score 0 to 1, the reasons' weights as a probability; the weights are set by hand, so it
 *     orders pairs and is not a measured frequency
 * @param reasons each with its weight
 */
public record LikelyDuplicate(
    PlacePair pair, String firstNames, String secondNames, double score, List<Reason> reasons) {
  public LikelyDuplicate {
    reasons = List.copyOf(reasons);
  }

  /**
   * What speaks for the two being one, or against it.
   *
   * @param code {@code names}, {@code distance}, {@code types} or {@code links}; never renamed
   * @param weight natural logarithm of how much more likely it is for one place than for two;
   *     negative where it speaks against it
   * @param text what was found, in English
   */
  public record Reason(String code, double weight, String text) {}
}
