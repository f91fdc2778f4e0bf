package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Methods side by side, at the same rates of false alarms, as Markdown. */
final class RecallTable {
  private static final double[] RATES = {0.1, 0.3};

  private RecallTable() {}

  /**
   * The best setting of each family at a rate, families in the order they come.
   *
   * @param scoring of one contender
   */
  static Map<String, Contender> best(
      List<Contender> contenders, Function<Contender, Scoring> scoring, double rate) {
    Map<String, List<Contender>> families = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      families.computeIfAbsent(contender.family(), unused -> new ArrayList<>()).add(contender);
    }
    Map<String, Contender> best = new LinkedHashMap<>();
    families.forEach((family, settings) ->
        best.put(
            family,
            settings.stream()
                .max(Comparator.comparingDouble(one -> scoring.apply(one).rate(rate).recall()))
                .orElseThrow()));
    return best;
  }

  /** Each family's best setting is chosen anew at each rate: the peers get the benefit. */
  static void print(
      String title, List<Contender> contenders, Function<Contender, Scoring> scoring) {
    say("%n**%s**%n", title);
    say(
        "| method | setting | alarms per site-year asked | observed | events | recall | 95 %%"
            + " interval | early | by chance | median delay, days | 90 %% delay |");
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (double rate : RATES) {
      best(contenders, scoring, rate)
          .forEach((family, one) -> {
            Scoring.At at = scoring.apply(one).rate(rate);
            double[] interval = Shares.wilson(at.found(), at.events());
            say(
                "| %s | %s | %.1f | %.3f | %d | %.3f | %.2f to %.2f | %d | %.2f | %.0f | %.0f |",
                family,
                one.setting(),
                rate,
                at.falseAlarmRate(),
                at.events(),
                at.recall(),
                interval[0],
                interval[1],
                at.early(),
                at.chance(),
                at.delayQuantile(0.5),
                at.delayQuantile(0.9));
          });
    }
  }
}
