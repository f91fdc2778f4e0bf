package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Alert.BandChange;
import org.cairn.heritage.Alert.Direction;
import org.cairn.heritage.Place;
import org.cairn.imagery.picture.PictureException;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.scene.Footprints;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;
import org.cairn.watch.PictureLayer;
import org.cairn.watch.Problem;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What an alert raised on dated pictures needs to be believed. Since each picture has a radiometry
 * of its own, bands are told in units of their median around the place, and chips are brought to
 * one brightness before they share a stretch.
 */
final class PictureEvidence {
  /** Least change, against the surroundings', of a normalised index that is called one. */
  private static final double INDEX_STEP = 0.05;

  /** Least relative change of brightness that is called one. */
  private static final double BRIGHTNESS_STEP = 0.1;

  private final Map<String, PictureSurvey.Found> files;
  private final List<String> bands;
  private final Alert.Method method;

  /**
   * @param files by name
   * @param bands of each, in the order they are stored
   */
  PictureEvidence(Map<String, PictureSurvey.Found> files, List<String> bands, Alert.Method method) {
    this.files = Map.copyOf(files);
    this.bands = List.copyOf(bands);
    this.method = method;
  }

  /** Pictures that cannot be read again are told in {@code problems} and left out. */
  AlertEvidence read(
      WatchArea area, Place place, Finding finding, Verdict verdict, List<Problem> problems) {
    PixelWindow window = area.window();
    Grid pixels =
        new Grid(
            Crs.ofPicturePixels(), window.col(), window.row(), 1, 1, window.cols(), window.rows());
    boolean[] mask = new boolean[area.pixels()];
    for (int pixel : finding.pixels()) {
      mask[pixel] = true;
    }
    Geometry outline = Footprints.outline(pixels, mask);
    PixelWindow chip = EvidenceReader.chipWindow(pixels, mask);
    PictureLayer layer = layer(finding);
    Optional<Shown> shown = shown(area, chip, finding, place, problems);
    List<BandChange> changes = new ArrayList<>();
    shown.ifPresent(both -> changes.addAll(both.changes()));
    changes.add(
        new BandChange(
            layer.code(),
            EvidenceReader.mean(finding.before().layer(), finding.pixels()),
            EvidenceReader.mean(finding.after().layer(), finding.pixels()),
            layer.unit()));
    Alert alert =
        new Alert(
            place.id() + "@" + date(finding.after()),
            place.id(),
            new GeometryFactory().createPolygon(),
            date(finding.before()),
            date(finding.after()),
            date(finding.raised()),
            finding.score(),
            finding.expectedPerSiteYear(),
            finding.placebos(),
            finding.pixels().length * GroundArea.ofPixel(area.grid()),
            changes,
            directions(layer, finding),
            finding.after().scenes().getFirst().sensor(),
            method,
            Stream.of(finding.before(), finding.after(), finding.raised())
                .map(PictureEvidence::name)
                .distinct()
                .toList(),
            List.of(),
            Optional.of(outline));
    return new AlertEvidence(
        alert,
        shown.map(Shown::before),
        shown.map(Shown::after),
        ChipMaker.rings(outline, pixels.window(chip)),
        GroundArea.sampleDistance(area.grid()),
        layer.code(),
        finding.series(),
        List.of(),
        EvidenceReader.shifts(finding, verdict.registered().measured()));
  }

  private static PictureLayer layer(Finding finding) {
    String code = finding.after().scenes().getFirst().layer().name();
    return PictureLayer.find(code).orElseThrow();
  }

  private static LocalDate date(AreaStack.Look look) {
    return LocalDate.ofEpochDay(look.day());
  }

  private static String name(AreaStack.Look look) {
    return look.scenes().getFirst().item().id();
  }

  /** The two pictures and what their bands did. */
  private record Shown(Chip before, Chip after, List<BandChange> changes) {}

