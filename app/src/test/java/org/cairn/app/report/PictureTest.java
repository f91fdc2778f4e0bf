package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.cairn.watch.Chip;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final String PREFIX = "data:image/png;base64,";

  @Test
  void keeps_every_pixel_and_leaves_missing_ones_clear() throws IOException {
    int[] argb = {0xFF102030, 0xFF405060, 0, 0xFFFFFFFF, 0xFF000000, 0xFF0000FF};
    BufferedImage image = decode(Picture.whole(chip(3, 2, argb)));
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRGB(0, 0, 3, 2, null, 0, 3)).isEqualTo(argb);
  }

  @Test
  void cuts_the_thumbnail_out_around_the_change() throws IOException {
    int[] argb = new int[100 * 50];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = 0xFF000000 | i;
    }
    Chip.Ring ring =
        new Chip.Ring(
            List.of(new Chip.Vertex(90, 2), new Chip.Vertex(96, 2), new Chip.Vertex(96, 6)));
    BufferedImage image = decode(Picture.thumbnail(chip(100, 50, argb), List.of(ring)));
    assertThat(image.getWidth()).isEqualTo(32);
    assertThat(image.getHeight()).isEqualTo(32);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xFF000000 | 68);
    assertThat(image.getRGB(31, 31)).isEqualTo(0xFF000000 | (31 * 100 + 99));
  }

  @Test
  void makes_a_thumbnail_of_a_picture_smaller_than_one_and_of_one_without_outline()
      throws IOException {
    assertThat(
            decode(Picture.thumbnail(chip(1, 1, new int[] {0xFF00FF00}), List.of())).getRGB(0, 0))
        .isEqualTo(0xFF00FF00);
  }

  private static Chip chip(int cols, int rows, int[] argb) {
    return new Chip(cols, rows, argb, true, LocalDate.of(2026, 5, 3), "Sentinel-2B", "item");
  }

  private static BufferedImage decode(String address) throws IOException {
    assertThat(address).startsWith(PREFIX);
    byte[] png = Base64.getDecoder().decode(address.substring(PREFIX.length()));
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
