package org.cairn.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was done with one catalogue item: used, or held back and why. One per item in the run, kept
 * with the result.
 *
 * @param item STAC item id
 * @param radiometry rule, inputs and outcome of the radiometric offset decision, in one line
 * @param heldBack why the scene was not used anywhere; empty where it could be
 * @param collection STAC collection id; empty where the item names none
 * @param assets what was read of its files, by asset key; those opened but not read are left out
 * @param pixels what was seen of the watch areas
 * @param shifts how far it lay off the areas' own references; empty where that was measured nowhere
 */
public record SceneUse(
    String item,
    Instant acquired,
    String sensor,
    String radiometry,
    Optional<HeldBack> heldBack,
    Optional<String> collection,
    List<AssetRead> assets,
    Pixels pixels,
    Optional<Shifts> shifts) {
  public SceneUse {
    assets = List.copyOf(assets);
  }

  /** Of which nothing was read. */
  public SceneUse(
      String item,
      Instant acquired,
      String sensor,
      String radiometry,
      Optional<HeldBack> heldBack) {
    this(
        item,
        acquired,
        sensor,
        radiometry,
        heldBack,
        Optional.empty(),
        List.of(),
        new Pixels(0, 0, 0),
        Optional.empty());
  }

  /** Share of the pixels of the watch areas that were clear, 0 to 1; empty where it shows none. */
  public OptionalDouble clearShare() {
    return pixels.areas() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) pixels.clear() / pixels.areas());
  }

  /**
   * Why a scene was not used.
   *
   * @param code as of the {@link Problem} that was told
   * @param why a sentence; may name files of this machine
   */
  public record HeldBack(String code, String why) {}

  /**
   * Counts over the watch areas that the scene has data in. A pixel in two areas counts twice.
   *
   * @param areas all pixels of these areas
   * @param withData those the sensor covered, clear or not
   * @param clear those that could be compared: with data, and not masked
   */
  public record Pixels(long areas, long withData, long clear) {}

  /**
   * Co-registration over the watch areas where it could be measured, in pixels of the areas. A
   * scene that shares its day with others has their common shift. Shifts below 0.6 pixels are good
   * to about a quarter of a pixel.
   *
   * @param measured areas in which the shift was measured
   * @param medianRows median of the pixels by which the image lay too far down
   * @param medianCols median of the pixels by which it lay too far right
   * @param largest longest distance measured
   * @param moved areas in which it was moved back
   * @param rejected areas in which it was left out
   */
  public record Shifts(
      int measured,
      double medianRows,
      double medianCols,
      double largest,
      int moved,
      int rejected) {}
}
