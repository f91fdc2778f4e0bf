package org.cairn.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairn.analysis.KrippendorffAlpha.Bootstrap;
import org.cairn.analysis.KrippendorffAlpha.Metric;
import org.junit.jupiter.api.Test;

/** Published examples: Krippendorff, Computing Krippendorff's alpha-reliability (2011), A to C. */
class KrippendorffAlphaTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(2_000, 0.95, 7);

  /** Four observers, twelve units, values missing. */
  private static final Ratings EXAMPLE_C =
      ratings("123321412...", "1233224125.3", ".3332342251.", "12332441251.");

  /** A line for each observer, a character for each unit; a dot where nothing was said. */
  private static Ratings ratings(String... observers) {
    List<List<Integer>> units = new ArrayList<>();
    int categories = 1;
    for (int unit = 0; unit < observers[0].length(); unit++) {
      List<Integer> values = new ArrayList<>();
      for (String observer : observers) {
        char said = observer.charAt(unit);
        if (said != '.') {
          int value = Character.isDigit(said) ? said - '0' : said - 'a';
          values.add(value);
          categories = Math.max(categories, value + 1);
        }
      }
      units.add(values);
    }
    return new Ratings(categories, units);
  }

  private static double alpha(Ratings ratings, Metric metric) {
    return KrippendorffAlpha.alpha(ratings, metric).orElseThrow();
  }

  @Test
  void two_observers_of_two_categories_agree_as_in_example_a() {
    assertThat(alpha(ratings("0100000010", "1110010000"), Metric.NOMINAL))
        .isCloseTo(0.095, within(0.0005));
  }

  @Test
  void two_observers_of_five_categories_agree_as_in_example_b() {
    assertThat(alpha(ratings("aabbdcccedda", "babbbccceddd"), Metric.NOMINAL))
        .isCloseTo(0.692, within(0.0005));
  }

  @Test
  void four_observers_with_missing_values_agree_as_in_example_c() {
    assertThat(alpha(EXAMPLE_C, Metric.NOMINAL)).isCloseTo(0.743, within(0.0005));
    assertThat(alpha(EXAMPLE_C, Metric.ORDINAL)).isCloseTo(0.815, within(0.0005));
  }

  @Test
  void agrees_with_a_count_of_all_pairs_on_random_data() {
    for (long seed = 1; seed <= 200; seed++) {
      Ratings ratings = random(seed);
      for (Metric metric : Metric.values()) {
        assertThat(KrippendorffAlpha.alpha(ratings, metric).orElse(Double.NaN))
            .as("seed %d, %s", seed, metric)
            .isCloseTo(byAllPairs(ratings, metric), within(1e-9));
      }
    }
  }

  private static Ratings random(long seed) {
    Random random = new Random(seed);
    int categories = 2 + random.nextInt(5);
    List<List<Integer>> units = new ArrayList<>();
    int count = 5 + random.nextInt(30);
    for (int unit = 0; unit < count; unit++) {
      int about = random.nextInt(categories);
      List<Integer> values = new ArrayList<>();
      for (int observer = random.nextInt(6); observer > 0; observer--) {
        values.add(random.nextInt(3) == 0 ? random.nextInt(categories) : about);
      }
      units.add(values);
    }
    return new Ratings(categories, units);
  }

  /**
   * From the definition: the mean difference of pairs within units, each unit weighted by its
   * values, over that of all pairs of values there are.
   */
  private static double byAllPairs(Ratings ratings, Metric metric) {
    List<Integer> all = new ArrayList<>();
    ratings.units().stream().filter(unit -> unit.size() > 1).forEach(all::addAll);
    double within = 0;
    for (List<Integer> unit : ratings.units()) {
      for (int one = 0; one < unit.size(); one++) {
        for (int other = 0; other < unit.size(); other++) {
          if (one != other) {
            within += difference(all, unit.get(one), unit.get(other), metric) / (unit.size() - 1);
          }
        }
      }
    }
    double among = 0;
    for (int one = 0; one < all.size(); one++) {
      for (int other = 0; other < all.size(); other++) {
        if (one != other) {
          among += difference(all, all.get(one), all.get(other), metric);
        }
      }
    }
    double observed = within / all.size();
    double expected = among / ((double) all.size() * (all.size() - 1));
    return expected == 0 ? Double.NaN : 1 - observed / expected;
  }

  private static double difference(List<Integer> all, int one, int other, Metric metric) {
    if (one == other) {
      return 0;
    }
    if (metric == Metric.NOMINAL) {
      return 1;
    }
    int low = Math.min(one, other);
    int high = Math.max(one, other);
    double ranks =
        all.stream().filter(each -> each > low && each < high).count()
            + all.stream().filter(each -> each == low || each == high).count() / 2.0;
    return ranks * ranks;
  }

  @Test
  void nothing_can_be_said_where_all_values_are_one_or_no_unit_has_two() {
    assertThat(KrippendorffAlpha.alpha(ratings("1111", "1111"), Metric.NOMINAL)).isEmpty();
    assertThat(KrippendorffAlpha.alpha(ratings("12..", "..12"), Metric.NOMINAL)).isEmpty();
    Agreement none = KrippendorffAlpha.agreement(ratings("1", "."), Metric.ORDINAL, BOOTSTRAP);
    assertThat(none.alpha()).isEmpty();
    assertThat(none.units()).isZero();
    assertThat(none.low()).isEmpty();
  }

  @Test
  void full_agreement_is_one_and_so_is_its_interval() {
    Agreement full =
        KrippendorffAlpha.agreement(ratings("1231", "1231"), Metric.NOMINAL, BOOTSTRAP);
    assertThat(full.alpha()).hasValue(1);
    assertThat(full.low()).hasValue(1);
    assertThat(full.high()).hasValue(1);
    assertThat(full.withoutAlpha()).isPositive();
  }

  @Test
  void the_interval_is_the_same_for_the_same_seed_and_holds_alpha() {
    Agreement one = KrippendorffAlpha.agreement(EXAMPLE_C, Metric.ORDINAL, BOOTSTRAP);
    assertThat(KrippendorffAlpha.agreement(EXAMPLE_C, Metric.ORDINAL, BOOTSTRAP)).isEqualTo(one);
    assertThat(one.units()).isEqualTo(11);
    assertThat(one.values()).isEqualTo(40);
    assertThat(one.low().orElseThrow()).isLessThan(one.alpha().orElseThrow());
    assertThat(one.high().orElseThrow()).isGreaterThan(one.alpha().orElseThrow());
    Agreement wider =
        KrippendorffAlpha.agreement(EXAMPLE_C, Metric.ORDINAL, new Bootstrap(2_000, 0.99, 7));
    assertThat(wider.low().orElseThrow()).isLessThanOrEqualTo(one.low().orElseThrow());
  }

  /**
   * Two observers of 200 units who agree in nine of ten and choose among two categories evenly:
   * alpha is near 0.8, and intervals of 95 % hold that in nearly as many of the trials.
   */
  @Test
  void intervals_hold_the_true_agreement_about_as_often_as_they_say() {
    int held = 0;
    for (int trial = 0; trial < 200; trial++) {
      Random random = new Random(trial);
      List<List<Integer>> units = new ArrayList<>();
      for (int unit = 0; unit < 200; unit++) {
        int first = random.nextInt(2);
        units.add(List.of(first, random.nextInt(10) == 0 ? 1 - first : first));
      }
      Agreement found =
          KrippendorffAlpha.agreement(
              new Ratings(2, units), Metric.NOMINAL, new Bootstrap(400, 0.95, trial));
      if (found.low().orElseThrow() <= 0.8 && found.high().orElseThrow() >= 0.8) {
        held++;
      }
    }
    assertThat(held).isBetween(180, 198);
  }

  @Test
  void refuses_a_value_that_is_no_category() {
    assertThatThrownBy(() -> new Ratings(2, List.of(List.of(0, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a category of 0 to 1, found 2");
  }
}
