package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Learnt;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.scene.CoRegistration;
import org.cairn.watch.WatchSettings;

/**
 * Runs the detector over one layer of the optical stack of one area and turns its numbers into
 * statements about each place in it. Where an earlier run judged the same looks, it says the same
 * again; where there are later ones, it goes on; else it starts over, with what is known of the
 * same history. All three come to the same, value for value.
 */
final class AreaJudge {
  private final WatchSettings settings;
  private final DetectorParameters parameters;
  private final WatchPeriod period;

  /** All that numbers depend on in every run. */
  private final String method;

  AreaJudge(WatchSettings settings, DetectorParameters parameters, WatchPeriod period) {
    this.settings = settings;
    this.parameters = parameters;
    this.period = period;
    this.method = MethodParameters.of(parameters, WatchRun.RADAR).toString();
  }

  /**
   * @param placeIds by place index
   * @throws KeptArea.Lost where pixels that were kept are needed and not there any more
   */
  Matter matter(AreaStack stack, List<String> placeIds) {
    return Matter.of(stack, placeIds, period, settings.alarmRatePerSiteYear(), method);
  }

  /**
   * @param numbers whether the numbers behind the verdict are asked for too, so that what was said
   *     before is not enough
   * @throws KeptArea.Lost where pixels that were kept are needed and not there any more
   */
  Verdict judge(Matter matter, boolean numbers) {
    return judge(matter, numbers, true);
  }

  /**
   * @param injected whether to tell what would have been found
   */
  Verdict judge(Matter matter, boolean numbers, boolean injected) {
    Optional<Standing> before = matter.kept().standing().filter(matter::continues);
    return before
        .filter(standing -> !numbers)
        .flatMap(standing -> again(matter, standing))
        .or(() -> before.flatMap(standing -> goOn(matter, standing, injected)))
        .orElseGet(() -> startOver(matter, injected));
  }

