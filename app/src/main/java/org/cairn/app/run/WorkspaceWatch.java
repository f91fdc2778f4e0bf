package org.cairn.app.run;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.state.FileWatchState;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.WebAccess;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchProgress;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/** All places of a workspace, watched over one of its catalogues; what was found is recorded. */
public final class WorkspaceWatch {
  /** What is kept of some 30,000 places over 70 acquisitions. */
  private static final long STATE_BYTES = 64L << 30;

  private final Workspace workspace;
  private final Clock clock;
  private final Access access;

  /**
   * @param access how the catalogue's servers are asked
   */
  public WorkspaceWatch(Workspace workspace, Clock clock, Access access) {
    this.workspace = workspace;
    this.clock = clock;
    this.access = access;
  }

  /** How the servers of a catalogue are asked. */
  @FunctionalInterface
  public interface Access {
    /**
     * @param catalog its name
     */
    WebAccess of(String catalog) throws IOException;
  }

  /**
   * What is asked of a run.
   *
   * @param run its name, see {@link RunWriter#newName}
   * @param catalog which one; may be left out where there is only one
   * @param fromScratch whether all images are read again, also those that earlier runs have read
   */
  public record Request(
      String run, Optional<String> catalog, WatchSettings settings, boolean fromScratch) {}

  /** Who hears of a run while it goes on. */
  public interface Listener {
    /**
     * The run begins.
     *
     * @param catalog that is watched over
     * @param places that are watched
     * @param cost what it took so far, at any time
     * @return hears how far it is
     */
    WatchProgress starts(String catalog, int places, Supplier<RunCost> cost) throws IOException;

    /**
     * All is judged and goes to the ledger now; from here on the run is not to be stopped.
     *
     * @throws InterruptedException where it has been stopped before: nothing is written
     */
    void writing() throws InterruptedException;
  }

  /**
   * A run that is in the ledger.
   *
   * @param catalog name of the one watched over
   * @param index the ledger as it was before
   * @param cost of all of it
   * @param notes what else is to be told, a sentence each
   */
  public record Done(
      RunWriter.Written written,
      String catalog,
      WatchResult result,
      WorkspaceIndex index,
      RunCost cost,
      List<String> notes) {
    public Done {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Watches, and writes what was found. Interrupting the thread stops it within seconds, until it
   * writes; what was read is kept for the next run.
   *
   * @throws RunFailure where nothing could be watched, or the run was stopped; nothing was written
   * @throws RefusedException {@code watch-locked} while another process watches, and what reading
   *     and writing the ledger refuses
   */
  public Done run(Request request, Listener listener)
      throws IOException, RefusedException, RunFailure {
    RunCost.Meter meter = new RunCost.Meter();
    WorkspaceIndex index = WorkspaceIndex.read(workspace);
    List<Place> places = index.places();
    if (places.isEmpty()) {
      throw index.unwatched().isEmpty()
          ? new RunFailure(
              "no-places", "No place is registered: 'cairn place import FILE' registers them.")
          : new RunFailure(
              "no-location",
              "No place says where it is: import the list again with coordinates or outlines.");
    }
    WorkspaceIndex.Catalog over = choose(index, request.catalog());
    List<String> notes = new ArrayList<>();
    WatchResult result = watch(over, places, request, listener, meter, notes);
    try {
      listener.writing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailure(RunFailure.STOPPED, "Stopped; nothing was written.", e);
    }
    RunWriter.Written written =
        RunWriter.write(workspace, request.run(), index, result, over.name());
    return new Done(written, over.name(), result, index, meter.now(), notes);
  }

  /** Holds the right to watch until the images are read and judged. */
  private WatchResult watch(
      WorkspaceIndex.Catalog over,
      List<Place> places,
      Request request,
      Listener listener,
      RunCost.Meter meter,
      List<String> notes)
      throws IOException, RefusedException, RunFailure {
    try (FileWatchState state =
        FileWatchState.open(
            workspace.watchState(),
            over.name(),
            request.fromScratch() ? FileWatchState.Start.SCRATCH : FileWatchState.Start.KEPT,
            STATE_BYTES,
            clock)) {
      WebAccess servers = access.of(over.name());
      meter.read(servers.traffic(), state::bytesRead);
      WatchProgress progress = listener.starts(over.name(), places.size(), meter::now);
      WatchResult result =
          CatalogImages.over(
              over.href(),
              over.signer(),
              servers,
              (images, sources, signs) ->
                  new Watch(images, sources, signs, state)
                      .run(places, request.settings(), progress));
      if (state.damaged() > 0) {
        notes.add(
            "%d files in '%s' were damaged: what they held was read from the images again."
                .formatted(state.damaged(), workspace.watchState()));
      }
      tidy(state, notes);
      return result;
    }
  }

  /** What was found goes to the ledger all the same. */
  private static void tidy(FileWatchState state, List<String> notes) {
    try {
      state.tidy();
    } catch (IOException e) {
      notes.add("The folder 'watch' could not be tidied up: " + e.getMessage());
    }
  }

  private static WorkspaceIndex.Catalog choose(WorkspaceIndex index, Optional<String> name)
      throws RunFailure {
    if (name.isPresent()) {
      Optional<WorkspaceIndex.Catalog> known = index.findCatalog(name.get());
      if (known.isEmpty()) {
        throw new RunFailure(
            "catalog-unknown",
            "No catalogue '" + name.get() + "': 'cairn catalog list' lists them.");
      }
      return known.get();
    }
    return switch (index.catalogs().size()) {
      case 0 ->
          throw new RunFailure(
              "no-catalog", "No catalogue of images: 'cairn catalog add NAME URL' adds one.");
      case 1 -> index.catalogs().getFirst();
      default ->
          throw new RunFailure(
              "several-catalogs",
              "Several catalogues: choose one with --catalog NAME ('cairn catalog list').");
    };
  }
}
