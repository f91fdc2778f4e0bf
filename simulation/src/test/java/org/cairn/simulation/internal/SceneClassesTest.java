package org.cairn.simulation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

class SceneClassesTest {
  private static final int SIDE = 200;
  private static final SimulationSettings SETTINGS =
      SimulationSettings.demo(3).withPlaces(4).withPixels(SIDE);
  private static final Landscape LANDSCAPE =
      new Landscape(SETTINGS.seed(), 0, 0, SIDE, SIDE, Plan.of(SETTINGS));

  private interface Judge {
    void cell(Acquisition image, int pixel, int scl);
  }

  private static void forEachCell(List<Weather> days, Judge judge) {
    for (Weather day : days) {
      Acquisition image = new Acquisition(SETTINGS.seed(), LANDSCAPE, day);
      float[] classes = SceneClasses.of(image);
      for (int i = 0; i < classes.length; i++) {
        judge.cell(image, 2 * (i / (SIDE / 2)) * SIDE + 2 * (i % (SIDE / 2)), (int) classes[i]);
      }
    }
  }

  private static boolean isClear(int scl) {
    return scl >= SceneClasses.VEGETATION && scl <= SceneClasses.UNCLASSIFIED;
  }

  /** The README states these errors. */
  @Test
  void masks_err_as_much_as_stated() {
    int[] thick = new int[2];
    int[] thin = new int[2];
    int[] shadow = new int[2];
    int[] open = new int[2];
    List<Weather> days =
        Weather.series(SETTINGS).stream().filter(day -> !day.clouds().missed()).toList();
    forEachCell(
        days,
        (image, pixel, scl) -> {
          float cloud = image.sky().cloud(pixel);
          int[] tally;
          if (cloud > 0.5) {
            tally = thick;
          } else if (cloud > 0.05) {
            tally = thin;
          } else if (image.sky().shadow(pixel) > 0.3) {
            tally = shadow;
          } else if (image.sky().shadow(pixel) < 0.05
              && image.sky().cirrus(pixel) < 0.02
              && image.snowed(pixel) < 0.1) {
            tally = open;
          } else {
            return;
          }
          tally[0]++;
          if (isClear(scl)) {
            tally[1]++;
          }
        });
    assertThat(thick[1] / (double) thick[0]).as("thick cloud overlooked").isLessThan(0.005);
    assertThat(thin[1] / (double) thin[0]).as("thin cloud overlooked").isBetween(0.08, 0.2);
    assertThat(shadow[1] / (double) shadow[0]).as("shadow overlooked").isBetween(0.01, 0.06);
    assertThat(1 - open[1] / (double) open[0]).as("clear ground masked").isBetween(0.0005, 0.005);
  }

  @Test
  void snow_is_told_from_cloud_and_water_from_land() {
    int[] snow = new int[2];
    int[] water = new int[2];
    forEachCell(
        Weather.series(SETTINGS),
        (image, pixel, scl) -> {
          if (image.sky().cloud(pixel) > 0.01 || image.sky().cirrus(pixel) > 0) {
            return;
          }
          if (image.snowed(pixel) > 0.5 && image.sky().shadow(pixel) < 0.05) {
            snow[0]++;
            snow[1] += scl == SceneClasses.SNOW ? 1 : 0;
          } else if (image.flooded(pixel) > 0.8 && image.sky().shadow(pixel) < 0.05) {
            water[0]++;
            water[1] += scl == SceneClasses.WATER ? 1 : 0;
          }
        });
    assertThat(snow[0]).isPositive();
    assertThat(snow[1] / (double) snow[0]).isGreaterThan(0.9);
    if (water[0] > 0) {
      assertThat(water[1] / (double) water[0]).isGreaterThan(0.9);
    }
  }

  @Test
  void a_missed_cloud_is_called_clear() {
    int[] missed = new int[1];
    forEachCell(
        Weather.series(SETTINGS).stream().filter(day -> day.clouds().missed()).toList(),
        (image, pixel, scl) -> {
          float cloud = image.sky().cloud(pixel);
          if (cloud > 0.4 && cloud < 0.75 && isClear(scl)) {
            missed[0]++;
          }
        });
    assertThat(missed[0]).isPositive();
  }

  @Test
  void clouds_hide_the_ground_in_the_image_and_shadows_darken_it() {
    double[] sums = new double[3];
    int[] counts = new int[3];
    List<Weather> days =
        Weather.series(SETTINGS).stream()
            .filter(day -> day.clouds().cover() > 0.2 && day.clouds().cirrus() == 0)
            .filter(day -> day.snow() == 0 && Math.abs(day.shiftCols()) < 1)
            .limit(4)
            .toList();
    for (Weather day : days) {
      Acquisition image = new Acquisition(SETTINGS.seed(), LANDSCAPE, day);
      float[] nir = image.band(3);
      for (int i = 0; i < nir.length; i++) {
        float cloud = image.sky().cloud(i);
        float shadow = image.sky().shadow(i);
        int which =
            cloud > 0.9 ? 0 : cloud < 0.01 ? (shadow > 0.8 ? 1 : shadow < 0.01 ? 2 : -1) : -1;
        if (which >= 0) {
          sums[which] += nir[i];
          counts[which]++;
        }
      }
    }
    assertThat(counts[0]).isPositive();
    assertThat(counts[1]).isPositive();
    assertThat(sums[0] / counts[0]).isGreaterThan(0.55);
    assertThat(sums[1] / counts[1]).isLessThan(0.6 * sums[2] / counts[2]);
  }
}
