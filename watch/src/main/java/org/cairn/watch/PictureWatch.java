package org.cairn.watch;

import java.util.Optional;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.watch.internal.PictureRun;

/**
 * The watch over dated pictures of one place, such as monthly mosaics, that come with neither
 * catalogue nor location: the same looks, detector, placebos and injections as a {@link Watch}, in
 * pixels of the pictures.
 */
public final class PictureWatch {
  private PictureWatch() {}

  /**
   * What was watched, beside what came of it.
   *
   * @param result one place without location; its settings name the layer as asset, its scenes are
   *     the pictures
   * @param layer empty where no picture could be used
   * @param site rectangle around the place, in pixels of the pictures
   * @param cols width of the pictures; 0 where none could be read
   * @param rows height of the pictures; 0 where none could be read
   */
  public record Outcome(
      WatchResult result,
      Optional<PictureLayer> layer,
      Optional<PixelWindow> site,
      int cols,
      int rows) {}

  /**
   * Watches the place, in the calling thread. A picture that cannot be used is held back and told;
   * the others go on.
   *
   * @param settings its asset may name a {@link PictureLayer}; empty for the one that suits
   * @throws PicturePlaceException where the mask cannot be used or the box is not inside
   * @throws IllegalArgumentException for settings with a mask, with areas, or with an asset that is
   *     no layer
   */
  public static Outcome run(PictureSeries series, WatchSettings settings, WatchProgress progress)
      throws PicturePlaceException {
    return new PictureRun(series, settings, Watch.METHOD, progress).run();
  }
}
