package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.change.Calibration;
import org.cairn.change.DetectorParameters.Detectability;
import org.cairn.change.Placebos;
import org.cairn.change.Sensitivity;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;

/** What placebos and injections come to, in the terms of a {@link Coverage}. */
final class CoverageNumbers {
  /**
   * In how many bins the placebos' scores are told: enough to show the shape of some hundred
   * windows, few enough to be kept for each place and run. A record shows the number itself.
   */
  static final int BINS = 24;

  private CoverageNumbers() {}

  /**
   * @param maxima the windows' highest scores
   * @param independent windows that do not overlap
   * @param clearOfOthers whether no window lies over another place
   * @param score the place's highest
   * @param years the windows were exposed to chance for
   */
  static Coverage.Placebos placebos(
      double[] maxima,
      int independent,
      boolean clearOfOthers,
      double score,
      double threshold,
      double years) {
    Placebos.Distribution distribution = Placebos.Distribution.of(maxima, BINS);
    return new Coverage.Placebos(
        maxima.length,
        independent,
        (int) Arrays.stream(maxima).filter(max -> max >= score).count(),
        (int) Arrays.stream(maxima).filter(max -> max > threshold).count(),
        clearOfOthers,
        Calibration.expectedPerSiteYear(score, maxima, independent, years),
        distribution.lowest(),
        distribution.highest(),
        distribution.counts());
  }

  static Coverage.Placebos placebos(
      Placebos placebos, double score, double threshold, double years) {
    return placebos(
        placebos.maxima(),
        placebos.independent(),
        placebos.clearOfOtherSites(),
        score,
        threshold,
        years);
  }

  /** What an alert tells of them. */
  static Alert.Placebos ofAlert(Coverage.Placebos placebos) {
    return new Alert.Placebos(placebos.n(), placebos.independent(), placebos.atLeastAsLarge());
  }

  /**
   * @param sensitivities by size, then by share
   * @param pixelSquareMetres area of a pixel on the ground, NaN where it is not known
   */
  static List<Coverage.Detection> detection(
      List<Sensitivity> sensitivities, Detectability settings, double pixelSquareMetres) {
    List<Coverage.Detection> detection = new ArrayList<>();
    int from = 0;
    while (from < sensitivities.size()) {
      Sensitivity first = sensitivities.get(from);
      List<Coverage.Smallest> smallest = new ArrayList<>();
      int next = from;
      while (next < sensitivities.size()
          && sensitivities.get(next).blockPixels() == first.blockPixels()) {
        Sensitivity one = sensitivities.get(next++);
        smallest.add(new Coverage.Smallest(one.share(), one.contrast(), one.power()));
      }
      detection.add(
          new Coverage.Detection(
              first.blockPixels(),
              first.blockPixels() * first.blockPixels() * pixelSquareMetres,
              first.trials(),
              settings.contrasts().getLast(),
              smallest));
      from = next;
    }
    return detection;
  }

  /** Those of them that were found as often as asked. */
  static List<Coverage.Detectable> detectable(List<Coverage.Detection> detection) {
    List<Coverage.Detectable> detectable = new ArrayList<>();
    for (Coverage.Detection size : detection) {
      for (Coverage.Smallest one : size.smallest()) {
        if (one.contrast().isPresent()) {
          double contrast = one.contrast().getAsDouble();
          detectable.add(
              Double.isNaN(size.areaSquareMetres())
                  ? Coverage.Detectable.ofPixels(
                      size.sidePixels() * size.sidePixels(), contrast, one.power())
                  : new Coverage.Detectable(size.areaSquareMetres(), contrast, one.power()));
        }
      }
    }
    // What is found in nine cases of ten with the least contrast tried is so in five.
    return detectable.stream().distinct().toList();
  }
}
