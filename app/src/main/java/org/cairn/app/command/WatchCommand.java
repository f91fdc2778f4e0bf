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
import java.util.function.Supplier;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.report.ReportContext;
import org.cairn.app.run.CatalogImages;
import org.cairn.app.run.NotedRun;
import org.cairn.app.run.RunBook;
import org.cairn.app.run.RunCost;
import org.cairn.app.run.RunFailure;
import org.cairn.app.run.RunWriter;
import org.cairn.app.run.WorkspaceWatch;
import org.cairn.heritage.Coverage;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.ItemRef;
import org.cairn.watch.Problem;
import org.cairn.watch.Reuse;
import org.cairn.watch.WatchProgress;
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
    WatchSettings settings = watch.settings(commandLine());
    Workspace workspace = workspace();
    WorkspaceWatch.Request request =
        new WorkspaceWatch.Request(RunWriter.newName(), catalog, settings, fromScratch);
    Clock clock = Clock.systemUTC();
    WorkspaceWatch.Done done;
    try (RunBook book = RunBook.open(workspace)) {
      done = run(workspace, book, request, clock);
    } catch (RunFailure e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    }
    done.notes().forEach(err()::println);
    RunLines.tell(done.written(), err());
    WatchResult result = done.result();
    if (report.isPresent()) {
      HtmlReport.write(
          withUnwatched(result, done.index()),
          ReportContext.of("Cairn", clock.instant(), CairnCommand.VERSION),
          report.get());
    }
    tell(done);
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
  }

  /** Noted beside the runs of pages, where they show it. */
  private WorkspaceWatch.Done run(
      Workspace workspace, RunBook book, WorkspaceWatch.Request request, Clock clock)
      throws IOException, RefusedException, RunFailure {
    NotedRun noted = new NotedRun(book, request, clock);
    WorkspaceWatch.Listener shown =
        new WorkspaceWatch.Listener() {
          @Override
          public WatchProgress starts(String over, int places, Supplier<RunCost> cost)
              throws IOException {
            noted.starts(over);
            return ProgressBar.of(err(), clock, places);
          }

          @Override
          public void writing() {
            // Whoever stops the process now stops the writing too: a run without its end does not
            // count.
          }
        };
    return noted.around(() ->
        new WorkspaceWatch(workspace, clock, name -> CatalogImages.access(workspace, name))
            .run(request, shown));
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

  private void tell(WorkspaceWatch.Done done) {
    String run = done.written().name();
    long last = done.written().entry();
    WatchResult result = done.result();
    int unwatched = done.index().unwatched().size();
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
      document.put("cost", done.cost().json());
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
