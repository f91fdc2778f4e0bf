package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.imagery.stac.RadiometricOffset.BandSample;
import org.cairn.imagery.stac.RadiometricOffset.PixelCheck.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RadiometricOffsetTest {
  private static final OffsetDecision IN =
      new OffsetDecision(
          OffsetDecision.Rule.BASELINE_OFFSET,
          0.0001,
          -0.1,
          Optional.empty(),
          Optional.of("05.09"),
          OptionalDouble.empty());
  private static final OffsetDecision NOT_IN =
      new OffsetDecision(
          OffsetDecision.Rule.FLAG_SAYS_APPLIED,
          0.0001,
          0,
          Optional.of(true),
          Optional.of("05.09"),
          OptionalDouble.of(-0.1));

  @TempDir Path folder;

  /** Equally spaced numbers from lowest to highest. */
  private static float[] ramp(double lowest, double highest) {
    float[] values = new float[2_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (lowest + (highest - lowest) * i / (values.length - 1));
    }
    return values;
  }

  private static Outcome check(BandSample... samples) {
    return RadiometricOffset.check(List.of(samples)).outcome();
  }

  private Item item(String properties, String red) throws IOException {
    return Catalogs.only(
        folder,
        Catalogs.item(
            "x",
            "\"datetime\": \"2023-01-01T00:00:00Z\", \"constellation\": \"sentinel-2\","
                + "\"processing:level\": \"L2A\""
                + properties,
            "[10, 45, 11, 46]",
            "\"red\": {\"href\": \"./red.tif\"" + red + "}"));
  }

  private OffsetDecision decide(String properties, String red) throws IOException {
    Item item = item(properties, red);
    return RadiometricOffset.decide(item, item.findBand("red").orElseThrow());
  }

  @Test
  void a_flag_that_is_false_leaves_the_word_to_the_baseline() throws IOException {
    OffsetDecision decision =
        decide(
            ", \"earthsearch:boa_offset_applied\": false, \"s2:processing_baseline\": \"05.10\"",
            ", \"raster:bands\": [{\"scale\": 0.0001, \"offset\": -0.1}]");
    assertThat(decision.offset()).isEqualTo(-0.1);
    assertThat(decision.summary())
        .isEqualTo(
            "scale 0.0001, offset -0.1 (listed offset, baseline 04.00 or later; flag false,"
                + " baseline 05.10, listed offset -0.1)");
  }

  @Test
  void an_offset_listed_before_baseline_0400_or_without_one_is_not_believed() throws IOException {
    String listed = ", \"raster:bands\": [{\"scale\": 0.0001, \"offset\": -0.1}]";
    assertThat(decide(", \"s2:processing_baseline\": \"03.01\"", listed).offset()).isZero();
    assertThat(decide("", listed).offset()).isZero();
    assertThat(decide("", listed).rule()).isEqualTo(OffsetDecision.Rule.NO_OFFSET_YET);
  }

  @Test
  void another_listed_value_is_taken_as_it_is() throws IOException {
    OffsetDecision decision =
        decide(
            ", \"s2:processing_baseline\": \"99.99\"",
            ", \"raster:bands\": [{\"scale\": 0.0001, \"offset\": -0.7}]");
    assertThat(decision.offset()).isEqualTo(-0.7);
  }

  @Test
  void baseline_0400_itself_has_the_offset() throws IOException {
    assertThat(decide(", \"s2:processing_baseline\": \"04.00\"", "").offset()).isEqualTo(-0.1);
    assertThat(decide(", \"s2:processing_baseline\": \"03.99\"", "").offset()).isZero();
  }

  @Test
  void the_baseline_is_read_from_wherever_the_item_has_it() throws IOException {
    for (String property :
        List.of(
            "\"s2:processing_baseline\": \"05.00\"",
            "\"s2:processing_baseline\": 5.00",
            "\"s2:product_uri\": \"S2A_MSIL2A_20230101T100601_N0500_R022_T32TPS_20230102T162001.SAFE\"",
            "\"s2:tile_id\": \"S2B_OPER_MSI_L2A_TL_S2RP_20230315T224658_A018417_T01VCG_N05.00\"",
            "\"s2:datatake_id\": \"GS2A_20230101T100601_041489_N05.00\"",
            "\"processing:version\": \"05.00\"")) {
      assertThat(decide(", " + property, "").rule())
          .as(property)
          .isEqualTo(OffsetDecision.Rule.BASELINE_OFFSET);
    }
    assertThat(decide(", \"processing:version\": \"1.2.3\"", "").rule())
        .isEqualTo(OffsetDecision.Rule.NO_OFFSET_YET);
  }

  @Test
  void floats_are_reflectance_already() throws IOException {
    OffsetDecision decision =
        decide(
            ", \"s2:processing_baseline\": \"05.00\"",
            ", \"raster:bands\": [{\"data_type\": \"float32\"}]");
    assertThat(decision.scale()).isEqualTo(1);
    assertThat(decision.needsPixelCheck()).isFalse();
  }

  @Test
  void other_images_use_the_files_scale_where_the_item_lists_none() throws IOException {
    Item item =
        Catalogs.only(
            folder, Catalogs.item("x", "2023-01-01T00:00:00Z", "\"ndvi\": {\"href\": \"a.tif\"}"));
    AssetBand band = item.findBand("ndvi").orElseThrow();

    OffsetDecision decision = RadiometricOffset.decide(item, band, 0.02, 5);
    assertThat(decision.scale()).isEqualTo(0.02);
    assertThat(decision.offset()).isEqualTo(5);
    assertThat(decision.summary()).isEqualTo("scale 0.02, offset 5 (as in the file)");
    assertThat(RadiometricOffset.decide(item, band).scale()).isEqualTo(1);
  }

  @Test
  void dark_numbers_far_below_1000_contradict_an_offset_said_to_be_in() {
    assertThat(check(new BandSample(IN, ramp(50, 4_000)))).isEqualTo(Outcome.DISAGREES);
    assertThat(check(new BandSample(IN, ramp(1_020, 4_000)))).isEqualTo(Outcome.AGREES);
  }

  @Test
  void one_contradicting_band_is_enough() {
    assertThat(check(new BandSample(IN, ramp(1_900, 4_000)), new BandSample(IN, ramp(30, 3_000))))
        .isEqualTo(Outcome.DISAGREES);
  }

  @Test
  void a_few_pixels_of_deep_shadow_do_not_contradict() {
    float[] values = ramp(1_020, 4_000);
    for (int i = 0; i < 15; i++) {
      values[i] = 800;
    }
    assertThat(check(new BandSample(IN, values))).isNotEqualTo(Outcome.DISAGREES);
  }

  @Test
  void dark_water_corrected_to_a_little_under_0_does_not_contradict() {
    float[] water = ramp(1_020, 4_000);
    for (int i = 0; i < 300; i++) {
      water[i] = 850;
    }
    assertThat(check(new BandSample(IN, water))).isEqualTo(Outcome.UNDECIDED);
    for (int i = 0; i < 600; i++) {
      water[i] = 850;
    }
    assertThat(check(new BandSample(IN, water))).isEqualTo(Outcome.DISAGREES);
  }

  @Test
  void every_band_starting_just_above_1000_contradicts_an_offset_said_to_be_out() {
    assertThat(
            check(
                new BandSample(NOT_IN, ramp(1_010, 3_500)),
                new BandSample(NOT_IN, ramp(1_080, 5_000))))
        .isEqualTo(Outcome.DISAGREES);
  }

  @Test
  void desert_that_is_bright_in_one_band_stays_undecided() {
    assertThat(
            check(
                new BandSample(NOT_IN, ramp(1_100, 3_500)),
                new BandSample(NOT_IN, ramp(1_900, 5_000))))
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(check(new BandSample(IN, ramp(2_500, 6_000)))).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void plants_without_any_dark_red_contradict_an_offset_said_to_be_out() {
    BandSample red = new BandSample(NOT_IN, ramp(1_050, 2_000));
    BandSample nir = new BandSample(NOT_IN, ramp(3_000, 5_000));
    assertThat(check(red, nir)).isEqualTo(Outcome.DISAGREES);
    assertThat(check(new BandSample(NOT_IN, ramp(1_040, 1_800)), red, nir))
        .isEqualTo(Outcome.DISAGREES);
  }

  @Test
  void sand_that_is_dark_in_blue_alone_stays_undecided() {
    assertThat(
            check(
                new BandSample(NOT_IN, ramp(1_050, 2_000)),
                new BandSample(NOT_IN, ramp(2_500, 4_500)),
                new BandSample(NOT_IN, ramp(3_500, 5_500))))
        .isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void uniform_ground_stays_undecided() {
    assertThat(check(new BandSample(NOT_IN, ramp(1_100, 1_200)))).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void ordinary_ground_without_the_offset_agrees() {
    assertThat(
            check(
                new BandSample(NOT_IN, ramp(150, 2_500)),
                new BandSample(NOT_IN, ramp(1_100, 5_000))))
        .isEqualTo(Outcome.AGREES);
  }

  @Test
  void nodata_is_no_dark_pixel() {
    float[] values = ramp(1_020, 4_000);
    for (int i = 0; i < values.length; i += 3) {
      values[i] = i % 2 == 0 ? 0 : Float.NaN;
    }
    assertThat(check(new BandSample(IN, values))).isEqualTo(Outcome.AGREES);
  }

  @Test
  void too_few_pixels_or_none_decide_nothing() {
    assertThat(check()).isEqualTo(Outcome.UNDECIDED);
    assertThat(check(new BandSample(IN, new float[10_000]))).isEqualTo(Outcome.UNDECIDED);
    assertThat(RadiometricOffset.check(List.of(new BandSample(IN, new float[3]))).summary())
        .contains("fewer than 500");
  }

  @Test
  void the_summary_tells_the_numbers_it_rests_on() {
    assertThat(RadiometricOffset.check(List.of(new BandSample(IN, ramp(50, 4_000)))).summary())
        .isEqualTo(
            "pixels disagree: lowest 50, 1st percentile 90, median 2026, 21.6 % clearly below"
                + " 1000");
  }
}
