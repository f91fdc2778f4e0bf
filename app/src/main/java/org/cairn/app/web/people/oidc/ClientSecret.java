package org.cairn.app.web.people.oidc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.cairn.app.web.people.oidc.ProviderException.Why;
import org.jspecify.annotations.Nullable;

/** The secret that this node shares with a provider: read when it is used, kept nowhere. */
final class ClientSecret {
  private static final long MOST_BYTES = 4_096;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private ClientSecret() {}

  static String read(Path file) throws ProviderException {
    try {
      @Nullable PosixFileAttributeView view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
        throw new ProviderException(
            Why.SETTINGS, "'" + file + "' is open to others: run 'chmod 600 " + file + "'");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new ProviderException(Why.SETTINGS, "'" + file + "' holds more than a secret");
      }
      String secret = Files.readString(file).strip();
      if (secret.isEmpty() || secret.lines().count() > 1) {
        throw new ProviderException(Why.SETTINGS, "'" + file + "' is not one line");
      }
      return secret;
    } catch (IOException e) {
      throw new ProviderException(
          Why.SETTINGS,
          "the secret in '" + file + "' cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }
}
