package org.cairn.app.web.news;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NoFormToken;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.news.Subscription.State;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * What a link in a mail leads to, for whoever has the mail: confirming a mailbox, and ending a
 * subscription. A link alone changes nothing, since programs follow links to see whether they are
 * safe: each leads to a page with a button. Thread-safe.
 */
@Controller
final class GuestPages {
  static final String ONE_CLICK = "/news/one-click/";

  /** A link that confirms counts for so long. */
  private static final Duration CONFIRMING = Duration.ofDays(7);

  private final NewsStore store;
  private final News news;
  private final InstantSource clock;

  GuestPages(NewsStore store, News news, InstantSource clock) {
    this.store = store;
    this.news = news;
    this.clock = clock;
  }

  @GetMapping("/news/confirm/{secret}")
  @Needs(Right.ENTER)
  Answer confirm(Frame frame, @PathVariable("secret") String secret) throws IOException {
    Subscription one = confirming(secret);
    boolean open = one.standing().state() == State.UNCONFIRMED;
    return page(frame, open ? "confirm" : "confirmed", "/news/confirm/" + secret, open);
  }

  @PostMapping("/news/confirm/{secret}")
  @Needs(Right.ENTER)
  Answer confirmed(Frame frame, @PathVariable("secret") String secret) throws IOException {
    Subscription one = confirming(secret);
    if (one.standing().state() == State.UNCONFIRMED) {
      news.confirm(one);
    }
    return page(frame, "confirmed", "", false);
  }

  private Subscription confirming(String secret) throws IOException {
    Subscription one =
        find(secret)
            .filter(each -> !each.standing().asked().plus(CONFIRMING).isBefore(clock.instant()))
            .orElseThrow(NotFoundException::new);
    if (!store
        .secrets()
        .matches(secret, Secrets.Purpose.CONFIRM, one.id(), Letters.confirming(one))) {
      throw new NotFoundException();
    }
    return one;
  }

  private Optional<Subscription> find(String secret) throws IOException {
    Optional<String> id = Secrets.id(secret);
    return id.isEmpty() ? Optional.empty() : store.find(id.get());
  }

  @GetMapping("/news/unsubscribe/{secret}")
  @Needs(Right.ENTER)
  Answer unsubscribe(Frame frame, @PathVariable("secret") String secret) throws IOException {
    if (unsubscribing(secret).isEmpty()) {
      throw new NotFoundException();
    }
    return page(frame, "unsubscribe", "/news/unsubscribe/" + secret, true);
  }

  @PostMapping("/news/unsubscribe/{secret}")
  @Needs(Right.ENTER)
  Answer unsubscribed(Frame frame, @PathVariable("secret") String secret) throws IOException {
    news.unsubscribe(unsubscribing(secret).orElseThrow(NotFoundException::new));
    return page(frame, "unsubscribed", "", false);
  }

  /** A mail program's one POST (RFC 8058): no cookie, no session, no page. */
  @PostMapping(ONE_CLICK + "{secret}")
  @NoFormToken("The secret in the address shows that it may, and all it does is end that one.")
  @Needs(Right.ENTER)
  Answer oneClick(@PathVariable("secret") String secret) throws IOException {
    news.unsubscribe(unsubscribing(secret).orElseThrow(NotFoundException::new));
    return (request, response) -> {
      response.setHeader("Cache-Control", Answer.PRIVATE);
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    };
  }

  /** Who follows that address with a browser gets the button. */
  @GetMapping(ONE_CLICK + "{secret}")
  @Needs(Right.ENTER)
  Answer oneClickLooked(@PathVariable("secret") String secret) throws IOException {
    if (unsubscribing(secret).isEmpty()) {
      throw new NotFoundException();
    }
    return Answer.see("/news/unsubscribe/" + secret);
  }

  /** The subscription that a mail with this secret came from. */
  private Optional<Subscription> unsubscribing(String secret) throws IOException {
    Optional<Subscription> one = find(secret);
    boolean fits =
        one.isPresent()
            && store
                .secrets()
                .matches(
                    secret,
                    Secrets.Purpose.UNSUBSCRIBE,
                    one.get().id(),
                    one.get().wish().address());
    return fits ? one : Optional.empty();
  }

  private static Answer page(Frame frame, String key, String action, boolean asks) {
    return Answer.html(
        frame, (output, forms) -> JteaskGenerated.render(output, forms, frame, key, action, asks));
  }
}
