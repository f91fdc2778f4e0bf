package org.cairn.app.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.ledger.RefusedException;
import org.cairn.watch.WatchSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code cairn detect}: places and a catalogue, or a folder of dated pictures, in; alerts out; no
 * workspace.
 */
@Command(
    name = "detect",
    description = {
      "Watch places over a catalogue of images, once.",
      "",
      "Places come in any format that 'cairn place import' takes (GeoJSON, CSV and XLSX with columns lon and lat or WKT, KML,"
          + " GeoPackage, Linked Places …), or as a folder of such files, in WGS 84; each file's format is found by its content."
          + " What is wrong with a row is told with file, row and column; the good rows are watched.",
      "",
      "The catalogue is a STAC ItemCollection file, a static catalogue or a STAC API.",
      "",
      "Or one place in a folder of dated pictures without location (--pictures), such as monthly mosaics. What is watched is NDVI"
          + " where they have a near-infrared band, else brightness (--asset: brightness, greenness, ndvi). At least 8 pictures before"
          + " the first watched day and 2 after it are needed. No ledger or workspace has a part in this."
    },
    footer = {
      "",
      "Example:",
      "  cairn detect --places places.geojson --catalog items.json \\",
      "      --out alerts.geojson --report report --from 2025-06-01",
      "  cairn detect --pictures mosaics --place-mask mask.png --gsd 4.7 \\",
      "      --out alerts.geojson --report report"
    })
final class DetectCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--places",
      paramLabel = "FILE|DIR",
      description =
          "Places: a file or a folder of them. May be given several times. Needed, as --catalog is,"
              + " unless --pictures is given.")
  private List<Path> places = List.of();

  @Mixin private PlaceFileOptions reading = new PlaceFileOptions();

  @Option(
      names = "--catalog",
      paramLabel = "URL|FILE",
      description = "Images: STAC ItemCollection file, static catalogue or STAC API.")
  private Optional<String> catalog = Optional.empty();

  @Mixin private PictureOptions pictures = new PictureOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where alerts.geojson is written. Needed.")
  private Optional<Path> out = Optional.empty();

  @Mixin private WatchOptions watch = new WatchOptions();

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "Also write place,date,score as CSV: a row each time a place's score rose.")
  private Optional<Path> scores = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write a report to read and print: DIR/index.html.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--sign",
      paramLabel = "URL",
      description =
          "Token endpoint that signs image addresses, as the Planetary Computer asks for; off by"
              + " default.")
  private Optional<URI> sign = Optional.empty();

  @Option(names = "--json", description = "Print one JSON document on stdout.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  @Override
  public Integer call() throws IOException, RefusedException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    WatchSettings settings = watch.settings(commandLine);
    requireWhatIsNeeded(commandLine);
    ResultFiles files = new ResultFiles(out.orElseThrow(), scores, report);
    if (pictures.folder().isPresent()) {
      if (!places.isEmpty() || catalog.isPresent() || sign.isPresent()) {
        throw new ParameterException(
            commandLine,
            "--pictures is watched by itself: leave --places, --catalog and --sign out");
      }
      if (settings.also().isPresent()) {
        throw new ParameterException(
            commandLine, "--also is of a catalogue's images: leave it out with --pictures");
      }
      return new PictureDetection(commandLine, Clock.systemUTC())
          .run(pictures.folder().get(), pictures, settings, files, json);
    }
    Detection detection =
        new Detection(commandLine.getOut(), commandLine.getErr(), Clock.systemUTC());
    return detection.run(
        new Detection.Request(
            find(), catalog.orElseThrow(), settings, files, sign, "Cairn", json, false));
  }

  /** Which options are needed depends on where the images come from. */
  private void requireWhatIsNeeded(CommandLine commandLine) {
    boolean overPictures = pictures.folder().isPresent();
    if (!overPictures && !pictures.given().isEmpty()) {
      throw new ParameterException(
          commandLine,
          String.join(", ", pictures.given())
              + ": only of pictures; name their folder with --pictures");
    }
    List<String> missing = new ArrayList<>();
    if (!overPictures && places.isEmpty()) {
      missing.add("--places");
    }
    if (!overPictures && catalog.isEmpty()) {
      missing.add("--catalog");
    }
    if (out.isEmpty()) {
      missing.add("--out");
    }
    if (!missing.isEmpty()) {
      throw new ParameterException(
          commandLine,
          "Missing: "
              + String.join(", ", missing)
              + (overPictures ? "" : "; or, for a folder of dated pictures, --pictures and --out"));
    }
  }

  private PlaceFiles find() throws IOException {
    try {
      return reading.find(places);
    } catch (PlaceFormatException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    }
  }
}
