package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.report.ReportContext;
import org.cairn.app.state.FileWatchState;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.ItemRef;
import org.cairn.watch.Problem;
import org.cairn.watch.Reuse;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn watch}: all places of the workspace, and everything found goes to the ledger. */
@Command(
    name = "watch",
    description = {
      "Watch the workspace's places over its catalogue of images.",
      "",
      "Every run is written to the ledger: each image and what was read of it, the method and its parameters, each alert"
          + " with its pictures, and for every place what could have been seen. Then the witnesses and time-stamp authorities named in"
          + " cairn.yaml are asked about its newest checkpoint.",
      "",
      "What was read is kept in the workspace's folder 'watch': the next run reads new and reprocessed images only, and has the"
          + " same result as one that reads all. The folder can be deleted."
    },
    footer = {
      "",
      "Example:",
      "  cairn place import places.geojson && cairn catalog add images items.json",
      "  cairn watch --from 2025-06-01 --report report"
    })
final class WatchCommand extends Verb {
  /** What is kept of some 30,000 places over 70 acquisitions. */
  private static final long STATE_BYTES = 64L << 30;

  @Option(
      names = "--catalog",
      paramLabel = "NAME",
      description = "Which catalogue, where there are several.")
  private Optional<String> catalog = Optional.empty();

  @Option(
      names = "--from-scratch",
      description =
          "Read all images again, also those that earlier runs have read, and keep what is read in"
              + " their place.")
  private boolean fromScratch;

  @Mixin private WatchOptions watch = new WatchOptions();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Also write a report to read and print: DIR/index.html.")
  private Optional<Path> report = Optional.empty();

  @Override
  public Integer call() throws IOException, RefusedException {
    Workspace workspace = workspace();
    WatchSettings settings = watch.settings(commandLine());
    WorkspaceIndex index = WorkspaceIndex.read(workspace);
    List<Place> places = index.places();
    if (places.isEmpty()) {
      throw CommandFailure.unreadable(
          index.unwatched().isEmpty()
              ? "No place is registered: 'cairn place import FILE' registers them."
              : "No place says where it is: import the list again with coordinates or outlines.");
    }
    WorkspaceIndex.Catalog over = choose(index);
    WatchResult result = run(workspace, over, places, settings);
    RunWriter.Written written = RunWriter.write(workspace, index, result, over.name(), err());
    if (report.isPresent()) {
      HtmlReport.write(
          withUnwatched(result, index),
          ReportContext.of("Cairn", Clock.systemUTC().instant(), CairnCommand.VERSION),
          report.get());
    }
    tell(written.name(), written.entry(), result, index.unwatched().size());
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
  }

  /** The report lists places without a location beside everything else that went wrong. */
  private static WatchResult withUnwatched(WatchResult result, WorkspaceIndex index) {
    List<Problem> problems = new ArrayList<>(result.problems());
    index
        .unwatched()
        .forEach(place ->
            problems.add(
                new Problem(Coverage.Status.NO_GEOMETRY.code(), place.place(), place.why())));
    return result.withProblems(problems);
  }

  /** Holds the right to watch until the images are read and judged. */
  private WatchResult run(
      Workspace workspace, WorkspaceIndex.Catalog over, List<Place> places, WatchSettings settings)
      throws IOException, RefusedException {
    Clock clock = Clock.systemUTC();
    try (FileWatchState state =
        FileWatchState.open(
            workspace.watchState(),
            over.name(),
            fromScratch ? FileWatchState.Start.SCRATCH : FileWatchState.Start.KEPT,
            STATE_BYTES,
            clock)) {
      WatchResult result =
          new CatalogWatch(err(), clock).run(over.href(), over.signer(), places, settings, state);
      if (state.damaged() > 0) {
        err()
            .printf(
                Locale.ROOT,
                "%d files in '%s' were damaged: what they held was read from the images again.%n",
                state.damaged(),
                workspace.watchState());
      }
      tidy(state);
      return result;
    }
  }

  /** What was found goes to the ledger all the same. */
  private void tidy(FileWatchState state) {
    try {
      state.tidy();
    } catch (IOException e) {
      err().println("The folder 'watch' could not be tidied up: " + e.getMessage());
    }
  }

  private WorkspaceIndex.Catalog choose(WorkspaceIndex index) {
    if (catalog.isPresent()) {
      return index
          .findCatalog(catalog.get())
          .orElseThrow(() ->
              CommandFailure.unreadable(
                  "No catalogue '" + catalog.get() + "': 'cairn catalog list' lists them."));
    }
    return switch (index.catalogs().size()) {
      case 0 ->
          throw CommandFailure.unreadable(
              "No catalogue of images: 'cairn catalog add NAME URL' adds one.");
      case 1 -> index.catalogs().getFirst();
      default ->
          throw CommandFailure.unreadable(
              "Several catalogues: choose one with --catalog NAME ('cairn catalog list').");
    };
  }

  private void tell(String run, long last, WatchResult result, int unwatched) {
    List<String> alerts =
        result.places().stream()
            .flatMap(place -> place.alerts().stream())
            .map(evidence -> evidence.alert().id())
            .toList();
    if (json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("run", run);
      document.put("entry", last);
      document.put("places", result.places().size());
      document.put("without_geometry", unwatched);
      document.put("scenes", result.scenes().size());
      document.put("reuse", reuse(result.reuse()));
      document.put("alerts", alerts);
      document.put(
          "problems",
          result.problems().stream()
              .map(met ->
                  Map.of("code", met.code(), "subject", met.subject(), "message", met.message()))
              .toList());
      print(document);
      return;
    }
    for (Problem problem : result.problems()) {
      err().println(problem.subject() + ": " + problem.message() + " [" + problem.code() + "]");
    }
    err()
        .printf(
            Locale.ROOT,
            "%d places, %d scenes, %d alerts; run %s is entry %d of the ledger.%n",
            result.places().size(),
            result.scenes().size(),
            alerts.size(),
            run,
            last);
    if (unwatched > 0) {
      err()
          .println(
              unwatched
                  + " more places have no location to watch: 'cairn place list --status"
                  + " no-geometry' lists them.");
    }
    tell(result.reuse());
    alerts.forEach(out()::println);
  }

  private void tell(Reuse reuse) {
    err()
        .printf(
            Locale.ROOT,
            "Images: %d new, %d as read before, %d read further, %d reprocessed, %d late.%n",
            reuse.fresh().size(),
            reuse.reused(),
            reuse.extended(),
            reuse.reprocessed().size(),
            reuse.late().size());
    for (ItemRef item : reuse.reprocessed()) {
      err().println(item.item() + ": reprocessed since it was read; read anew");
    }
    for (ItemRef item : reuse.late()) {
      err().println(item.item() + ": came late, after newer images had been watched");
    }
  }

  private static Map<String, Object> reuse(Reuse reuse) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("new", reuse.fresh().size());
    told.put("reused", reuse.reused());
    told.put("extended", reuse.extended());
    told.put("reprocessed", reuse.reprocessed().stream().map(ItemRef::item).toList());
    told.put("late", reuse.late().stream().map(ItemRef::item).toList());
    return told;
  }
}
