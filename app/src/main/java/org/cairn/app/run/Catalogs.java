package org.cairn.app.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.imagery.raster.WebAccess;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.imagery.stac.StacSettings;
import org.cairn.ledger.RefusedException;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;

/** The catalogues of images that a workspace watches with. */
public final class Catalogs {
  private Catalogs() {}

  /** An address as it is, a path from the root of the file system on. */
  public static String absolute(String href) {
    return href.contains("://") ? href : Path.of(href).toAbsolutePath().normalize().toString();
  }

  /**
   * Names a catalogue in the ledger, once it can be opened.
   *
   * @param access how its servers are asked
   * @return whether it was not there already, just so
   * @throws RunFailure where it cannot be opened
   */
  public static boolean add(
      Workspace workspace, WorkspaceIndex.Catalog catalog, WebAccess access, Clock clock)
      throws IOException, RefusedException, RunFailure {
    try {
      StacCatalog.open(catalog.href(), StacSettings.defaults(), access);
    } catch (StacException e) {
      throw new RunFailure(e.code().id(), String.valueOf(e.getMessage()), e);
    }
    WorkspaceIndex index = WorkspaceIndex.read(workspace);
    boolean known = index.findCatalog(catalog.name()).equals(Optional.of(catalog));
    if (!known) {
      try (LedgerWriter writer = LedgerWriter.open(workspace, clock)) {
        writer.append(List.of(catalog.draft()));
      }
    }
    try (RunBook book = RunBook.open(workspace)) {
      if (!book.catalogs().isRead()) {
        book.catalogs().takeOver(index.catalogs());
      }
      book.catalogs().put(catalog);
    }
    return !known;
  }
}
