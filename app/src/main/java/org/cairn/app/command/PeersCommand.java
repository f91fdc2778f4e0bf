package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.app.node.NodeStatus;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.peer.PeerReport;
import org.cairn.register.Workspace;
import picocli.CommandLine.Command;

/** {@code cairn ledger peers}. */
@Command(
    name = "peers",
    description = {
      "Look at the logs that cairn.yaml names with an address: does each only grow, as it must? And at this log as its witnesses know it.",
      "",
      "What was last seen is kept, and everything a log shows is proven to continue it. Exit code 0 when all does; 1 when"
          + " one is absent or refused; 3 when a key signed two histories: the proof of that is kept in a file that anyone can check."
    })
final class PeersCommand extends Verb {
  /** For each address. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public Integer call() throws IOException, RefusedException {
    List<PeerReport> reports;
    try {
      reports = workspace().lookAtPeers(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreadable("Stopped; what was seen so far is kept.", e);
    }
    if (json()) {
      print(Map.of("peers", reports.stream().map(PeersCommand::asMap).toList()));
    } else if (reports.isEmpty()) {
      err().println("No log with an address and no witness is named in cairn.yaml.");
    } else {
      reports.forEach(report -> out().println(describe(report)));
    }
    reports.forEach(report -> alarm(report, err()));
    return exitCode(reports);
  }

  private static int exitCode(List<PeerReport> reports) {
    int worst = ExitCode.DONE;
    for (PeerReport report : reports) {
      worst =
          Math.max(
              worst,
              switch (report) {
                case PeerReport.Consistent same -> ExitCode.DONE;
                case PeerReport.Trouble trouble -> ExitCode.PARTLY_REFUSED;
                case PeerReport.Alarm alarm -> ExitCode.INTEGRITY;
              });
    }
    return worst;
  }

  /** A round of a server: who is in order is not worth a line every time. */
  static NodeStatus.Outcome round(Workspace workspace, PrintWriter err)
      throws IOException, RefusedException, InterruptedException {
    List<PeerReport> reports = workspace.lookAtPeers(PATIENCE);
    for (PeerReport report : reports) {
      if (report instanceof PeerReport.Trouble) {
        err.println("cairn: " + describe(report));
      }
      alarm(report, err);
    }
    return exitCode(reports) == ExitCode.DONE
        ? NodeStatus.Outcome.FINE
        : NodeStatus.Outcome.WANTING;
  }

  /** In a form that is not overlooked. */
  private static void alarm(PeerReport report, PrintWriter err) {
    if (report instanceof PeerReport.Alarm alarm) {
      err.println("*** ALARM *** " + alarm.fault());
      err.println("*** ALARM *** the file is " + alarm.file());
    }
  }

  private static String describe(PeerReport report) {
    String who = report.origin() + " at " + report.address() + ": ";
    return switch (report) {
      case PeerReport.Consistent same ->
          who
              + "size "
              + same.size()
              + (same.known() == 0
                  ? ", seen for the first time"
                  : ", consistent with " + same.known());
      case PeerReport.Trouble trouble -> who + trouble.fault();
      case PeerReport.Alarm alarm -> who + "ALARM " + alarm.fault().code() + ": " + alarm.file();
    };
  }

  private static Map<String, Object> asMap(PeerReport report) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("log", report.origin());
    map.put("address", report.address());
    switch (report) {
      case PeerReport.Consistent same -> {
        map.put("size", same.size());
        map.put("known", same.known());
      }
      case PeerReport.Trouble trouble -> put(map, trouble.fault());
      case PeerReport.Alarm alarm -> {
        put(map, alarm.fault());
        map.put("alarm", true);
        map.put("file", alarm.file().toString());
      }
    }
    return map;
  }

  private static void put(Map<String, Object> map, Fault fault) {
    map.put("code", fault.code());
    map.put("message", fault.message());
  }
}
