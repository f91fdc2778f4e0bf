package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cairn.imagery.picture.PictureException;
import org.cairn.imagery.picture.PictureFile;
import org.cairn.watch.PictureLayer;
import org.cairn.watch.PictureSeries;
import org.cairn.watch.SceneUse;

/**
 * Which pictures of a series can be compared: those of the size and the bands that most have.
 *
 * @param usable in time order, all of one size and with the same bands
 * @param heldBack why each of the others is not used
 */
record PictureSurvey(List<Found> usable, Map<PictureSeries.Dated, SceneUse.HeldBack> heldBack) {
  /** A picture whose head could be read. */
  record Found(PictureSeries.Dated dated, PictureFile file) {
    private String size() {
      return file.cols() + " x " + file.rows() + " pixels";
    }

    private String bands() {
      return file.bands() + (file.bands() == 1 ? " band" : " bands");
    }
  }

  static PictureSurvey of(PictureSeries series) {
    Map<PictureSeries.Dated, SceneUse.HeldBack> heldBack = new LinkedHashMap<>();
    List<Found> found = new ArrayList<>();
    for (PictureSeries.Dated dated : inTimeOrder(series)) {
      try {
        found.add(new Found(dated, PictureFile.open(dated.file())));
      } catch (PictureException refused) {
        heldBack.put(dated, heldBack(dated, refused));
      }
    }
    List<Found> ofOneSize =
        keepMost(found, Found::size, "picture-other-size", "cut all to one size", heldBack);
    List<Found> usable =
        keepMost(
            ofOneSize, Found::bands, "picture-other-bands", "save all with the same", heldBack);
    return new PictureSurvey(List.copyOf(usable), heldBack);
  }

  static List<PictureSeries.Dated> inTimeOrder(PictureSeries series) {
    return series.pictures().stream()
        .sorted(Comparator.comparing(PictureSeries.Dated::date))
        .toList();
  }

  static SceneUse.HeldBack heldBack(PictureSeries.Dated dated, PictureException refused) {
    return new SceneUse.HeldBack(
        refused.code().id(), "'" + dated.name() + "' is left out: " + refused.getMessage());
  }

  /** What most have, and among equals what the first has. */
  private static List<Found> keepMost(
      List<Found> found,
      Function<Found, String> trait,
      String code,
      String advice,
      Map<PictureSeries.Dated, SceneUse.HeldBack> heldBack) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    found.forEach(one -> counts.merge(trait.apply(one), 1, Integer::sum));
    Optional<String> most =
        counts.entrySet().stream()
            .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
            .map(Map.Entry::getKey);
    List<Found> kept = new ArrayList<>();
    for (Found one : found) {
      String own = trait.apply(one);
      if (own.equals(most.orElseThrow())) {
        kept.add(one);
      } else {
        heldBack.put(
            one.dated(),
            new SceneUse.HeldBack(
                code,
                "'"
                    + one.dated().name()
                    + "' is left out: it has "
                    + own
                    + " where most of the series have "
                    + most.orElseThrow()
                    + ": "
                    + advice));
      }
    }
    return kept;
  }

  /**
   * Names of the bands of the usable pictures, in the order they are stored.
   *
   * @param series says what four bands are
   */
  List<String> bands(PictureSeries series) {
    return switch (usable.getFirst().file().bands()) {
      case 1 -> List.of("grey");
      case 3 -> List.of("red", "green", "blue");
      default -> series.fourBands();
    };
  }

  /**
   * @throws IllegalArgumentException for a name that is no layer
   */
  static Optional<PictureLayer> asked(Optional<String> asset) {
    return asset.map(name ->
        PictureLayer.find(name)
            .orElseThrow(
                () -> new IllegalArgumentException("'" + name + "' is no layer of pictures")));
  }
}
