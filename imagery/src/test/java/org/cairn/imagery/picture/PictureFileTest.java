package org.cairn.imagery.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cairn.imagery.raster.PixelWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, windows and nodata of pictures; and what cut or damaged ones do. */
class PictureFileTest {
  private static final int COLS = 13;
  private static final int ROWS = 9;

  @TempDir private Path folder;

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("picture"), bytes);
  }

  /** Red is 10 + column, green 100 + row, blue 7. */
  private static BufferedImage colours(int type) {
    BufferedImage image = new BufferedImage(COLS, ROWS, type);
    for (int row = 0; row < ROWS; row++) {
      for (int col = 0; col < COLS; col++) {
        image.setRGB(col, row, 0xFF00_0000 | (10 + col) << 16 | (100 + row) << 8 | 7);
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void a_window_has_the_values_as_stored(String format) throws IOException {
    PictureFile picture =
        PictureFile.open(file(encoded(colours(BufferedImage.TYPE_INT_RGB), format)));
    List<float[]> bands = picture.read(new PixelWindow(3, 2, 2, 2));

    assertThat(picture.cols()).isEqualTo(COLS);
    assertThat(picture.rows()).isEqualTo(ROWS);
    assertThat(picture.bands()).isEqualTo(3);
    assertThat(bands.get(0)).containsExactly(13, 14, 13, 14);
    assertThat(bands.get(1)).containsExactly(102, 102, 103, 103);
    assertThat(bands.get(2)).containsExactly(7, 7, 7, 7);
  }

  @Test
  void a_jpeg_has_nearly_the_values_it_was_made_from() throws IOException {
    PictureFile picture =
        PictureFile.open(file(encoded(colours(BufferedImage.TYPE_INT_RGB), "jpeg")));
    List<float[]> bands = picture.read(new PixelWindow(3, 2, 1, 1));

    assertThat(bands.get(0)[0]).isCloseTo(13, within(12f));
    assertThat(bands.get(1)[0]).isCloseTo(102, within(12f));
  }

  @Test
  void sixteen_bits_are_kept() throws IOException {
    BufferedImage deep = new BufferedImage(COLS, ROWS, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(4, 5, 0, 54_321);
    PictureFile picture = PictureFile.open(file(encoded(deep, "png")));

    assertThat(picture.bands()).isEqualTo(1);
    assertThat(picture.read(new PixelWindow(4, 5, 1, 1)).getFirst()).containsExactly(54_321);
  }

  @Test
  void what_is_transparent_or_black_is_nodata() throws IOException {
    BufferedImage image = colours(BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00FF_FFFF);
    image.setRGB(1, 0, 0xFF00_0000);
    image.setRGB(2, 0, 0xFF00_0001);
    List<float[]> bands =
        PictureFile.open(file(encoded(image, "png"))).read(new PixelWindow(0, 0, 3, 1));

    assertThat(bands).hasSize(3);
    assertThat(bands.get(0)).containsExactly(Float.NaN, Float.NaN, 0);
    assertThat(bands.get(2)).containsExactly(Float.NaN, Float.NaN, 1);
  }

  @Test
  void the_colours_of_a_palette_are_read_not_its_numbers() throws IOException {
    BufferedImage image = colours(BufferedImage.TYPE_BYTE_INDEXED);
    int rgb = image.getRGB(5, 5);
    List<float[]> bands =
        PictureFile.open(file(encoded(image, "png"))).read(new PixelWindow(5, 5, 1, 1));

    assertThat(bands.get(0)[0]).isEqualTo(rgb >> 16 & 0xFF);
    assertThat(bands.get(1)[0]).isEqualTo(rgb >> 8 & 0xFF);
  }

  @Test
  void a_window_beyond_the_picture_is_the_callers_mistake() throws IOException {
    PictureFile picture =
        PictureFile.open(file(encoded(colours(BufferedImage.TYPE_INT_RGB), "png")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> picture.read(new PixelWindow(0, 0, COLS + 1, 1)))
        .withMessageContaining("13 x 9");
  }

  @Test
  void a_missing_file_cannot_be_read() {
    assertThatThrownBy(() -> PictureFile.open(folder.resolve("none.png")))
        .isInstanceOfSatisfying(
            PictureException.class,
            met -> assertThat(met.code()).isEqualTo(PictureException.Code.PICTURE_UNREADABLE));
  }

  @Test
  void more_pixels_than_are_read_are_refused_before_they_are() throws IOException {
    byte[] png = encoded(colours(BufferedImage.TYPE_INT_RGB), "png");
    ByteBuffer.wrap(png).putInt(16, 70_000).putInt(20, 70_000);

    assertThatThrownBy(() -> PictureFile.open(file(png)))
        .isInstanceOfSatisfying(
            PictureException.class,
            met -> assertThat(met.code()).isEqualTo(PictureException.Code.PICTURE_TOO_LARGE))
        .hasMessageContaining("70000 x 70000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "tiff"})
  void a_cut_file_is_told_wherever_it_is_cut(String format) throws IOException {
    byte[] whole = encoded(colours(BufferedImage.TYPE_INT_RGB), format);
    // What a TIFF has behind its pixels may be its directory or nothing; the last bytes of others
    // are their ends.
    int longest = format.equals("tiff") ? whole.length / 2 : whole.length - 2;
    for (int length = 0; length < longest; length += 7) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> readAll(cut))
          .as("%s of %d bytes cut at %d", format, whole.length, length)
          .isInstanceOf(PictureException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "tiff"})
  void a_damaged_file_gives_values_or_a_reason_and_nothing_else(String format) throws IOException {
    byte[] whole = encoded(colours(BufferedImage.TYPE_INT_RGB), format);
    Random random = new Random(11);
    List<String> reasons = new ArrayList<>();
    for (int trial = 0; trial < 300; trial++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        readAll(file(damaged));
      } catch (PictureException told) {
        reasons.add(told.code().id());
        assertThat(told).hasMessageNotContaining("null");
      }
    }
    assertThat(reasons).as("seed 11").isNotEmpty();
  }

  private static void readAll(Path path) throws PictureException {
    PictureFile picture = PictureFile.open(path);
    if (picture.cols() > 1000 || picture.rows() > 1000) {
      // A damaged head may promise more than this test has time for.
      return;
    }
    List<float[]> bands = picture.read(new PixelWindow(0, 0, picture.cols(), picture.rows()));
    assertThat(bands).hasSize(picture.bands());
  }
}
