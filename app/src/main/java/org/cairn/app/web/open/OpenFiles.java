package org.cairn.app.web.open;

import java.io.PrintWriter;
import java.util.List;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;

/** Everything of a workspace that is for everybody. Thread-safe. */
public final class OpenFiles {
  private final List<ServedFiles> files;
  private final WitnessDoor witness;

  /**
   * @param witness stays the caller's
   * @param err gets what goes wrong with it
   */
  public OpenFiles(Workspace workspace, Witness witness, PrintWriter err) {
    this(workspace, new WitnessDoor(witness, err));
  }

  OpenFiles(Workspace workspace, WitnessDoor witness) {
    this.files = List.of(new LogFiles(workspace.log()), new TimestampFiles(workspace.timestamps()));
    this.witness = witness;
  }

  /** Of the paths that a servlet in front of these gets. */
  public static String[] patterns() {
    return new String[] {
      LogFiles.PREFIX + "*", TimestampFiles.PREFIX + "*", WitnessDoor.PREFIX + "*"
    };
  }

  List<ServedFiles> files() {
    return files;
  }

  WitnessDoor witness() {
    return witness;
  }
}
