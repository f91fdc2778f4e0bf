package org.cairn.app.web.people;

import java.io.IOException;
import java.time.Clock;
import org.cairn.app.node.Measured;
import org.cairn.app.web.BrowserCookie;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Drafts;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Accounts, and the pages on which one signs in and keeps them. */
@Configuration(proxyBeanMethods = false)
@Import({SignInPages.class, EntryPages.class, MePages.class, PasskeyPages.class, PeoplePages.class})
public class PeopleConfiguration {
  @Bean
  People people(Workspace workspace, Clock clock) throws IOException {
    return People.open(workspace, clock);
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
  SignedInViewers viewers(Workspace workspace, Sessions sessions)
      throws IOException, RefusedException {
    return new SignedInViewers(sessions, workspace.webSettings().open());
  }
}
