package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairn.change.DetectorParameters;
import org.cairn.change.radar.RadarParameters;
import org.cairn.watch.WatchSettings;

/**
 * Names and values of everything that numbers depend on beside places and images, for the record.
 * The detector's are named as their record components are; lists are joined by commas.
 */
final class MethodParameters {
  private final SortedMap<String, String> values = new TreeMap<>();

  private MethodParameters() {}

  /** Of every run. */
  static SortedMap<String, String> of(DetectorParameters detector, RadarParameters radar) {
    MethodParameters parameters = new MethodParameters();
    parameters.addDetector(detector);
    parameters.addRadar(radar);
    parameters.addWatch();
    return parameters.values;
  }

  /** Of one run: with what was asked, and the days that were watched. */
  static SortedMap<String, String> of(
      DetectorParameters detector,
      RadarParameters radar,
      WatchSettings settings,
      Optional<WatchPeriod> period) {
    MethodParameters parameters = new MethodParameters();
    parameters.addDetector(detector);
    parameters.addRadar(radar);
    parameters.addWatch();
    parameters.put("asked.alarmRatePerSiteYear", settings.alarmRatePerSiteYear());
    settings.asset().ifPresent(asset -> parameters.values.put("asked.asset", asset));
    settings.also().ifPresent(also -> parameters.values.put("asked.also", also));
    settings.mask().ifPresent(mask -> parameters.values.put("asked.mask", mask));
    settings.from().ifPresent(day -> parameters.put("asked.from", day));
    settings.until().ifPresent(day -> parameters.put("asked.until", day));
    period.ifPresent(days -> {
      parameters.put("period.from", days.from());
      parameters.put("period.until", days.until());
    });
    return parameters.values;
  }

  private void addDetector(DetectorParameters detector) {
    DetectorParameters.Prediction prediction = detector.prediction();
    values.put("prediction.path", prediction.path().name());
    put("prediction.minClearShare", prediction.minClearShare());
    put("prediction.fillRank", prediction.fillRank());
    put("prediction.fillIterations", prediction.fillIterations());
    put("prediction.ridge", prediction.ridge());
    put("prediction.huber", prediction.huber());
    put("prediction.huberIterations", prediction.huberIterations());
    put("prediction.quadraticComponents", prediction.quadraticComponents());
    put("prediction.apartDays", prediction.apartDays());
    put("prediction.controls", prediction.controls());
    put("prediction.exclusionPixels", prediction.exclusionPixels());
    put("prediction.centreShrink", prediction.centreShrink());
    put("prediction.leaveOutShare", prediction.leaveOutShare());
    put("prediction.fitSample", prediction.fitSample());
    put("prediction.controlCandidates", prediction.controlCandidates());
    put("prediction.seed", prediction.seed());

    DetectorParameters.Scale scale = detector.scale();
    put("scale.shrink", scale.shrink());
    put("scale.floor", scale.floor());
    put("scale.minQuality", scale.minQuality());
    put("scale.datePower", scale.datePower());
    put("scale.remotePower", scale.remotePower());
    put("scale.controlPower", scale.controlPower());
    put("scale.clip", scale.clip());

    DetectorParameters.Scan scan = detector.scan();
    put("scan.whitening", scan.whitening());
    put("scan.boxes", scan.boxes());
    put("scan.lags", scan.lags());
    put("scan.minClearDates", scan.minClearDates());
    put("scan.lookCorrelation", scan.lookCorrelation());

    put("regional.looks", detector.regional().looks());
    put("regional.size", detector.regional().size());
    put("regional.rise", detector.regional().rise());

    DetectorParameters.PlaceboWindows placebos = detector.placebos();
    put("placebos.stepPixels", placebos.stepPixels());
    put("placebos.gapPixels", placebos.gapPixels());
    put("placebos.clearShare", placebos.clearShare());
    put("placebos.enoughIndependent", placebos.enoughIndependent());

    DetectorParameters.Detectability detectability = detector.detectability();
    put("detectability.blocks", detectability.blocks());
    put("detectability.contrasts", detectability.contrasts());
    put("detectability.blurPixels", detectability.blurPixels());
    put("detectability.trials", detectability.trials());
    put("detectability.powers", detectability.powers());
    put("detectability.startShare", detectability.startShare());
    put("detectability.seed", detectability.seed());

    DetectorParameters.Limits limits = detector.limits();
    put("limits.historyDates", limits.historyDates());
    put("limits.clearHistory", limits.clearHistory());
    put("limits.pixels", limits.pixels());
    put("limits.sitePixelShare", limits.sitePixelShare());
  }

