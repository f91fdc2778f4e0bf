package org.cairn.watch.internal;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.scene.Footprints;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;
import org.cairn.watch.Problem;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads what an alert needs to be believed: pictures before and after and of a few dates around,
 * and what each band did. Thread-safe.
 */
final class EvidenceReader {
  /** Bands compared where the items have them, by common name. */
  static final List<String> BANDS = List.of("blue", "green", "red", "nir", "swir16", "swir22");

  private static final String REFLECTANCE = "reflectance";

  private static final List<String> TRUE_COLOUR = List.of("red", "green", "blue");

  /** A chip shows at least this many pixels each way. */
  static final int CHIP_PIXELS = 64;

  private final StackReader reader;
  private final Alert.Method method;

  EvidenceReader(StackReader reader, Alert.Method method) {
    this.reader = reader;
    this.method = method;
  }

  /**
   * The alert and its evidence; what could not be read again is told in {@code problems} and left
   * out.
   *
   * @param seen what each kind of images saw, where radar was among them
   * @param verdict of the area
   */
  AlertEvidence read(
      AreaStack stack,
      Place place,
      Finding finding,
      List<Alert.Evidence> seen,
      Verdict verdict,
      List<Problem> problems) {
    Grid grid = stack.area().grid();
    boolean[] mask = new boolean[grid.cols() * grid.rows()];
    for (int pixel : finding.pixels()) {
      mask[pixel] = true;
    }
    Geometry outline = Footprints.outline(grid, mask);
    PixelWindow window = chipWindow(grid, mask);
    Optional<Pictures> pictures = Optional.empty();
    try {
      pictures = Optional.of(pictures(stack, place, finding, window, verdict, problems));
    } catch (IOException e) {
      problems.add(unreadable(place, "The pictures of the alert", e));
    }
    List<Alert.BandChange> changes = pictures.map(Pictures::changes).orElse(List.of());
    String layer = finding.after().shows().name();
    Alert alert =
        new Alert(
            place.id() + "@" + date(finding.after()),
            place.id(),
            Footprints.toLonLat(outline, grid.crs()),
            date(finding.before()),
            date(finding.after()),
            date(finding.raised()),
            finding.score(),
            finding.expectedPerSiteYear(),
            finding.placebos(),
            finding.pixels().length * GroundArea.ofPixel(grid),
            changes,
            Directions.of(changes),
            sensors(finding),
            method,
            items(finding),
            seen,
            Optional.empty());
    return new AlertEvidence(
        alert,
        pictures.map(Pictures::before),
        pictures.map(Pictures::after),
        ChipMaker.rings(outline, grid.window(window)),
        GroundArea.sampleDistance(grid),
        layer,
        finding.series(),
        pictures.map(Pictures::strip).orElse(List.of()),
        shifts(finding, verdict.registered().measured()));
  }

  private static Problem unreadable(Place place, String what, IOException e) {
    return new Problem(
        "chip-unreadable", place.id(), what + " could not be read: " + e.getMessage());
  }

  /** As an earlier run made them, or read now and kept. */
  private Pictures pictures(
      AreaStack stack,
      Place place,
      Finding finding,
      PixelWindow window,
      Verdict verdict,
      List<Problem> problems)
      throws IOException {
    List<AreaStack.Look> strip = StripLooks.of(stack, finding);
    Optional<KeptEvidence.Key> key = stack.kept().evidenceKey(finding, strip, verdict.reference());
    Optional<Pictures> known = key.flatMap(stack.kept()::findPictures);
    if (known.isPresent()) {
      return known.get();
    }
    Grid grid = stack.area().grid();
    Grid chipGrid = grid.window(window);
    Picture before = new Picture(stack.kept(), finding.before(), chipGrid);
    Picture after = new Picture(stack.kept(), finding.after(), chipGrid);
    int[] footprint = inChip(finding.pixels(), grid, window);
    List<Alert.BandChange> changes = changes(before, after, footprint, finding);
    Stretched pair = stretched(before, after, stack, window);
    List<AlertEvidence.StripPicture> others = new ArrayList<>();
    boolean whole = true;
    for (AreaStack.Look look : strip) {
      try {
        pair.other(new Picture(stack.kept(), look, chipGrid)).ifPresent(others::add);
      } catch (IOException e) {
        problems.add(unreadable(place, "A picture of the alert's of " + date(look), e));
        whole = false;
      }
    }
    Pictures made =
        new Pictures(
            changes,
            before.chip(pair.maker, pair.before, pair.trueColour),
            after.chip(pair.maker, pair.after, pair.trueColour),
            others);
    if (whole) {
      key.ifPresent(one -> stack.kept().keepPictures(one, made));
    }
    return made;
  }

