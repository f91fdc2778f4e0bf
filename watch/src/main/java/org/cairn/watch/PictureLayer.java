package org.cairn.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is watched of dated pictures: one number per pixel and date. Their values are those of a
 * mosaic or a screen, not reflectances, and mean another thing on every date; so each layer is free
 * of the picture's scale, and what is left of it the detector takes off with the surroundings.
 */
public enum PictureLayer {
  /**
   * Normalised difference vegetation index, (nir - red) / (nir + red), from -1 to 1 (Rouse et al.
   * 1974, NASA SP-351), of values as stored.
   */
  NDVI("index"),
  /**
   * Mean of red, green and blue (the intensity of Gonzalez and Woods, Digital Image Processing,
   * chapter 6), or the one band of a grey picture, over its median in the watch area: 1 is as
   * bright as the ground around. Brightness carries most of what tells open ground apart (the first
   * axis of Kauth and Thomas 1976, The tasselled cap): dug, turned and built-over ground shows in
   * it, where a greenness without near infrared hardly moves.
   */
  BRIGHTNESS("picture-median"),
  /**
   * Green chromatic coordinate, green / (red + green + blue), from 0 to 1 (Richardson et al. 2007,
   * Oecologia 152): for places under plants, where no near infrared is at hand.
   */
  GREENNESS("index");

  private static final List<String> VISIBLE = List.of("red", "green", "blue");

  private final String unit;

  PictureLayer(String unit) {
    this.unit = unit;
  }

  /** As options and files name it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As {@link org.cairn.heritage.Alert.BandChange#unit}. */
  public String unit() {
    return unit;
  }

  public static Optional<PictureLayer> find(String code) {
    return Arrays.stream(values()).filter(layer -> layer.code().equals(code)).findFirst();
  }

  /** The one that suits pictures of these bands where none is asked for. */
  public static PictureLayer suiting(List<String> bands) {
    return bands.contains("nir") ? NDVI : BRIGHTNESS;
  }

  /**
   * The bands it is made of, in the order {@link #values(List)} takes them.
   *
   * @param bands that a picture has
   * @return empty where it lacks one
   */
  public Optional<List<String>> bandsOf(List<String> bands) {
    List<String> wanted =
        switch (this) {
          case NDVI -> List.of("nir", "red");
          case BRIGHTNESS -> bands.size() == 1 ? bands : VISIBLE;
          case GREENNESS -> List.of("green", "red", "blue");
        };
    return bands.containsAll(wanted) ? Optional.of(wanted) : Optional.empty();
  }

  /**
   * @param bands as {@link #bandsOf} names them, {@code float[pixels]} each, 0 or more, NaN =
   *     nodata
   * @return {@code float[pixels]}, NaN where it cannot be computed
   */
  public float[] values(List<float[]> bands) {
    float[] values = new float[bands.getFirst().length];
    for (int pixel = 0; pixel < values.length; pixel++) {
      float first = bands.getFirst()[pixel];
      float sum = 0;
      for (float[] band : bands) {
        sum += band[pixel];
      }
      values[pixel] =
          switch (this) {
            case NDVI -> (first - bands.get(1)[pixel]) / sum;
            case BRIGHTNESS -> sum / bands.size();
            case GREENNESS -> first / sum;
          };
    }
    if (this == BRIGHTNESS) {
      float median = median(values);
      for (int pixel = 0; pixel < values.length; pixel++) {
        values[pixel] /= median;
      }
    }
    return values;
  }

  /** Of what is there; NaN where nothing is. */
  public static float median(float[] values) {
    float[] sorted = new float[values.length];
    int count = 0;
    for (float value : values) {
      if (!Float.isNaN(value)) {
        sorted[count++] = value;
      }
    }
    Arrays.sort(sorted, 0, count);
    return count == 0 ? Float.NaN : sorted[count / 2];
  }
}
