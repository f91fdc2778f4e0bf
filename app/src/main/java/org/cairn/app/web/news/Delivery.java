package org.cairn.app.web.news;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.app.text.Texts;
import org.cairn.app.web.news.Outbox.Letter;
import org.cairn.app.web.news.Subscription.Channel;
import org.cairn.app.web.news.Subscription.State;

/**
 * Sends what is in the outbox. What fails for now is tried again, later each time; what is refused
 * for good, or fails for a day, pauses its subscription, and the owner's page says why. Mail and
 * webhooks are sent by threads of their own, and no receiver keeps another waiting for long. Each
 * kind of sending is for one thread.
 */
final class Delivery {
  /** Between attempts: some 25 hours altogether. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(8),
          Duration.ofHours(12));

  private static final int HOSTS_AT_ONCE = 16;
  private static final int GONE = 410;
  private static final int LONGEST_TOLD = 200;
  private static final int MOST_DOUBLINGS = 6;

  private final NewsStore store;
  private final Outbox outbox;
  private final Letters letters;
  private final Owners owners;
  private final Optional<Mailer> mailer;
  private final Hook hook;
  private final InstantSource clock;

  /** How often in a row the mail server was not to be reached; of the thread that sends mail. */
  private int down;

  Delivery(
      NewsStore store,
      Outbox outbox,
      Letters letters,
      Owners owners,
      Optional<Mailer> mailer,
      Hook hook,
      InstantSource clock) {
    this.store = store;
    this.outbox = outbox;
    this.letters = letters;
    this.owners = owners;
    this.mailer = mailer;
    this.hook = hook;
    this.clock = clock;
  }

  /** Whom a letter is for, if it is to be sent still: whoever has gone gets nothing more. */
  private Optional<Subscription> receiver(Letter letter) throws IOException {
    Optional<Subscription> to = store.find(letter.subscription());
    if (to.isPresent() && owners.find(to.get()).isEmpty()) {
      store.stop(to.get().id(), State.ENDED, "owner", "");
    }
    boolean sends =
        to.isPresent()
            && owners.find(to.get()).isPresent()
            && (letter.kind().equals("confirm")
                ? to.get().standing().state() == State.UNCONFIRMED
                : to.get().standing().state() == State.ACTIVE
                    || letter.kind().equals("test") && to.get().standing().state() == State.PAUSED);
    if (!sends) {
      outbox.end(letter, Outbox.State.DROPPED, "");
    }
    return sends ? to : Optional.empty();
  }

  /** Sends the mail that is due. */
  void mail() throws IOException, InterruptedException {
    List<Letter> waiting = outbox.waiting(Channel.MAIL, clock.instant());
    if (mailer.isEmpty() || waiting.isEmpty()) {
      return;
    }
    try (Mailer.Line line = mailer.get().open()) {
      for (Letter letter : waiting) {
        Optional<Subscription> to = receiver(letter);
        if (to.isPresent()) {
          mail(line, letter, to.get());
        }
      }
      down = 0;
    } catch (IOException e) {
      // The server's trouble, and no letter's: all of them wait, none has used up an attempt.
      Duration wait = Duration.ofMinutes(1L << Math.min(down++, MOST_DOUBLINGS));
      outbox.postpone(Channel.MAIL, told(e), clock.instant().plus(wait));
    }
  }

  private void mail(Mailer.Line line, Letter letter, Subscription to)
      throws IOException, InterruptedException {
    try {
      line.send(letters.mail(letter, to));
      outbox.sent(letter);
    } catch (Mailer.RefusedMailException e) {
      if (e.isForEver()) {
        giveUp(letter, "mail-refused", told(e));
      } else {
        again(letter, "mail-failed", told(e));
      }
    }
  }

  private void again(Letter letter, String why, String told) throws IOException {
    if (letter.attempts() >= WAITS.size()) {
      giveUp(letter, why, told);
    } else {
      outbox.failed(letter, told, clock.instant().plus(WAITS.get(letter.attempts())));
    }
  }

  private void giveUp(Letter letter, String why, String told) throws IOException {
    outbox.end(letter, Outbox.State.FAILED, told);
    if (!letter.kind().equals("test")) {
      store.stop(letter.subscription(), State.PAUSED, why, told);
    }
  }

  /** Sends the messages to webhooks that are due, to several hosts at the same time. */
  void webhooks() throws IOException, InterruptedException {
    Map<String, List<Letter>> byHost = new LinkedHashMap<>();
    for (Letter letter : outbox.waiting(Channel.WEBHOOK, clock.instant())) {
      Optional<URI> address =
          store.find(letter.subscription()).flatMap(to -> hook.address(to.wish().address()));
      if (address.isPresent()) {
        String host = address.get().getHost() + ":" + address.get().getPort();
        byHost.computeIfAbsent(host, each -> new ArrayList<>()).add(letter);
      } else {
        giveUp(letter, "hook-address", "");
      }
    }
    if (byHost.isEmpty()) {
      return;
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Math.min(HOSTS_AT_ONCE, byHost.size()))) {
      List<Callable<Boolean>> all = new ArrayList<>();
      byHost.values().forEach(each -> all.add(() -> host(each)));
      for (Future<Boolean> each : pool.invokeAll(all)) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** One host's, one after the other; where it does not answer, its others wait for a while. */
  private boolean host(List<Letter> some) throws IOException, InterruptedException {
    for (int each = 0; each < some.size(); each++) {
      Letter letter = some.get(each);
      Optional<Subscription> to = receiver(letter);
      if (to.isPresent() && !post(letter, to.get())) {
        for (Letter later : some.subList(each + 1, some.size())) {
          again(later, "hook-failed", "its host did not answer");
        }
        return false;
      }
    }
    return true;
  }

  /** Whether there was an answer. */
  private boolean post(Letter letter, Subscription to) throws IOException, InterruptedException {
    Instant now = clock.instant();
    Letters.Post post = letters.post(letter, to, now);
    int status;
    try {
      status =
          hook.post(hook.address(to.wish().address()).orElseThrow(), post.headers(), post.body());
    } catch (IOException e) {
      again(letter, "hook-failed", told(e));
      return false;
    }
    if (status / 100 == 2) {
      outbox.sent(letter);
    } else if (status == GONE) {
      giveUp(letter, "hook-gone", "HTTP " + status);
    } else {
      again(letter, "hook-failed", "HTTP " + status);
    }
    return true;
  }

  private static String told(Exception failure) {
    String text =
        failure instanceof PublicAddresses.PrivateAddressException
                || failure instanceof Mailer.RefusedMailException
            ? String.valueOf(failure.getMessage())
            : failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    String line = Texts.clean(text.replaceAll("\\s+", " "));
    return line.substring(0, Math.min(line.length(), LONGEST_TOLD));
  }
}
