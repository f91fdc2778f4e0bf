package org.cairn.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.watch.PictureLayer;
import org.cairn.watch.PictureSeries;
import org.cairn.watch.WatchSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is asked of a watch over dated pictures. */
final class PictureOptions {
  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description =
          "Watch one place in a folder of dated pictures without location (PNG, JPEG, TIFF; all of one"
              + " size), such as monthly mosaics, instead of places over a catalogue. Each picture is"
              + " dated by its name: 2023-12-01, 20231201, 2023_12 …")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--place-mask",
      paramLabel = "FILE",
      description =
          "Of pictures: one of the same size that is black or transparent all around the place.")
  private Optional<Path> mask = Optional.empty();

  @Option(
      names = "--place-box",
      paramLabel = "COL,ROW,COLS,ROWS",
      description =
          "Of pictures: the place as a rectangle in pixels, from the upper left corner. Without this"
              + " and a mask, the middle quarter of the width is taken for it.")
  private Optional<String> box = Optional.empty();

  @Option(
      names = "--gsd",
      paramLabel = "METRES",
      description =
          "Of pictures: size of a pixel on the ground. Without it, sizes are counted in pixels.")
  private Optional<Double> pixelMetres = Optional.empty();

  @Option(
      names = "--bands",
      paramLabel = "B,B,B,B",
      hideParamSyntax = true,
      split = ",",
      description =
          "Of pictures with four bands: what they are, in their order. Default: red,green,blue,nir.")
  private List<String> bands = PictureSeries.USUAL_BANDS;

  @Option(
      names = "--sensor",
      paramLabel = "NAME",
      defaultValue = "unknown sensor",
      description = "Of pictures: what took them, as the report is to say it.")
  private String sensor = "unknown sensor";

  Optional<Path> folder() {
    return folder;
  }

  /** Options that mean nothing without pictures, as far as they were given. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    mask.ifPresent(unused -> given.add("--place-mask"));
    box.ifPresent(unused -> given.add("--place-box"));
    pixelMetres.ifPresent(unused -> given.add("--gsd"));
    return given;
  }

  Optional<Path> mask() {
    return mask;
  }

  /**
   * @param commandLine blamed for values that make no sense
   */
  PictureSeries series(CommandLine commandLine, String place, List<PictureSeries.Dated> pictures) {
    try {
      return new PictureSeries(
          place,
          pictures,
          where(commandLine),
          pixelMetres.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
          bands,
          sensor.isBlank() ? "unknown sensor" : sensor.strip());
    } catch (IllegalArgumentException badValue) {
      throw new ParameterException(commandLine, String.valueOf(badValue.getMessage()), badValue);
    }
  }

  private PictureSeries.Where where(CommandLine commandLine) {
    if (mask.isPresent() && box.isPresent()) {
      throw new ParameterException(
          commandLine, "--place-mask and --place-box both say where the place is: name one");
    }
    if (mask.isPresent()) {
      return new PictureSeries.Where.Mask(mask.get());
    }
    return box.<PictureSeries.Where>map(
            text -> new PictureSeries.Where.Box(window(commandLine, text)))
        .orElseGet(PictureSeries.Where.Middle::new);
  }

  private static PixelWindow window(CommandLine commandLine, String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 4) {
        return new PixelWindow(
            Integer.parseInt(parts[0].strip()),
            Integer.parseInt(parts[1].strip()),
            Integer.parseInt(parts[2].strip()),
            Integer.parseInt(parts[3].strip()));
      }
    } catch (IllegalArgumentException notFourNumbers) {
      throw badBox(commandLine, text);
    }
    throw badBox(commandLine, text);
  }

  private static ParameterException badBox(CommandLine commandLine, String text) {
    return new ParameterException(
        commandLine,
        "--place-box '"
            + text
            + "' is not column, row, width and height in whole pixels, such as 200,180,64,48");
  }

  /**
   * What is asked of a watch, as far as it can be asked of pictures.
   *
   * @param commandLine blamed for what cannot
   */
  static void check(CommandLine commandLine, WatchSettings settings) {
    if (settings.mask().isPresent()) {
      throw new ParameterException(
          commandLine,
          "--mask names an asset of a catalogue: of pictures, say where the place is with"
              + " --place-mask");
    }
    settings
        .asset()
        .ifPresent(asset -> {
          if (PictureLayer.find(asset).isEmpty()) {
            throw new ParameterException(
                commandLine,
                "--asset '"
                    + asset
                    + "': of pictures, brightness, greenness or ndvi can be watched");
          }
        });
  }
}
