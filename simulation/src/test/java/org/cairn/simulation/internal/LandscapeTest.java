package org.cairn.simulation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LandscapeTest {
  private static final int SIDE = 360;
  private static final Plan NOBODY = new Plan(List.of(), List.of());
  private static final Landscape LANDSCAPE = new Landscape(9, 0, 0, SIDE, SIDE, NOBODY);

  private static long day(String date) {
    return LocalDate.parse(date).toEpochDay();
  }

  /** Mean NDVI of the pixels of each cover that nothing lies over. */
  private static Map<Cover, Double> ndvi(String date, double drought) {
    Landscape.Season season = LANDSCAPE.season(day(date), drought);
    float[] red = LANDSCAPE.reflectance(2, season, day(date));
    float[] nir = LANDSCAPE.reflectance(3, season, day(date));
    Map<Cover, double[]> sums = new EnumMap<>(Cover.class);
    for (int i = 0; i < red.length; i++) {
      if (LANDSCAPE.canvas().share(i) == 0) {
        double[] sum = sums.computeIfAbsent(LANDSCAPE.coverAt(i), cover -> new double[2]);
        sum[0] += (nir[i] - red[i]) / (nir[i] + red[i]);
        sum[1]++;
      }
    }
    Map<Cover, Double> means = new EnumMap<>(Cover.class);
    sums.forEach((cover, sum) -> means.put(cover, sum[0] / sum[1]));
    return means;
  }

  private static double of(Map<Cover, Double> means, Cover cover) {
    return means.getOrDefault(cover, Double.NaN);
  }

  @Test
  void plants_follow_their_seasons() {
    Map<Cover, Double> winter = ndvi("2025-01-15", 0);
    Map<Cover, Double> spring = ndvi("2025-05-15", 0);
    Map<Cover, Double> late = ndvi("2025-08-15", 0);
    assertThat(spring.get(Cover.WINTER_CROP)).isBetween(0.6, 0.9);
    assertThat(late.get(Cover.WINTER_CROP)).isBetween(0.15, 0.4);
    assertThat(spring.get(Cover.SUMMER_CROP)).isBetween(0.15, 0.4);
    assertThat(late.get(Cover.SUMMER_CROP)).isBetween(0.6, 0.9);
    assertThat(spring.get(Cover.DOUBLE_CROP)).isGreaterThan(0.5);
    assertThat(late.get(Cover.DOUBLE_CROP)).isGreaterThan(0.45);
    assertThat(spring.get(Cover.WOOD)).isBetween(0.7, 0.9);
    assertThat(winter.get(Cover.WOOD)).isBetween(0.4, 0.75);
    assertThat(of(spring, Cover.MEADOW) - of(winter, Cover.MEADOW)).isBetween(0.1, 0.5);
    for (Map<Cover, Double> season : List.of(winter, spring, late)) {
      assertThat(season.values()).allSatisfy(value -> assertThat(value).isBetween(0.1, 0.92));
    }
  }

  @Test
  void a_drought_dries_everything_but_woods_least() {
    Map<Cover, Double> usual = ndvi("2025-07-20", 0);
    Map<Cover, Double> dry = ndvi("2025-07-20", 0.5);
    double meadows = of(usual, Cover.MEADOW) - of(dry, Cover.MEADOW);
    double woods = of(usual, Cover.WOOD) - of(dry, Cover.WOOD);
    assertThat(meadows).isGreaterThan(0.05);
    assertThat(woods).isBetween(0.005, meadows);
  }

  @Test
  void reflectances_are_those_of_nature() {
    for (String date : List.of("2024-07-01", "2025-01-10")) {
      Landscape.Season season = LANDSCAPE.season(day(date), 0);
      for (int band = 0; band < Landscape.BANDS; band++) {
        for (float value : LANDSCAPE.reflectance(band, season, day(date))) {
          assertThat(value).isBetween(0.001f, 0.7f);
        }
      }
    }
  }

  @Test
  void most_land_is_fields_and_there_is_wood_water_and_road() {
    int[] fields = new int[4];
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (LANDSCAPE.isWater(i)) {
        fields[2]++;
      } else if (LANDSCAPE.coverAt(i).rotates()) {
        fields[0]++;
      } else if (LANDSCAPE.coverAt(i) == Cover.WOOD) {
        fields[1]++;
      }
      if (LANDSCAPE.canvas().share(i) > 0.5) {
        fields[3]++;
      }
    }
    double all = SIDE * SIDE;
    assertThat(fields[0] / all).isBetween(0.25, 0.75);
    assertThat(fields[1] / all).isBetween(0.04, 0.35);
    assertThat(fields[2] / all).isBetween(0.0, 0.05);
    assertThat(fields[3] / all).isBetween(0.02, 0.2);
  }

  @Test
  void a_part_is_bit_for_bit_what_the_whole_has_there() {
    Landscape part = new Landscape(9, 101, 57, 40, 30, NOBODY);
    Landscape.Season whole = LANDSCAPE.season(day("2025-06-01"), 0);
    Landscape.Season own = part.season(day("2025-06-01"), 0);
    float[] there = LANDSCAPE.reflectance(3, whole, day("2025-06-01"));
    float[] here = part.reflectance(3, own, day("2025-06-01"));
    for (int i = 0; i < here.length; i++) {
      assertThat(here[i]).isEqualTo(there[(57 + i / 40) * SIDE + 101 + i % 40]);
    }
  }

  @Test
  void noise_is_even_and_smooth() {
    double sum = 0;
    double square = 0;
    int count = 40_000;
    for (int i = 0; i < count; i++) {
      double normal = Noise.normal(5, i, 3);
      sum += normal;
      square += normal * normal;
      assertThat(Noise.uniform(5, i, 4)).isBetween(0.0, 1.0);
      double x = i * 0.01;
      assertThat(Math.abs(Noise.smooth(5, x + 1e-4, 0.3) - Noise.smooth(5, x, 0.3)))
          .isLessThan(1e-3);
    }
    assertThat(sum / count).isCloseTo(0, within(0.02));
    assertThat(square / count).isCloseTo(1, within(0.03));
  }
}
