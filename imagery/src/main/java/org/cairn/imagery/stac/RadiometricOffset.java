package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides how stored numbers become reflectance, and checks the decision in the pixels.
 *
 * <p>Since processing baseline 04.00 (25 January 2022; reprocessed older scenes too) Sentinel-2 L2A
 * adds 1000 to its digital numbers: reflectance = (DN - 1000) / 10000, DN 0 = no data. Some
 * catalogues subtract it again and still list it, and their flag that says so has been wrong
 * (Element84/earth-search issues 9 and 66), so the pixels have a say.
 *
 * <p>The bounds of the check are proposals, to be calibrated on real scenes.
 *
 * <p>Known gap: a false "already subtracted" is found only where every sampled band has dark
 * ground. Over land without water near infrared has none, and the check stays undecided.
 */
public final class RadiometricOffset {
  private static final double SENTINEL2_SCALE = 0.0001;
  private static final double SENTINEL2_OFFSET = -0.1;
  private static final int FIRST_BASELINE_WITH_OFFSET = 400;

  /** Fewer valid pixels prove nothing. */
  private static final int FEWEST_PIXELS = 500;

  /**
   * With the offset in the pixels, numbers this far below it are reflectances under -0.01.
   * Atmospheric correction produces a few in deep shadow, hence the share.
   */
  private static final double CLEARLY_BELOW = 100;

  private static final double NOTICEABLE_SHARE = 0.01;

  /**
   * With the offset in the pixels the darkest ground (reflectance to 0.035) lies this close above
   * it.
   */
  private static final double DARKEST_ABOVE = 350;

  private static final double FLOOR_BELOW = 50;

  /**
   * Half the scene lies at least this far above its darkest hundredth, else nothing tells dark
   * ground from uniform ground.
   */
  private static final double LEAST_SPREAD = 200;

  /**
   * Over bare ground nir is less than one and a half times as bright as red; over plants it is many
   * times as bright, and still about twice with the offset left in both.
   */
  private static final double PLANTS_CONTRAST = 1.8;

  private RadiometricOffset() {}

  /** A sample of one band over a whole scene. The array stays the caller's and is only read. */
  public static final class BandSample {
    private final OffsetDecision decision;
    private final float[] rawDn;

    /**
     * @param decision as decided for the band
     * @param rawDn stored numbers in any order, NaN or 0 = no data
     */
    public BandSample(OffsetDecision decision, float[] rawDn) {
      this.decision = decision;
      this.rawDn = rawDn;
    }
  }

  /** What the pixels say of a decision. */
  public record PixelCheck(Outcome outcome, String summary) {
    /** UNDECIDED: bright, clouded or too few pixels; the decision stands. */
    public enum Outcome {
      AGREES,
      UNDECIDED,
      DISAGREES
    }
  }

  /**
   * As {@link #decide(Item, AssetBand, double, double)} for a file without scale and offset of its
   * own.
   */
  public static OffsetDecision decide(Item item, AssetBand band) {
    return decide(item, band, 1, 0);
  }

  /**
   * For Sentinel-2 L2A reflectance: flag true, 0; else the listed offset if there is one and the
   * baseline is 04.00 or later; else -0.1 if the baseline is 04.00 or later; else 0. For anything
   * else the listed scale and offset, else the file's.
   *
   * @param fileScale as in the file's own metadata, 1 where it has none
   * @param fileOffset as in the file's own metadata, 0 where it has none
   */
  public static OffsetDecision decide(
      Item item, AssetBand band, double fileScale, double fileOffset) {
    if (!item.isSentinel2L2a() || !Sentinel2.isReflectance(band)) {
      return asListedOrInFile(band, fileScale, fileOffset);
    }
    double scale = band.scale().orElse(SENTINEL2_SCALE);
    Optional<Boolean> flag = item.boaOffsetApplied();
    Optional<String> baseline = item.processingBaseline();
    OptionalDouble listed = band.offset();
    boolean since0400 =
        baseline
            .flatMap(Sentinel2::baselineNumber)
            .map(number -> number >= FIRST_BASELINE_WITH_OFFSET)
            .orElse(false);
    OffsetDecision.Rule rule;
    double offset;
    if (flag.orElse(false)) {
      rule = OffsetDecision.Rule.FLAG_SAYS_APPLIED;
      offset = 0;
    } else if (since0400 && listed.isPresent()) {
      rule = OffsetDecision.Rule.LISTED_OFFSET;
      offset = listed.getAsDouble();
    } else if (since0400) {
      rule = OffsetDecision.Rule.BASELINE_OFFSET;
      offset = SENTINEL2_OFFSET;
    } else {
      rule = OffsetDecision.Rule.NO_OFFSET_YET;
      offset = 0;
    }
    return new OffsetDecision(rule, scale, offset, flag, baseline, listed);
  }

  private static OffsetDecision asListedOrInFile(
      AssetBand band, double fileScale, double fileOffset) {
    boolean scaleListed = band.scale().isPresent();
    double scale = band.scale().orElse(fileScale);
    double offset = band.offset().orElse(scaleListed ? 0 : fileOffset);
    return new OffsetDecision(
        scaleListed || band.offset().isPresent()
            ? OffsetDecision.Rule.AS_LISTED
            : OffsetDecision.Rule.AS_IN_FILE,
        scale,
        offset,
        Optional.empty(),
        Optional.empty(),
        band.offset());
  }

