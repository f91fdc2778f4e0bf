package org.cairn.app.web.news;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.register.MailSettings;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Hands mail to the server that the settings name (RFC 6409). Every wait ends after a time, and so
 * does each conversation as a whole, however slowly the server drips. Thread-safe.
 */
final class Mailer {
  private static final int LONGEST_TOLD = 200;

  private final MailSettings.Server server;
  private final Waits waits;

  /**
   * @param each for one answer of the server
   * @param whole for connecting, and for one mail
   */
  record Waits(Duration each, Duration whole) {
    static final Waits USUAL = new Waits(Duration.ofSeconds(20), Duration.ofMinutes(1));
  }

  Mailer(MailSettings.Server server, Waits waits) {
    this.server = server;
    this.waits = waits;
  }

  /**
   * @param id as of the digest: the same when it is sent again
   * @param unsubscribe where one POST ends the subscription (RFC 8058); empty where there is none
   *     yet
   */
  record Mail(
      String id,
      String to,
      String subject,
      String plain,
      String html,
      Language language,
      Instant date,
      Optional<URI> unsubscribe) {}

  /** One mail was not taken; others may be. */
  static final class RefusedMailException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean forEver;

    RefusedMailException(String told, boolean forEver, Throwable cause) {
      super(told, cause);
      this.forEver = forEver;
    }

