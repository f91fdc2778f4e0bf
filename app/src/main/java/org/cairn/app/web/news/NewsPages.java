package org.cairn.app.web.news;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.map.PlaceFilter;
import org.cairn.app.web.map.Sight;
import org.cairn.app.web.news.Subscription.State;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceSearch.Facet;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own subscriptions. Thread-safe. */
@Controller
final class NewsPages {
  private static final int UNPROCESSABLE = 422;
  private static final int MOST_FILE_BYTES = 5 << 20;
  private static final int MOST_TYPES_SHOWN = 40;
  private static final int DIGESTS_SHOWN = 20;
  private static final Answer SIGN_IN = Answer.see("/sign-in?next=%2Fnews");

  /** What the page of one says after something was done. */
  private static final List<String> SAID =
      List.of("made", "changed", "paused", "resumed", "asked", "not-asked", "test", "feed");

  private final NewsStore store;
  private final Outbox outbox;
  private final News news;
  private final Letters letters;
  private final Wishes wishes;
  private final Atlas atlas;

  NewsPages(
      NewsStore store, Outbox outbox, News news, Letters letters, Wishes wishes, Atlas atlas) {
    this.store = store;
    this.outbox = outbox;
    this.news = news;
    this.letters = letters;
    this.wishes = wishes;
    this.atlas = atlas;
  }

  @GetMapping("/news")
  @Needs(Right.SEE_ALERTS)
  Answer list(Frame frame) throws IOException {
    if (!frame.viewer().isSignedIn()) {
      return SIGN_IN;
    }
    List<SubscriptionView> all =
        store.list(person(frame)).stream()
            .map(one -> new SubscriptionView(one, frame.texts(DigestText.class)))
            .toList();
    return Answer.html(
        frame, (output, forms) -> JtelistGenerated.render(output, forms, frame, all));
  }

  @GetMapping("/news/new")
  @Needs(Right.SEE_ALERTS)
  Answer fresh(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    if (!frame.viewer().isSignedIn()) {
      return Answer.see("/sign-in?next=%2Fnews%2Fnew");
    }
    WishForm form = WishForm.fresh(frame.language(), asked(request, frame));
    return form(frame, HttpServletResponse.SC_OK, form, Optional.empty());
  }

  /** What a list of places, a place or the review's foot asked for. */
  private static Map<String, List<String>> asked(HttpServletRequest request, Frame frame) {
    Map<String, List<String>> more = new LinkedHashMap<>();
    PlaceFilter filter = PlaceFilter.of(request.getParameterMap(), Sight.of(frame.viewer()));
    if (!filter.get(PlaceFilter.TYPE).isEmpty()) {
      more.put("types", List.of(filter.get(PlaceFilter.TYPE)));
    }
    filter
        .box()
        .ifPresent(box -> {
          more.put("where", List.of("box"));
          more.put("west", List.of(Double.toString(box.west())));
          more.put("south", List.of(Double.toString(box.south())));
          more.put("east", List.of(Double.toString(box.east())));
          more.put("north", List.of(Double.toString(box.north())));
        });
    boolean narrower =
        filter.members().keySet().stream()
            .anyMatch(each -> !each.equals(PlaceFilter.TYPE) && !each.equals(PlaceFilter.BOX));
    String from =
        request.getParameter("silent") != null
            ? Wishes.SILENT
            : request.getParameter("place") != null
                ? Wishes.PLACE + request.getParameter("place")
                : narrower ? filter.text() : "";
    if (!from.isEmpty()) {
      more.put("where", List.of("places"));
      more.put("from", List.of(from));
    }
    return more;
  }

  private Answer form(Frame frame, int status, WishForm form, Optional<Subscription> before)
      throws IOException, RefusedException {
    List<String> types =
        Stream.concat(
                form.values().getOrDefault("types", List.of()).stream(),
                atlas.facet(Facet.TYPE).keySet().stream())
            .distinct()
            .limit(MOST_TYPES_SHOWN)
            .toList();
    String action = before.map(one -> "/news/" + one.id() + "/edit").orElse("/news");
    boolean sendsMail = wishes.sendsMail();
    String bounds = bounds(frame);
    return Answer.html(
        frame,
        status,
        (output, forms) ->
            JteformGenerated.render(
                output, forms, frame, form, types, WishForm.zones(), action, sendsMail, bounds));
  }

  /**
   * West, south, east, north of all places, as far as they may be known, for a map to begin with.
   */
  private String bounds(Frame frame) throws IOException, RefusedException {
    Sight sight = Sight.of(frame.viewer());
    return atlas
        .page(PlaceFilter.of(Map.of(), sight), sight.exact(), 0, 1)
        .bounds()
        .map(box ->
            String.format(
                Locale.ROOT,
                "%.5f,%.5f,%.5f,%.5f",
                box.west(),
                box.south(),
                box.east(),
                box.north()))
        .orElse("");
  }

