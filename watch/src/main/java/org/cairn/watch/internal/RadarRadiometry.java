package org.cairn.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.OffsetDecision;
import org.cairn.watch.internal.RadarBands.Unit;

/**
 * What a radar scene's numbers mean: linear power, amplitude or decibels, as the item says and a
 * sample of the pixels bears out. Backscatter of land is below 1, so that its decibels are mostly
 * negative and its power never is (but for a little noise that was subtracted); half of a scene
 * above 10, or 10 dB, is no ground at all.
 */
final class RadarRadiometry {
  static final String NOT_PROJECTED = "radar-not-projected";

  /** Fewer known pixels say nothing. */
  private static final int LEAST_PIXELS = 100;

  /** Above this share of negative numbers they are decibels. */
  static final double DECIBELS_ABOVE = 0.5;

  /** Linear numbers have a median of at most this. */
  static final double LARGEST_MEDIAN = 10;

  private final SceneFiles files;
  private final SceneRadiometry radiometry;

  RadarRadiometry(SceneFiles files, SceneRadiometry radiometry) {
    this.files = files;
    this.radiometry = radiometry;
  }

  SceneRadiometry.Verdict decide(Item item, RadarBands radar) {
    List<OffsetDecision> decisions = new ArrayList<>();
    List<float[]> samples = new ArrayList<>();
    try {
      for (AssetBand band : radar.bands()) {
        Optional<String> unplaced =
            files.use(
                item,
                band.asset(),
                file ->
                    file.grid().isPresent()
                        ? Optional.empty()
                        : Optional.of(file.gridAbsence().orElse("it has no coordinates")));
        if (unplaced.isPresent()) {
          return held(decisions, NOT_PROJECTED, notProjected(band, unplaced.get()));
        }
        OffsetDecision decision = radiometry.decision(item, band);
        decisions.add(decision);
        samples.add(
            files.use(
                item,
                band.asset(),
                file -> BandReader.scaled(SceneRadiometry.sample(file, band), decision, band)));
      }
    } catch (RasterException e) {
      return held(decisions, e.code().id(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return held(decisions, "image-unreadable", String.valueOf(e.getMessage()));
    }
    return decide(radar, decisions, Sample.of(samples));
  }

  private static String notProjected(AssetBand band, String absence) {
    return "The radar file '"
        + band.asset().key()
        + "' lies on no map ("
        + absence
        + "): use a terrain-corrected product (RTC).";
  }

  private static SceneRadiometry.Verdict held(
      List<OffsetDecision> decisions, String code, String why) {
    return new SceneRadiometry.Verdict(decisions, "not decided", code, Optional.of(why));
  }

  /**
   * Known numbers of a scene; 0 counts as no data, as it does at the borders of GRD.
   *
   * @param negative share of them, 0 to 1
   */
  private record Sample(int pixels, double negative, double median) {
    static Sample of(List<float[]> images) {
      float[] known = new float[images.stream().mapToInt(image -> image.length).sum()];
      int count = 0;
      for (float[] image : images) {
        for (float value : image) {
          if (Float.isFinite(value) && value != 0) {
            known[count++] = value;
          }
        }
      }
      float[] sorted = Arrays.copyOf(known, count);
      Arrays.sort(sorted);
      int negative = 0;
      while (negative < count && sorted[negative] < 0) {
        negative++;
      }
      return new Sample(
          count, count == 0 ? 0 : (double) negative / count, count == 0 ? 0 : sorted[count / 2]);
    }

    boolean decides() {
      return pixels >= LEAST_PIXELS;
    }

    boolean decibels() {
      return negative > DECIBELS_ABOVE;
    }

    String text() {
      return String.format(
          Locale.ROOT, "%.0f %% of numbers negative, median %.3f", 100 * negative, median);
    }
  }

  private static SceneRadiometry.Verdict decide(
      RadarBands radar, List<OffsetDecision> decisions, Sample sample) {
    String scales =
        decisions.stream()
            .map(OffsetDecision::summary)
            .distinct()
            .collect(Collectors.joining("; "));
    Unit unit =
        radar.unit().orElse(sample.decides() && sample.decibels() ? Unit.DECIBELS : Unit.POWER);
    String said = radar.unit().isPresent() ? "as the item says" : "as its numbers are";
    String summary =
        radar.product().text()
            + ", "
            + unit.text()
            + " ("
            + said
            + "; "
            + (sample.decides() ? sample.text() : "too few known pixels to check")
            + "); "
            + scales;
    if (sample.decides() && contradicts(unit, sample)) {
      return new SceneRadiometry.Verdict(
          decisions,
          summary,
          SceneRadiometry.CONTRADICTED,
          Optional.of(
              "The radar numbers cannot be backscatter in "
                  + unit.text()
                  + " ("
                  + said
                  + "): "
                  + sample.text()
                  + ". The scene is not used until it is calibrated and its unit put right."));
    }
    return new SceneRadiometry.Verdict(decisions, summary, "", Optional.empty(), Optional.of(unit));
  }

  private static boolean contradicts(Unit unit, Sample sample) {
    return switch (unit) {
      case DECIBELS -> !sample.decibels();
      case POWER, AMPLITUDE -> sample.decibels() || sample.median() > LARGEST_MEDIAN;
    };
  }
}
