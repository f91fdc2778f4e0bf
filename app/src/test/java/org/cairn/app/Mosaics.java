package org.cairn.app;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Monthly mosaics of invented ground: soil of several grains, plants that follow the year, a
 * radiometry that is another one every month, noise; and, in a part of the place, ground that is
 * turned over in one month and stays so: a seventh brighter, and with fewer plants.
 */
final class Mosaics {
  static final int SIDE = 128;
  static final int MONTHS = 30;
  static final YearMonth FIRST = YearMonth.of(2022, 1);

  /** The first month that shows the change. */
  static final int CHANGED = 20;

  static final YearMonth CHANGED_MONTH = FIRST.plusMonths(CHANGED);

  /** Where the ground is turned over: first row and column, and as many pixels each way. */
  static final int PATCH = 58;

  static final int PATCH_SIDE = 7;

  /** Red, green, blue, near infrared: of bare ground and of plants. */
  private static final double[] SOIL = {0.30, 0.24, 0.18, 0.36};

  private static final double[] PLANTS = {0.06, 0.10, 0.05, 0.45};

  private final Random random;
  private final float[] soil;
  private final float[] cover;

  private Mosaics(long seed) {
    random = new Random(seed);
    soil = texture();
    cover = texture();
  }

  /** How the pictures of a folder are stored. */
  enum Kind {
    PNG_8("png"),
    PNG_16("png"),
    PNG_GREY("png"),
    JPEG("jpg"),
    TIFF_16_NIR("tif");

    private final String ending;

    Kind(String ending) {
      this.ending = ending;
    }
  }

  /** Writes a folder of them, named {@code 2022-01.png} and so on. */
  static Path write(Path folder, Kind kind, long seed, boolean changes) throws IOException {
    Files.createDirectories(folder);
    Mosaics ground = new Mosaics(seed);
    for (int month = 0; month < MONTHS; month++) {
      float[][] bands = ground.month(month, changes);
      Path file = folder.resolve(FIRST.plusMonths(month) + "." + kind.ending);
      switch (kind) {
        case PNG_8 -> ImageIO.write(colours(bands), "png", file.toFile());
        case JPEG -> Files.write(file, jpeg(colours(bands)));
        case PNG_GREY -> ImageIO.write(grey(bands), "png", file.toFile());
        case PNG_16 -> ImageIO.write(deep(bands), "png", file.toFile());
        case TIFF_16_NIR -> Files.write(file, tiff(bands));
      }
    }
    return folder;
  }

  /** A mask that is white in a square in the middle. */
  static Path mask(Path file, int pixels, int place) throws IOException {
    BufferedImage mask = new BufferedImage(pixels, pixels, BufferedImage.TYPE_BYTE_GRAY);
    int from = (pixels - place) / 2;
    for (int pixel = 0; pixel < place * place; pixel++) {
      mask.setRGB(from + pixel % place, from + pixel / place, 0xFFFFFF);
    }
    ImageIO.write(mask, "png", file.toFile());
    return file;
  }

