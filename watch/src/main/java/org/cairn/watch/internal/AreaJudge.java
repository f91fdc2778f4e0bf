package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Injections;
import org.cairn.change.Learnt;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.scene.CoRegistration;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.WatchSettings;

/**
 * Runs the detector over the stack of one area and turns its numbers into statements about each
 * place in it. Where an earlier run judged the same looks, it says the same again; where there are
 * later ones, it goes on; else it starts over, with what is known of the same history. All three
 * come to the same, value for value.
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
    this.method = MethodParameters.of(parameters).toString();
  }

  /**
   * A place's verdict before its pictures are read.
   *
   * @param finding empty where no alert was raised
   * @param known what later looks go on from; empty where that is not asked for or not known
   */
  record Judged(
      Coverage coverage,
      List<PlaceResult.ScoreRise> scores,
      Optional<Finding> finding,
      Optional<SiteScores> known,
      Optional<Injections> injections) {
    Judged with(Optional<SiteScores> changedKnown, Optional<Injections> changedInjections) {
      return new Judged(coverage, scores, finding, changedKnown, changedInjections);
    }
  }

  /**
   * All that is said of one area.
   *
   * @param places one per site of the area
   */
  record Verdict(List<Judged> places, Registrar.Registered registered) {}

  /** What the judgement of one area is about. */
  private record Matter(
      AreaStack stack,
      List<String> placeIds,
      List<AreaStack.Look> all,
      List<Site> sites,
      KeptJudgement kept,
      String question) {
    WatchArea area() {
      return stack.area();
    }
  }

  /**
   * @param placeIds by place index
   * @throws KeptArea.Lost where pixels that were kept are needed and not there any more
   */
  Verdict judge(AreaStack stack, List<String> placeIds) {
    List<AreaStack.Look> all =
        stack.looks().stream().filter(look -> look.day() <= period.untilDay()).toList();
    KeptJudgement kept = stack.kept().judgement();
    Matter matter =
        new Matter(
            stack,
            stack.area().sites().stream().map(plan -> placeIds.get(plan.placeIndex())).toList(),
            all,
            stack.area().sites().stream().map(plan -> siteIn(stack.area(), plan)).toList(),
            kept,
            kept.isOn() ? question(stack.area(), placeIds) : "");
    Optional<Standing> before = kept.standing().filter(standing -> isOfTheFirst(standing, matter));
    return before
        .flatMap(standing -> again(matter, standing))
        .or(() -> before.flatMap(standing -> goOn(matter, standing)))
        .orElseGet(() -> startOver(matter));
  }

  /** Binds all that was asked but for the last day. */
  private String question(WatchArea area, List<String> placeIds) {
    List<String> parts = new ArrayList<>();
    parts.add(method);
    parts.add(period.fromDay() + " " + settings.alarmRatePerSiteYear());
    parts.add(area.anchor() + " " + area.window());
    for (SitePlan site : area.sites()) {
      StringBuilder mask = new StringBuilder();
      for (boolean inside : site.inside()) {
        mask.append(inside ? '1' : '0');
      }
      parts.add(placeIds.get(site.placeIndex()));
      parts.add(site.window().toString());
      parts.add(mask.toString());
    }
    return Parts.digest(parts.toArray(String[]::new));
  }

  /** Whether the same was asked of looks that are the first of these, unchanged. */
  private static boolean isOfTheFirst(Standing standing, Matter matter) {
    if (!standing.question().equals(matter.question())
        || standing.looks().size() > matter.all().size()) {
      return false;
    }
    for (int i = 0; i < standing.looks().size(); i++) {
      AreaStack.Look look = matter.all().get(i);
      if (look.day() != standing.looks().get(i).day()
          || !tokens(look, matter).equals(standing.looks().get(i).tokens())) {
        return false;
      }
    }
    return true;
  }

  private static List<String> tokens(AreaStack.Look look, Matter matter) {
    return look.scenes().stream()
        .map(scene -> matter.stack().kept().token(scene).orElse(""))
        .toList();
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
    List<Judged> judged = new ArrayList<>();
    for (Standing.Site site : standing.sites()) {
      judged.add(
          new Judged(
              until(site.coverage()),
              site.scores(),
              site.finding().map(finding -> finding.again(looks)),
              Optional.empty(),
              Optional.empty()));
    }
    return Optional.of(new Verdict(judged, registered));
  }

  private Coverage until(Coverage coverage) {
    return new Coverage(
        coverage.placeId(),
        coverage.status(),
        coverage.why(),
        coverage.looks(),
        coverage.acquisitions(),
        coverage.from(),
        Optional.of(period.until()),
        coverage.maxScore(),
        coverage.threshold(),
        coverage.smallestDetectable());
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
              : registrar.place(look));
    }
    return new Registrar.Registered(placed);
  }

  /** Later looks, judged from where the earlier ones were left; empty where that is not known. */
  private Optional<Verdict> goOn(Matter matter, Standing standing) {
    if (standing.model().isEmpty() || standing.looks().size() == matter.all().size()) {
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
    Basis basis = new Basis(matter, registered, series(matter, registered.looks()));
    List<String> taken =
        standing.looks().stream()
            .map(Standing.Lain::taken)
            .filter(digest -> !digest.isEmpty())
            .toList();
    Learnt known =
        Learnt.of(
            model.get().learnt(),
            date -> shown(basis, standing.model(), taken, progress.get().learnt(), date),
            progress.get().learnt());
    return switch (analyse(basis, known)) {
      case AnalysisOutcome.NotAnalysable not -> Optional.empty();
      case AnalysisOutcome.Analysed analysed -> {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < matter.sites().size(); i++) {
          Coverage before = standing.sites().get(i).coverage();
          SiteStatement statement =
              statement(
                  basis,
                  i,
                  standing.looks().size(),
                  new SiteStatement.Counts(before.acquisitions(), before.looks()));
          KeptJudgement.SiteProgress site = progress.get().sites().get(i);
          judged.add(
              statement.judged(
                  analysed.analysis(),
                  new SiteStatement.Known(
                      site.scores(), site.injections(), standing.sites().get(i).finding())));
        }
        Verdict verdict = new Verdict(judged, registered);
        Learnt learnt = analysed.analysis().learnt();
        matter
            .kept()
            .keepResiduals(
                residuals(basis, learnt, standing.model(), progress.get().learnt().dates()), false);
        keep(basis, verdict, Optional.of(learnt), standing.model(), standing.reference());
        yield Optional.of(verdict);
      }
    };
  }

  /** What an analysis is made from, and of. */
  private record Basis(Matter matter, Registrar.Registered registered, SceneSeries series) {}

  /** What a date showed that was analysed before; {@code taken}: digests of these dates. */
  private static Optional<float[]> shown(
      Basis basis, String model, List<String> taken, Learnt.Progress progress, int date) {
    if (!progress.usable(date)) {
      return Optional.empty();
    }
    int history = basis.series().historyDates();
    Optional<float[]> shown =
        basis
            .matter()
            .kept()
            .findResidual(KeptJudgement.residualKey(model, taken.get(date), date, history));
    if (shown.isEmpty()) {
      throw new KeptArea.Lost("what a date showed");
    }
    return shown;
  }

  private SiteStatement statement(
      Basis basis, int index, int counted, SiteStatement.Counts counts) {
    return new SiteStatement(
        settings,
        parameters,
        period,
        basis.matter().stack(),
        basis.matter().all(),
        basis.registered().looks(),
        basis.matter().sites(),
        index,
        basis.matter().placeIds().get(index),
        counted,
        counts);
  }

  private AnalysisOutcome analyse(Basis basis, Learnt known) {
    return SceneAnalysis.of(
        basis.series(), parameters, large(basis.matter().sites(), basis.matter().area()), known);
  }

  private Verdict startOver(Matter matter) {
    KeptJudgement kept = matter.kept();
    Optional<float[]> reference =
        Registrar.reference(matter.area(), matter.all(), period.fromDay());
    String referenceDigest = reference.map(kept::digest).orElse("");
    Registrar.Registered registered = place(matter, reference, referenceDigest);
    Basis basis = new Basis(matter, registered, series(matter, registered.looks()));
    Optional<KeptJudgement.Model> model = Optional.empty();
    String modelKey = "";
    Learnt known = Learnt.nothing();
    if (kept.isOn()) {
      String key = modelKey(basis);
      modelKey = key;
      model = kept.findModel().filter(found -> found.key().equals(key));
      known = model.map(found -> known(basis, found)).orElseGet(Learnt::nothing);
    }
    AnalysisOutcome outcome = analyse(basis, known);
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < matter.sites().size(); i++) {
      SiteStatement statement = statement(basis, i, 0, SiteStatement.Counts.NONE);
      judged.add(
          switch (outcome) {
            case AnalysisOutcome.NotAnalysable not -> statement.refused(not);
            case AnalysisOutcome.Analysed analysed ->
                statement.judged(analysed.analysis(), SiteStatement.Known.NOTHING);
          });
    }
    Verdict verdict = new Verdict(judged, registered);
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
        Map<String, float[]> fresh = residuals(basis, learnt.get(), modelKey, 0);
        if (model.isPresent()) {
          fresh.keySet().removeIf(key -> kept.findResidual(key).isPresent());
        }
        kept.keepResiduals(fresh, model.isEmpty());
      }
      keep(basis, verdict, learnt, modelKey, referenceDigest);
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
              : registrar.place(look));
    }
    return new Registrar.Registered(placed);
  }

  /**
   * Binds all the model depends on: the history's pixels, the sites left out and the method's
   * parameters.
   */
  private String modelKey(Basis basis) {
    SceneSeries series = basis.series();
    List<String> parts = new ArrayList<>();
    parts.add(series.rows() + " " + series.cols() + " " + series.historyDates() + " " + parameters);
    for (Site site : large(basis.matter().sites(), basis.matter().area())) {
      StringBuilder text = new StringBuilder(site.row() + " " + site.col() + " ");
      for (int r = site.row(); r < site.row() + site.rows(); r++) {
        for (int c = site.col(); c < site.col() + site.cols(); c++) {
          text.append(site.contains(r, c) ? '1' : '0');
        }
        text.append('\n');
      }
      parts.add(text.toString());
    }
    for (int date = 0; date < series.historyDates(); date++) {
      parts.add(basis.matter().kept().digest(series.layer(date)));
    }
    return Parts.digest(parts.toArray(String[]::new));
  }

  private static Learnt known(Basis basis, KeptJudgement.Model model) {
    KeptJudgement kept = basis.matter().kept();
    return Learnt.of(
        model.learnt(),
        date ->
            kept.findResidual(
                KeptJudgement.residualKey(
                    model.key(),
                    kept.digest(basis.series().layer(date)),
                    date,
                    basis.series().historyDates())));
  }

  /** What dates from one on showed, by key. */
  private static Map<String, float[]> residuals(
      Basis basis, Learnt learnt, String model, int from) {
    Map<String, float[]> residuals = new LinkedHashMap<>();
    for (int date = from; date < basis.series().dates(); date++) {
      Optional<float[]> shown = learnt.findResidual(date);
      if (shown.isPresent()) {
        residuals.put(
            KeptJudgement.residualKey(
                model,
                basis.matter().kept().digest(basis.series().layer(date)),
                date,
                basis.series().historyDates()),
            shown.get());
      }
    }
    return residuals;
  }

  /** Where judging stands now. */
  private void keep(
      Basis basis, Verdict verdict, Optional<Learnt> learnt, String model, String reference) {
    Matter matter = basis.matter();
    KeptJudgement kept = matter.kept();
    Optional<Standing> before =
        kept.standing()
            .filter(standing -> standing.model().equals(model) && isOfTheFirst(standing, matter));
    List<Standing.Lain> lain = new ArrayList<>();
    for (Registrar.Placed one : basis.registered().placed()) {
      int number = lain.size();
      lain.add(
          before
              .filter(standing -> number < standing.looks().size())
              .map(standing -> standing.looks().get(number))
              .orElseGet(() ->
                  new Standing.Lain(
                      one.look().day(),
                      tokens(one.look(), matter),
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
            reference,
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

  /** Sites that are much of the area themselves; smaller ones do not sway the fit. */
  private List<Site> large(List<Site> sites, WatchArea area) {
    double most = parameters.prediction().leaveOutShare() * area.pixels();
    return sites.stream().filter(site -> site.pixels() > most).toList();
  }

  private SceneSeries series(Matter matter, List<AreaStack.Look> looks) {
    int history = (int) looks.stream().filter(look -> look.day() < period.fromDay()).count();
    return new SceneSeries(
        matter.area().window().rows(),
        matter.area().window().cols(),
        looks.stream().mapToInt(AreaStack.Look::day).toArray(),
        history,
        date -> looks.get(date).layer());
  }

  private static Site siteIn(WatchArea area, SitePlan plan) {
    return Site.of(
        plan.window().row() - area.window().row(),
        plan.window().col() - area.window().col(),
        plan.window().rows(),
        plan.window().cols(),
        plan.inside());
  }
}