  /**
   * Looks for strong evidence against the decisions of a scene.
   *
   * <ul>
   *   <li>Decided "in the pixels": in one band a hundredth of the numbers lies more than 100 below
   *       the offset.
   *   <li>Decided "not in the pixels": in every band the darkest hundredth lies between 950 and
   *       1350 with nothing below, though the rest of the scene is brighter. Without the offset
   *       dark water or vegetation would be far lower in some band. Or: one band stands so, nothing
   *       in any band lies below, and another band is so bright that plants must be in sight.
   * </ul>
   */
  public static PixelCheck check(List<BandSample> samples) {
    List<Evidence> evidence = new ArrayList<>();
    for (BandSample sample : samples) {
      Evidence.of(sample).ifPresent(evidence::add);
    }
    if (evidence.isEmpty()) {
      return new PixelCheck(
          PixelCheck.Outcome.UNDECIDED,
          "pixels undecided: fewer than " + FEWEST_PIXELS + " with data");
    }
    PixelCheck.Outcome outcome = outcome(evidence);
    StringBuilder summary =
        new StringBuilder(
            switch (outcome) {
              case AGREES -> "pixels agree";
              case UNDECIDED -> "pixels undecided";
              case DISAGREES -> "pixels disagree";
            });
    String separator = ": ";
    for (Evidence band : evidence) {
      summary.append(separator).append(band.describe());
      separator = ", ";
    }
    return new PixelCheck(outcome, summary.toString());
  }

  private static PixelCheck.Outcome outcome(List<Evidence> evidence) {
    List<Evidence> in = evidence.stream().filter(Evidence::decidedIn).toList();
    List<Evidence> out = evidence.stream().filter(band -> !band.decidedIn()).toList();
    boolean contradictsIn = in.stream().anyMatch(band -> band.shareBelow() >= NOTICEABLE_SHARE);
    boolean contradictsOut =
        !out.isEmpty()
            && (out.stream().allMatch(Evidence::standsOnOffset) || plantsWithoutDarkRed(out));
    if (contradictsIn || contradictsOut) {
      return PixelCheck.Outcome.DISAGREES;
    }
    // The darkest band tells most: water in nir, vegetation in red.
    boolean confirmsIn = in.isEmpty() || in.stream().anyMatch(Evidence::standsOnOffset);
    boolean confirmsOut =
        out.isEmpty() || out.stream().anyMatch(band -> band.shareBelow() >= NOTICEABLE_SHARE);
    return confirmsIn && confirmsOut ? PixelCheck.Outcome.AGREES : PixelCheck.Outcome.UNDECIDED;
  }

  /**
   * Whether one band stands on the offset while another is mostly bright, as nir is over plants and
   * red is not: where plants are seen, some red lies far below the offset, unless the offset is in.
   */
  private static boolean plantsWithoutDarkRed(List<Evidence> out) {
    double brightest = out.stream().mapToDouble(Evidence::middle).max().orElse(0);
    return out.stream().noneMatch(band -> band.lowest() < band.offsetDn() - FLOOR_BELOW)
        && out.stream()
            .anyMatch(band ->
                band.standsOnOffset() && brightest >= PLANTS_CONTRAST * band.middle());
  }

  /**
   * @param offsetDn the offset in stored numbers: the one decided on, or the usual one where none
   *     was
   * @param lowest smallest number with data
   * @param shareBelow of numbers clearly below the offset
   */
  private record Evidence(
      boolean decidedIn,
      double offsetDn,
      double lowest,
      double darkestHundredth,
      double middle,
      double shareBelow) {

    static Optional<Evidence> of(BandSample sample) {
      float[] sorted = new float[sample.rawDn.length];
      int count = 0;
      for (float dn : sample.rawDn) {
        if (!Float.isNaN(dn) && dn != 0) {
          sorted[count++] = dn;
        }
      }
      if (count < FEWEST_PIXELS) {
        return Optional.empty();
      }
      Arrays.sort(sorted, 0, count);
      OffsetDecision decision = sample.decision;
      boolean decidedIn = decision.offset() != 0;
      double offsetDn = -(decidedIn ? decision.offset() : SENTINEL2_OFFSET) / decision.scale();
      int below = 0;
      while (below < count && sorted[below] < offsetDn - CLEARLY_BELOW) {
        below++;
      }
      return Optional.of(
          new Evidence(
              decidedIn,
              offsetDn,
              sorted[0],
              sorted[count / 100],
              sorted[count / 2],
              (double) below / count));
    }

    /** Whether the scene's darkest ground lies as if the offset were in the pixels. */
    boolean standsOnOffset() {
      return lowest >= offsetDn - FLOOR_BELOW
          && darkestHundredth <= offsetDn + DARKEST_ABOVE
          && middle - darkestHundredth >= LEAST_SPREAD;
    }

    String describe() {
      return String.format(
          Locale.ROOT,
          "lowest %.0f, 1st percentile %.0f, median %.0f, %.1f %% clearly below %.0f",
          lowest,
          darkestHundredth,
          middle,
          100 * shareBelow,
          offsetDn);
    }
  }
}
