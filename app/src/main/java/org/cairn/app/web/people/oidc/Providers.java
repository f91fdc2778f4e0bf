package org.cairn.app.web.people.oidc;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cairn.register.SignInSettings;

/** The institutions that the settings name, in their order. Thread-safe. */
public final class Providers implements AutoCloseable {
  /** For each answer of a provider: somebody sits and waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final List<Provider> all;

  /** Asks none of them anything. */
  public Providers(SignInSettings settings, InstantSource clock) {
    this(settings, clock, PATIENCE);
  }

  /**
   * @param patience for each answer
   */
  Providers(SignInSettings settings, InstantSource clock, Duration patience) {
    this.all = settings.oidc().stream().map(one -> new Provider(one, clock, patience)).toList();
  }

  public List<Provider> list() {
    return all;
  }

  public Optional<Provider> find(String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  public Optional<Provider> findByIssuer(String issuer) {
    return all.stream().filter(one -> one.settings().issuer().equals(issuer)).findFirst();
  }

  /** As its button says; the issuer where the settings do not name it any more. */
  public String name(String issuer, String language) {
    return findByIssuer(issuer).map(one -> one.settings().name(language)).orElse(issuer);
  }

  @Override
  public void close() {
    all.forEach(Provider::close);
  }
}
