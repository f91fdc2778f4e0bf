package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.app.web.ServerParts;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.SetClock;
import org.cairn.app.web.review.AlertPath;
import org.cairn.app.web.review.ReviewNode;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;

/** A served node with a mail server beside it, whose clock goes when it is told to. */
final class NewsNode implements AutoCloseable {
  private static final Pattern OWN = Pattern.compile("/news/([a-z2-7]{24})");

  final SetClock clock = new SetClock();
  final SmtpReceiver smtp = new SmtpReceiver();
  final ServedWorkspace served;
  private final Map<String, HttpVisitor> visitors = new HashMap<>();
  private final Map<String, Instant> seen = new HashMap<>();
  final News news;

  NewsNode(Path folder) throws Exception {
    Workspace workspace =
        Workspace.create(folder, "node.example.org/log", clock, new SecureRandom());
    Files.writeString(
        folder.resolve("cairn.yaml"),
        """

        web:
          address: http://localhost:8080
        mail:
          host: localhost
          port: %d
          security: none
          from: Stone Watch <watch@example.org>
        news:
          allow_private: [localhost]
        """
            .formatted(smtp.port()),
        StandardOpenOption.APPEND);
    this.served = ServedWorkspace.serve(workspace, clock);
    this.news = ServerParts.of(served.server(), News.class);
    // Rounds are made when a test says so, and at no other time.
    news.close();
  }

  HttpVisitor signedIn(String login, Role... roles) throws Exception {
    return signedIn(login, "Stone Trust", roles);
  }

  HttpVisitor signedIn(String login, String organisation, Role... roles) throws Exception {
    HttpVisitor visitor = served.signedIn(login, organisation, roles);
    visitors.put(login, visitor);
    seen.put(login, clock.instant());
    return visitor;
  }

  /** Somebody who is signed in still, or again. */
  HttpVisitor as(String login) throws Exception {
    HttpVisitor visitor = Objects.requireNonNull(visitors.get(login));
    Instant last = Objects.requireNonNull(seen.put(login, clock.instant()));
    if (Duration.between(last, clock.instant()).abs().compareTo(Duration.ofHours(2)) > 0) {
      visitor.post("/sign-in", "login", login, "password", ServedWorkspace.PASSWORD);
    }
    return visitor;
  }

  /** A run with five alerts at four places, {@code well} among them, and places without. */
  void watch() throws Exception {
    ReviewNode.watch(served.workspace(), clock);
  }

  /** Says of a place, as the run has it, that where it lies is not for everyone. */
  void protect(String place, Sensitivity sensitivity) throws Exception {
    change(place, known -> known.withSensitivity(sensitivity));
  }

  void say(String place, Statement statement) throws Exception {
    change(place, known -> known.withStatement(statement));
  }

  private void change(String place, UnaryOperator<PlaceDescription> change) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(served.workspace(), clock);
        PlaceRegister register = PlaceRegister.open(served.workspace())) {
      PlaceDescription known = register.find(place).orElseThrow().place();
      register.add(writer, List.of(change.apply(known)));
    }
  }

  static void judge(HttpVisitor who, String alert) throws Exception {
    HttpResponse<String> judged =
        who.post(
            AlertPath.of(alert),
            "verdict",
            "likely-damage",
            "cause",
            Eamena.DISTURBANCE_CAUSE.terms().terms().getFirst().id(),
            "certainty",
            "high",
            "note",
            "seen");
    assertThat(judged.statusCode()).as(judged.body()).isEqualTo(303);
  }

  /** A new subscription's id; weekly, to everything, unless the fields say otherwise. */
  String subscribe(HttpVisitor who, String... fields) throws Exception {
    List<String> all = new ArrayList<>(List.of(fields));
    for (String usual :
        List.of("name=All of it", "where=whole", "frequency=daily", "hour=7", "language=en")) {
      String name = usual.substring(0, usual.indexOf('='));
      if (!all.contains(name)) {
        all.addAll(List.of(name, usual.substring(name.length() + 1)));
      }
    }
    for (String status : List.of("unreviewed", "potential", "confirmed", "disputed")) {
      all.addAll(List.of("statuses", status));
    }
    HttpResponse<String> made = who.post("/news", all.toArray(new String[0]));
    assertThat(made.statusCode()).as(made.body()).isIn(200, 303);
    Matcher id = OWN.matcher(made.headers().firstValue("Location").orElse("") + " " + made.body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  /** By mail, with the mailbox confirmed. */
  String byMail(HttpVisitor who, String address, String... fields) throws Exception {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("channel", "mail", "address", address));
    String id = subscribe(who, all.toArray(new String[0]));
    if (who.get("/news/" + id).body().contains("waits for confirmation")) {
      send();
      String mail = text(smtp.mails().removeLast());
      HttpVisitor guest = served.visitor();
      assertThat(guest.post(link(mail, "/news/confirm/")).body()).contains("confirmed");
    }
    return id;
  }

  /** The first link of a mail to such a page. */
  static String link(String mail, String path) {
    Matcher link = Pattern.compile(Pattern.quote(path) + "[A-Za-z0-9_-]+").matcher(mail);
    assertThat(link.find()).as(mail).isTrue();
    return link.group();
  }

  void send() throws Exception {
    news.sendMail();
    news.sendHooks();
  }

  /** The plain text and the HTML of a mail, decoded, and its headers. */
  static String text(String mail) throws Exception {
    var message =
        new jakarta.mail.internet.MimeMessage(
            jakarta.mail.Session.getInstance(new java.util.Properties()),
            new java.io.ByteArrayInputStream(mail.getBytes(UTF_8)));
    var parts = (jakarta.mail.internet.MimeMultipart) message.getContent();
    return Optional.ofNullable(message.getSubject()).orElse("")
        + "\n"
        + parts.getBodyPart(0).getContent()
        + "\n"
        + parts.getBodyPart(1).getContent();
  }

  static javax.xml.stream.XMLStreamReader xml(String text) throws Exception {
    return javax.xml.stream.XMLInputFactory.newFactory()
        .createXMLStreamReader(new StringReader(text));
  }

  @Override
  public void close() throws Exception {
    served.close();
    smtp.close();
  }
}
