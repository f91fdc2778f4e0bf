package org.cairn.imagery.scene;

import java.util.EnumMap;
import java.util.Map;

/**
 * Reads what a scene's quality layer says about each pixel, and which pixels show the ground in
 * clear sky. Stateless.
 */
public final class ClearSky {
  /** The widest margin around clouds; wider ones would be a mistake of units. */
  private static final int MOST_DILATION = 500;

  private ClearSky() {}

  /** What one pixel shows. */
  public enum SkyClass {
    CLEAR,
    CLOUD,
    SHADOW,
    CIRRUS,
    SNOW,
    /** Dark ground or the shadow of relief: Sen2Cor's class 2. */
    DARK,
    /** Outside the image, saturated, or a value the scheme does not know. */
    NODATA
  }

  /**
   * What the values of a mask mean. NaN is always no data; so is a value the scheme does not list.
   */
  public enum Scheme {
    /**
     * Scene classification of Sentinel-2 Level-2A: 0 no data, 1 saturated, 2 dark, 3 cloud shadow,
     * 4 vegetation, 5 bare, 6 water, 7 unclassified, 8 and 9 cloud, 10 thin cirrus, 11 snow (ESA,
     * Sentinel-2 Products Specification Document, Level-2A scene classification).
     */
    SCL,
    /**
     * Fmask's class numbers: 0 land, 1 water, 2 cloud shadow, 3 snow, 4 cloud, 255 fill (Zhu and
     * Woodcock 2012, doi:10.1016/j.rse.2011.10.028).
     */
    FMASK,
    /**
     * The bit field of Harmonized Landsat and Sentinel-2 version 2, also named "Fmask": bit 0
     * cirrus, 1 cloud, 2 next to cloud or shadow, 3 shadow, 4 snow, 5 water, 6 and 7 aerosol; 255
     * fill (HLS Product User Guide 2.0, quality layer). "Next to cloud" counts as cloud; aerosol is
     * ignored.
     */
    HLS_FMASK,
    /**
     * The bit field "QA_PIXEL" of Landsat Collection 2: bit 0 fill, 1 dilated cloud, 2 cirrus, 3
     * cloud, 4 shadow, 5 snow, 6 clear, 7 water; confidences above are ignored (USGS, Landsat 8-9
     * Collection 2 Level 2 Science Product Guide, LSDS-1619). Dilated cloud counts as cloud.
     */
    LANDSAT_QA,
    /** 0 is clear, any other value is cloud. */
    ZERO_IS_CLEAR,
    /** 0 is cloud, any other value is clear. */
    NONZERO_IS_CLEAR
  }

  /**
   * How cautious to be.
   *
   * @param dilationPixels how far cloud, shadow and cirrus are grown, in pixels of the mask given,
   *     0 to 500: a square of {@code 2 * dilationPixels + 1}. Snow and no data are never grown
   * @param darkIsClear whether dark pixels ({@link SkyClass#DARK}) count as clear
   */
  public record Options(int dilationPixels, boolean darkIsClear) {
    public Options {
      if (dilationPixels < 0 || dilationPixels > MOST_DILATION) {
        throw new IllegalArgumentException(
            "Dilation must be 0 to " + MOST_DILATION + " pixels, found " + dilationPixels);
      }
    }

    /**
     * No dilation: the surroundings of small sites are too precious to lose where masks are already
     * generous, as Sen2Cor's are. Dark pixels are not clear: missed cloud shadows land in that
     * class.
     */
    public static Options defaults() {
      return new Options(0, false);
    }

    public Options withDilationPixels(int pixels) {
      return new Options(pixels, darkIsClear);
    }

    public Options withDarkIsClear(boolean clear) {
      return new Options(dilationPixels, clear);
    }
  }

  /**
   * Which pixels can be compared.
   *
   * @param maskValues {@code float[rows*cols]}, row-major, NaN = nodata; not changed
   * @return {@code boolean[rows*cols]}, true = clear sky
   */
  public static boolean[] clear(
      Scheme scheme, float[] maskValues, int rows, int cols, Options options) {
    PixelArrays.checkShape("mask", maskValues.length, rows, cols);
    boolean[] clear = new boolean[maskValues.length];
    boolean[] hidden = new boolean[maskValues.length];
    boolean anyHidden = false;
    for (int i = 0; i < maskValues.length; i++) {
      switch (classOf(scheme, maskValues[i])) {
        case CLEAR -> clear[i] = true;
        case DARK -> clear[i] = options.darkIsClear();
        case CLOUD, SHADOW, CIRRUS -> {
          hidden[i] = true;
          anyHidden = true;
        }
        case SNOW, NODATA -> {}
      }
    }
    if (anyHidden && options.dilationPixels() > 0) {
      boolean[] grown = dilated(hidden, rows, cols, options.dilationPixels());
      for (int i = 0; i < clear.length; i++) {
        clear[i] &= !grown[i];
      }
    }
    return clear;
  }

