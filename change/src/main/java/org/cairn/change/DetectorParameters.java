package org.cairn.change;

import java.util.List;

/**
 * Every number the detector uses, grouped by step. {@link #defaults()} is the design as measured;
 * {@link #reference()} is the same design without the approximations that make it fast. The values
 * are in units of the watched layer where they are not pure numbers (NDVI: 0 to 1).
 */
public record DetectorParameters(
    Prediction prediction,
    Scale scale,
    Scan scan,
    PlaceboWindows placebos,
    Detectability detectability,
    Regional regional,
    Limits limits) {

  /** The default design, fast path. */
  public static DetectorParameters defaults() {
    return new DetectorParameters(
        new Prediction(
            Path.FAST,
            0.10,
            4,
            15,
            5.0,
            2.0,
            4,
            4,
            75,
            40,
            10,
            2.0,
            0.10,
            1_500,
            1_000,
            20_261_123L),
        new Scale(0.2, 0.005, 0.5, 0.5, 0.5, 0.5, 3.0),
        new Scan(0.95, List.of(2, 3, 4, 5, 6, 8), List.of(2, 3, 4, 6, 8, 12, 16), 2.5, 0.02),
        new PlaceboWindows(3, 2, 0.7, 20),
        new Detectability(
            List.of(2, 3, 5, 8),
            List.of(0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5),
            0.5,
            20,
            List.of(0.5, 0.9),
            0.25,
            7L),
        new Regional(6, 1.2, 0.08),
        new Limits(8, 6, 400, 0.5));
  }

  /** The design with every clear pixel in the fit and every pixel a possible control; slow. */
  public static DetectorParameters reference() {
    DetectorParameters p = defaults();
    return p.withPrediction(p.prediction().withPath(Path.REFERENCE));
  }

  public DetectorParameters with(Scale changedScale, Scan changedScan) {
    return new DetectorParameters(
        prediction, changedScale, changedScan, placebos, detectability, regional, limits);
  }

  public DetectorParameters withPrediction(Prediction changed) {
    return new DetectorParameters(changed, scale, scan, placebos, detectability, regional, limits);
  }

  /** Which of the two implementations of the prediction runs. */
  public enum Path {
    /** All clear pixels, all pixels as controls, plain loops: the yardstick. */
    REFERENCE,
    /**
     * The same steps on a fixed random sample; equal to the reference where the caps do not bind.
     */
    FAST
  }

  /**
   * How each date's image is predicted.
   *
   * @param path which implementation
   * @param minClearShare a date with a smaller share of clear pixels is not used at all
   * @param fillRank rank of the fit that fills gaps in the history, features only
   * @param fillIterations iterations of that fit
   * @param ridge penalty on the standardised columns
   * @param huber residuals above so many robust standard deviations lose weight
   * @param huberIterations weighted fits per pass, of two passes
   * @param quadraticComponents principal components whose products are features
   * @param apartDays a history date is predicted without looks so many days or fewer from it, as
   *     later dates have none behind them; never without more than half of the others
   * @param controls nearest pixels by history whose median residual is subtracted
   * @param exclusionPixels no control is nearer than this in both rows and columns
   * @param centreShrink a pixel's history median counts n / (n + this), n = its clear history dates
   * @param leaveOutShare sites that together cover more of the pixels than this share stay out of
   *     the fit and are nobody's controls
   * @param fitSample FAST: at most so many clear pixels per date enter the regression and the gap
   *     filling's covariance
   * @param controlCandidates FAST: controls are sought among so many random pixels
   * @param seed of the random sample; equal seeds give equal results
   */
  public record Prediction(
      Path path,
      double minClearShare,
      int fillRank,
      int fillIterations,
      double ridge,
      double huber,
      int huberIterations,
      int quadraticComponents,
      int apartDays,
      int controls,
      int exclusionPixels,
      double centreShrink,
      double leaveOutShare,
      int fitSample,
      int controlCandidates,
      long seed) {
    public Prediction {
      require(minClearShare > 0 && minClearShare <= 1, "minClearShare", minClearShare, "0 to 1");
      require(fillRank >= 1, "fillRank", fillRank, "at least 1");
      require(fillIterations >= 1, "fillIterations", fillIterations, "at least 1");
      require(ridge > 0, "ridge", ridge, "above 0");
      require(huber > 0, "huber", huber, "above 0");
      require(huberIterations >= 1, "huberIterations", huberIterations, "at least 1");
      require(quadraticComponents >= 0, "quadraticComponents", quadraticComponents, "0 or more");
      require(apartDays >= 0, "apartDays", apartDays, "0 or more");
      require(controls >= 1 && controls <= 255, "controls", controls, "1 to 255");
      require(exclusionPixels >= 0, "exclusionPixels", exclusionPixels, "0 or more");
      require(centreShrink >= 0, "centreShrink", centreShrink, "0 or more");
      require(leaveOutShare >= 0, "leaveOutShare", leaveOutShare, "0 or more");
      require(fitSample >= 100, "fitSample", fitSample, "at least 100");
      require(
          controlCandidates >= 100 && controlCandidates <= 32_000,
          "controlCandidates",
          controlCandidates,
          "100 to 32000");
    }

    public Prediction withPath(Path changed) {
      return new Prediction(
          changed,
          minClearShare,
          fillRank,
          fillIterations,
          ridge,
          huber,
          huberIterations,
          quadraticComponents,
          apartDays,
          controls,
          exclusionPixels,
          centreShrink,
          leaveOutShare,
          fitSample,
          controlCandidates,
          seed);
    }

    public Prediction withApartDays(int changed) {
      return new Prediction(
          path,
          minClearShare,
          fillRank,
          fillIterations,
          ridge,
          huber,
          huberIterations,
          quadraticComponents,
          changed,
          controls,
          exclusionPixels,
          centreShrink,
          leaveOutShare,
          fitSample,
          controlCandidates,
          seed);
    }

    /** Other caps of the fast path. */
    public Prediction withCaps(int changedFitSample, int changedControlCandidates) {
      return new Prediction(
          path,
          minClearShare,
          fillRank,
          fillIterations,
          ridge,
          huber,
          huberIterations,
          quadraticComponents,
          apartDays,
          controls,
          exclusionPixels,
          centreShrink,
          leaveOutShare,
          changedFitSample,
          changedControlCandidates,
          seed);
    }
  }

  /**
   * How residuals become comparable.
   *
   * @param shrink weight of the scene's spread in a pixel's variance, the rest is its own history
   * @param floor added to every pixel's spread, units of the layer
   * @param minQuality least date quality, in spreads
   * @param datePower dates count by their quality to this power
   * @param remotePower a pixel's spread is widened by the distance, by history, to the farthest of
   *     its controls, in the median pixel's and where that is above 1, to this power; 0 = not
   * @param controlPower residuals are divided by the scatter of their controls on the same date,
   *     against the scene's, to this power; 0 = not
   * @param clip standardised residuals are cut at plus and minus this
   */
  public record Scale(
      double shrink,
      double floor,
      double minQuality,
      double datePower,
      double remotePower,
      double controlPower,
      double clip) {
    public Scale {
      require(shrink >= 0 && shrink <= 1, "shrink", shrink, "0 to 1");
      require(floor > 0, "floor", floor, "above 0");
      require(minQuality > 0, "minQuality", minQuality, "above 0");
      require(datePower >= 0, "datePower", datePower, "0 or more");
      require(remotePower >= 0, "remotePower", remotePower, "0 or more");
      require(controlPower >= 0 && controlPower <= 1, "controlPower", controlPower, "0 to 1");
      require(clip > 0, "clip", clip, "above 0");
    }
  }

  /**
   * What is scanned for.
   *
   * @param whitening share of the neighbours' mean taken off each pixel
   * @param boxes sides of the square boxes, pixels, rising
   * @param lags numbers of latest usable dates summed, rising
   * @param minClearDates a box with fewer clear dates on average in a lag scores 0; a shorter lag
   *     must be clear on all its dates but half of one
   * @param lookCorrelation of what two looks show where nothing happens: the sum of L looks is held
   *     against a variance of L (1 + lookCorrelation (L - 1)), so that drift over many looks does
   *     not count like change
   */
  public record Scan(
      double whitening,
      List<Integer> boxes,
      List<Integer> lags,
      double minClearDates,
      double lookCorrelation) {
    public Scan {
      boxes = List.copyOf(boxes);
      lags = List.copyOf(lags);
      require(whitening >= 0 && whitening < 1, "whitening", whitening, "0 to below 1");
      require(rising(boxes), "boxes", boxes, "rising, at least one, each 1 or more");
      require(rising(lags), "lags", lags, "rising, at least one, each 1 or more");
      require(minClearDates > 0, "minClearDates", minClearDates, "above 0");
      require(
          lookCorrelation >= 0 && lookCorrelation < 1,
          "lookCorrelation",
          lookCorrelation,
          "0 to below 1");
    }

    public int largestLag() {
      return lags.getLast();
    }
  }

  /**
   * How placebo windows are laid.
   *
   * @param stepPixels from one window to the next
   * @param gapPixels between a window and the site
   * @param clearShare a window seen less than this share of the site's own clear pixel-dates is no
   *     placebo: it would be quiet for want of looks
   * @param enoughIndependent windows near other sites are used only where fewer non-overlapping
   *     ones than this remain without them
   */
  public record PlaceboWindows(
      int stepPixels, int gapPixels, double clearShare, int enoughIndependent) {
    public PlaceboWindows {
      require(stepPixels >= 1, "stepPixels", stepPixels, "at least 1");
      require(gapPixels >= 0, "gapPixels", gapPixels, "0 or more");
      require(clearShare >= 0 && clearShare <= 1, "clearShare", clearShare, "0 to 1");
      require(enoughIndependent >= 1, "enoughIndependent", enoughIndependent, "at least 1");
    }
  }

  /**
   * How the sensitivity statement is made.
   *
   * @param blocks sides of the injected blocks, pixels
   * @param contrasts tried, rising, units of the layer
   * @param blurPixels standard deviation of the sensor's point spread
   * @param trials injections per size and contrast
   * @param powers shares of injections that must be found, rising; a statement is made for each
   * @param startShare the change begins after this share of the monitored dates
   * @param seed of the places
   */
  public record Detectability(
      List<Integer> blocks,
      List<Double> contrasts,
      double blurPixels,
      int trials,
      List<Double> powers,
      double startShare,
      long seed) {
    public Detectability {
      blocks = List.copyOf(blocks);
      contrasts = List.copyOf(contrasts);
      require(rising(blocks), "blocks", blocks, "rising, at least one, each 1 or more");
      powers = List.copyOf(powers);
      require(risingAboveZero(contrasts), "contrasts", contrasts, "rising, at least one, above 0");
      require(blurPixels > 0, "blurPixels", blurPixels, "above 0");
      require(trials >= 1, "trials", trials, "at least 1");
      require(
          risingAboveZero(powers) && powers.getLast() <= 1,
          "powers",
          powers,
          "rising, at least one, above 0 to 1");
      require(startShare >= 0 && startShare < 1, "startShare", startShare, "0 to below 1");
    }
  }

  /**
   * When the ground around the sites is said to have changed as a whole.
   *
   * @param looks a pixel stands off where the mean of so many usable dates does, on all but one of
   *     which it was clear
   * @param size least mean, in spreads
   * @param rise of the share of such pixels within as many looks that is told, above 0 to 1
   */
  public record Regional(int looks, double size, double rise) {
    public Regional {
      require(looks >= 1, "looks", looks, "at least 1");
      require(size > 0, "size", size, "above 0");
      require(rise > 0 && rise <= 1, "rise", rise, "above 0 to 1");
    }
  }

  /**
   * Below these nothing is said.
   *
   * @param historyDates least usable history dates
   * @param clearHistory a pixel with fewer clear history dates is left out
   * @param pixels least number of pixels with enough history in the area: the fit has some 45
   *     columns and each pixel needs 40 controls at a distance. 1,000 or more are advised
   * @param sitePixelShare least share of a site's pixels with enough history
   */
  public record Limits(int historyDates, int clearHistory, int pixels, double sitePixelShare) {
    public Limits {
      require(historyDates >= 3, "historyDates", historyDates, "at least 3");
      require(clearHistory >= 0, "clearHistory", clearHistory, "0 or more");
      require(pixels >= 100, "pixels", pixels, "at least 100");
      require(
          sitePixelShare > 0 && sitePixelShare <= 1, "sitePixelShare", sitePixelShare, "0 to 1");
    }
  }

  private static boolean rising(List<Integer> values) {
    boolean rising = !values.isEmpty() && values.getFirst() >= 1;
    for (int i = 1; i < values.size(); i++) {
      rising &= values.get(i) > values.get(i - 1);
    }
    return rising;
  }

  private static boolean risingAboveZero(List<Double> values) {
    boolean rising = !values.isEmpty() && values.getFirst() > 0;
    for (int i = 1; i < values.size(); i++) {
      rising &= values.get(i) > values.get(i - 1);
    }
    return rising;
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed: " + allowed);
    }
  }
}
