package org.cairn.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that is too large for the repository. */
public final class SharedData {
  private SharedData() {}

  /** The folder the system property {@code cairn.shared} names; skips the test without it. */
  public static Path folder() {
    String named = System.getProperty("cairn.shared", "");
    assumeTrue(
        !named.isEmpty() && Files.isDirectory(Path.of(named)),
        "Skipped: no shared data (system property cairn.shared is '" + named + "')");
    return Path.of(named);
  }
}
