package org.cairn.heritage.vocabulary;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real files outside this repository; tests over them skip where they are absent. */
final class SharedData {
  private SharedData() {}

  static Path file(String relative) {
    String folder = System.getProperty("cairn.shared", "");
    Path file = Path.of(folder, "data").resolve(relative);
    assumeTrue(
        !folder.isBlank() && Files.exists(file),
        () -> "Skipped: the system property cairn.shared names no folder with " + relative);
    return file;
  }
}