  private void addRadar(RadarParameters radar) {
    RadarParameters.Prediction prediction = radar.prediction();
    put("radar.prediction.components", prediction.components());
    put("radar.prediction.ridge", prediction.ridge());
    put("radar.prediction.huber", prediction.huber());
    put("radar.prediction.iterations", prediction.iterations());
    put("radar.prediction.fitSample", prediction.fitSample());
    put("radar.prediction.seed", prediction.seed());

    RadarParameters.Scale scale = radar.scale();
    put("radar.scale.priorDates", scale.priorDates());
    put("radar.scale.floor", scale.floor());
    put("radar.scale.clip", scale.clip());

    RadarParameters.Scan scan = radar.scan();
    put("radar.scan.boxes", scan.boxes());
    put("radar.scan.lags", scan.lags());
    put("radar.scan.priorDates", scan.priorDates());
    put("radar.scan.validShare", scan.validShare());
    put("radar.scan.staleDays", scan.staleDays());

    DetectorParameters.PlaceboWindows placebos = radar.placebos();
    put("radar.placebos.stepPixels", placebos.stepPixels());
    put("radar.placebos.gapPixels", placebos.gapPixels());
    put("radar.placebos.clearShare", placebos.clearShare());
    put("radar.placebos.enoughIndependent", placebos.enoughIndependent());

    DetectorParameters.Limits limits = radar.limits();
    put("radar.limits.historyDates", limits.historyDates());
    put("radar.limits.clearHistory", limits.clearHistory());
    put("radar.limits.pixels", limits.pixels());
    put("radar.limits.sitePixelShare", limits.sitePixelShare());
  }

  private void addWatch() {
    put("site.pointMetres", AreaPlanner.POINT_METRES);
    put("site.pointPixels", AreaPlanner.POINT_PIXELS);
    put("site.smallPixels", AreaPlanner.SMALL_SITE);
    put("site.smallGrowthPixels", AreaPlanner.SMALL_SITE_GROWTH);
    put("site.widestPixels", AreaPlanner.WIDEST_SITE);
    put("area.marginPixels", AreaPlanner.MARGIN);
    put("area.marginPerWidth", AreaPlanner.MARGIN_PER_WIDTH);
    put("area.widestSharedPixels", AreaPlanner.WIDEST_SHARED_AREA);
    put("area.recent", AreaPlanner.RECENT_AREAS);
    put("mask.dilationPixels", WatchRun.MASKS.dilationPixels());
    put("mask.darkIsClear", WatchRun.MASKS.darkIsClear());
    put("radiometry.sampleWidthPixels", SceneRadiometry.SAMPLE_WIDTH);
    put("registration.leastMovedPixels", Registrar.LEAST_MOVED);
    put("registration.mostMovedPixels", Registrar.MOST_MOVED);
    put("registration.coarseErrorPixels", Registrar.COARSE_ERROR);
    put("registration.referenceLooks", Registrar.REFERENCE_LOOKS);
    put("registration.leastReferenceLooks", Registrar.LEAST_REFERENCE_LOOKS);
    put("registration.leastClearShare", Registrar.LEAST_CLEAR);
    put("radar.unit.decibelsAbove", RadarRadiometry.DECIBELS_ABOVE);
    put("radar.unit.largestMedian", RadarRadiometry.LARGEST_MEDIAN);
    put("look.clearShare", SiteStatement.CLEAR_LOOK);
    put("look.coveredShare", SiteStatement.COVERED);
    put("placebos.leastIndependent", SiteStatement.LEAST_INDEPENDENT_PLACEBOS);
    put("rate.daysPerYear", SiteStatement.DAYS_PER_YEAR);
    put("period.historyDays", WatchPeriod.DAYS_PER_YEAR);
  }

  private void put(String name, double value) {
    values.put(name, Double.toString(value));
  }

  private void put(String name, long value) {
    values.put(name, Long.toString(value));
  }

  private void put(String name, boolean value) {
    values.put(name, Boolean.toString(value));
  }

  private void put(String name, LocalDate day) {
    values.put(name, day.toString());
  }

  private void put(String name, List<? extends Number> list) {
    values.put(name, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }
}
