package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.peer.ForkProof;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cairn ledger fork}: for those who are sent a fork proof; needs no workspace. */
@Command(
    name = "fork",
    description = {
      "Check a fork proof: a file showing that one log's key signed two histories. Needs the file and the log's key, nothing else.",
      "",
      "Exit code 0 when it proves that, 1 when it does not."
    })
final class ForkCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The proof, as 'cairn ledger peers' keeps it.")
  private Path file = Path.of("log.fork");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "VKEY",
      description =
          "The log's key, as its keeper gave it to you; repeated for a log that changed its key.")
  private List<String> keys = List.of();

  @Option(names = "--json", description = "Print one JSON document on stdout.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  @Override
  public Integer call() throws IOException, RefusedException {
    List<VerifierKey> known = new ArrayList<>();
    for (String key : keys) {
      known.add(VerifierKey.parse(key));
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    byte[] content = Files.readAllBytes(file);
    Map<String, Object> document = new LinkedHashMap<>();
    try {
      ForkProof.Shown shown = ForkProof.parse(content).verify(known);
      document.put("proven", true);
      document.put("log", shown.origin());
      document.put("smallerSize", shown.smallerSize());
      document.put("largerSize", shown.largerSize());
      out.println(json ? JsonMapper.shared().writeValueAsString(document) : "Proven: " + shown);
      return ExitCode.DONE;
    } catch (RefusedException e) {
      document.put("proven", false);
      document.put("code", e.code());
      document.put("message", e.fault().message());
      out.println(
          json ? JsonMapper.shared().writeValueAsString(document) : "Not proven: " + e.fault());
      return ExitCode.PARTLY_REFUSED;
    }
  }
}
