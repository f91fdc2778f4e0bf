package org.cairn.ledger.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cairn.ledger.RefusedException;

/** Where a log's files are read: a folder, an address. Thread-safe. */
@FunctionalInterface
public interface LogSource {
  /**
   * @param path relative, for example {@code tile/0/x001/234.p/5}
   * @param maxBytes what is larger is refused before it is read
   * @throws NoSuchFileException where there is no such file
   * @throws RefusedException {@code file-size}
   */
  byte[] read(String path, int maxBytes) throws IOException, RefusedException;

  /** A folder in tlog-tiles layout. */
  static LogSource folder(Path folder) {
    return (path, maxBytes) -> {
      Path file = folder.resolve(path);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(maxBytes + 1);
        if (content.length > maxBytes) {
          throw RefusedException.expected(
              "file-size", path, "at most " + maxBytes + " bytes", "more");
        }
        return content;
      }
    };
  }
}