  /** How many pixels each class has, before dilation; every class is listed. */
  public static Map<SkyClass, Integer> counts(Scheme scheme, float[] maskValues) {
    int[] counts = new int[SkyClass.values().length];
    for (float value : maskValues) {
      counts[classOf(scheme, value).ordinal()]++;
    }
    Map<SkyClass, Integer> byClass = new EnumMap<>(SkyClass.class);
    for (SkyClass skyClass : SkyClass.values()) {
      byClass.put(skyClass, counts[skyClass.ordinal()]);
    }
    return byClass;
  }

  /** What one mask value says. */
  public static SkyClass classOf(Scheme scheme, float value) {
    int code = (int) value;
    if (code != value) {
      // NaN, or a fraction, which no class mask holds.
      return SkyClass.NODATA;
    }
    return switch (scheme) {
      case SCL -> sceneClass(code);
      case FMASK ->
          switch (code) {
            case 0, 1 -> SkyClass.CLEAR;
            case 2 -> SkyClass.SHADOW;
            case 3 -> SkyClass.SNOW;
            case 4 -> SkyClass.CLOUD;
            default -> SkyClass.NODATA;
          };
      case HLS_FMASK -> harmonizedClass(code);
      case LANDSAT_QA -> landsatClass(code);
      case ZERO_IS_CLEAR -> code == 0 ? SkyClass.CLEAR : SkyClass.CLOUD;
      case NONZERO_IS_CLEAR -> code == 0 ? SkyClass.CLOUD : SkyClass.CLEAR;
    };
  }

  private static SkyClass sceneClass(int code) {
    return switch (code) {
      case 2 -> SkyClass.DARK;
      case 3 -> SkyClass.SHADOW;
      case 4, 5, 6, 7 -> SkyClass.CLEAR;
      case 8, 9 -> SkyClass.CLOUD;
      case 10 -> SkyClass.CIRRUS;
      case 11 -> SkyClass.SNOW;
      default -> SkyClass.NODATA;
    };
  }

  private static SkyClass harmonizedClass(int code) {
    if (code < 0 || code >= 255) {
      return SkyClass.NODATA;
    }
    if ((code & 0b110) != 0) {
      return SkyClass.CLOUD;
    }
    if ((code & 0b1000) != 0) {
      return SkyClass.SHADOW;
    }
    if ((code & 0b1) != 0) {
      return SkyClass.CIRRUS;
    }
    return (code & 0b10000) != 0 ? SkyClass.SNOW : SkyClass.CLEAR;
  }

  private static SkyClass landsatClass(int code) {
    if (code <= 0 || code > 0xFFFF || (code & 0b1) != 0) {
      return SkyClass.NODATA;
    }
    if ((code & 0b1010) != 0) {
      return SkyClass.CLOUD;
    }
    if ((code & 0b10000) != 0) {
      return SkyClass.SHADOW;
    }
    if ((code & 0b100) != 0) {
      return SkyClass.CIRRUS;
    }
    return (code & 0b100000) != 0 ? SkyClass.SNOW : SkyClass.CLEAR;
  }

  /**
   * Grown by a square, along rows and then along columns: the time does not depend on {@code by}.
   */
  private static boolean[] dilated(boolean[] mask, int rows, int cols, int by) {
    boolean[] wide = new boolean[mask.length];
    for (int row = 0; row < rows; row++) {
      grow(mask, wide, row * cols, 1, cols, by);
    }
    boolean[] grown = new boolean[mask.length];
    for (int col = 0; col < cols; col++) {
      grow(wide, grown, col, cols, rows, by);
    }
    return grown;
  }

  private static void grow(boolean[] from, boolean[] to, int start, int stride, int count, int by) {
    int reachForward = -1;
    int reachBack = count;
    for (int i = 0; i < count; i++) {
      if (from[start + i * stride]) {
        reachForward = i + by;
      }
      to[start + i * stride] = i <= reachForward;
    }
    for (int i = count - 1; i >= 0; i--) {
      if (from[start + i * stride]) {
        reachBack = i - by;
      }
      to[start + i * stride] |= i >= reachBack;
    }
  }
}
