package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A log's public files under {@code /log/}, byte for byte as they lie in its folder, with the
 * headers of C2SP tlog-tiles. Nothing else of the disk can be named. Thread-safe.
 */
final class LogHandler extends FilesHandler {
  static final String PREFIX = "/log/";
  private static final String CHECKPOINT = "checkpoint";

  /** Level or entries; groups of three digits; width of a partial tile. */
  private static final Pattern TILE =
      Pattern.compile("tile/(entries|[0-9]{1,2})(/x[0-9]{3}){0,6}/[0-9]{3}(\\.p/[0-9]{1,3})?");

  private final Path log;

  LogHandler(Path log) {
    this.log = log;
  }

  @Override
  Optional<Content> find(String path) throws IOException {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String name = path.substring(PREFIX.length());
    boolean checkpoint = name.equals(CHECKPOINT);
    if (!checkpoint && !TILE.matcher(name).matches()) {
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
