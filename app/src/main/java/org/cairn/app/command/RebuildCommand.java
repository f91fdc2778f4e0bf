package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cairn rebuild}. */
@Command(
    name = "rebuild",
    description = {
      "Make register.gpkg again from the ledger, from nothing; it is replaced when it is complete.",
      "",
      "Nothing needs this but a register that was damaged or edited: one that is missing, behind or of an earlier"
          + " version of Cairn is brought up to date by the next command that opens it."
    })
final class RebuildCommand extends Verb {
  @Option(
      names = "--check",
      description =
          "Change nothing; name every row that differs from what the ledger says. Exit code 1 when"
              + " one does.")
  private boolean check;

  @Override
  public Integer call() throws IOException, RefusedException {
    Workspace workspace = workspace();
    if (check) {
      return check(workspace);
    }
    try (PlaceRegister register = PlaceRegister.rebuild(workspace)) {
      TreeHead head = register.head();
      if (json()) {
        print(document(Optional.of(head), List.of()));
      } else {
        err().println("The register goes up to entry " + (head.size() - 1) + ".");
      }
    }
    return ExitCode.DONE;
  }

  private Integer check(Workspace workspace) throws IOException, RefusedException {
    List<Fault> faults = new ArrayList<>();
    Optional<TreeHead> head = PlaceRegister.check(workspace, faults::add);
    if (json()) {
      print(document(head, faults));
    } else {
      faults.forEach(out()::println);
      head.ifPresent(known ->
          err()
              .println(
                  "Compared up to entry "
                      + (known.size() - 1)
                      + ": "
                      + faults.size()
                      + " differences."));
    }
    return faults.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
  }

  private static Map<String, Object> document(Optional<TreeHead> head, List<Fault> faults) {
    Map<String, Object> document = new LinkedHashMap<>();
    head.ifPresent(known -> {
      document.put("entries", known.size());
      document.put("root", known.root().base64());
    });
    document.put(
        "faults",
        faults.stream()
            .map(fault ->
                Map.of("code", fault.code(), "where", fault.where(), "message", fault.message()))
            .toList());
    return document;
  }
}
