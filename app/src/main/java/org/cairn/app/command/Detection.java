package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.report.ReportContext;
import org.cairn.app.run.CatalogImages;
import org.cairn.exchange.RowProblem;
import org.cairn.heritage.Place;
import org.cairn.ledger.RefusedException;
import org.cairn.watch.Problem;
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
      ResultFiles files,
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
    request.files().makeRoom();
    WatchResult result = watch(request, read);
    request
        .files()
        .write(
            withRows(read, result),
            Map.of("catalog", request.catalog()),
            read.unwatched(),
            ReportContext.of(request.title(), clock.instant(), CairnCommand.VERSION)
                .withSimulated(request.simulated()));
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

  private WatchResult watch(Request request, PlacesToWatch read) {
    return new CatalogWatch(err, clock, CatalogImages.access())
        .run(request.catalog(), request.signer(), read.places(), request.settings());
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
        ResultFiles.watched(result),
        alerts,
        result.scenes().size(),
        ResultFiles.heldBack(result));
    request.files().tell(err);
  }

  private static int placesAskedFor(PlacesToWatch read) {
    return read.places().size() + read.unlocated().size();
  }

  private static Map<String, Object> summary(
      Request request, PlacesToWatch read, WatchResult result) {
    Map<String, Object> summary = request.files().summary(placesAskedFor(read), result);
    summary.put("rows", read.problems().stream().map(RowProblem::describe).toList());
    return summary;
  }
}
