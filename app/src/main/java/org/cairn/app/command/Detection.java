package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.report.ReportContext;
import org.cairn.exchange.AlertsDocument;
import org.cairn.exchange.AlertsWriter;
import org.cairn.exchange.NamedAlert;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RunRecord;
import org.cairn.exchange.ScoresWriter;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.ledger.RefusedException;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.SceneUse;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * One whole detection: reads places, watches them, writes what was asked for and says what came of
 * it.
 */
final class Detection {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Clock clock;

  Detection(PrintWriter out, PrintWriter err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /**
   * @param signer token endpoint for image addresses
   * @param title heading of the report
   * @param simulated whether images and places are invented, which the report then says
   */
  record Request(
      PlaceFiles places,
      String catalog,
      WatchSettings settings,
      Path out,
      Optional<Path> scores,
      Optional<Path> report,
      Optional<URI> signer,
      String title,
      boolean json,
      boolean simulated) {}

  /** What else is done with the outcome, before it is told. */
  @FunctionalInterface
  interface Keeper {
    void keep(List<Place> places, WatchResult result) throws IOException, RefusedException;
  }

  int run(Request request) throws IOException, RefusedException {
    return run(request, (places, result) -> {});
  }

  int run(Request request, Keeper keeper) throws IOException, RefusedException {
    PlacesToWatch read = readPlaces(request.places());
    makeRoom(request);
    WatchResult result = watch(request, read);
    write(request, read, withRows(read, result));
    keeper.keep(read.places(), result);
    if (request.json()) {
      out.println(JsonMapper.shared().writeValueAsString(summary(request, read, result)));
    } else {
      tell(request, read, result);
    }
    boolean refused = read.anyRefused() || !result.problems().isEmpty();
    return refused ? ExitCode.PARTLY_REFUSED : ExitCode.DONE;
  }

  private PlacesToWatch readPlaces(PlaceFiles files) throws IOException {
    PlacesToWatch read = PlacesToWatch.read(files);
    for (RowProblem problem : read.problems()) {
      err.println(PlaceLines.printable(problem.describe()));
    }
    if (read.places().isEmpty()) {
      throw CommandFailure.unreadable(
          "No place to watch could be read from %s: see above what each file lacks."
              .formatted(files.sources().stream().map(PlaceFiles.Source::file).toList()));
    }
    return read;
  }

  /** Before hours of work, not after them: the folders of all that will be written. */
  private static void makeRoom(Request request) {
    List<Path> folders = new ArrayList<>();
    Stream.concat(Stream.of(request.out()), request.scores().stream())
        .forEach(file -> {
          if (Files.isDirectory(file)) {
            throw CommandFailure.unreadable(
                "'" + file + "' is a folder: name a file inside it instead.");
          }
          Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(folders::add);
        });
    folders.addAll(request.report().stream().toList());
    for (Path folder : folders) {
      try {
        Files.createDirectories(folder);
      } catch (FileAlreadyExistsException taken) {
        throw CommandFailure.unreadable(
            "'" + taken.getMessage() + "' is a file where a folder is needed: name another.",
            taken);
      } catch (IOException e) {
        throw CommandFailure.unreadable(
            "Folder '" + folder + "' cannot be made (" + reason(e) + "): name another.", e);
      }
      if (!Files.isWritable(folder)) {
        throw CommandFailure.unreadable(
            "Folder '" + folder + "' may not be written to: name another.");
      }
    }
  }

  /** What the system said, which for some failures is only the file's name. */
  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "access to '" + denied.getFile() + "' denied";
      case FileSystemException system when system.getReason() != null ->
          String.valueOf(system.getReason());
      default -> String.valueOf(failure.getMessage());
    };
  }

  private WatchResult watch(Request request, PlacesToWatch read) {
    return new CatalogWatch(err, clock)
        .run(request.catalog(), request.signer(), read.places(), request.settings());
  }

  private void write(Request request, PlacesToWatch read, WatchResult result) {
    try {
      AlertsWriter.write(request.out(), document(request, read, result));
      if (request.scores().isPresent()) {
        ScoresWriter.write(request.scores().get(), rises(result));
      }
      if (request.report().isPresent()) {
        ReportContext context =
            ReportContext.of(request.title(), clock.instant(), CairnCommand.VERSION)
                .withSimulated(request.simulated());
        HtmlReport.write(result, context, request.report().get());
      }
    } catch (IOException e) {
      throw CommandFailure.unreadable("The result could not be written: " + reason(e), e);
    }
  }

  private static AlertsDocument document(Request request, PlacesToWatch read, WatchResult result) {
    List<NamedAlert> alerts = new ArrayList<>();
    List<Coverage> coverages = new ArrayList<>();
    for (PlaceResult place : result.places()) {
      String name = place.place().nameFor(List.of()).text();
      place.alerts().forEach(evidence -> alerts.add(new NamedAlert(evidence.alert(), name)));
      coverages.add(place.coverage());
    }
    coverages.addAll(read.unwatched());
    WatchSettings settings = result.settings();
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("alarm_rate", Double.toString(settings.alarmRatePerSiteYear()));
    asked.put("catalog", request.catalog());
    asked.put("method", Watch.METHOD.name() + " " + Watch.METHOD.version());
    asked.put("software", "cairn " + CairnCommand.VERSION);
    settings.asset().ifPresent(asset -> asked.put("asset", asset));
    settings.mask().ifPresent(mask -> asked.put("mask", mask));
    settings.from().ifPresent(from -> asked.put("from", from.toString()));
    settings.until().ifPresent(until -> asked.put("until", until.toString()));
    return new AlertsDocument(
        alerts,
        coverages,
        new RunRecord(
            asked,
            result.scenes().stream()
                .map(use ->
                    new RunRecord.Scene(
                        use.item(),
                        use.acquired(),
                        use.sensor(),
                        use.radiometry(),
                        use.heldBack().map(SceneUse.HeldBack::why)))
                .toList(),
            result.problems().stream()
                .map(met -> new RunRecord.Problem(met.code(), met.subject(), met.message()))
                .toList()));
  }

  private static List<ScoresWriter.Rise> rises(WatchResult result) {
    List<ScoresWriter.Rise> rises = new ArrayList<>();
    for (PlaceResult place : result.places()) {
      place
          .scores()
          .forEach(rise ->
              rises.add(new ScoresWriter.Rise(place.place().id(), rise.date(), rise.score())));
    }
    return rises;
  }

  /** Refused rows stand beside everything else that went wrong. */
  private static WatchResult withRows(PlacesToWatch read, WatchResult result) {
    List<Problem> problems = new ArrayList<>();
    read.problems().stream()
        .filter(problem -> problem.severity() == RowProblem.Severity.REFUSED)
        .forEach(problem ->
            problems.add(new Problem(problem.code().id(), problem.file(), problem.describe())));
    problems.addAll(result.problems());
    return result.withProblems(problems);
  }

  private void tell(Request request, PlacesToWatch read, WatchResult result) {
    for (Problem problem : result.problems()) {
      err.println(problem.subject() + ": " + problem.message() + " [" + problem.code() + "]");
    }
    long alerts = result.places().stream().mapToLong(place -> place.alerts().size()).sum();
    err.printf(
        Locale.ROOT,
        "%d places, %d watched, %d with an alert; %d scenes, %d held back.%n",
        placesAskedFor(read),
        watched(result),
        alerts,
        result.scenes().size(),
        heldBack(result));
    err.println("Alerts: " + request.out());
    request.scores().ifPresent(file -> err.println("Scores: " + file));
    request.report().ifPresent(dir -> err.println("Report: " + dir.resolve("index.html")));
  }

  private static int placesAskedFor(PlacesToWatch read) {
    return read.places().size() + read.unlocated().size();
  }

  private static long watched(WatchResult result) {
    return result.places().stream()
        .filter(place -> place.coverage().status() == Coverage.Status.WATCHED)
        .count();
  }

  private static long heldBack(WatchResult result) {
    return result.scenes().stream().filter(use -> use.heldBack().isPresent()).count();
  }

  private static Map<String, Object> summary(
      Request request, PlacesToWatch read, WatchResult result) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("places", placesAskedFor(read));
    summary.put("watched", watched(result));
    summary.put(
        "alerts",
        result.places().stream()
            .flatMap(place -> place.alerts().stream())
            .map(evidence -> evidence.alert().id())
            .toList());
    summary.put("scenes", result.scenes().size());
    summary.put("held_back", heldBack(result));
    summary.put("out", request.out().toString());
    summary.put("scores", request.scores().map(Path::toString).orElse(""));
    summary.put("report", request.report().map(Path::toString).orElse(""));
    summary.put("rows", read.problems().stream().map(RowProblem::describe).toList());
    summary.put(
        "problems",
        result.problems().stream()
            .map(met ->
                Map.of("code", met.code(), "subject", met.subject(), "message", met.message()))
            .toList());
    return summary;
  }
}
