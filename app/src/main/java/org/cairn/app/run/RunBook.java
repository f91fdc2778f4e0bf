package org.cairn.app.run;

import java.io.IOException;
import org.cairn.app.node.NodeFile;
import org.cairn.register.Workspace;

/**
 * What a node keeps of its runs beside the ledger, in {@code runs.db} of the workspace (mode 0600):
 * which catalogues there are and what is told to their hosts, schedules, and every run with what it
 * cost. Nothing of it is evidence; what was found is in the ledger. Pages and commands use it side
 * by side. Thread-safe.
 */
public final class RunBook implements AutoCloseable {
  private static final NodeFile.Schema SCHEMA = new NodeFile.Schema(RunBook.class, "runs", 1);

  private final NodeFile file;

  private RunBook(NodeFile file) {
    this.file = file;
  }

  /** Made where it is not there. */
  public static RunBook open(Workspace workspace) throws IOException {
    return new RunBook(NodeFile.open(workspace.root().resolve("runs.db"), SCHEMA));
  }

  public CatalogBook catalogs() {
    return new CatalogBook(file);
  }

  public Secrets secrets() {
    return new Secrets(file);
  }

  public RunHistory runs() {
    return new RunHistory(file);
  }

  public ScheduleBook schedules() {
    return new ScheduleBook(file);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
