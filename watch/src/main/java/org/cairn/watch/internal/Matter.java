package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.change.Site;
import org.cairn.imagery.scene.CoRegistration;

/**
 * What the judgement of one area is about.
 *
 * @param placeIds one per site
 * @param all looks up to the last watched day, whether analysed or not
 * @param sites of the area
 * @param question binds all that was asked but for the last day; empty where nothing is kept
 * @param kept what was judged before
 * @param first of a further layer: how the looks of the first one were placed; else empty
 */
record Matter(
    AreaStack stack,
    List<String> placeIds,
    List<AreaStack.Look> all,
    List<Site> sites,
    String question,
    KeptJudgement kept,
    Optional<Registrar.Registered> first) {
  /**
   * @param placeIds by place index
   * @param method all that numbers depend on in every run
   */
  static Matter of(
      AreaStack stack, List<String> placeIds, WatchPeriod period, double alarmRate, String method) {
    WatchArea area = stack.area();
    List<String> ids = area.sites().stream().map(plan -> placeIds.get(plan.placeIndex())).toList();
    return new Matter(
        stack,
        ids,
        stack.looks().stream().filter(look -> look.day() <= period.untilDay()).toList(),
        area.sites().stream().map(plan -> siteIn(area, plan)).toList(),
        stack.kept().judgement().isOn()
            ? question(area, ids, method, period.fromDay() + " " + alarmRate)
            : "",
        stack.kept().judgement(),
        Optional.empty());
  }

  /**
   * The same, asked of the further layer.
   *
   * @param laid how the looks of this layer were placed
   */
  Matter ofFurther(Registrar.Registered laid, int untilDay) {
    return new Matter(
        stack,
        placeIds,
        stack.furtherLooks().stream().filter(look -> look.day() <= untilDay).toList(),
        sites,
        question,
        stack.kept().furtherJudgement(),
        Optional.of(laid));
  }

  /** Places a look: a further layer's where the first one's lies, else where it is found to lie. */
  Registrar.Placed place(AreaStack.Look look, Registrar registrar) {
    return first
        .map(laid -> registrar.place(look, shiftOfFirst(laid, look.day())))
        .orElseGet(() -> registrar.place(look));
  }

  private static Optional<CoRegistration.Shift> shiftOfFirst(Registrar.Registered laid, int day) {
    return laid.placed().stream()
        .filter(placed -> placed.look().day() == day)
        .findFirst()
        .flatMap(Registrar.Placed::shift);
  }

  private static Site siteIn(WatchArea area, SitePlan plan) {
    return Site.of(
        plan.window().row() - area.window().row(),
        plan.window().col() - area.window().col(),
        plan.window().rows(),
        plan.window().cols(),
        plan.inside());
  }

  private static String question(
      WatchArea area, List<String> ids, String method, String periodAndRate) {
    List<String> parts = new ArrayList<>();
    parts.add(method);
    parts.add(periodAndRate);
    parts.add(area.anchor() + " " + area.window());
    for (int i = 0; i < ids.size(); i++) {
      SitePlan site = area.sites().get(i);
      StringBuilder mask = new StringBuilder();
      for (boolean inside : site.inside()) {
        mask.append(inside ? '1' : '0');
      }
      parts.add(ids.get(i));
      parts.add(site.window().toString());
      parts.add(mask.toString());
    }
    return Parts.digest(parts.toArray(String[]::new));
  }

  WatchArea area() {
    return stack.area();
  }

  /** Whether the same was asked of looks that are the first of these, unchanged. */
  boolean continues(Standing standing) {
    if (!standing.question().equals(question) || standing.looks().size() > all.size()) {
      return false;
    }
    for (int i = 0; i < standing.looks().size(); i++) {
      AreaStack.Look look = all.get(i);
      Standing.Lain before = standing.looks().get(i);
      if (look.day() != before.day()
          || !stack.kept().tokens(look).equals(before.tokens())
          || first.isPresent() && !shiftOfFirst(first.get(), look.day()).equals(before.shift())) {
        return false;
      }
    }
    return true;
  }

  /** Sites that are more than this share of the area themselves; smaller ones do not sway a fit. */
  List<Site> sitesAbove(double share) {
    double most = share * area().pixels();
    return sites.stream().filter(site -> site.pixels() > most).toList();
  }
}
