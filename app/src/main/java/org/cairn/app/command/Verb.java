package org.cairn.app.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What all verbs over a workspace share. */
abstract class Verb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private WorkspaceOption workspace = new WorkspaceOption();

  @Option(names = "--json", description = "Print one JSON document on stdout.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  final Workspace workspace() throws RefusedException {
    return workspace.open();
  }

  final boolean json() {
    return json;
  }

  final CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }

  final PrintWriter out() {
    return commandLine().getOut();
  }

  final PrintWriter err() {
    return commandLine().getErr();
  }

  final void print(Map<String, Object> document) {
    out().println(JsonMapper.shared().writeValueAsString(document));
  }

  /** A group of verbs: alone it shows its help. */
  abstract static class Group implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help and stop.")
    private boolean helpAsked;

    @Override
    public void run() {
      CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
      commandLine.usage(commandLine.getOut());
    }
  }
}
