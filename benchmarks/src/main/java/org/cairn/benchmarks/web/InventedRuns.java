package org.cairn.benchmarks.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import org.cairn.app.record.RunRecords;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Reuse;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/**
 * What a watch over all places might have found, as records of runs over some thousand places each:
 * coverage of each place, alerts evenly among them. Numbers are invented. Single-thread.
 */
public final class InventedRuns {
  private static final int PLACES_A_RUN = 20_000;
  private static final int RECORDS_AT_ONCE = 1_000;
  private static final LocalDate FROM = LocalDate.of(2025, 6, 1);
  private static final LocalDate UNTIL = LocalDate.of(2026, 5, 31);

  /** Every so many places have no history long enough. */
  private static final int UNWATCHED = 25;

  private final Workspace workspace;
  private final Random random;
  private final InventedAlerts invented;

  public InventedRuns(Workspace workspace, long seed) {
    this.workspace = workspace;
    this.random = new Random(seed);
    this.invented = new InventedAlerts(seed);
  }

  public void add(int placeCount, int alertCount) throws IOException, RefusedException {
    WorkspaceIndex index = WorkspaceIndex.read(workspace);
    List<Place> places = index.places();
    int number = 0;
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
      for (int first = 0; first < places.size(); first += PLACES_A_RUN) {
        List<PlaceResult> results = new ArrayList<>();
        for (Place place : places.subList(first, Math.min(places.size(), first + PLACES_A_RUN))) {
          boolean alerted =
              (long) number * alertCount / placeCount
                  != (long) (number + 1) * alertCount / placeCount;
          results.add(result(place, number++, alerted));
        }
        append(writer, index, results);
      }
    }
    PlaceRegister.open(workspace).close();
  }

  private void append(LedgerWriter writer, WorkspaceIndex index, List<PlaceResult> results)
      throws IOException, RefusedException {
    WatchSettings settings =
        new WatchSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0.1);
    WatchResult result =
        new WatchResult(
            settings,
            results,
            List.of(),
            List.of(),
            Optional.of(new WatchResult.Days(FROM, UNTIL)),
            new java.util.TreeMap<>(),
            Reuse.none());
    String name = new UUID(random.nextLong(), random.nextLong()).toString();
    List<Draft> drafts =
        RunRecords.of(
            result,
            new RunRecords.Run(name, "invented", "cairn-benchmarks"),
            index,
            workspace.blobs());
    for (int from = 0; from < drafts.size(); from += RECORDS_AT_ONCE) {
      writer.append(drafts.subList(from, Math.min(drafts.size(), from + RECORDS_AT_ONCE)));
    }
  }

  private PlaceResult result(Place place, int number, boolean alerted) {
    List<AlertEvidence> alerts = alerted ? List.of(invented.of(place)) : List.of();
    Coverage coverage =
        !alerted && number % UNWATCHED == 0
            ? Coverage.notWatched(
                place.id(),
                Coverage.Status.SHORT_HISTORY,
                "Found 5 clear looks before 1 June 2025, 8 are needed.",
                5,
                34,
                Optional.of(FROM),
                Optional.of(UNTIL))
            : watched(place, alerts);
    return new PlaceResult(place, coverage, alerts, List.of(), List.of());
  }

  private Coverage watched(Place place, List<AlertEvidence> alerts) {
    double score =
        alerts.isEmpty() ? 4 + 5 * random.nextDouble() : alerts.getFirst().alert().score();
    return new Coverage(
        place.id(),
        Coverage.Status.WATCHED,
        "",
        18 + random.nextInt(12),
        34,
        Optional.of(FROM),
        Optional.of(UNTIL),
        OptionalDouble.of(score),
        OptionalDouble.of(9.8),
        List.of(
            new Coverage.Detectable(400, 0.08 + 0.1 * random.nextDouble(), 0.85),
            new Coverage.Detectable(900, 0.05 + 0.05 * random.nextDouble(), 0.9),
            new Coverage.Detectable(2500, 0.03, 1)));
  }
}
