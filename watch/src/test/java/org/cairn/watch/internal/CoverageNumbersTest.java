package org.cairn.watch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.change.Calibration;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Placebos;
import org.cairn.change.Sensitivity;
import org.cairn.change.Site;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.Test;

class CoverageNumbersTest {
  private static final double YEARS = 0.8;

  /** Windows whose scores rise from the upper left, 3 on, in steps of 0.01. */
  private static Placebos placebos() {
    return Placebos.of(
        Site.rectangle(20, 20, 6, 6),
        List.of(),
        60,
        50,
        DetectorParameters.defaults().placebos(),
        new Placebos.Windows() {
          @Override
          public int clearLooks(int row, int col) {
            return 100;
          }

          @Override
          public double maximum(int row, int col) {
            return 3 + 0.01 * (row * 50 + col);
          }
        });
  }

  private static Coverage.Placebos told(double score, double threshold) {
    return CoverageNumbers.placebos(placebos(), score, threshold, YEARS);
  }

  @Test
  void placebos_are_told_with_their_own_numbers() {
    Placebos placebos = placebos();
    double[] maxima = placebos.maxima();
    double threshold = Calibration.threshold(maxima, 0.1, YEARS);
    Coverage.Placebos told = told(maxima[maxima.length - 5], threshold);
    assertThat(told.n()).isEqualTo(maxima.length);
    assertThat(told.independent()).isEqualTo(placebos.independent());
    assertThat(told.atLeastAsLarge()).isEqualTo(5);
    assertThat((long) told.aboveThreshold())
        .isEqualTo(Arrays.stream(maxima).filter(max -> max > threshold).count())
        .isPositive();
    assertThat(told.clearOfOtherPlaces()).isTrue();
    assertThat(told.lowest()).isEqualTo(3);
    assertThat(told.highest()).isEqualTo(maxima[maxima.length - 1]);
    assertThat(told.counts())
        .hasSize(CoverageNumbers.BINS)
        .isEqualTo(Placebos.Distribution.of(placebos.maxima(), 24).counts());
    assertThat(told.counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(told.n());
    assertThat(told.expectedPerSiteYear())
        .isEqualTo(
            Calibration.expectedPerSiteYear(
                maxima[maxima.length - 5], maxima, placebos.independent(), YEARS));
  }

  @Test
  void at_the_threshold_chance_alone_comes_as_often_as_asked() {
    double threshold = Calibration.threshold(placebos().maxima(), 0.1, YEARS);
    assertThat(told(threshold, threshold).expectedPerSiteYear()).isBetween(0.1 - 1e-9, 0.1 + 1e-9);
  }

  private static final List<Sensitivity> SENSITIVITIES =
      List.of(
          new Sensitivity(2, 0.5, OptionalDouble.of(0.31), 0.55, 20),
          new Sensitivity(2, 0.9, OptionalDouble.empty(), 0.8, 20),
          new Sensitivity(3, 0.5, OptionalDouble.of(0.03), 1, 18),
          new Sensitivity(3, 0.9, OptionalDouble.of(0.03), 1, 18));

  private static List<Coverage.Detection> detection() {
    return CoverageNumbers.detection(
        SENSITIVITIES, DetectorParameters.defaults().detectability(), 100);
  }

  @Test
  void sizes_that_are_not_found_are_told_beside_those_that_are() {
    assertThat(detection())
        .containsExactly(
            new Coverage.Detection(
                2,
                400,
                20,
                0.5,
                List.of(
                    new Coverage.Smallest(0.5, OptionalDouble.of(0.31), 0.55),
                    new Coverage.Smallest(0.9, OptionalDouble.empty(), 0.8))),
            new Coverage.Detection(
                3,
                900,
                18,
                0.5,
                List.of(
                    new Coverage.Smallest(0.5, OptionalDouble.of(0.03), 1),
                    new Coverage.Smallest(0.9, OptionalDouble.of(0.03), 1))));
    assertThat(
            CoverageNumbers.detection(
                List.of(), DetectorParameters.defaults().detectability(), 100))
        .isEmpty();
  }

  @Test
  void the_smallest_detectable_are_those_that_were_found_each_once() {
    assertThat(CoverageNumbers.detectable(detection()))
        .containsExactly(
            new Coverage.Detectable(400, 0.31, 0.55), new Coverage.Detectable(900, 0.03, 1));
  }

  @Test
  void a_kept_coverage_is_read_back_and_nothing_behind_it() throws IOException {
    Coverage whole =
        new Coverage(
            "w",
            Coverage.Status.WATCHED,
            "",
            30,
            44,
            Optional.of(LocalDate.of(2024, 1, 2)),
            Optional.empty(),
            OptionalDouble.of(7),
            OptionalDouble.of(6.5),
            CoverageNumbers.detectable(detection()),
            Optional.of(
                new Coverage.Regional(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 9), 0.2)),
            Optional.of(told(7, 6.5)),
            detection());
    Coverage bare =
        new Coverage(
            "b",
            Coverage.Status.NO_IMAGERY,
            "Nothing.",
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of());
    byte[] part =
        Parts.write(out -> {
          KeptCoverage.write(out, whole);
          KeptCoverage.write(out, bare);
          out.writeInt(77);
        });
    DataInputStream in = Parts.reading(part);
    assertThat(KeptCoverage.read(in)).isEqualTo(whole);
    assertThat(KeptCoverage.read(in)).isEqualTo(bare);
    assertThat(in.readInt()).isEqualTo(77);
  }
}
