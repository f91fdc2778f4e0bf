package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cairn init}: a new workspace. */
@Command(
    name = "init",
    description = {
      "Make a workspace: new keys and an empty ledger, signed from its first entry on.",
      "",
      "The private keys in DIR/keys are this institution's hand: back them up apart from the ledger."
    },
    footer = {"", "Example:", "  cairn init heritage-watch --origin heritage.example.org/log"})
final class InitCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where; made if needed. Default: the current folder.")
  private Path folder = Path.of(".");

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description =
          "The log's name, by which others know it for ever: an address of yours without https://."
              + " Default: an invented one.")
  private Optional<String> origin = Optional.empty();

  @Option(
      names = "--offline",
      description =
          "Name no time-stamp authority in cairn.yaml: nobody is contacted. Otherwise two are named, and a digest of each new"
              + " checkpoint goes to them.")
  private boolean offline;

  @Option(names = "--json", description = "Print one JSON document on stdout.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  @Override
  public Integer call() throws IOException, RefusedException {
    SecureRandom random = new SecureRandom();
    Workspace workspace =
        Workspace.create(
            folder,
            origin.orElseGet(() -> Workspace.inventOrigin(random)),
            offline ? Workspace.Authorities.NONE : Workspace.Authorities.NAMED,
            Clock.systemUTC(),
            random);
    String key = workspace.logKeys().getLast().text();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      Map<String, Object> made = new LinkedHashMap<>();
      made.put("workspace", workspace.root().toString());
      made.put("key", key);
      out.println(JsonMapper.shared().writeValueAsString(made));
    } else {
      PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
      err.println("Workspace: " + workspace.root());
      if (!offline) {
        err.println(
            "cairn.yaml names two time-stamp authorities, which will be asked after each watch and"
                + " while it is served; --offline names none.");
      }
      err.println("Give others this key to check the ledger with ('cairn ledger key'):");
      out.println(key);
    }
    return ExitCode.DONE;
  }
}
