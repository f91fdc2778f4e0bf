package org.cairn.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.scene.ClearSky;
import org.cairn.imagery.scene.Resampling;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.OffsetDecision;
import org.cairn.watch.ItemRef;
import org.cairn.watch.Problem;

/**
 * Reads single bands and masks of scenes onto the grids of watch areas, and tells what is odd about
 * their files. Thread-safe.
 */
final class BandReader {
  private final SceneFiles files;

  /** Of files that were used all the same. */
  private final Map<Oddity, Problem> oddities = new ConcurrentHashMap<>();

  private final Set<ItemRef> gridsDiffer = ConcurrentHashMap.newKeySet();

  BandReader(SceneFiles files) {
    this.files = files;
  }

  private record Oddity(ItemRef item, String asset) {}

  private void tell(Scene scene, String asset, Problem problem) {
    oddities.putIfAbsent(new Oddity(scene.ref(), asset), problem);
  }

  /** Takes over what was told of a scene before, by asset key. */
  void remember(Scene scene, Map<String, Problem> told) {
    told.forEach((asset, problem) -> tell(scene, asset, problem));
  }

  /** What was odd about the files of a scene that was used all the same, by asset key. */
  Map<String, Problem> oddities(Scene scene) {
    Map<String, Problem> own = new TreeMap<>();
    oddities.forEach((oddity, problem) -> {
      if (oddity.item().equals(scene.ref())) {
        own.put(oddity.asset(), problem);
      }
    });
    return own;
  }

  /** All that was odd. */
  List<Problem> problems() {
    return List.copyOf(oddities.values());
  }

  /**
   * Physical values of one band on each target grid: {@code float[target.rows*target.cols]}, NaN =
   * nodata.
   */
  List<float[]> values(Scene scene, AssetBand band, OffsetDecision decision, List<Grid> targets)
      throws IOException {
    return values(scene, band, decision, targets, values -> {});
  }

  /** Changes values in place before they are laid on a grid. */
  @FunctionalInterface
  interface Conversion {
    void convert(float[] values);
  }

  /** As {@link #values}, of converted values. */
  List<float[]> values(
      Scene scene,
      AssetBand band,
      OffsetDecision decision,
      List<Grid> targets,
      Conversion conversion)
      throws IOException {
    return files.use(
        scene.item(),
        band.asset(),
        file -> {
          Grid grid = trusted(scene, band, file.grid().orElse(scene.grid()));
          List<PixelWindow> windows =
              targets.stream().map(target -> Resampling.sourceWindow(target, grid)).toList();
          List<float[]> raw = file.read(band.bandIndex(), windows);
          List<float[]> values = new ArrayList<>(raw.size());
          for (int i = 0; i < raw.size(); i++) {
            float[] scaled = scaled(raw.get(i), decision, band);
            conversion.convert(scaled);
            values.add(Resampling.bilinear(targets.get(i), grid.window(windows.get(i)), scaled));
          }
          return values;
        });
  }

  /** Values of the mask on each target grid, NaN where it does not reach. */
  List<float[]> masks(Scene scene, List<Grid> targets) throws IOException {
    AssetBand band = scene.mask().orElseThrow().band();
    return files.use(
        scene.item(),
        band.asset(),
        file -> {
          Grid grid = file.grid().or(() -> band.asset().grid()).orElse(scene.grid());
          tellIfPartial(scene, band, grid);
          List<PixelWindow> windows =
              targets.stream().map(target -> Resampling.sourceWindow(target, grid)).toList();
          List<float[]> raw = file.read(band.bandIndex(), windows);
          // A cloud mask's file may call 0 "no data" and mean clear by it.
          boolean zeroIsBlank =
              scene.mask().orElseThrow().scheme() == ClearSky.Scheme.ZERO_IS_CLEAR
                  && file.nodata().orElse(1) == 0;
          List<float[]> masks = new ArrayList<>(raw.size());
          for (int i = 0; i < raw.size(); i++) {
            if (zeroIsBlank) {
              fillWithZero(raw.get(i));
            }
            masks.add(Resampling.nearest(targets.get(i), grid.window(windows.get(i)), raw.get(i)));
          }
          return masks;
        });
  }

  /** The file's grid is used even where the item says otherwise; that it did is told once. */
  private Grid trusted(Scene scene, AssetBand band, Grid file) {
    boolean same = file.equals(scene.grid()) || band.asset().grid().map(file::equals).orElse(true);
    if (!same
        && !(file.alignedWith(scene.grid())
            && file.cols() == scene.grid().cols()
            && file.rows() == scene.grid().rows())
        && gridsDiffer.add(scene.ref())) {
      tell(
          scene,
          band.asset().key(),
          new Problem(
              "grid-mismatch",
              scene.item().id(),
              "The item places '"
                  + band.asset().key()
                  + "' at "
                  + scene.grid()
                  + ", its file at "
                  + file
                  + ": the file was believed; put the item's proj:transform right."));
    }
    return file;
  }

  /**
   * Where a mask ends, nothing counts as clear: right for a mask that is cut, but more often its
   * file is georeferenced wrongly, as one at 20 m that says 10 m.
   */
  private void tellIfPartial(Scene scene, AssetBand mask, Grid grid) {
    Grid image = scene.grid();
    if (!grid.crs().equals(image.crs())) {
      return;
    }
    double acrossMissing = image.stepX() * image.cols() - grid.stepX() * grid.cols();
    double downMissing =
        Math.abs(image.stepY()) * image.rows() - Math.abs(grid.stepY()) * grid.rows();
    if (acrossMissing > grid.stepX() + image.stepX()
        || downMissing > Math.abs(grid.stepY()) + Math.abs(image.stepY())) {
      tell(
          scene,
          mask.asset().key(),
          new Problem(
              "mask-partial",
              scene.item().id(),
              "The mask '"
                  + mask.asset().key()
                  + "' covers only part of the image: "
                  + extent(grid)
                  + " beside "
                  + extent(image)
                  + ". Outside the mask nothing counts as clear; put its georeference right."));
    }
  }

  private static String extent(Grid grid) {
    return grid.cols() + " x " + grid.rows() + " pixels of " + (float) grid.stepX();
  }

  private static void fillWithZero(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        values[i] = 0;
      }
    }
  }

  /** Physical values of stored numbers: NaN where these are no data. */
  static float[] scaled(float[] raw, OffsetDecision decision, AssetBand band) {
    double scale = decision.scale();
    double offset = decision.offset();
    float nodata = (float) band.nodata().orElse(Double.NaN);
    float[] values = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      values[i] = raw[i] == nodata ? Float.NaN : (float) (raw[i] * scale + offset);
    }
    return values;
  }
}
