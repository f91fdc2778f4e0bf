package org.cairn.app.command;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.Recheck;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.run.CatalogImages;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.InputReader;
import org.cairn.watch.WatchResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code cairn alert recheck}: an alert, or a whole run, computed again. */
@Command(
    name = "recheck",
    description = {
      "Compute an alert, or with --all a whole run, again from its entries: same places, images, days and parameters.",
      "",
      "First every range of bytes that was recorded is read again, and its digest compared: what changed, or is gone, is"
          + " named by item, asset and bytes. Then every number and picture is compared; with --all also what could have"
          + " been seen of each place without an alert, and alerts that were not there.",
      "",
      "This reads twice what the run read, once for the digests and once for the numbers: with --all of every image, in"
          + " one pass each; for an alert of the images of its watch area, for the digests whatever the run read of them.",
      "",
      "Exit code 0 when all is the same, 1 when not; each difference is named by a stable code."
    },
    footer = {
      "",
      "Examples:",
      "  cairn alert recheck bridge@2025-06-14",
      "  cairn alert recheck --all"
    })
final class RecheckCommand extends Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The alert's id; in the run that raised it last.")
  private Optional<String> id = Optional.empty();

  @Option(names = "--all", description = "A whole run: its alerts, and its places without alert.")
  private boolean all;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "With --all: which run. Default: the last.")
  private Optional<String> run = Optional.empty();

  @Override
  public Integer call() throws IOException, RefusedException {
    if (all == id.isPresent() || (run.isPresent() && !all)) {
      throw new ParameterException(
          commandLine(), "Name one alert ID, or say --all, alone or with --run RUN");
    }
    Workspace workspace = workspace();
    WorkspaceIndex index = WorkspaceIndex.read(workspace);
    Map<String, Object> document = new LinkedHashMap<>();
    Recheck recheck;
    String subject;
    if (all) {
      recheck =
          Recheck.ofRun(workspace, index, run.or(index::findLastRun).orElseThrow(() -> none()));
      subject = "Run " + recheck.run();
      document.put("run", recheck.run());
      document.put("entry", recheck.entry());
    } else {
      WorkspaceIndex.AlertEntry alert = AlertCommand.find(index, id.orElseThrow());
      recheck = Recheck.ofAlert(workspace, index, alert);
      subject = "Alert " + alert.id();
      document.put("alert", alert.id());
      document.put("run", recheck.run());
      document.put("entry", alert.index());
    }
    List<Fault> differences = differences(index, recheck);
    document.put("places", recheck.places().size());
    document.put("files", recheck.inputs().size());
    document.put("bytes", recheck.inputBytes());
    tell(document, subject, recheck, differences);
    return differences.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
  }

  private static CommandFailure none() {
    return CommandFailure.unreadable("No run is in the ledger: 'cairn watch' makes one.");
  }

  private List<Fault> differences(WorkspaceIndex index, Recheck recheck)
      throws IOException, RefusedException {
    WorkspaceIndex.Catalog catalog =
        index
            .findCatalogEver(recheck.catalog())
            .orElseThrow(() ->
                CommandFailure.unreadable(
                    "The address of catalogue '"
                        + recheck.catalog()
                        + "' is not known here any more."));
    CatalogWatch watch =
        new CatalogWatch(
            err(), Clock.systemUTC(), CatalogImages.access(workspace(), catalog.name()));
    List<InputReader.Outcome> read =
        watch.read(catalog.href(), catalog.signer(), recheck.inputs(), recheck.places());
    List<WatchResult> repeated = new ArrayList<>();
    for (WatchResult.Repeat repeat : recheck.repeats()) {
      repeated.add(watch.run(catalog.href(), catalog.signer(), repeat.places(), repeat.settings()));
    }
    return recheck.compare(repeated, read);
  }

  private void tell(
      Map<String, Object> document, String subject, Recheck recheck, List<Fault> differences) {
    if (json()) {
      document.put("same", differences.isEmpty());
      document.put(
          "differences",
          differences.stream()
              .map(fault ->
                  Map.of("code", fault.code(), "where", fault.where(), "message", fault.message()))
              .toList());
      document.put("not_checked", recheck.notChecked());
      print(document);
      return;
    }
    differences.forEach(out()::println);
    recheck.notChecked().forEach(err()::println);
    err()
        .printf(
            Locale.ROOT,
            "%s: %d places, %d files with %,d bytes read again; %s.%n",
            subject,
            recheck.places().size(),
            recheck.inputs().size(),
            recheck.inputBytes(),
            differences.isEmpty()
                ? "every byte, number and picture came out the same"
                : differences.size() + " differences");
  }
}
