package org.cairn.app.web.people.oidc;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.app.web.people.oidc.ProviderException.Why;
import org.cairn.ledger.RefusedException;
import org.cairn.register.SecretFile;

/** The secret that this node shares with a provider: read when it is used, kept nowhere. */
final class ClientSecret {
  private ClientSecret() {}

  static String read(Path file) throws ProviderException {
    try {
      String secret = SecretFile.read(file, SecretFile.Readers.NOBODY);
      if (secret.lines().count() > 1) {
        throw new ProviderException(Why.SETTINGS, "'" + file + "' is not one line");
      }
      return secret;
    } catch (RefusedException e) {
      throw new ProviderException(Why.SETTINGS, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new ProviderException(
          Why.SETTINGS,
          "the secret in '" + file + "' cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }
}
