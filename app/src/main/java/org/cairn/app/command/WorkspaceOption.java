package org.cairn.app.command;

import java.nio.file.Path;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import picocli.CommandLine.Option;

/** {@code --workspace}, as every verb over a workspace has it. */
final class WorkspaceOption {
  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The workspace. Default: the current folder.")
  private Path folder = Path.of(".");

  Workspace open() throws RefusedException {
    return Workspace.at(folder);
  }
}
