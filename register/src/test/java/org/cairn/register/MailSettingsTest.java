package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSettingsTest {
  @TempDir private Path folder;

  private MailSettings.Server read(Object... members) throws RefusedException {
    Map<Object, Object> all = new LinkedHashMap<>();
    all.put("host", "mail.example.org");
    all.put("from", "Heritage Watch <watch@example.org>");
    for (int i = 0; i < members.length; i += 2) {
      all.put(members[i], members[i + 1]);
    }
    return MailSettings.read(all, folder, "mail").server().orElseThrow();
  }

  @Test
  void goes_by_starttls_unless_told_otherwise() throws Exception {
    assertThat(read().security()).isEqualTo(MailSettings.Security.STARTTLS);
    assertThat(read().port()).isEqualTo(587);
    assertThat(read("security", "tls").port()).isEqualTo(465);
  }

  @ParameterizedTest
  @CsvSource({
    "security, none",
    "security, ssl",
    "port, 0",
    "from, nobody",
    "user, somebody",
    "password, secret"
  })
  void refuses_what_it_does_not_know_or_would_send_in_the_clear(String name, String value) {
    assertThatThrownBy(() -> read(name, value))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("mail");
  }

  @Test
  void reads_a_password_that_only_its_owner_may_read() throws Exception {
    Path file = folder.resolve("secret");
    Files.writeString(file, "four stones\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    MailSettings.Server server = read("user", "watch", "password_file", "secret");
    assertThat(server.password()).contains("four stones");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(server::password)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0600")
        .hasMessageNotContaining("stones");
  }
}
