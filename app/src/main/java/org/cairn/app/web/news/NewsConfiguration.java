package org.cairn.app.web.news;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.cairn.app.node.Chores;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Registers;
import org.cairn.app.web.WebServer;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.people.People;
import org.cairn.app.web.review.JudgedAlerts;
import org.cairn.ledger.RefusedException;
import org.cairn.register.MailSettings;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Subscriptions, their pages, and what makes and sends digests. */
@Configuration(proxyBeanMethods = false)
@Import({NewsPages.class, GuestPages.class, FeedPages.class})
public class NewsConfiguration {
  private static final String FILE = "news.db";

  /** For one message to a webhook. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Bean
  NewsStore newsStore(Workspace workspace) {
    return new NewsStore(workspace.root().resolve(FILE), new SecureRandom());
  }

  @Bean
  Outbox outbox(NewsStore store) {
    return new Outbox(store);
  }

  @Bean
  Owners subscriptionOwners(People people, Workspace workspace)
      throws IOException, RefusedException {
    return new Owners(people, workspace.webSettings().open());
  }

  @Bean
  Letters letters(NewsStore store, Workspace workspace, WebServer.Place place)
      throws IOException, RefusedException {
    URI node =
        workspace.webSettings().address().orElse(URI.create("http://localhost:" + place.port()));
    return new Letters(store, node);
  }

  @Bean
  Hook hook(Workspace workspace) throws IOException, RefusedException {
    return new Hook(
        new PublicAddresses(
            PublicAddresses.Resolver.USUAL, workspace.newsSettings().allowPrivate()),
        PATIENCE);
  }

  private static Optional<MailSettings.Server> mailServer(Workspace workspace)
      throws IOException, RefusedException {
    return workspace.mailSettings().server();
  }

  @Bean
  Wishes wishes(
      Registers registers, Atlas atlas, Owners owners, Hook hook, Workspace workspace, Clock clock)
      throws IOException, RefusedException {
    return new Wishes(registers, atlas, owners, hook, mailServer(workspace).isPresent(), clock);
  }

  @Bean
  News news(
      NewsStore store,
      Outbox outbox,
      Letters letters,
      Registers registers,
      Atlas atlas,
      Owners owners,
      JudgedAlerts judged,
      Hook hook,
      Workspace workspace,
      ReadOnlyMode mode,
      Clock clock,
      Chores chores)
      throws IOException, RefusedException {
    Journal journal = new Journal(store, registers);
    DigestMaker maker =
        new DigestMaker(store, journal, registers, atlas, owners::find, judged::noteTold, clock);
    Optional<Mailer> mailer =
        mailServer(workspace).map(server -> new Mailer(server, Mailer.Waits.USUAL));
    Delivery delivery = new Delivery(store, outbox, letters, owners, mailer, hook, clock);
    return new News(
        store, outbox, journal, maker, delivery, mode, clock, new SecureRandom(), chores);
  }

  @Bean
  ApiActs newsActs() {
    return NewsActs.all();
  }
}