    /** Whether sending it again is of no use. */
    boolean isForEver() {
      return forEver;
    }
  }

  /** Whether mail can be sent to it at all: one address, of ASCII, without a name. */
  static boolean isAddress(String text) {
    if (!text.matches("[\\x21-\\x7e]{3,254}") || text.matches(".*[<>(),;:\\\\\"\\[\\]].*")) {
      return false;
    }
    try {
      new InternetAddress(text, true).validate();
      return text.indexOf('@') > 0 && !text.endsWith("@");
    } catch (AddressException none) {
      return false;
    }
  }

  /** A conversation with the server. Single-thread. */
  final class Line implements AutoCloseable {
    private final Session session;
    private final Transport transport;
    private final MailSockets sockets;

    private Line(Session session, Transport transport, MailSockets sockets) {
      this.session = session;
      this.transport = transport;
      this.sockets = sockets;
    }

    /**
     * @throws IOException where the conversation broke off
     * @throws RefusedMailException where the server said no to this mail
     */
    void send(Mail mail) throws IOException, RefusedMailException, InterruptedException {
      try {
        MimeMessage message = message(session, mail);
        Address[] to = message.getAllRecipients();
        within(
            waits.whole(),
            sockets,
            () -> {
              transport.sendMessage(message, to);
              return true;
            });
      } catch (MessagingException e) {
        throw refused(e);
      }
    }

    private RefusedMailException refused(MessagingException failure) throws IOException {
      int code = code(failure);
      if (code == 0 || code == 421 || !transport.isConnected() && code / 100 != 5) {
        throw new IOException(told(failure), failure);
      }
      return new RefusedMailException(told(failure), code / 100 == 5, failure);
    }

    /** Without waiting for the server's farewell. */
    @Override
    public void close() {
      sockets.close();
    }
  }

  /**
   * @throws IOException where the server cannot be reached, does not answer, or does not let this
   *     node in; with what it said
   */
  Line open() throws IOException, InterruptedException {
    MailSockets sockets = new MailSockets();
    Session session = Session.getInstance(properties(sockets));
    Optional<String> password = server.password();
    try {
      Transport transport = session.getTransport("smtp");
      within(
          waits.whole(),
          sockets,
          () -> {
            transport.connect(
                server.host(), server.port(), server.user().orElse(null), password.orElse(null));
            return true;
          });
      return new Line(session, transport, sockets);
    } catch (MessagingException e) {
      sockets.close();
      throw new IOException(told(e), e);
    } catch (IOException | InterruptedException e) {
      sockets.close();
      throw e;
    }
  }

  private Properties properties(MailSockets sockets) {
    Properties set = new Properties();
    String millis = Long.toString(waits.each().toMillis());
    set.setProperty("mail.smtp.connectiontimeout", millis);
    set.setProperty("mail.smtp.timeout", millis);
    set.setProperty("mail.smtp.writetimeout", millis);
    set.setProperty("mail.smtp.quitwait", "false");
    set.setProperty("mail.smtp.localhost", "localhost");
    set.setProperty("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
    set.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    set.put("mail.smtp.socketFactory", sockets.plain());
    set.setProperty("mail.smtp.socketFactory.fallback", "false");
    switch (server.security()) {
      case STARTTLS -> {
        set.setProperty("mail.smtp.starttls.enable", "true");
        set.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> {
        set.setProperty("mail.smtp.ssl.enable", "true");
        set.put("mail.smtp.ssl.socketFactory", sockets.secure());
      }
      case NONE -> {
        // To this machine only, as the settings have seen to.
      }
    }
    return set;
  }

  @FunctionalInterface
  private interface Talk {
    boolean run() throws MessagingException;
  }

  /** In a thread of its own, which ends with its socket where it takes too long. */
  private static void within(Duration whole, MailSockets sockets, Talk talk)
      throws IOException, MessagingException, InterruptedException {
    FutureTask<Boolean> task = new FutureTask<>(talk::run);
    Thread.ofVirtual().name("mail").start(task);
    try {
      task.get(whole.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MessagingException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } catch (TimeoutException late) {
      sockets.close();
      throw new IOException("no answer within " + whole.toSeconds() + " s", late);
    } catch (InterruptedException stopped) {
      sockets.close();
      throw stopped;
    }
  }

  /** The whole conversation's code where one says no; 0 where it broke off. */
  private static int code(MessagingException failure) {
    for (Exception each = failure; each instanceof MessagingException one; ) {
      switch (one) {
        case SMTPAddressFailedException refused -> {
          return refused.getReturnCode();
        }
        case SMTPSendFailedException refused when refused.getReturnCode() > 0 -> {
          if (!(refused.getNextException() instanceof SMTPAddressFailedException)) {
            return refused.getReturnCode();
          }
        }
        case SendFailedException otherwise -> {}
        default -> {}
      }
      each = one.getNextException();
    }
    return 0;
  }

  /** In one line, without what would steer a terminal or a page. */
  private static String told(Exception failure) {
    Exception last = failure;
    while (last instanceof MessagingException one && one.getNextException() != null) {
      last = one.getNextException();
    }
    String text = last.getClass().getSimpleName() + ": " + last.getMessage();
    String line = Texts.clean(text.replaceAll("\\s+", " ")).strip();
    return line.substring(0, Math.min(line.length(), LONGEST_TOLD));
  }

  /** Names and subjects are one line each, whatever was typed: nothing of them is a header. */
  private MimeMessage message(Session session, Mail mail) throws MessagingException {
    InternetAddress from = new InternetAddress(server.from(), true);
    String host = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    String charset = "UTF-8";
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + mail.id() + "@" + host + ">");
          }
        };
    message.setFrom(from);
    message.setRecipient(RecipientType.TO, new InternetAddress(mail.to(), true));
    message.setSubject(Texts.clean(mail.subject()).replaceAll("\\s+", " "), charset);
    message.setSentDate(Date.from(mail.date()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Content-Language", mail.language().tag());
    message.setHeader("X-Auto-Response-Suppress", "All");
    if (mail.unsubscribe().isPresent()) {
      message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe().get() + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    MimeMultipart parts = new MimeMultipart("alternative");
    for (List<String> part :
        List.of(List.of(mail.plain(), "plain"), List.of(mail.html(), "html"))) {
      MimeBodyPart body = new MimeBodyPart();
      body.setText(part.getFirst(), charset, part.getLast().toLowerCase(Locale.ROOT));
      parts.addBodyPart(body);
    }
    message.setContent(parts);
    message.saveChanges();
    return message;
  }
}
