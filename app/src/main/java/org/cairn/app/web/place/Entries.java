package org.cairn.app.web.place;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.EntryReader;
import org.cairn.register.Workspace;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Single entries of the ledger, each proven and verified before it is shown. Thread-safe. */
@Component
final class Entries {
  private static final int MAX_BLOB_BYTES = 8 << 20;

  private final Workspace workspace;
  private final BlobStore blobs;

  /** Opened by the first who asks, since that reads through the vault; guarded by this. */
  private Optional<EntryReader> reader = Optional.empty();

  Entries(Workspace workspace) {
    this.workspace = workspace;
    this.blobs = workspace.blobs();
  }

  private synchronized EntryReader reader() throws IOException, RefusedException {
    if (reader.isEmpty()) {
      reader = Optional.of(EntryReader.open(workspace));
    }
    return reader.get();
  }

  /**
   * @throws RefusedException {@code entry-index} where the log has no such entry
   */
  EntryReader.Entry read(long index) throws IOException, RefusedException {
    return reader().read(index);
  }

  /** Empty where the log has no such entry. */
  Optional<ObjectNode> find(long index) throws IOException, RefusedException {
    try {
      return Optional.of(record(index));
    } catch (RefusedException refused) {
      if (!refused.code().equals("entry-index")) {
        throw refused;
      }
      return Optional.empty();
    }
  }

  ObjectNode record(long index) throws IOException, RefusedException {
    return read(index).record();
  }

  /** Whether a blob is there; what is no hash names none. */
  boolean holds(String hex) throws IOException {
    Optional<Hash> hash = hash(hex);
    return hash.isPresent() && blobs.holds(hash.get());
  }

  /**
   * @throws RefusedException where it is not what its name says
   */
  byte[] blob(Hash hash) throws IOException, RefusedException {
    return blobs.read(hash, MAX_BLOB_BYTES);
  }

  static Optional<Hash> hash(String hex) {
    return hex.matches("[0-9a-f]{64}")
        ? Optional.of(Hash.of(HexFormat.of().parseHex(hex)))
        : Optional.empty();
  }
}