  private Optional<Shown> shown(
      WatchArea area, PixelWindow chip, Finding finding, Place place, List<Problem> problems) {
    try {
      List<float[]> before = read(area, finding.before());
      List<float[]> after = read(area, finding.after());
      List<BandChange> changes = new ArrayList<>();
      for (int band = 0; band < bands.size(); band++) {
        changes.add(
            new BandChange(
                bands.get(band),
                overMedian(before.get(band), finding.pixels()),
                overMedian(after.get(band), finding.pixels()),
                PictureLayer.BRIGHTNESS.unit()));
      }
      changes.removeIf(
          change -> !Double.isFinite(change.before()) || !Double.isFinite(change.after()));
      List<float[]> colourBefore = colours(before, area, chip);
      List<float[]> colourAfter = colours(after, area, chip);
      ChipMaker maker = ChipMaker.stretchedOver(colourBefore, colourAfter);
      return Optional.of(
          new Shown(
              chip(maker, colourBefore, finding.before(), chip),
              chip(maker, colourAfter, finding.after(), chip),
              changes));
    } catch (PictureException gone) {
      problems.add(
          new Problem(
              "chip-unreadable",
              place.id(),
              "The pictures of the alert could not be read: " + gone.getMessage()));
      return Optional.empty();
    }
  }

  private List<float[]> read(WatchArea area, AreaStack.Look look) throws PictureException {
    PictureSurvey.Found found = files.get(name(look));
    if (found == null) {
      throw new IllegalStateException("No picture '" + name(look) + "' in the series");
    }
    return found.file().read(area.window());
  }

  /** Red, green and blue, or grey, over the chip, all divided by the picture's own brightness. */
  private List<float[]> colours(List<float[]> all, WatchArea area, PixelWindow chip) {
    List<String> names = PictureLayer.BRIGHTNESS.bandsOf(bands).orElseThrow();
    List<float[]> chosen = names.stream().map(name -> all.get(bands.indexOf(name))).toList();
    float[] brightness = new float[chosen.getFirst().length];
    for (float[] band : chosen) {
      for (int pixel = 0; pixel < brightness.length; pixel++) {
        brightness[pixel] += band[pixel] / chosen.size();
      }
    }
    float median = PictureLayer.median(brightness);
    List<float[]> colours = new ArrayList<>();
    for (float[] band : chosen) {
      float[] part = EvidenceReader.cut(band, area.grid(), chip);
      for (int pixel = 0; pixel < part.length; pixel++) {
        part[pixel] /= median;
      }
      colours.add(part);
    }
    return colours;
  }

  private Chip chip(
      ChipMaker maker, List<float[]> colours, AreaStack.Look look, PixelWindow window) {
    return new Chip(
        window.cols(),
        window.rows(),
        maker.argb(colours),
        colours.size() == 3,
        date(look),
        look.scenes().getFirst().sensor(),
        name(look));
  }

  private static double overMedian(float[] band, int[] footprint) {
    return EvidenceReader.mean(band, footprint) / PictureLayer.median(band);
  }

  /**
   * The layer's move against its surroundings'. Values of pictures are no reflectances, so that no
   * word for bare ground or water can be had from them.
   */
  private static List<Direction> directions(PictureLayer layer, Finding finding) {
    float[] before = finding.before().layer();
    float[] after = finding.after().layer();
    double was = EvidenceReader.mean(before, finding.pixels());
    double is = EvidenceReader.mean(after, finding.pixels());
    double step = is - was - (PictureLayer.median(after) - PictureLayer.median(before));
    boolean brightness = layer == PictureLayer.BRIGHTNESS;
    double size = brightness ? Math.abs(step) / Math.max(was, 1e-3) : Math.abs(step);
    if (size < (brightness ? BRIGHTNESS_STEP : INDEX_STEP)) {
      return List.of(step < 0 ? Direction.LOWER : Direction.HIGHER);
    }
    return List.of(
        switch (layer) {
          case BRIGHTNESS -> step < 0 ? Direction.DARKER : Direction.BRIGHTER;
          case NDVI, GREENNESS -> step < 0 ? Direction.LESS_VEGETATION : Direction.MORE_VEGETATION;
        });
  }
}
