package org.cairn.register;

/**
 * How alike two words are: Jaro's measure of common letters and their order, raised for a common
 * beginning (Winkler, <i>String comparator metrics and enhanced decision rules in the
 * Fellegi-Sunter model of record linkage</i>, 1990). Stateless.
 */
final class JaroWinkler {
  private static final double FOR_EACH_LETTER = 0.1;
  private static final int MOST_LETTERS = 4;

  private JaroWinkler() {}

  /** 0 for nothing in common, 1 for the same. */
  static double of(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    double jaro = jaro(one, other);
    int common = 0;
    int most = Math.min(MOST_LETTERS, Math.min(one.length(), other.length()));
    while (common < most && one.charAt(common) == other.charAt(common)) {
      common++;
    }
    return jaro + common * FOR_EACH_LETTER * (1 - jaro);
  }

  private static double jaro(String one, String other) {
    int reach = Math.max(0, Math.max(one.length(), other.length()) / 2 - 1);
    boolean[] taken = new boolean[other.length()];
    StringBuilder matched = new StringBuilder();
    for (int at = 0; at < one.length(); at++) {
      int until = Math.min(other.length(), at + reach + 1);
      for (int there = Math.max(0, at - reach); there < until; there++) {
        if (!taken[there] && one.charAt(at) == other.charAt(there)) {
          taken[there] = true;
          matched.append(one.charAt(at));
          break;
        }
      }
    }
    if (matched.isEmpty()) {
      return 0;
    }
    int outOfOrder = 0;
    int next = 0;
    for (int there = 0; there < other.length(); there++) {
      if (taken[there] && matched.charAt(next++) != other.charAt(there)) {
        outOfOrder++;
      }
    }
    double common = matched.length();
    return (common / one.length() + common / other.length() + (common - outOfOrder / 2.0) / common)
        / 3;
  }
}