  /** Per band {@code float[SIDE*SIDE]}, reflectance under the month's own gain and offset. */
  private float[][] month(int month, boolean changes) {
    float[][] bands = new float[SOIL.length][SIDE * SIDE];
    double season = 0.5 - 0.5 * Math.cos(2 * Math.PI * (month - 0.5) / 12);
    double wet = 0.9 + 0.2 * random.nextDouble();
    for (int band = 0; band < bands.length; band++) {
      double gain = 0.8 + 0.4 * random.nextDouble();
      double offset = 0.04 * random.nextDouble();
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        double plants = Math.clamp(0.45 * season * (1 + cover[pixel]), 0.0, 1.0);
        double ground = SOIL[band] * (1 + 0.18 * soil[pixel]) * wet;
        if (changes && month >= CHANGED && isPatch(pixel)) {
          plants *= 0.6;
          ground *= 1.15;
        }
        double seen = (1 - plants) * ground + plants * PLANTS[band];
        bands[band][pixel] = (float) (seen * gain + offset + 0.006 * random.nextGaussian());
      }
    }
    return bands;
  }

  private static boolean isPatch(int pixel) {
    int row = pixel / SIDE - PATCH;
    int col = pixel % SIDE - PATCH;
    return row >= 0 && row < PATCH_SIDE && col >= 0 && col < PATCH_SIDE;
  }

  /** Noise of four grains, about 1 either way. */
  private float[] texture() {
    float[] texture = new float[SIDE * SIDE];
    for (int grain = 2; grain <= 32; grain *= 2) {
      int cells = SIDE / grain + 2;
      float[] nodes = new float[cells * cells];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = (float) random.nextGaussian() * 0.45f;
      }
      for (int pixel = 0; pixel < texture.length; pixel++) {
        float y = (float) (pixel / SIDE) / grain;
        float x = (float) (pixel % SIDE) / grain;
        int node = (int) y * cells + (int) x;
        float right = x - (int) x;
        float down = y - (int) y;
        float upper = nodes[node] * (1 - right) + nodes[node + 1] * right;
        float lower = nodes[node + cells] * (1 - right) + nodes[node + cells + 1] * right;
        texture[pixel] += upper * (1 - down) + lower * down;
      }
    }
    return texture;
  }

  private static int sample(float reflectance, int largest) {
    return (int) Math.clamp(Math.round(reflectance / 0.7 * largest), 1, largest);
  }

  private static BufferedImage colours(float[][] bands) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      int rgb =
          sample(bands[0][pixel], 255) << 16
              | sample(bands[1][pixel], 255) << 8
              | sample(bands[2][pixel], 255);
      image.setRGB(pixel % SIDE, pixel / SIDE, rgb);
    }
    return image;
  }

  private static BufferedImage grey(float[][] bands) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      image.getRaster().setSample(pixel % SIDE, pixel / SIDE, 0, sample(bands[0][pixel], 255));
    }
    return image;
  }

  private static BufferedImage deep(float[][] bands) {
    short[] samples = new short[3 * SIDE * SIDE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) sample(bands[i % 3][i / 3], 10_000);
    }
    WritableRaster raster =
        Raster.createWritableRaster(
            new PixelInterleavedSampleModel(
                DataBuffer.TYPE_USHORT, SIDE, SIDE, 3, 3 * SIDE, new int[] {0, 1, 2}),
            new DataBufferUShort(samples, samples.length),
            new Point());
    return new BufferedImage(
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT),
        raster,
        false,
        null);
  }

  static byte[] jpeg(BufferedImage image) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "jpeg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** TIFF 6.0: one strip, four bands of 16 bits, red, green, blue, near infrared. */
  private static byte[] tiff(float[][] bands) {
    int[][] tags = {
      {256, 3, 1, SIDE},
      {257, 3, 1, SIDE},
      {258, 3, 4, 8},
      {259, 3, 1, 1},
      {262, 3, 1, 2},
      {273, 4, 1, 16},
      {277, 3, 1, 4},
      {278, 3, 1, SIDE},
      {279, 4, 1, 8 * SIDE * SIDE},
      {338, 3, 1, 0},
    };
    int pixels = 8 * SIDE * SIDE;
    ByteBuffer file =
        ByteBuffer.allocate(16 + pixels + 2 + 12 * tags.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 'I')
            .put((byte) 'I')
            .putShort((short) 42)
            .putInt(16 + pixels);
    for (int band = 0; band < 4; band++) {
      file.putShort((short) 16);
    }
    for (int i = 0; i < 4 * SIDE * SIDE; i++) {
      file.putShort((short) sample(bands[i % 4][i / 4], 10_000));
    }
    file.putShort((short) tags.length);
    for (int[] tag : tags) {
      file.putShort((short) tag[0]).putShort((short) tag[1]).putInt(tag[2]).putInt(tag[3]);
    }
    return file.putInt(0).array();
  }
}