  static List<AlertEvidence.Shift> shifts(Finding finding, List<Registrar.Measured> measured) {
    Set<Integer> days =
        Set.copyOf(
            Stream.of(finding.before(), finding.after(), finding.raised())
                .map(AreaStack.Look::day)
                .distinct()
                .toList());
    return measured.stream()
        .filter(one -> days.contains(one.look().day()))
        .map(one ->
            new AlertEvidence.Shift(
                date(one.look()),
                one.rows(),
                one.cols(),
                one.treatment() == Registrar.Treatment.MOVED))
        .toList();
  }

  private static LocalDate date(AreaStack.Look look) {
    return LocalDate.ofEpochDay(look.day());
  }

  private static String sensors(Finding finding) {
    TreeSet<String> sensors = new TreeSet<>();
    Stream.of(finding.before(), finding.after(), finding.raised())
        .flatMap(look -> look.scenes().stream())
        .forEach(scene -> sensors.add(scene.sensor()));
    return String.join(", ", sensors);
  }

  private static List<String> items(Finding finding) {
    return Stream.of(finding.before(), finding.after(), finding.raised())
        .flatMap(look -> look.scenes().stream())
        .map(scene -> scene.item().id())
        .distinct()
        .toList();
  }

  /** A square around the footprint, inside the area as far as that goes. */
  static PixelWindow chipWindow(Grid grid, boolean[] mask) {
    int top = grid.rows();
    int bottom = -1;
    int left = grid.cols();
    int right = -1;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        top = Math.min(top, i / grid.cols());
        bottom = Math.max(bottom, i / grid.cols());
        left = Math.min(left, i % grid.cols());
        right = Math.max(right, i % grid.cols());
      }
    }
    int extent = Math.max(bottom - top + 1, right - left + 1);
    int side = Math.max(CHIP_PIXELS, extent + extent / 2);
    int cols = Math.min(side, grid.cols());
    int rows = Math.min(side, grid.rows());
    int col = Math.clamp((left + right + 1) / 2 - cols / 2, 0, grid.cols() - cols);
    int row = Math.clamp((top + bottom + 1) / 2 - rows / 2, 0, grid.rows() - rows);
    return new PixelWindow(col, row, cols, rows);
  }

  private static int[] inChip(int[] pixels, Grid grid, PixelWindow window) {
    return Arrays.stream(pixels)
        .map(pixel ->
            (pixel / grid.cols() - window.row()) * window.cols()
                + pixel % grid.cols()
                - window.col())
        .toArray();
  }

  private List<Alert.BandChange> changes(
      Picture before, Picture after, int[] footprint, Finding finding) throws IOException {
    List<Alert.BandChange> changes = new ArrayList<>();
    Layer layer = finding.after().shows();
    String own = layer.name().toLowerCase(Locale.ROOT);
    // A band that is watched itself is told once, as it was watched.
    for (String band : BANDS.stream().filter(band -> !band.equals(own)).toList()) {
      Optional<float[]> valuesBefore = before.band(band);
      Optional<float[]> valuesAfter = after.band(band);
      if (valuesBefore.isPresent() && valuesAfter.isPresent()) {
        double meanBefore = mean(valuesBefore.get(), footprint);
        double meanAfter = mean(valuesAfter.get(), footprint);
        if (!Double.isNaN(meanBefore) && !Double.isNaN(meanAfter)) {
          changes.add(new Alert.BandChange(band, meanBefore, meanAfter, REFLECTANCE));
        }
      }
    }
    changes.add(
        new Alert.BandChange(
            own,
            mean(finding.before().layer(), finding.pixels()),
            mean(finding.after().layer(), finding.pixels()),
            BANDS.contains(own) ? REFLECTANCE : layer.unit()));
    return changes;
  }

  static double mean(float[] values, int[] pixels) {
    double sum = 0;
    int count = 0;
    for (int pixel : pixels) {
      if (!Float.isNaN(values[pixel])) {
        sum += values[pixel];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The pair's bands, and the stretch that is theirs. */
  private record Stretched(
      ChipMaker maker,
      List<float[]> before,
      List<float[]> after,
      boolean trueColour,
      Grid grid,
      PixelWindow window) {
    /** A look in the pair's stretch; empty where it lacks the bands. */
    Optional<AlertEvidence.StripPicture> other(Picture picture) throws IOException {
      float[] seen = cut(picture.look.layer(), grid, window);
      List<float[]> bands = trueColour ? picture.trueColour() : List.of(seen);
      if (bands.isEmpty()) {
        return Optional.empty();
      }
      int clear = 0;
      for (float value : seen) {
        clear += Float.isNaN(value) ? 0 : 1;
      }
      return Optional.of(
          new AlertEvidence.StripPicture(
              picture.chip(maker, bands, trueColour), (double) clear / seen.length));
    }
  }

  private static Stretched stretched(
      Picture before, Picture after, AreaStack stack, PixelWindow window) throws IOException {
    List<float[]> bandsBefore = before.trueColour();
    List<float[]> bandsAfter = after.trueColour();
    boolean trueColour = !bandsBefore.isEmpty() && !bandsAfter.isEmpty();
    if (!trueColour) {
      bandsBefore = List.of(cut(before.look.layer(), stack.area().grid(), window));
      bandsAfter = List.of(cut(after.look.layer(), stack.area().grid(), window));
    }
    ChipMaker maker =
        ChipMaker.stretchedOver(
            clear(bandsBefore, before.look, stack, window),
            clear(bandsAfter, after.look, stack, window));
    return new Stretched(maker, bandsBefore, bandsAfter, trueColour, stack.area().grid(), window);
  }

  /** Only what was seen clear sets the stretch: a bright cloud would leave the ground dark. */
  private static List<float[]> clear(
      List<float[]> bands, AreaStack.Look look, AreaStack stack, PixelWindow window) {
    float[] seen = cut(look.layer(), stack.area().grid(), window);
    List<float[]> clear = new ArrayList<>();
    for (float[] band : bands) {
      float[] kept = band.clone();
      for (int i = 0; i < kept.length; i++) {
        if (Float.isNaN(seen[i])) {
          kept[i] = Float.NaN;
        }
      }
      clear.add(kept);
    }
    return clear;
  }

  static float[] cut(float[] layer, Grid grid, PixelWindow window) {
    float[] cut = new float[window.size()];
    for (int row = 0; row < window.rows(); row++) {
      System.arraycopy(
          layer,
          (window.row() + row) * grid.cols() + window.col(),
          cut,
          row * window.cols(),
          window.cols());
    }
    return cut;
  }

  /** One look's bands over the chip. Single-thread. */
  private final class Picture {
    private final KeptArea kept;
    private final AreaStack.Look look;
    private final Grid grid;

    Picture(KeptArea kept, AreaStack.Look look, Grid grid) {
      this.kept = kept;
      this.look = look;
      this.grid = grid;
    }

    /** Of the first scene of the look that has the band; gaps are filled from its other scenes. */
    Optional<float[]> band(String name) throws IOException {
      Optional<float[]> merged = Optional.empty();
      for (Scene scene : look.scenes()) {
        Optional<AssetBand> band = scene.item().findBand(name);
        if (band.isEmpty()) {
          continue;
        }
        float[] values = reader.picture(kept, scene, band.get(), name, grid);
        if (merged.isEmpty()) {
          merged = Optional.of(values);
        } else {
          fill(merged.get(), values);
        }
      }
      return merged;
    }

    /** Red, green and blue; empty where the look has not all of them. */
    List<float[]> trueColour() throws IOException {
      List<float[]> bands = new ArrayList<>();
      for (String name : TRUE_COLOUR) {
        Optional<float[]> band = band(name);
        if (band.isEmpty()) {
          return List.of();
        }
        bands.add(band.get());
      }
      return bands;
    }

    private static void fill(float[] gaps, float[] from) {
      for (int i = 0; i < gaps.length; i++) {
        if (Float.isNaN(gaps[i])) {
          gaps[i] = from[i];
        }
      }
    }

    Chip chip(ChipMaker maker, List<float[]> bands, boolean trueColour) {
      Scene first = look.scenes().getFirst();
      return new Chip(
          grid.cols(),
          grid.rows(),
          maker.argb(bands),
          trueColour,
          date(look),
          first.sensor(),
          first.item().id());
    }
  }
}
