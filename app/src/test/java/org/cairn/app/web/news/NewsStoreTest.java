package org.cairn.app.web.news;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.app.text.Language;
import org.cairn.app.web.news.Subscription.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewsStoreTest {
  private static final Instant NOW = Instant.parse("2026-05-11T07:00:00Z");
  private static final Instant NEXT = Instant.parse("2026-05-12T07:00:00Z");

  private static final Subscription DAILY =
      new Subscription(
          "one",
          "person",
          "organisation",
          new Subscription.Wish(
              "Daily",
              new Area.Whole(),
              List.of(),
              Set.of(Subscription.Value.SIGNIFICANT),
              Set.of(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              new Schedule(Schedule.Frequency.DAILY, DayOfWeek.MONDAY, 7, ZoneOffset.UTC),
              Language.ENGLISH,
              Channel.MAIL,
              "reader@example.org",
              false),
          new Subscription.Standing(
              Subscription.State.ACTIVE,
              "",
              "",
              0,
              0,
              0,
              NOW,
              NOW,
              Optional.empty(),
              1,
              NOW,
              1,
              NOW));

  @TempDir private Path folder;

  private NewsStore open() {
    return new NewsStore(folder.resolve("news.db"), new SecureRandom());
  }

  private static void keep(NewsStore store) throws Exception {
    Digest digest =
        new Digest(
            "id-of-the-first",
            "one",
            "Daily",
            Language.ENGLISH,
            NOW,
            NOW,
            List.of(),
            Digest.Silence.NONE,
            List.of(),
            false);
    store.work(questions -> {
      NewsStore.keep(questions, DAILY, Optional.of(digest), 5, 7, NEXT);
      return true;
    });
  }

  @Test
  void what_was_made_before_a_stop_is_sent_after_it_and_made_only_once() throws Exception {
    String secret;
    try (NewsStore store = open()) {
      store.add(DAILY);
      keep(store);
      secret = store.secrets().webhook("one", 1);
    }
    try (NewsStore store = open()) {
      keep(store);
      Outbox outbox = new Outbox(store);
      List<Outbox.Letter> waiting = outbox.waiting(Channel.MAIL, NOW);
      assertThat(waiting).extracting(Outbox.Letter::id).containsExactly("id-of-the-first");
      assertThat(store.find("one").orElseThrow().standing().seen()).isEqualTo(5);
      assertThat(store.due(NOW, 5)).isEmpty();
      assertThat(store.due(NEXT, 5)).hasSize(1);
      outbox.sent(waiting.getFirst());
      assertThat(outbox.waiting(Channel.MAIL, NEXT)).isEmpty();
      assertThat(store.secrets().webhook("one", 1)).isEqualTo(secret);
      assertThat(store.secrets().webhook("one", 2)).isNotEqualTo(secret);
    }
  }

  @Test
  void nothing_of_one_that_was_paused_meanwhile_is_kept() throws Exception {
    try (NewsStore store = open()) {
      store.add(DAILY);
      store.stop("one", Subscription.State.PAUSED, "unsubscribed", "");
      keep(store);
      assertThat(new Outbox(store).list("one", 10)).isEmpty();
    }
  }
}
