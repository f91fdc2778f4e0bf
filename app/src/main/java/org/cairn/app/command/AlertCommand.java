package org.cairn.app.command;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.app.record.Recheck;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.WatchResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code cairn alert}: what the watch found. */
@Command(
    name = "alert",
    description = "The alerts that runs of the watch wrote to the ledger.",
    synopsisSubcommandLabel = "list | show | recheck",
    commandListHeading = "%nVerbs:%n",
    subcommands = {AlertCommand.ListAll.class, AlertCommand.Show.class, AlertCommand.Again.class})
final class AlertCommand extends Verb.Group {

  private static WorkspaceIndex.AlertEntry find(WorkspaceIndex index, String id) {
    return index
        .findAlert(id)
        .orElseThrow(() ->
            CommandFailure.unreadable(
                "No alert '" + id + "' is in the ledger: 'cairn alert list' lists them."));
  }

  /** {@code cairn alert list}. */
  @Command(
      name = "list",
      description = "List them: id, between which days, expected per place and year by chance.")
  static final class ListAll extends Verb {
    @Override
    public Integer call() throws IOException, RefusedException {
      List<WorkspaceIndex.AlertEntry> alerts = WorkspaceIndex.read(workspace()).alerts();
      if (json()) {
        List<ObjectNode> records = new ArrayList<>();
        alerts.forEach(alert -> records.add(alert.record().put("entry", alert.index())));
        print(Map.of("alerts", records));
      } else {
        for (WorkspaceIndex.AlertEntry alert : alerts) {
          out()
              .println(
                  String.join(
                      "\t",
                      alert.id(),
                      alert.text("last_unchanged") + "/" + alert.text("first_seen"),
                      alert.text("expected_per_site_year")));
        }
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn alert show}. */
  @Command(name = "show", description = "The record of one, and which entry of the ledger it is.")
  static final class Show extends Verb {
    @Parameters(paramLabel = "ID", description = "The alert's id.")
    private String id = "";

    @Override
    public Integer call() throws IOException, RefusedException {
      WorkspaceIndex.AlertEntry alert = find(WorkspaceIndex.read(workspace()), id);
      ObjectNode record = alert.record().put("entry", alert.index());
      if (json()) {
        out().println(JsonMapper.shared().writeValueAsString(record));
      } else {
        out()
            .println(
                JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(record));
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn alert recheck}. */
  @Command(
      name = "recheck",
      description = {
        "Compute one again from its entries: same places, images, days and parameters.",
        "",
        "Exit code 0 when every number and picture is the same, 1 when not; each difference is named."
      })
  static final class Again extends Verb {
    @Parameters(paramLabel = "ID", description = "The alert's id.")
    private String id = "";

    @Override
    public Integer call() throws IOException, RefusedException {
      Workspace workspace = workspace();
      WorkspaceIndex index = WorkspaceIndex.read(workspace);
      WorkspaceIndex.AlertEntry alert = find(index, id);
      Recheck recheck = Recheck.of(workspace, index, alert);
      WorkspaceIndex.Catalog catalog =
          index
              .findCatalog(recheck.catalog())
              .orElseThrow(() ->
                  CommandFailure.unreadable(
                      "The address of catalogue '"
                          + recheck.catalog()
                          + "' is not known here any more."));
      WatchResult repeated =
          new CatalogWatch(err(), Clock.systemUTC())
              .run(catalog.href(), catalog.signer(), recheck.places(), recheck.settings());
      List<Fault> differences = recheck.compare(repeated);
      if (json()) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("alert", id);
        document.put("entry", alert.index());
        document.put("same", differences.isEmpty());
        document.put(
            "differences",
            differences.stream()
                .map(fault ->
                    Map.of(
                        "code", fault.code(), "where", fault.where(), "message", fault.message()))
                .toList());
        print(document);
      } else {
        differences.forEach(out()::println);
        err()
            .println(
                differences.isEmpty()
                    ? "Alert " + id + ": every number and picture came out the same."
                    : "Alert " + id + ": " + differences.size() + " differences.");
      }
      return differences.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
    }
  }
}
