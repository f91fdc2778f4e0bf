package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.register.OperationsSettings.LogFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsSettingsTest {
  private static final String SECRET = "0123456789abcdef";

  @TempDir private Path folder = Path.of("");

  private OperationsSettings read(Map<String, ?> log) throws RefusedException {
    return OperationsSettings.read(null, log, folder, "cairn.yaml");
  }

  private OperationsSettings withToken(String content, String mode) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return OperationsSettings.read(
        Map.of("metrics_token_file", "token"), null, folder, "cairn.yaml");
  }

  @Test
  void everything_is_optional() throws Exception {
    assertThat(OperationsSettings.read(null, null, folder, "cairn.yaml"))
        .isEqualTo(OperationsSettings.NONE);
    assertThat(OperationsSettings.NONE.metricsToken()).isEmpty();
    assertThat(read(Map.of("format", "json", "access", true, "details", true)))
        .isEqualTo(new OperationsSettings(Optional.empty(), LogFormat.JSON, true, true));
  }

  @ParameterizedTest
  @CsvSource({"format, xml", "access, often", "details, 1", "file, log.txt"})
  void what_is_not_known_is_refused_with_its_place(String name, String value) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("settings-format: cairn.yaml, log")
        .hasMessageContaining(name);
  }

  @Test
  void the_secret_is_what_the_file_has_without_its_line_end() throws Exception {
    assertThat(withToken(SECRET + "\n", "rw-------").metricsToken()).hasValue(SECRET);
    assertThat(withToken(SECRET, "r--r-----").metricsToken()).hasValue(SECRET);
  }

  @Test
  void a_secret_that_is_short_or_open_to_all_or_not_there_is_refused_and_never_shown()
      throws Exception {
    requireRefused(withToken(SECRET.substring(1), "rw-------"));
    requireRefused(withToken(SECRET, "rw-r--r--"));
    OperationsSettings lost = withToken(SECRET, "rw-------");
    Files.delete(folder.resolve("token"));
    requireRefused(lost);
  }

  private static void requireRefused(OperationsSettings settings) {
    assertThatThrownBy(settings::metricsToken)
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("settings-format: ")
        .hasMessageNotContaining(SECRET.substring(1));
  }
}
