package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.ledger.RefusedException;
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
    subcommands = {AlertCommand.ListAll.class, AlertCommand.Show.class, RecheckCommand.class})
final class AlertCommand extends Verb.Group {

  static WorkspaceIndex.AlertEntry find(WorkspaceIndex index, String id) {
    return index
        .findAlert(id)
        .orElseThrow(() ->
            CommandFailure.unreadable(
                "No alert '" + id + "' is in the ledger: 'cairn alert list' lists them."));
  }

  /** {@code cairn alert list}. */
  @Command(
      name = "list",
      description = {
        "List them: id, between which days, expected per place and year by chance.",
        "",
        "Of finished runs only; a run that was broken off while it was written is told and does not count."
      })
  static final class ListAll extends Verb {
    @Override
    public Integer call() throws IOException, RefusedException {
      WorkspaceIndex index = WorkspaceIndex.read(workspace());
      List<WorkspaceIndex.AlertEntry> alerts = index.alerts();
      if (json()) {
        List<ObjectNode> records = new ArrayList<>();
        alerts.forEach(alert -> records.add(alert.record().put("entry", alert.index())));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("alerts", records);
        document.put(
            "unfinished",
            index.unfinished().stream()
                .map(one ->
                    Map.of(
                        "run", one.run(),
                        "records", one.records(),
                        "first_entry", one.firstEntry()))
                .toList());
        print(document);
      } else {
        for (WorkspaceIndex.Unfinished one : index.unfinished()) {
          err()
              .println(
                  "Run "
                      + one.run()
                      + " is being written or was broken off: its "
                      + one.records()
                      + " records from entry "
                      + one.firstEntry()
                      + " on do not count.");
        }
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
}
