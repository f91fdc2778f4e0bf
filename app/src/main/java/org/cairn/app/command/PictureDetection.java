package org.cairn.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.report.PictureNotes;
import org.cairn.app.report.ReportContext;
import org.cairn.watch.PicturePlaceException;
import org.cairn.watch.PictureSeries;
import org.cairn.watch.PictureWatch;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/**
 * One whole detection over a folder of dated pictures: reads their names, watches the place in
 * them, writes what was asked for and says what came of it.
 */
final class PictureDetection {
  private final CommandLine commandLine;
  private final Clock clock;

  PictureDetection(CommandLine commandLine, Clock clock) {
    this.commandLine = commandLine;
    this.clock = clock;
  }

  /**
   * @param folder of the pictures
   */
  int run(
      Path folder,
      PictureOptions options,
      WatchSettings settings,
      ResultFiles files,
      boolean json) {
    PictureOptions.check(commandLine, settings);
    PrintWriter err = commandLine.getErr();
    PictureFolder pictures = PictureFolder.read(folder, options.mask());
    PictureSeries series = options.series(commandLine, nameOf(folder), pictures.dated());
    if (series.pictures().isEmpty()) {
      pictures.problems().forEach(problem -> tell(problem, err));
      throw CommandFailure.unreadable(
          "No picture with a date in '"
              + folder
              + "': put PNG, JPEG or TIFF files there and "
              + PictureDate.EXPECTED
              + ".");
    }
    files.makeRoom();
    PictureWatch.Outcome outcome = watch(series, settings);
    List<Problem> problems = new ArrayList<>(pictures.problems());
    problems.addAll(outcome.result().problems());
    WatchResult result = outcome.result().withProblems(problems);
    files.write(
        result,
        asked(folder, series, outcome),
        List.of(),
        ReportContext.of("Cairn", clock.instant(), CairnCommand.VERSION)
            .withPictures(notes(series, settings, outcome, pictures)));
    if (json) {
      commandLine
          .getOut()
          .println(JsonMapper.shared().writeValueAsString(files.summary(1, result)));
    } else {
      tell(result, files, err);
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
  }

  private PictureWatch.Outcome watch(PictureSeries series, WatchSettings settings) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    try {
      return PictureWatch.run(
          series, settings, new ProgressBar(commandLine.getErr(), terminal, clock, 1));
    } catch (PicturePlaceException nowhere) {
      throw CommandFailure.unreadable(String.valueOf(nowhere.getMessage()), nowhere);
    }
  }

  /** The folder's name stands for the place. */
  private static String nameOf(Path folder) {
    Path own = folder.toAbsolutePath().normalize().getFileName();
    String name = own == null ? "" : PlaceLines.printable(own.toString()).strip();
    return name.isBlank() ? "pictures" : name;
  }

  private static Map<String, String> asked(
      Path folder, PictureSeries series, PictureWatch.Outcome outcome) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("pictures", folder.toString());
    asked.put(
        "place_in_pictures",
        switch (series.where()) {
          case PictureSeries.Where.Mask mask -> "mask " + mask.file();
          case PictureSeries.Where.Box box -> "box";
          case PictureSeries.Where.Middle middle -> "middle, as nothing was said";
        });
    outcome
        .site()
        .ifPresent(site ->
            asked.put(
                "place_box",
                site.col() + "," + site.row() + "," + site.cols() + "," + site.rows()));
    if (outcome.cols() > 0) {
      asked.put("picture_size", outcome.cols() + " x " + outcome.rows());
    }
    series.pixelMetres().ifPresent(metres -> asked.put("gsd", Double.toString(metres)));
    return asked;
  }

  private static PictureNotes notes(
      PictureSeries series,
      WatchSettings settings,
      PictureWatch.Outcome outcome,
      PictureFolder pictures) {
    return new PictureNotes(
        outcome.layer(),
        settings.asset().isPresent(),
        switch (series.where()) {
          case PictureSeries.Where.Mask mask -> PictureNotes.Where.MASK;
          case PictureSeries.Where.Box box -> PictureNotes.Where.BOX;
          case PictureSeries.Where.Middle middle -> PictureNotes.Where.MIDDLE;
        },
        outcome
            .site()
            .map(site -> new PictureNotes.Box(site.col(), site.row(), site.cols(), site.rows())),
        series.pixelMetres(),
        pictures.toTheMonth());
  }

  private static void tell(WatchResult result, ResultFiles files, PrintWriter err) {
    result.problems().forEach(problem -> tell(problem, err));
    PlaceResult place = result.places().getFirst();
    Optional<String> why = Optional.of(place.coverage().why()).filter(text -> !text.isEmpty());
    err.printf(
        Locale.ROOT,
        "%d pictures, %d held back; %s%s%n",
        result.scenes().size(),
        ResultFiles.heldBack(result),
        place.alerts().isEmpty()
            ? place.coverage().status().code()
            : place.coverage().status().code() + ", with an alert",
        why.map(text -> ": " + text).orElse("."));
    files.tell(err);
  }

  private static void tell(Problem problem, PrintWriter err) {
    err.println(PlaceLines.printable(problem.message()) + " [" + problem.code() + "]");
  }
}
