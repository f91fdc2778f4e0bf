package org.cairn.app.web.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cairn.app.text.Language;
import org.cairn.app.web.news.SmtpReceiver.Manner;
import org.cairn.register.MailSettings.Security;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailerTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static SmtpReceiver receiver;

  @BeforeAll
  static void listen() throws Exception {
    receiver = new SmtpReceiver();
  }

  @AfterAll
  static void stop() throws Exception {
    receiver.close();
  }

  @BeforeEach
  void empty() {
    receiver.mails().clear();
    receiver.behave(Manner.GOOD);
  }

  private static Mailer mailer(Security security) {
    return new Mailer(
        receiver.settings(security),
        new Mailer.Waits(Duration.ofSeconds(5), SHORT.multipliedBy(3)));
  }

  private static Mailer.Mail mail(String subject) {
    return new Mailer.Mail(
        "abc123",
        "reader@example.org",
        subject,
        "plain text, نص",
        "<p>rich text</p>",
        Language.ARABIC,
        Instant.parse("2026-05-11T09:00:00Z"),
        Optional.of(URI.create("https://node.example/news/one-click/x-y")));
  }

  private static void send(Mailer.Mail mail) throws Exception {
    try (Mailer.Line line = mailer(Security.NONE).open()) {
      line.send(mail);
    }
  }

  @Test
  void sends_both_texts_and_a_way_to_end_it_by_one_click() throws Exception {
    send(mail("A subject"));
    String mail = receiver.mails().getFirst();
    assertThat(mail)
        .contains("Message-ID: <abc123@example.org>")
        .contains("From: Stone Watch <watch@example.org>")
        .contains("To: reader@example.org")
        .contains("Subject: A subject")
        .contains("Date: Mon, 11 May 2026")
        .contains("Auto-Submitted: auto-generated")
        .contains("List-Unsubscribe: <https://node.example/news/one-click/x-y>")
        .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        .contains("multipart/alternative")
        .contains("text/plain; charset=UTF-8")
        .contains("text/html; charset=UTF-8");
  }

  @Test
  void takes_no_header_from_a_subject() throws Exception {
    send(mail("One\r\nBcc: all@example.org\r\n\r\nbody\u2028Cc: x\0y"));
    String head = receiver.mails().getFirst().split("\r\n\r\n", 2)[0];
    assertThat(head).doesNotContain("\r\nBcc:").doesNotContain("\nBcc:").contains("Subject: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "Name <a@b.example>",
        "a b@c.example",
        "nobody",
        "@b.example",
        "a@",
        "ü@b.example",
        "group:a@b.example;"
      })
  void takes_nothing_but_one_address_for_one(String text) {
    assertThat(Mailer.isAddress(text)).isFalse();
  }

  @Test
  void takes_an_address() {
    assertThat(Mailer.isAddress("first.last+watch@mail.example.org")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HANGS", "DRIPS", "SHUT"})
  void gives_up_on_a_server_that_does_not_let_it_in(String manner) {
    receiver.behave(Manner.valueOf(manner));
    Instant start = Instant.now();
    assertThatThrownBy(() -> mailer(Security.NONE).open()).isInstanceOf(IOException.class);
    assertThat(Duration.between(start, Instant.now())).isLessThan(SHORT.multipliedBy(10));
  }

  @Test
  void tells_a_refusal_for_good_from_one_for_now() {
    receiver.behave(Manner.REFUSES);
    assertThatThrownBy(() -> send(mail("x")))
        .isInstanceOfSatisfying(
            Mailer.RefusedMailException.class, refused -> assertThat(refused.isForEver()).isTrue())
        .hasMessageContaining("nobody of that name");
    receiver.behave(Manner.LATER);
    assertThatThrownBy(() -> send(mail("x")))
        .isInstanceOfSatisfying(
            Mailer.RefusedMailException.class,
            refused -> assertThat(refused.isForEver()).isFalse());
  }

  @Test
  void takes_a_connection_that_ends_for_the_servers_trouble() {
    receiver.behave(Manner.DROPS);
    assertThatThrownBy(() -> send(mail("x"))).isInstanceOf(IOException.class);
  }

  @Test
  void sends_nothing_in_the_clear_where_the_settings_ask_for_tls() {
    assertThatThrownBy(
            () -> {
              try (Mailer.Line line = mailer(Security.STARTTLS).open()) {
                line.send(mail("x"));
              }
            })
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> mailer(Security.TLS).open()).isInstanceOf(IOException.class);
    assertThat(receiver.mails()).isEmpty();
  }
}
