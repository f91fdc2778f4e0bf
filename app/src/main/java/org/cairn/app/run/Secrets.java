package org.cairn.app.run;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cairn.app.node.NodeFile;
import org.cairn.imagery.raster.HostCredential;

/**
 * What the hosts of catalogues are told to let requests in. Once in, it only comes out as something
 * that can be sent to its host: nothing shows it. Kept as it is in a file that its owner alone may
 * read; not encrypted. Thread-safe.
 */
public final class Secrets {
  private final NodeFile file;

  Secrets(NodeFile file) {
    this.file = file;
  }

  /** How a host is told. */
  public enum Kind {
    BEARER,
    BASIC,
    HEADER;

    /** As written in forms and files. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static java.util.Optional<Kind> find(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
  }

  /**
   * That there is one.
   *
   * @param name of the user or of the header; empty for a token
   */
  public record Kept(String host, Kind kind, String name, Instant changed) {}

  public List<Kept> list(String catalog) throws IOException {
    return file.read(q ->
        q.list(
            "SELECT host, kind, name, changed FROM credentials WHERE catalog = ? ORDER BY host",
            row ->
                new Kept(
                    row.getString(1),
                    Kind.find(row.getString(2)).orElse(Kind.HEADER),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4))),
            catalog));
  }

  /**
   * In the place of what the host was told before.
   *
   * @param name of the user or of the header
   * @throws IllegalArgumentException where it cannot be sent; without the secret in it
   */
  public void put(String catalog, String host, Kind kind, String name, String secret, Instant now)
      throws IOException {
    credential(host, kind, name, secret);
    file.work(q ->
        q.change(
            "INSERT OR REPLACE INTO credentials VALUES (?, ?, ?, ?, ?, ?)",
            catalog,
            host.toLowerCase(Locale.ROOT),
            kind.code(),
            name,
            secret,
            now.toEpochMilli()));
  }

  public void remove(String catalog, String host) throws IOException {
    file.work(
        q -> q.change("DELETE FROM credentials WHERE catalog = ? AND host = ?", catalog, host));
  }

  List<HostCredential> of(String catalog) throws IOException {
    return file.read(q ->
        q.list(
            "SELECT host, kind, name, secret FROM credentials WHERE catalog = ?",
            row ->
                credential(
                    row.getString(1),
                    Kind.find(row.getString(2)).orElse(Kind.HEADER),
                    row.getString(3),
                    row.getString(4)),
            catalog));
  }

  private static HostCredential credential(String host, Kind kind, String name, String secret) {
    return switch (kind) {
      case BEARER -> HostCredential.bearer(host, secret);
      case BASIC -> HostCredential.basic(host, name, secret);
      case HEADER -> HostCredential.header(host, name, secret);
    };
  }
}
