package org.cairn.app.run;

import java.io.IOException;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.node.NodeFile;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The catalogues as the ledger has them, at hand without reading it through, and which of them may
 * lead into private networks. Thread-safe.
 */
public final class CatalogBook {
  private static final String READ = "catalogs_read";

  private final NodeFile file;

  CatalogBook(NodeFile file) {
    this.file = file;
  }

  /**
   * @param privateToo whether it may lead to this machine and into private networks
   */
  public record Kept(WorkspaceIndex.Catalog catalog, boolean retired, boolean privateToo) {}

  /** Whether what the ledger said before this file was made is in it. */
  public boolean isRead() throws IOException {
    return file.read(q -> q.find("SELECT 1 FROM notes WHERE name = ?", row -> 1, READ)).isPresent();
  }

  /**
   * Takes over what the ledger says. Reads it all, which takes a minute for a million entries;
   * memory does not grow with it.
   */
  public void readFrom(Workspace workspace) throws IOException, RefusedException {
    Map<String, Optional<WorkspaceIndex.Catalog>> known = WorkspaceIndex.readCatalogs(workspace);
    file.work(q -> {
      for (Map.Entry<String, Optional<WorkspaceIndex.Catalog>> one : known.entrySet()) {
        if (one.getValue().isPresent()) {
          put(q, one.getValue().get());
        } else {
          q.change("UPDATE catalogs SET retired = 1 WHERE name = ?", one.getKey());
        }
      }
      return q.change("INSERT OR REPLACE INTO notes VALUES (?, '')", READ);
    });
  }

  /** As one who has read the whole ledger knows them. */
  void takeOver(List<WorkspaceIndex.Catalog> catalogs) throws IOException {
    file.work(q -> {
      q.change("UPDATE catalogs SET retired = 1");
      for (WorkspaceIndex.Catalog one : catalogs) {
        put(q, one);
      }
      return q.change("INSERT OR REPLACE INTO notes VALUES (?, '')", READ);
    });
  }

  /** Also one that was retired. */
  void put(WorkspaceIndex.Catalog catalog) throws IOException {
    file.work(q -> put(q, catalog));
  }

  private static int put(NodeFile.Questions q, WorkspaceIndex.Catalog catalog) throws SQLException {
    return q.change(
        "INSERT INTO catalogs VALUES (?, ?, ?, 0, 0) ON CONFLICT (name) DO UPDATE SET href ="
            + " excluded.href, sign = excluded.sign, retired = 0",
        catalog.name(),
        catalog.href(),
        catalog.signer().map(URI::toString).orElse(null));
  }

  void retire(String name) throws IOException {
    file.work(q -> q.change("UPDATE catalogs SET retired = 1 WHERE name = ?", name));
  }

  public void allowPrivate(String name, boolean allowed) throws IOException {
    file.work(
        q -> q.change("UPDATE catalogs SET private = ? WHERE name = ?", allowed ? 1 : 0, name));
  }

  /** Those in use, by name, then the retired ones. */
  public List<Kept> list() throws IOException {
    return file.read(
        q -> q.list("SELECT * FROM catalogs ORDER BY retired, name", CatalogBook::kept));
  }

  public Optional<Kept> find(String name) throws IOException {
    return file.read(q -> q.find("SELECT * FROM catalogs WHERE name = ?", CatalogBook::kept, name));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    @Nullable String sign = row.getString("sign");
    return new Kept(
        new WorkspaceIndex.Catalog(
            row.getString("name"),
            row.getString("href"),
            Optional.ofNullable(sign).map(URI::create)),
        row.getInt("retired") == 1,
        row.getInt("private") == 1);
  }
}
