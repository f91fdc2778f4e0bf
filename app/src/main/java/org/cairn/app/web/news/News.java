package org.cairn.app.web.news;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.node.BackgroundTask;
import org.cairn.app.node.Chores;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.news.Subscription.Channel;
import org.cairn.app.web.news.Subscription.Standing;
import org.cairn.app.web.news.Subscription.State;
import org.cairn.ledger.RefusedException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * The subscriptions of a node: makes, changes and ends them, and, once the server answers, looks
 * every minute what is due. Thread-safe.
 */
final class News implements ApplicationListener<ContextRefreshedEvent>, AutoCloseable {
  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);
  private static final Duration BETWEEN_SENDINGS = Duration.ofSeconds(10);

  /** A person may ask for so many confirmations a day: the mailbox may be somebody else's. */
  private static final int ASKS_A_DAY = 5;

  /** Of one person. */
  static final int MOST = 100;

  private final NewsStore store;
  private final Outbox outbox;
  private final Journal journal;
  private final DigestMaker maker;
  private final Delivery delivery;
  private final ReadOnlyMode mode;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Chores chores;

  /** Held by who sends: a letter is for one at a time. */
  private final Object mailing = new Object();

  private final Object posting = new Object();

  /** Guarded by this. */
  private List<BackgroundTask> tasks = List.of();

  News(
      NewsStore store,
      Outbox outbox,
      Journal journal,
      DigestMaker maker,
      Delivery delivery,
      ReadOnlyMode mode,
      InstantSource clock,
      SecureRandom random,
      Chores chores) {
    this.store = store;
    this.outbox = outbox;
    this.journal = journal;
    this.maker = maker;
    this.delivery = delivery;
    this.mode = mode;
    this.clock = clock;
    this.random = random;
    this.chores = chores;
  }

  @Override
  public synchronized void onApplicationEvent(ContextRefreshedEvent started) {
    if (tasks.isEmpty()) {
      tasks =
          List.of(
              chores.start("news", "news", BETWEEN_ROUNDS, this::round),
              chores.start("mail", "news by mail", BETWEEN_SENDINGS, this::sendMail),
              chores.start("webhooks", "news to webhooks", BETWEEN_SENDINGS, this::sendHooks));
    }
  }

  private boolean isIdle() {
    return mode.now().isPresent() || !store.exists();
  }

  /** Makes the digests that are due. */
  void round() throws IOException, RefusedException {
    if (!isIdle()) {
      maker.round();
    }
  }

  void sendMail() throws IOException, InterruptedException {
    if (!isIdle()) {
      synchronized (mailing) {
        delivery.mail();
      }
    }
  }

  void sendHooks() throws IOException, InterruptedException {
    if (!isIdle()) {
      synchronized (posting) {
        delivery.webhooks();
      }
    }
  }

  private String newId() {
    String letters = "abcdefghijklmnopqrstuvwxyz234567";
    StringBuilder id = new StringBuilder();
    random.ints(24, 0, letters.length()).forEach(each -> id.append(letters.charAt(each)));
    return id.toString().toLowerCase(Locale.ROOT);
  }

  /** From now on; what happened before is no news. */
  Subscription make(Viewer owner, Subscription.Wish wish) throws IOException, RefusedException {
    long seen = newest();
    Instant now = clock.instant();
    String person = owner.person().orElseThrow().id();
    Subscription made =
        new Subscription(
            newId(),
            person,
            owner.organisation().orElseThrow().id(),
            wish,
            new Standing(
                state(person, wish, Optional.empty()),
                "",
                "",
                seen,
                row(),
                0,
                wish.schedule().next(now),
                now,
                Optional.empty(),
                1,
                now,
                1,
                Instant.EPOCH));
    store.add(made);
    return ask(made) ? store.find(made.id()).orElseThrow() : made;
  }

  private long newest() throws IOException, RefusedException {
    store.file();
    return journal.catchUp();
  }

  private long row() throws IOException {
    return store
        .read(questions -> questions.find("SELECT row FROM node", row -> row.getLong(1)))
        .orElse(0L);
  }

  /** A mailbox has to be confirmed, unless this person has had it confirmed. */
  private State state(String person, Subscription.Wish wish, Optional<Subscription> before)
      throws IOException {
    boolean same = before.filter(one -> one.wish().address().equals(wish.address())).isPresent();
    if (same && before.get().standing().state() != State.ENDED) {
      return before.get().standing().state();
    }
    return wish.channel() == Channel.MAIL && !store.isConfirmed(person, wish.address())
        ? State.UNCONFIRMED
        : State.ACTIVE;
  }

  void change(Subscription before, Subscription.Wish wish) throws IOException {
    State state = state(before.person(), wish, Optional.of(before));
    store.change(before.id(), wish, state, wish.schedule().next(clock.instant()));
    Subscription now = store.find(before.id()).orElseThrow();
    if (!before.wish().address().equals(wish.address())) {
      ask(now);
    }
  }

  /**
   * Asks for the confirmation of a mailbox, by mail.
   *
   * @return false where there is nothing to ask, or it was asked often enough today
   */
  boolean ask(Subscription of) throws IOException {
    Instant now = clock.instant();
    if (of.standing().state() != State.UNCONFIRMED
        || store.asks(of.person(), now.minus(Duration.ofDays(1))) >= ASKS_A_DAY) {
      return false;
    }
    store.noteAsked(of.id(), now);
    outbox.put(of, newId(), "confirm", now, "");
    return true;
  }

  void confirm(Subscription of) throws IOException {
    resume(of);
  }

  void pause(Subscription of) throws IOException {
    store.stop(of.id(), State.PAUSED, "owner-paused", "");
  }

  /** By somebody with a mail in their hands, who is perhaps not signed in. */
  void unsubscribe(Subscription of) throws IOException {
    store.stop(of.id(), State.PAUSED, "unsubscribed", "");
  }

  /** Goes on; what happened meanwhile is told in its next digest. */
  void resume(Subscription of) throws IOException {
    store.set(of.id(), State.ACTIVE, "", "", of.wish().schedule().next(clock.instant()));
  }

  Digest preview(Subscription of, Viewer owner) throws IOException, RefusedException {
    return maker.preview(of, owner, "preview", false);
  }

  /** Sends what the digest would say now, to try the way; nothing moves on. */
  void test(Subscription of, Viewer owner) throws IOException, RefusedException {
    Digest digest = maker.preview(of, owner, newId(), true);
    outbox.put(of, digest.id(), "test", digest.made(), DigestJson.write(digest));
  }

  @Override
  public void close() {
    List<BackgroundTask> running;
    synchronized (this) {
      running = tasks;
      tasks = List.of();
    }
    running.forEach(BackgroundTask::close);
  }
}