  @PostMapping("/news")
  @Needs(Right.SEE_ALERTS)
  Answer make(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    Viewer viewer = frame.viewer();
    if (viewer.person().isEmpty() || viewer.organisation().isEmpty()) {
      throw new NotFoundException();
    }
    WishForm form = WishForm.of(request.getParameterMap());
    if (store.list(person(frame)).size() >= News.MOST) {
      form.wrong().put("name", "news.wrong.most");
    }
    Optional<Subscription.Wish> wish =
        form.read(file(request, form), wishes.ground(viewer, Optional.empty()));
    if (wish.isEmpty()) {
      return refused(frame, form, Optional.empty());
    }
    Subscription made = news.make(viewer, wish.get());
    return made.wish().channel() == Subscription.Channel.WEBHOOK
        ? secret(frame, made)
        : Answer.see("/news/" + made.id() + "?said=made");
  }

  private Answer refused(Frame frame, WishForm form, Optional<Subscription> before)
      throws IOException, RefusedException {
    Texts texts = frame.texts(DigestText.class);
    return new Answer.Refused(
        form(frame, UNPROCESSABLE, form, before),
        form.wrong().entrySet().stream()
            .map(each -> new Answer.Fault(each.getKey(), texts.text(each.getValue())))
            .toList());
  }

  private static Optional<WishForm.Sent> file(HttpServletRequest request, WishForm form)
      throws IOException {
    String type = request.getContentType();
    if (type == null || !type.startsWith("multipart/form-data")) {
      return Optional.empty();
    }
    try {
      Part part = request.getPart("file");
      if (part == null || part.getSize() == 0) {
        return Optional.empty();
      }
      if (part.getSize() > MOST_FILE_BYTES) {
        form.wrong().put("outline", "news.wrong.outline.large");
        return Optional.empty();
      }
      String name = part.getSubmittedFileName() == null ? "" : part.getSubmittedFileName();
      return Optional.of(new WishForm.Sent(name, part.getInputStream().readAllBytes()));
    } catch (ServletException | IllegalStateException tooLarge) {
      form.wrong().put("outline", "news.wrong.outline.large");
      return Optional.empty();
    }
  }

  /** Shown once. */
  private Answer secret(Frame frame, Subscription of) throws IOException {
    String secret = store.secrets().webhook(of.id(), of.standing().hookVersion());
    return new Answer.Telling(
        Answer.html(
            frame,
            (output, forms) -> JtesecretGenerated.render(output, forms, frame, of.id(), secret)),
        Map.of("subscription", of.id(), "secret", secret));
  }

