package org.cairn.app.web.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;

/**
 * A log's public files under {@code /log/}, byte for byte as they lie in its folder, with the
 * headers of C2SP tlog-tiles. Nothing else of the disk can be named. Thread-safe.
 */
final class LogFiles implements ServedFiles {
  static final String PREFIX = "/log/";
  private static final String CHECKPOINT = LogReader.CHECKPOINT;

  private final Path log;

  LogFiles(Path log) {
    this.log = log;
  }

  @Override
  public Optional<Content> find(String path) throws IOException {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String name = path.substring(PREFIX.length());
    boolean checkpoint = name.equals(CHECKPOINT);
    if (!checkpoint && TileAddress.parse(name).isEmpty()) {
      return Optional.empty();
    }
    Path file = log.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(
          checkpoint
              ? new Content(bytes, TEXT, ASK_AGAIN)
              : new Content(bytes, "application/octet-stream", FOR_EVER));
    } catch (NoSuchFileException replacedByFullTile) {
      return Optional.empty();
    }
  }
}
