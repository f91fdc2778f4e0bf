package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.news.Outbox.Letter;
import tools.jackson.databind.json.JsonMapper;

/** What is in the outbox, as it is sent. Thread-safe. */
final class Letters {
  /** After a change of its secret the one before signs too for so long. */
  private static final java.time.Duration OVERLAP = java.time.Duration.ofDays(1);

  /** Mails have none. */
  private static final HtmlInterceptor NO_FORMS =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, TemplateOutput output) {
          // Nothing is put into it.
        }

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {
          // Nothing is put into it.
        }
      };

  private final NewsStore store;
  private final URI node;

  /**
   * @param node where its readers reach it
   */
  Letters(NewsStore store, URI node) {
    this.store = store;
    this.node = node;
  }

  URI node() {
    return node;
  }

  /** Another address needs another confirmation. */
  static String confirming(Subscription of) {
    return of.wish().address() + " " + of.standing().asked().getEpochSecond();
  }

  Mailer.Mail mail(Letter letter, Subscription to) throws IOException {
    if (letter.kind().equals("confirm")) {
      return confirmation(letter, to);
    }
    String unsubscribe =
        store.secrets().inAddress(Secrets.Purpose.UNSUBSCRIBE, to.id(), to.wish().address());
    DigestText text = DigestText.away(letter.digest(), node);
    String stop = node + "/news/unsubscribe/" + unsubscribe;
    String manage = node + "/news/" + to.id();
    StringOutput html = new StringOutput();
    JtemailGenerated.render(new OwaspHtmlTemplateOutput(html), NO_FORMS, text, stop, manage);
    Texts texts = text.texts();
    String plain =
        text.plain()
            + "\n-- \n"
            + texts.text("news.mail.why", texts.isolate(text.name()))
            + "\n"
            + texts.text("news.mail.manage")
            + " "
            + manage
            + "\n"
            + texts.text("news.mail.stop")
            + " "
            + stop
            + "\n";
    return new Mailer.Mail(
        letter.id(),
        to.wish().address(),
        text.subject(),
        plain,
        html.toString(),
        to.wish().language(),
        letter.made(),
        Optional.of(URI.create(node + GuestPages.ONE_CLICK + unsubscribe)));
  }

  private Mailer.Mail confirmation(Letter letter, Subscription to) throws IOException {
    Texts texts = Texts.of(to.wish().language(), HtmlReport.class, Frame.class, DigestText.class);
    String secret = store.secrets().inAddress(Secrets.Purpose.CONFIRM, to.id(), confirming(to));
    String link = node + "/news/confirm/" + secret;
    StringOutput html = new StringOutput();
    JteconfirmMailGenerated.render(new OwaspHtmlTemplateOutput(html), NO_FORMS, texts, link);
    String plain =
        texts.text("news.confirm.mail")
            + "\n\n"
            + link
            + "\n\n"
            + texts.text("news.confirm.mail.else")
            + "\n";
    return new Mailer.Mail(
        letter.id(),
        to.wish().address(),
        texts.text("news.confirm.subject"),
        plain,
        html.toString(),
        to.wish().language(),
        letter.made(),
        Optional.empty());
  }

  /** Headers and content of a message to a webhook, by Standard Webhooks. */
  record Post(Map<String, String> headers, byte[] body) {}

  Post post(Letter letter, Subscription to, Instant now) throws IOException {
    var payload = JsonMapper.shared().createObjectNode();
    payload.put("type", letter.kind()).put("timestamp", letter.made().toString());
    var data = payload.putObject("data");
    data.setAll(DigestJson.told(letter.digest()));
    data.put("node", node.toString()).put("page", node + "/news/digests/" + letter.id());
    byte[] body = payload.toString().getBytes(UTF_8);
    boolean overlaps =
        to.standing().hookVersion() > 1 && now.isBefore(to.standing().hookChanged().plus(OVERLAP));
    long seconds = now.getEpochSecond();
    String signature =
        store
            .secrets()
            .sign(
                to.id(),
                to.standing().hookVersion(),
                overlaps ? OptionalInt.of(to.standing().hookVersion() - 1) : OptionalInt.empty(),
                letter.id(),
                seconds,
                body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Cairn");
    headers.put("webhook-id", letter.id());
    headers.put("webhook-timestamp", Long.toString(seconds));
    headers.put("webhook-signature", signature);
    return new Post(headers, body);
  }
}