  @GetMapping("/news/{id}")
  @Needs(Right.SEE_ALERTS)
  Answer one(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "said", defaultValue = "") String said)
      throws IOException {
    if (!frame.viewer().isSignedIn()) {
      return SIGN_IN;
    }
    Subscription one = own(frame, id);
    SubscriptionView view = new SubscriptionView(one, frame.texts(DigestText.class));
    List<SubscriptionView.Sent> digests =
        outbox.list(id, DIGESTS_SHOWN).stream().map(view::sent).toList();
    String feed =
        letters.node()
            + "/news/feeds/"
            + store
                .secrets()
                .inAddress(
                    Secrets.Purpose.FEED, id, Integer.toString(one.standing().feedVersion()));
    String done = SAID.contains(said) ? said : "";
    return Answer.html(
        frame,
        (output, forms) -> JteoneGenerated.render(output, forms, frame, view, digests, feed, done));
  }

  @GetMapping("/news/{id}/edit")
  @Needs(Right.SEE_ALERTS)
  Answer edit(Frame frame, @PathVariable("id") String id) throws IOException, RefusedException {
    Subscription one = own(frame, id);
    return form(frame, HttpServletResponse.SC_OK, WishForm.of(one.wish()), Optional.of(one));
  }

  @PostMapping("/news/{id}/edit")
  @Needs(Right.SEE_ALERTS)
  Answer change(Frame frame, HttpServletRequest request, @PathVariable("id") String id)
      throws IOException, RefusedException {
    Subscription one = own(frame, id);
    WishForm form = WishForm.of(request.getParameterMap());
    Optional<Subscription.Wish> wish =
        form.read(
            file(request, form), wishes.ground(frame.viewer(), Optional.of(one.wish().area())));
    if (wish.isEmpty()) {
      return refused(frame, form, Optional.of(one));
    }
    boolean fresh =
        wish.get().channel() == Subscription.Channel.WEBHOOK
            && one.wish().channel() != Subscription.Channel.WEBHOOK;
    news.change(one, wish.get());
    return fresh ? secret(frame, own(frame, id)) : Answer.see("/news/" + id + "?said=changed");
  }

  @PostMapping("/news/{id}/pause")
  @Needs(Right.SEE_ALERTS)
  Answer pause(Frame frame, @PathVariable("id") String id) throws IOException {
    news.pause(own(frame, id));
    return Answer.see("/news/" + id + "?said=paused");
  }

  @PostMapping("/news/{id}/resume")
  @Needs(Right.SEE_ALERTS)
  Answer resume(Frame frame, @PathVariable("id") String id) throws IOException {
    Subscription one = own(frame, id);
    if (one.standing().state() == State.UNCONFIRMED) {
      throw new NotFoundException();
    }
    news.resume(one);
    return Answer.see("/news/" + id + "?said=resumed");
  }

  @PostMapping("/news/{id}/delete")
  @Needs(Right.SEE_ALERTS)
  Answer delete(Frame frame, @PathVariable("id") String id) throws IOException {
    store.remove(own(frame, id).id());
    return Answer.see("/news");
  }

  /** Asks once more for the confirmation of the mailbox. */
  @PostMapping("/news/{id}/ask")
  @Needs(Right.SEE_ALERTS)
  Answer ask(Frame frame, @PathVariable("id") String id) throws IOException {
    boolean asked = news.ask(own(frame, id));
    return Answer.see("/news/" + id + "?said=" + (asked ? "asked" : "not-asked"));
  }

  @PostMapping("/news/{id}/test")
  @Needs(Right.SEE_ALERTS)
  Answer test(Frame frame, @PathVariable("id") String id) throws IOException, RefusedException {
    Subscription one = own(frame, id);
    if (one.standing().state() == State.UNCONFIRMED
        || one.wish().channel() == Subscription.Channel.FEED) {
      throw new NotFoundException();
    }
    news.test(one, wishes.as(one, frame.viewer()));
    return Answer.see("/news/" + id + "?said=test");
  }

  @PostMapping("/news/{id}/secret")
  @Needs(Right.SEE_ALERTS)
  Answer renewSecret(Frame frame, @PathVariable("id") String id) throws IOException {
    Subscription one = own(frame, id);
    if (one.wish().channel() != Subscription.Channel.WEBHOOK) {
      throw new NotFoundException();
    }
    store.renewHook(id, wishes.now());
    return secret(frame, own(frame, id));
  }

  @PostMapping("/news/{id}/feed")
  @Needs(Right.SEE_ALERTS)
  Answer renewFeed(Frame frame, @PathVariable("id") String id) throws IOException {
    store.renewFeed(own(frame, id).id());
    return Answer.see("/news/" + id + "?said=feed");
  }

  @GetMapping("/news/{id}/preview")
  @Needs(Right.SEE_ALERTS)
  Answer preview(Frame frame, @PathVariable("id") String id) throws IOException, RefusedException {
    Subscription one = own(frame, id);
    Digest digest = news.preview(one, wishes.as(one, frame.viewer()));
    return digest(frame, digest, one, true);
  }

  /** One that was made, as it was sent, and links to what is protected. */
  @GetMapping("/news/digests/{digest}")
  @Needs(Right.SEE_ALERTS)
  Answer digest(Frame frame, @PathVariable("digest") String id) throws IOException {
    if (!frame.viewer().isSignedIn()) {
      return Answer.see("/sign-in?next=%2Fnews");
    }
    Outbox.Letter letter =
        outbox.find(id).filter(one -> !one.content().isEmpty()).orElseThrow(NotFoundException::new);
    return digest(frame, letter.digest(), own(frame, letter.subscription()), false);
  }

  private static Answer digest(Frame frame, Digest digest, Subscription of, boolean preview) {
    DigestText text = DigestText.of(digest, frame.texts(DigestText.class));
    return Answer.html(
        frame,
        (output, forms) -> JtedigestGenerated.render(output, forms, frame, text, of.id(), preview));
  }

  private Subscription own(Frame frame, String id) throws IOException {
    return store
        .find(id)
        .filter(one -> one.person().equals(person(frame)))
        .orElseThrow(NotFoundException::new);
  }

  private static String person(Frame frame) {
    return frame.viewer().person().map(Viewer.Person::id).orElseThrow(NotFoundException::new);
  }

  /** How many there are and what goes wrong, for who keeps the node: without contents and names. */
  @GetMapping("/news/all")
  @Needs(Right.ADMINISTER)
  Answer all(Frame frame) throws IOException {
    List<NewsStore.Count> subscriptions = store.counts("subscriptions");
    List<NewsStore.Count> letters = store.counts("outbox");
    List<Outbox.Letter> failures = outbox.failures(DIGESTS_SHOWN);
    return Answer.html(
        frame,
        (output, forms) ->
            JteallGenerated.render(
                output, forms, frame, subscriptions, letters, failures, wishes.sendsMail()));
  }
}