  /** Nothing is new: what was said holds. Empty where something is. */
  private Optional<Verdict> again(Matter matter, Standing standing) {
    boolean sameDays = standing.until() == period.untilDay();
    boolean told =
        standing.sites().stream()
            .map(site -> site.coverage().status())
            .noneMatch(status ->
                status == Coverage.Status.NO_IMAGERY || status == Coverage.Status.NO_CLEAR_LOOK);
    if (standing.looks().size() < matter.all().size()
        || standing.looks().isEmpty()
        || !(sameDays || told)) {
      // Those two name the last day in their words.
      return Optional.empty();
    }
    Registrar registrar = new Registrar(matter.area(), Optional.empty());
    Registrar.Registered registered = registered(matter, standing, registrar);
    List<AreaStack.Look> looks = registered.looks();
    List<Verdict.Judged> judged = new ArrayList<>();
    for (Standing.Site site : standing.sites()) {
      judged.add(
          new Verdict.Judged(
              site.coverage().withUntil(period.until()),
              site.scores(),
              site.finding().map(finding -> finding.again(looks)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return Optional.of(new Verdict(judged, registered, standing.reference()));
  }

  /** The looks as they were placed before, and behind them new ones. */
  private static Registrar.Registered registered(
      Matter matter, Standing standing, Registrar registrar) {
    List<Registrar.Placed> placed = new ArrayList<>();
    for (int i = 0; i < matter.all().size(); i++) {
      AreaStack.Look look = matter.all().get(i);
      placed.add(
          i < standing.looks().size()
              ? registrar.place(look, standing.looks().get(i).shift())
              : matter.place(look, registrar));
    }
    return new Registrar.Registered(placed);
  }

  /**
   * Later looks, or none, judged from where the earlier ones were left; empty where that is not
   * known.
   */
  private Optional<Verdict> goOn(Matter matter, Standing standing, boolean injected) {
    if (standing.model().isEmpty()) {
      return Optional.empty();
    }
    Optional<KeptJudgement.Model> model =
        matter.kept().findModel().filter(found -> found.key().equals(standing.model()));
    Optional<KeptJudgement.Progress> progress =
        model
            .flatMap(found -> matter.kept().findProgress(standing, found.learnt()))
            .filter(found -> found.sites().size() == matter.sites().size());
    if (model.isEmpty() || progress.isEmpty()) {
      return Optional.empty();
    }
    Registrar registrar =
        new Registrar(matter.area(), model.get().reference().map(KeptJudgement.Image::values));
    Registrar.Registered registered = registered(matter, standing, registrar);
    AreaSeries series = new AreaSeries(matter, registered, parameters, period);
    List<String> taken =
        standing.looks().stream()
            .map(Standing.Lain::taken)
            .filter(digest -> !digest.isEmpty())
            .toList();
    Learnt known = series.known(model.get(), progress.get().learnt(), taken);
    return switch (series.analyse(known)) {
      case AnalysisOutcome.NotAnalysable not -> Optional.empty();
      case AnalysisOutcome.Analysed analysed -> {
        List<Verdict.Judged> judged = new ArrayList<>();
        for (int i = 0; i < matter.sites().size(); i++) {
          Coverage before = standing.sites().get(i).coverage();
          SiteStatement statement =
              statement(
                  series,
                  i,
                  standing.looks().size(),
                  new SiteStatement.Counts(before.acquisitions(), before.looks()));
          KeptJudgement.SiteProgress site = progress.get().sites().get(i);
          judged.add(
              statement.judged(
                  analysed.analysis(),
                  new SiteStatement.Known(
                      site.scores(), site.injections(), standing.sites().get(i).finding()),
                  injected));
        }
        Verdict verdict = new Verdict(judged, registered, standing.reference());
        Learnt learnt = analysed.analysis().learnt();
        matter
            .kept()
            .keepResiduals(
                series.residuals(learnt, standing.model(), progress.get().learnt().dates()), false);
        keep(series, verdict, Optional.of(learnt), standing.model());
        yield Optional.of(verdict);
      }
    };
  }

  private SiteStatement statement(
      AreaSeries series, int index, int counted, SiteStatement.Counts counts) {
    return new SiteStatement(
        settings,
        parameters,
        period,
        series.matter().stack(),
        series.matter().all(),
        series.registered().looks(),
        series.matter().sites(),
        index,
        series.matter().placeIds().get(index),
        counted,
        counts);
  }

  private Verdict startOver(Matter matter, boolean injected) {
    KeptJudgement kept = matter.kept();
    Optional<float[]> reference =
        matter.first().isPresent()
            ? Optional.empty()
            : Registrar.reference(matter.area(), matter.all(), period.fromDay());
    String referenceDigest = reference.map(kept::digest).orElse("");
    Registrar.Registered registered = place(matter, reference, referenceDigest);
    AreaSeries series = new AreaSeries(matter, registered, parameters, period);
    Optional<KeptJudgement.Model> model = Optional.empty();
    String modelKey = "";
    Learnt known = Learnt.nothing();
    if (kept.isOn()) {
      String key = series.modelKey();
      modelKey = key;
      model = kept.findModel().filter(found -> found.key().equals(key));
      known = model.map(series::known).orElseGet(Learnt::nothing);
    }
    AnalysisOutcome outcome = series.analyse(known);
    List<Verdict.Judged> judged = new ArrayList<>();
    for (int i = 0; i < matter.sites().size(); i++) {
      SiteStatement statement = statement(series, i, 0, SiteStatement.Counts.NONE);
      judged.add(
          switch (outcome) {
            case AnalysisOutcome.NotAnalysable not -> statement.refused(not);
            case AnalysisOutcome.Analysed analysed ->
                statement.judged(analysed.analysis(), SiteStatement.Known.NOTHING, injected);
          });
    }
    Verdict verdict = new Verdict(judged, registered, referenceDigest);
    if (kept.isOn()) {
      Optional<Learnt> learnt =
          switch (outcome) {
            case AnalysisOutcome.NotAnalysable not -> Optional.empty();
            case AnalysisOutcome.Analysed analysed ->
                Optional.of(analysed.analysis().learnt()).filter(one -> one.model().isPresent());
          };
      if (learnt.isPresent() && model.isEmpty()) {
        kept.keepModel(modelKey, reference, learnt.get().model().orElseThrow());
      }
      if (learnt.isPresent()) {
        Map<String, float[]> fresh = series.residuals(learnt.get(), modelKey, 0);
        if (model.isPresent()) {
          fresh.keySet().removeIf(key -> kept.findResidual(key).isPresent());
        }
        kept.keepResiduals(fresh, model.isEmpty());
      }
      keep(series, verdict, learnt, modelKey);
    }
    return verdict;
  }

  /** Places all looks; those whose shift against the same reference is known are not measured. */
  private static Registrar.Registered place(
      Matter matter, Optional<float[]> reference, String referenceDigest) {
    Registrar registrar = new Registrar(matter.area(), reference);
    Map<String, CoRegistration.Shift> shifts = new HashMap<>();
    matter
        .kept()
        .standing()
        .filter(before -> before.reference().equals(referenceDigest))
        .ifPresent(before ->
            before
                .looks()
                .forEach(look -> look.shift().ifPresent(shift -> shifts.put(look.raw(), shift))));
    List<Registrar.Placed> placed = new ArrayList<>();
    for (AreaStack.Look look : matter.all()) {
      Optional<CoRegistration.Shift> known =
          shifts.isEmpty()
              ? Optional.empty()
              : Optional.ofNullable(shifts.get(matter.kept().digest(look.layer())));
      placed.add(
          known.isPresent() && registrar.measures(look)
              ? registrar.place(look, known)
              : matter.place(look, registrar));
    }
    return new Registrar.Registered(placed);
  }

  /** Where judging stands now. */
  private void keep(AreaSeries series, Verdict verdict, Optional<Learnt> learnt, String model) {
    Matter matter = series.matter();
    KeptJudgement kept = matter.kept();
    Optional<Standing> before =
        kept.standing()
            .filter(standing -> standing.model().equals(model) && matter.continues(standing));
    List<Standing.Lain> lain = new ArrayList<>();
    for (Registrar.Placed one : series.registered().placed()) {
      int number = lain.size();
      lain.add(
          before
              .filter(standing -> number < standing.looks().size())
              .map(standing -> standing.looks().get(number))
              .orElseGet(() ->
                  new Standing.Lain(
                      one.look().day(),
                      matter.stack().kept().tokens(one.look()),
                      kept.digest(one.look().layer()),
                      one.taken().map(look -> kept.digest(look.layer())).orElse(""),
                      one.shift())));
    }
    Standing standing =
        new Standing(
            matter.question(),
            kept.newStamp(),
            period.untilDay(),
            learnt.isPresent() ? model : "",
            verdict.reference(),
            matter.stack().seen(),
            lain,
            verdict.places().stream()
                .map(place ->
                    new Standing.Site(
                        place.coverage(),
                        place.scores(),
                        place.finding().map(Standing.KeptFinding::of)))
                .toList());
    kept.keep(
        standing,
        learnt
            .flatMap(Learnt::progress)
            .map(stood ->
                new KeptJudgement.Progress(
                    stood,
                    verdict.places().stream()
                        .map(place ->
                            new KeptJudgement.SiteProgress(place.known(), place.injections()))
                        .toList())));
  }
}
