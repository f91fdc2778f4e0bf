package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cairn.exchange.RunRecord;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures as they are met: broken files, odd names, askings that make no sense. */
class BadPicturesTest {
  private static final int SIDE = 96;

  @TempDir private Path folder;

  private Path pictures() throws IOException {
    return Files.createDirectories(folder.resolve("pictures"));
  }

  private Cli.Run detect(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "detect",
                "--pictures",
                pictures().toString(),
                "--out",
                folder.resolve("alerts.geojson").toString()));
    arguments.addAll(List.of(more));
    return Cli.run(folder, arguments.toArray(String[]::new));
  }

  private static BufferedImage noise(int cols, int rows, int type) {
    BufferedImage image = new BufferedImage(cols, rows, type);
    Random random = new Random(3);
    for (int pixel = 0; pixel < cols * rows; pixel++) {
      image.setRGB(pixel % cols, pixel / cols, 0xFF00_0000 | random.nextInt(1 << 24) | 0x10_1010);
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static byte[] rgb(int side) throws IOException {
    return png(noise(side, side, BufferedImage.TYPE_INT_RGB));
  }

  private void add(String name, byte[] bytes) throws IOException {
    Files.write(pictures().resolve(name), bytes);
  }

  /** Sound ones, month by month from January 2020. */
  private void addSound(int count) throws IOException {
    for (int month = 0; month < count; month++) {
      add("%d-%02d.png".formatted(2020 + month / 12, month % 12 + 1), rgb(SIDE));
    }
  }

  private static String whyNot(Cli.Run run, String picture) {
    return run.document().run().scenes().stream()
        .filter(scene -> scene.item().equals(picture))
        .map(RunRecord.Scene::heldBack)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No picture '" + picture + "': " + run.err()))
        .orElse("");
  }

  @Test
  void each_bad_picture_is_told_and_the_change_is_found_in_the_rest() throws IOException {
    Mosaics.write(pictures(), Mosaics.Kind.PNG_8, 5, true);
    byte[] sound = Files.readAllBytes(pictures().resolve("2022-01.png"));
    byte[] jpeg = Mosaics.jpeg(noise(Mosaics.SIDE, Mosaics.SIDE, BufferedImage.TYPE_INT_RGB));
    add("2019-01.png", new byte[0]);
    add("2019-02.png", Arrays.copyOf(sound, sound.length / 2));
    add("2019-03.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    add("2019-04.png", "no picture".getBytes(StandardCharsets.UTF_8));
    add("2019-05.png", rgb(SIDE));
    add(
        "2019-06.png",
        png(new BufferedImage(Mosaics.SIDE, Mosaics.SIDE, BufferedImage.TYPE_INT_RGB)));
    add("2019-07.png", PngBytes.animated(sound));
    add("2019-08.png", PngBytes.headOnly(60_000, 60_000));
    add("2019-09.png", PngBytes.headOnly(Mosaics.SIDE, Mosaics.SIDE));
    add("2019-10.png", png(noise(Mosaics.SIDE, Mosaics.SIDE, BufferedImage.TYPE_BYTE_GRAY)));
    add("2019-11.tif", new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0});
    add("2018-13.png", sound);
    add("2018-01 or 2018-02.png", sound);
    add("2017-12.png", sound);
    add("2017_12.jpg", jpeg);
    add("without date.png", sound);
    add("notes of 2019-12.txt", "no picture either".getBytes(StandardCharsets.UTF_8));

    Path mask = Mosaics.mask(folder.resolve("mask.png"), Mosaics.SIDE, 16);
    Cli.Run run = detect("--place-mask", mask.toString(), "--from", "2023-03-01");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.problemCodes())
        .containsExactlyInAnyOrder(
            "picture-empty",
            "picture-damaged",
            "picture-damaged",
            "picture-unknown-format",
            "picture-other-size",
            "picture-blank",
            "picture-animated",
            "picture-too-large",
            "picture-damaged",
            "picture-other-bands",
            "picture-damaged",
            "picture-impossible-date",
            "picture-two-dates",
            "picture-same-date",
            "picture-without-date");
    assertThat(whyNot(run, "2019-05.png")).contains("96 x 96", "128 x 128");
    assertThat(whyNot(run, "2019-07.png")).contains("2 frames");
    assertThat(whyNot(run, "2022-01.png")).isEmpty();
    assertThat(run.document().alerts())
        .singleElement()
        .satisfies(named ->
            assertThat(named.alert().firstSeen()).isEqualTo(Mosaics.CHANGED_MONTH.atDay(1)));
  }

  @Test
  void where_no_picture_can_be_used_the_place_says_so() throws IOException {
    add("2020-01.png", new byte[0]);
    add("2020-02.png", new byte[0]);

    Cli.Run run = detect();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.place("pictures").status()).isEqualTo(Coverage.Status.UNREADABLE);
    assertThat(run.problemCodes()).containsExactly("picture-empty", "picture-empty");
  }

  @Test
  void palettes_transparency_and_grey_are_read() throws IOException {
    addSound(2);
    byte[] red = {10, (byte) 200, 90};
    byte[] green = {20, (byte) 180, 80};
    byte[] blue = {30, (byte) 160, 70};
    IndexColorModel palette = new IndexColorModel(8, 3, red, green, blue);
    BufferedImage few = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      few.getRaster().setSample(pixel % SIDE, pixel / SIDE, 0, pixel % 3);
    }
    add("2020-03.png", png(few));
    BufferedImage clear = noise(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
    for (int pixel = 0; pixel < SIDE * SIDE / 2; pixel++) {
      clear.setRGB(pixel % SIDE, pixel / SIDE, 0x00FF_FFFF);
    }
    add("2020-04.png", png(clear));

    Cli.Run run = detect();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.document().run().scenes())
        .hasSize(4)
        .allSatisfy(scene -> assertThat(scene.heldBack()).isEmpty());
    assertThat(run.place("pictures").status()).isEqualTo(Coverage.Status.SHORT_HISTORY);
  }

  @Test
  void a_short_series_is_no_verdict_and_says_what_is_missing() throws IOException {
    addSound(9);

    Cli.Run run = detect("--from", "2020-09-01");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.document().alerts()).isEmpty();
    assertThat(run.place("pictures").status()).isEqualTo(Coverage.Status.SHORT_HISTORY);
    assertThat(run.place("pictures").why())
        .contains("8 lie before 2020-09-01 and 1 from then")
        .contains("at least 8 before and 2 after are needed")
        .contains("Add 1 picture");
  }

  @Test
  void a_place_too_large_for_the_memory_is_refused_before_anything_is_decoded() throws IOException {
    for (int month = 1; month <= 9; month++) {
      add("2020-0" + month + ".png", PngBytes.headOnly(9_999, 9_999));
    }

    Cli.Run run = detect("--place-box", "100,100,5000,5000");

    assertThat(run.place("pictures").status()).isEqualTo(Coverage.Status.TOO_LARGE);
    assertThat(run.place("pictures").why()).contains("9999 x 9999 pixels on 9 dates");
  }

  @Test
  void a_place_that_leaves_no_surroundings_is_too_small_to_compare() throws IOException {
    addSound(14);

    Cli.Run run = detect("--place-box", "0,0,96,96", "--from", "2020-11-01", "--alarm-rate", "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.place("pictures").status()).isEqualTo(Coverage.Status.TOO_SMALL);
    assertThat(run.document().alerts()).isEmpty();
  }

  @Test
  void names_of_any_script_are_dated_and_told() throws IOException {
    addSound(1);
    add("موقع ٢٠٢١-٠٣.png", rgb(SIDE));
    add("遺跡\u202e_2021-04.png", rgb(SIDE));

    Cli.Run run = detect();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.document().run().scenes())
        .extracting(scene -> scene.acquired().toString().substring(0, 7))
        .containsExactly("2020-01", "2021-03", "2021-04");
  }

  @Test
  void a_name_that_is_no_text_does_not_stop_the_run() throws Exception {
    addSound(2);
    Process copy =
        new ProcessBuilder("sh", "-c", "cp 2020-01.png \"$(printf '2021-05-\\377.png')\"")
            .directory(pictures().toFile())
            .redirectErrorStream(true)
            .start();
    assumeTrue(copy.waitFor() == 0, "Skipped: this file system refuses such names");

    Cli.Run run = detect("--report", folder.resolve("report").toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.document().run().scenes())
        .hasSize(3)
        .allSatisfy(scene -> assertThat(scene.heldBack()).isEmpty());
  }

  @Test
  void a_folder_without_dated_pictures_is_unreadable_input() throws IOException {
    add("before.png", rgb(SIDE));

    Cli.Run run = detect();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("'before.png' is left out: its name has no date in it")
        .contains("No picture with a date");
    assertThat(folder.resolve("alerts.geojson")).doesNotExist();
  }

  @Test
  void what_cannot_be_asked_is_told_in_one_line() throws IOException {
    addSound(3);
    Path black = folder.resolve("black.png");
    Files.write(black, png(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY)));
    Path small = Mosaics.mask(folder.resolve("small.png"), 40, 10);

    assertRefused(detect("--place-mask", black.toString()), "is black all over");
    assertRefused(
        detect("--place-mask", small.toString()), "40 x 40 pixels and the pictures have 96 x 96");
    assertRefused(detect("--place-mask", "none.png"), "The mask 'none.png' cannot be used");
    assertRefused(detect("--place-box", "90,90,20,20"), "reaches beyond the pictures");
    assertRefused(detect("--place-box", "1,2,3"), "not column, row, width and height");
    assertRefused(detect("--place-box", "1,2,3,4", "--place-mask", black.toString()), "name one");
    assertRefused(detect("--gsd", "0"), "not above 0 m");
    assertRefused(detect("--bands", "red,red,blue,nir"), "each once");
    assertRefused(detect("--asset", "wetness"), "brightness, greenness or ndvi");
    assertRefused(detect("--asset", "ndvi"), "of which no ndvi can be made");
    assertRefused(detect("--mask", "scl"), "--place-mask");
    assertRefused(
        Cli.run(folder, "detect", "--pictures", folder + "/none", "--out", folder + "/a.geojson"),
        "is no folder");
    assertRefused(
        Cli.run(folder, "detect", "--gsd", "4", "--out", folder + "/a.geojson"),
        "only of pictures");
    assertRefused(
        Cli.run(folder, "detect", "--out", folder + "/a.geojson"),
        "Missing: --places, --catalog; or, for a folder of dated pictures, --pictures");
    assertRefused(Cli.run(folder, "detect", "--pictures", pictures().toString()), "Missing: --out");
  }

  private static void assertRefused(Cli.Run run, String message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
