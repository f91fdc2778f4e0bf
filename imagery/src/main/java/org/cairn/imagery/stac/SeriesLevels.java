package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds scenes whose radiometric offset was decided wrongly by comparing the scenes of one place
 * with each other. It sees what {@link RadiometricOffset#check} cannot: a scene over ground without
 * anything dark.
 *
 * <p>An offset handled wrongly moves every band by 0.1, up or down alike. Seasons, haze, cloud and
 * snow move the bands by unlike amounts, and a change of the ground rarely all of them by just
 * that.
 *
 * <p>The middle of the other scenes is that of the shortest interval with half of them in it
 * (Rousseeuw and Leroy 1987, shorth), so it holds while fewer than half are wrong the same way.
 * Known gap: where half or more are wrong, the right ones are the odd ones out.
 */
public final class SeriesLevels {
  /** How far a wrongly handled offset moves a reflectance. */
  private static final double OFFSET = 0.1;

  /** A band may have moved this much more or less than the offset: the season moves it too. */
  private static final double MOST_APART_FROM_OFFSET = 0.04;

  /** Bands must have moved alike to this. */
  private static final double MOST_UNLIKE = 0.05;

  /** Where the others scatter more (standard deviation), 0.1 is no surprise. */
  private static final double MOST_SPREAD = 0.025;

  /** One band alone proves nothing where the others scatter as seasons do. */
  private static final double MOST_SPREAD_OF_ONE_BAND = 0.012;

  private static final int FEWEST_OTHERS = 5;

  private SeriesLevels() {}

  /**
   * How dark a place's ground is in one scene.
   *
   * @param scene id of the item
   * @param reflectance by band, 0 to 1, as corrected by the scene's {@link OffsetDecision}: a low
   *     percentile, or the median, of the same clear pixels or nearly so; bands without clear
   *     pixels left out
   */
  public record SceneLevel(String scene, Map<String, Double> reflectance) {
    public SceneLevel {
      reflectance = Map.copyOf(reflectance);
      for (Map.Entry<String, Double> band : reflectance.entrySet()) {
        if (!Double.isFinite(band.getValue())) {
          throw new IllegalArgumentException(
              "Level of '" + scene + "' in " + band.getKey() + " must be finite: leave it out");
        }
      }
    }
  }

  /**
   * A scene that lies off the others as if its offset had been handled wrongly.
   *
   * @param differences from the middle of the others, by band
   */
  public record OffLevel(String scene, Map<String, Double> differences) {
    public OffLevel {
      differences = Map.copyOf(differences);
    }

    /** Which bands lie how far off, in one line. */
    public String summary() {
      StringBuilder text = new StringBuilder("all bands lie off the place's other scenes by the");
      text.append(" radiometric offset:");
      String separator = " ";
      for (Map.Entry<String, Double> band : new TreeMap<>(differences).entrySet()) {
        text.append(separator)
            .append(String.format(Locale.ROOT, "%s %+.3f", band.getKey(), band.getValue()));
        separator = ", ";
      }
      return text.toString();
    }
  }

  /**
   * Compares each scene with all others.
   *
   * @param scenes of one place, in any order; cost grows with the square of their number
   * @return in the order given; empty where nothing stands out, or too few scenes or too much
   *     scatter leave it open
   */
  public static List<OffLevel> offLevels(List<SceneLevel> scenes) {
    List<OffLevel> off = new ArrayList<>();
    for (int i = 0; i < scenes.size(); i++) {
      differences(scenes, i)
          .filter(SeriesLevels::isOffset)
          .map(found -> new OffLevel(found.scene(), found.reflectance()))
          .ifPresent(off::add);
    }
    return off;
  }

  /** By band; empty where a band cannot be judged. */
  private static Optional<SceneLevel> differences(List<SceneLevel> scenes, int index) {
    SceneLevel scene = scenes.get(index);
    double mostSpread = scene.reflectance().size() > 1 ? MOST_SPREAD : MOST_SPREAD_OF_ONE_BAND;
    Map<String, Double> differences = new TreeMap<>();
    for (Map.Entry<String, Double> band : scene.reflectance().entrySet()) {
      double[] others = others(scenes, index, band.getKey());
      if (others.length < FEWEST_OTHERS) {
        return Optional.empty();
      }
      double middle = middle(others);
      if (!(spread(others, middle) <= mostSpread)) {
        return Optional.empty();
      }
      differences.put(band.getKey(), band.getValue() - middle);
    }
    return Optional.of(new SceneLevel(scene.scene(), differences));
  }

  private static double[] others(List<SceneLevel> scenes, int index, String band) {
    double[] levels = new double[scenes.size()];
    int count = 0;
    for (int i = 0; i < scenes.size(); i++) {
      Double level = scenes.get(i).reflectance().get(band);
      if (i != index && level != null) {
        levels[count++] = level;
      }
    }
    double[] others = Arrays.copyOf(levels, count);
    Arrays.sort(others);
    return others;
  }

  /** Of the shortest interval with more than half of the sorted values in it. */
  private static double middle(double[] sorted) {
    int reach = sorted.length / 2;
    int best = 0;
    for (int first = 1; first + reach < sorted.length; first++) {
      if (sorted[first + reach] - sorted[first] < sorted[best + reach] - sorted[best]) {
        best = first;
      }
    }
    return (sorted[best] + sorted[best + reach]) / 2;
  }

  /** Standard deviation of those that cannot be off by the offset; NaN where they are not most. */
  private static double spread(double[] values, double middle) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      double apart = value - middle;
      if (Math.abs(apart) <= OFFSET / 2) {
        sum += apart * apart;
        count++;
      }
    }
    return 2 * count > values.length ? Math.sqrt(sum / count) : Double.NaN;
  }

  private static boolean isOffset(SceneLevel differences) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double difference : differences.reflectance().values()) {
      if (Math.abs(Math.abs(difference) - OFFSET) > MOST_APART_FROM_OFFSET) {
        return false;
      }
      least = Math.min(least, difference);
      most = Math.max(most, difference);
    }
    return most - least <= MOST_UNLIKE;
  }
}
