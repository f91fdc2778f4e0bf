package org.cairn.app.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** A page that is there whole or not at all. */
final class PageFile {
  private PageFile() {}

  /** Writes beside the target and moves it into place; on failure the old file stays. */
  static void write(Path target, Consumer<Writer> content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("Cannot write a page to '" + target + "': it is not a file");
    }
    Files.createDirectories(folder);
    Path part = folder.resolve("." + target.getFileName() + ".part");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(part)) {
        content.accept(writer);
      } catch (UncheckedIOException e) {
        throw new IOException("Writing '" + target + "' failed: " + e.getMessage(), e);
      }
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
