package org.cairn.app.web.people;

import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.app.node.Measured;
import org.cairn.app.web.BrowserCookie;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Drafts;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.people.oidc.Providers;
import org.cairn.ledger.RefusedException;
import org.cairn.register.SignInSettings;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Accounts, and the pages on which one signs in and keeps them. */
@Configuration(proxyBeanMethods = false)
@Import({
  SignInPages.class,
  EntryPages.class,
  OidcPages.class,
  MePages.class,
  PasskeyPages.class,
  PeoplePages.class,
  NewcomerPages.class,
  TokenPages.class
})
public class PeopleConfiguration {
  @Bean
  People people(Workspace workspace, Clock clock) throws IOException {
    return People.open(workspace, clock);
  }

  /** Asks none of them; what those that are not named any more gave ends. */
  @Bean
  Providers providers(Workspace workspace, People people, ReadOnlyMode mode, Clock clock)
      throws IOException, RefusedException {
    SignInSettings settings = workspace.signInSettings();
    Set<String> issuers =
        settings.oidc().stream()
            .map(SignInSettings.Provider::issuer)
            .collect(Collectors.toUnmodifiableSet());
    mode.note(() -> people.identities().endOthers(issuers));
    return new Providers(settings, clock);
  }

  @Bean
  OidcSteps oidcSteps(Clock clock) {
    return new OidcSteps(clock);
  }

  @Bean
  Measured sessionsMeasured(People people) {
    return measures ->
        measures.gauge("cairn_sessions", "Browsers that are signed in", people.sessions().count());
  }

  @Bean
  Drafts keptDrafts(People people) {
    return people.drafts();
  }

  @Bean
  Sessions sessions(People people, Clock clock, BrowserCookie browser, ReadOnlyMode mode) {
    return new Sessions(people, clock, browser, mode);
  }

  @Bean
  WebAddress webAddress(Workspace workspace) throws IOException, RefusedException {
    return new WebAddress(workspace.webSettings().address());
  }

  @Bean
  Challenges challenges(Clock clock) {
    return new Challenges(clock);
  }

  @Bean
  WebAuthn webAuthn(People people) {
    return new WebAuthn(people.tokens());
  }

  @Bean
  Signer signer(People people, Desk desk, WebAddress address, Clock clock) {
    return new Signer(people.passkeys(), desk, address, people.tokens(), clock);
  }

  @Bean
  ApiActs peopleActs() {
    return PeopleActs.list();
  }

  @Bean
  TokenDoor tokenDoor(People people, WebAddress address, ReadOnlyMode mode) {
    return new TokenDoor(people.accessTokens(), address, mode);
  }

  @Bean
  SignedInViewers viewers(Workspace workspace, Sessions sessions)
      throws IOException, RefusedException {
    return new SignedInViewers(sessions, workspace.webSettings().open());
  }
}
