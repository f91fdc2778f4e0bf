package org.cairn.imagery.stac;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a band's stored numbers become values, and why: value = number * scale + offset.
 *
 * @param rule that decided
 * @param flag whether the item says that the offset has been subtracted already
 * @param baseline processing baseline of the item
 * @param listedOffset as listed in the asset, believed or not
 */
public record OffsetDecision(
    Rule rule,
    double scale,
    double offset,
    Optional<Boolean> flag,
    Optional<String> baseline,
    OptionalDouble listedOffset) {

  /** In the order they are tried; the first four are for Sentinel-2 L2A reflectance alone. */
  public enum Rule {
    FLAG_SAYS_APPLIED("flag true: offset already applied"),
    LISTED_OFFSET("listed offset, baseline 04.00 or later"),
    BASELINE_OFFSET("no listed offset, baseline 04.00 or later"),
    NO_OFFSET_YET("baseline before 04.00 or unknown"),
    AS_LISTED("as listed in the item"),
    AS_IN_FILE("as in the file");

    private final String text;

    Rule(String text) {
      this.text = text;
    }
  }

  /** Whether the pixels can contradict the decision, see {@link RadiometricOffset#check}. */
  public boolean needsPixelCheck() {
    return switch (rule) {
      case FLAG_SAYS_APPLIED, LISTED_OFFSET, BASELINE_OFFSET, NO_OFFSET_YET -> true;
      case AS_LISTED, AS_IN_FILE -> false;
    };
  }

  /** Rule, inputs and outcome in one line, for the record of a run. */
  public String summary() {
    String outcome = "scale " + number(scale) + ", offset " + number(offset) + " (" + rule.text;
    if (!needsPixelCheck()) {
      return outcome + ")";
    }
    return outcome
        + "; flag "
        + flag.map(String::valueOf).orElse("absent")
        + ", baseline "
        + baseline.orElse("unknown")
        + ", listed offset "
        + (listedOffset.isPresent() ? number(listedOffset.getAsDouble()) : "none")
        + ")";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.10f", value + 0.0);
    return text.replaceFirst("\\.?0+$", "");
  }
}
