package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.app.node.NodeStatus;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.register.LedgerScrub;
import org.cairn.register.Mirror;
import org.cairn.register.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cairn ledger scrub}. */
@Command(
    name = "scrub",
    description = {
      "Read every file of the ledger; put back what is missing or damaged from copies; write what came of it to the ledger.",
      "",
      "A copy is verified before it is used. Exit code 0 when everything is sound now, 1 when something is not: it is named."
    })
final class ScrubCommand extends Verb {
  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description =
          "A folder with copies: another workspace, its ledger/blobs, or a mirror of either. May be"
              + " repeated; the mirrors in cairn.yaml come after it.")
  private List<Path> folders = new ArrayList<>();

  @Override
  public Integer call() throws IOException, RefusedException {
    List<Mirror> mirrors = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new CommandLine.ParameterException(
            commandLine(), "--from '" + folder + "' is not a folder");
      }
      mirrors.add(new Mirror("copy " + (mirrors.size() + 1), folder));
    }
    LedgerScrub.Outcome outcome = LedgerScrub.scrub(workspace(), mirrors, Clock.systemUTC());
    if (json()) {
      print(asMap(outcome));
    } else {
      tell(outcome, out());
      err().println(sum(outcome));
    }
    return isSound(outcome) ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
  }

  /** A round of a server: told only where there is something to tell. */
  static NodeStatus.Outcome round(Workspace workspace, PrintWriter err)
      throws IOException, RefusedException {
    LedgerScrub.Outcome outcome = LedgerScrub.scrubGently(workspace, List.of(), Clock.systemUTC());
    tell(outcome, err);
    if (!isSound(outcome)) {
      err.println("*** ALARM *** " + sum(outcome));
    }
    return isSound(outcome) ? NodeStatus.Outcome.FINE : NodeStatus.Outcome.WANTING;
  }

  /** Damaged copies elsewhere leave this ledger sound. */
  private static boolean isSound(LedgerScrub.Outcome outcome) {
    return outcome.left().stream().allMatch(fault -> fault.code().startsWith("copy-"));
  }

  private static void tell(LedgerScrub.Outcome outcome, PrintWriter out) {
    outcome.missing().forEach(blob -> out.println("blob-missing: " + blob));
    outcome.damaged().forEach(blob -> out.println("blob-damaged: " + blob));
    outcome.logFaults().forEach(out::println);
    outcome
        .repaired()
        .forEach(one -> out.println("repaired: " + one.blob() + " from " + one.from()));
    outcome.files().forEach(one -> out.println("repaired: " + one.path() + " from " + one.from()));
    outcome.left().forEach(fault -> out.println("left: " + fault));
  }

  private static String sum(LedgerScrub.Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%d blobs checked: %d missing, %d damaged; %d blobs and %d files of the log repaired; %s; %s.",
        outcome.checked(),
        outcome.missing().size(),
        outcome.damaged().size(),
        outcome.repaired().size(),
        outcome.files().size(),
        isSound(outcome) ? "all is sound" : outcome.left().size() + " faults are left",
        outcome.entry().isPresent()
            ? "entry " + outcome.entry().getAsLong()
            : "not in the ledger yet: the next scrub writes it");
  }

  private static Map<String, Object> asMap(LedgerScrub.Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sound", isSound(outcome));
    map.put("checked", outcome.checked());
    map.put("missing", outcome.missing());
    map.put("damaged", outcome.damaged());
    map.put(
        "repaired",
        outcome.repaired().stream()
            .map(one -> Map.of("blob", one.blob(), "from", one.from()))
            .toList());
    map.put("logFaults", faults(outcome.logFaults()));
    map.put(
        "files",
        outcome.files().stream()
            .map(one -> Map.of("file", one.path(), "from", one.from()))
            .toList());
    map.put("left", faults(outcome.left()));
    outcome.entry().ifPresent(entry -> map.put("entry", entry));
    return map;
  }

  private static List<Map<String, String>> faults(List<Fault> faults) {
    return faults.stream()
        .map(fault ->
            Map.of("code", fault.code(), "where", fault.where(), "message", fault.message()))
        .toList();
  }
}
