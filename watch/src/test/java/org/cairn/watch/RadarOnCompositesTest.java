package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.change.radar.Backscatter;
import org.cairn.change.radar.Channel;
import org.cairn.change.radar.Orbit;
import org.cairn.change.radar.Orbit.Direction;
import org.cairn.change.radar.Polarisation;
import org.cairn.change.radar.RadarAnalysis;
import org.cairn.change.radar.RadarOutcome;
import org.cairn.change.radar.RadarParameters;
import org.cairn.change.radar.RadarPass;
import org.cairn.change.radar.RadarSeries;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.TileCache;
import org.junit.jupiter.api.Test;

/**
 * The radar numerics on real backscatter: twelve monthly composites of Sentinel-1 over fields. They
 * mix orbits and average a month, so this says that real values are digested, not how well changes
 * are found.
 */
class RadarOnCompositesTest {
  private static final int SIZE = 100;

  private static Path stack() {
    String shared = System.getProperty("cairn.shared", "");
    assumeTrue(!shared.isEmpty(), "no shared data: property cairn.shared is empty");
    Path stack = Path.of(shared).resolve("data/imagery/s1s2-worldcereal-monthly/cog");
    assumeTrue(Files.isDirectory(stack), "no shared data: " + stack);
    return stack;
  }

  /** Decibels are 20 log10 of the number less 83; 0 and 65535 are no data. */
  private static float[] power(float[] numbers) {
    float[] power = new float[numbers.length];
    for (int i = 0; i < power.length; i++) {
      power[i] =
          numbers[i] > 0 && numbers[i] < 65_535
              ? Backscatter.power((float) (20 * Math.log10(numbers[i]) - 83))
              : Float.NaN;
    }
    return power;
  }

  private static RadarSeries series(LocalDate start) throws IOException {
    List<RadarPass> passes = new ArrayList<>();
    PixelWindow all = new PixelWindow(0, 0, SIZE, SIZE);
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      for (LocalDate month = LocalDate.of(2020, 11, 1);
          month.isBefore(LocalDate.of(2021, 11, 1));
          month = month.plusMonths(1)) {
        String name = String.format("M_%d%02d_s1.tif", month.getYear(), month.getMonthValue());
        try (GeoTiff file =
            GeoTiff.open(sources.open(stack().resolve(name)), new TileCache(1 << 24))) {
          assertThat(file.description(0)).contains("VH");
          passes.add(
              new RadarPass(
                  (int) month.toEpochDay(),
                  new Orbit(0, Direction.ASCENDING),
                  Map.of(
                      Polarisation.VH, power(file.read(0, List.of(all)).getFirst()),
                      Polarisation.VV, power(file.read(1, List.of(all)).getFirst()))));
        }
      }
    }
    return new RadarSeries(SIZE, SIZE, (int) start.toEpochDay(), passes);
  }

  @Test
  void real_backscatter_gives_finite_scores_and_few_of_them_stand_out() throws IOException {
    RadarOutcome outcome =
        RadarAnalysis.of(series(LocalDate.of(2021, 7, 1)), RadarParameters.defaults(), List.of());
    assertThat(outcome).isInstanceOf(RadarOutcome.Analysed.class);
    RadarAnalysis analysis = ((RadarOutcome.Analysed) outcome).analysis();
    assertThat(analysis.channels()).hasSize(2);
    for (Channel channel : analysis.channels()) {
      // composites of some ten passes vary less than the speckle of one
      assertThat(analysis.equivalentLooks(channel)).isBetween(4.4, 200.0);
    }
    Site site = Site.rectangle(45, 45, 10, 10);
    SiteScores scores = analysis.score(site);
    assertThat(scores.size()).isEqualTo(4);
    for (int i = 0; i < scores.size(); i++) {
      assertThat(scores.score(i)).isFinite().isNotNegative();
    }
    double[] maxima = analysis.placebos(site, List.of()).maxima();
    assertThat(maxima).hasSizeGreaterThan(500);
    for (double max : maxima) {
      assertThat(max).isBetween(0.5, 60.0);
    }
  }

  @Test
  void five_months_of_history_are_refused() throws IOException {
    RadarOutcome outcome =
        RadarAnalysis.of(series(LocalDate.of(2021, 4, 1)), RadarParameters.defaults(), List.of());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RadarOutcome.NotAnalysable.class,
            refused -> assertThat(refused.reason().code()).isEqualTo("short-history"));
  }
}
