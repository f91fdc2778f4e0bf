package org.cairn.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.app.text.Texts;
import org.cairn.watch.PictureLayer;

/**
 * How pictures without location were watched, which the page says at its head.
 *
 * @param layer empty where no picture could be used
 * @param asked whether the layer was named by the user
 * @param where how the place was found in the pictures
 * @param site rectangle around the place, in pixels of the pictures
 * @param pixelMetres size of a pixel on the ground, where it is known
 * @param datedToMonths whether a name gave no day
 */
public record PictureNotes(
    Optional<PictureLayer> layer,
    boolean asked,
    Where where,
    Optional<Box> site,
    OptionalDouble pixelMetres,
    boolean datedToMonths) {
  /**
   * A rectangle of pixels, from the upper left corner.
   *
   * @param col leftmost
   * @param row topmost
   */
  public record Box(int col, int row, int cols, int rows) {}

  /** How the place was found in the pictures. */
  public enum Where {
    MASK,
    BOX,
    MIDDLE
  }

  /** In the reader's language. */
  List<String> sentences(Texts texts) {
    List<String> sentences = new ArrayList<>();
    sentences.add(texts.text("pictures.what"));
    site.ifPresent(box ->
        sentences.add(
            texts.text(
                "pictures.where." + where.name(),
                texts.plain(box.cols()),
                texts.plain(box.rows()),
                texts.plain(box.col()),
                texts.plain(box.row()))));
    layer.ifPresent(watched -> {
      String reason = asked ? "" : " " + texts.text("pictures.why." + watched.name());
      sentences.add(texts.text("pictures.layer." + watched.name()) + reason);
    });
    sentences.add(
        pixelMetres.isPresent()
            ? texts.text("pictures.size", texts.decimal(pixelMetres.getAsDouble(), 0, 3))
            : texts.text("pictures.sizeUnknown"));
    if (datedToMonths) {
      sentences.add(texts.text("pictures.months"));
    }
    return sentences;
  }
}
