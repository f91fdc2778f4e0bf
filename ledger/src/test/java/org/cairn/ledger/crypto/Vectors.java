package org.cairn.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published and crafted test vectors, kept beside the repository; and the golden files in it. */
public final class Vectors {
  private Vectors() {}

  /** The folder of this name under the shared vectors; skips the test where there are none. */
  public static Path folder(String name) {
    String shared = System.getProperty("cairn.shared", "");
    Path folder = Path.of(shared, "data", "vectors", name);
    assumeTrue(
        !shared.isEmpty() && Files.isDirectory(folder),
        "Skipped: no vectors '" + name + "' (system property cairn.shared is '" + shared + "')");
    return folder;
  }

  public static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readAllBytes(file));
  }

  /** Compares with {@code src/test/resources/golden/NAME}; {@code -Dgolden.update} rewrites it. */
  public static void assertGolden(String name, String text) throws IOException {
    Path golden = Path.of("src/test/resources/golden", name);
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
