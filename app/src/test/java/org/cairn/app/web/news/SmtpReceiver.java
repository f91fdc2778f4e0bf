package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cairn.register.MailSettings;

/** A mail server over sockets, as well or as badly behaved as a test asks. Thread-safe. */
final class SmtpReceiver implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Manner manner = Manner.GOOD;

  enum Manner {
    GOOD,
    /** Takes the connection and says nothing. */
    HANGS,
    /** Says a byte of its greeting now and then, for ever. */
    DRIPS,
    /** Knows nobody. */
    REFUSES,
    /** Is busy. */
    LATER,
    /** Does not let this node in. */
    SHUT,
    /** Ends the connection once it has the mail. */
    DROPS
  }

  SmtpReceiver() throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  MailSettings.Server settings(MailSettings.Security security) {
    return new MailSettings.Server(
        "localhost",
        socket.getLocalPort(),
        security,
        Optional.empty(),
        Optional.empty(),
        "Stone Watch <watch@example.org>");
  }

  int port() {
    return socket.getLocalPort();
  }

  void behave(Manner next) {
    manner = next;
  }

  /** Each with its headers, as it came. */
  List<String> mails() {
    return mails;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        open.add(one);
        Thread.ofVirtual().start(() -> talk(one));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket one) {
    try (one;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(one.getInputStream(), UTF_8))) {
      OutputStream out = one.getOutputStream();
      Manner now = manner;
      if (now == Manner.HANGS) {
        in.readLine();
        return;
      }
      if (now == Manner.DRIPS) {
        while (true) {
          out.write("2".getBytes(UTF_8));
          out.flush();
          Thread.sleep(20);
        }
      }
      say(out, now == Manner.SHUT ? "554 no" : "220 ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.toUpperCase(java.util.Locale.ROOT);
        if (verb.startsWith("EHLO") || verb.startsWith("HELO")) {
          say(out, "250 here");
        } else if (verb.startsWith("RCPT") && now == Manner.REFUSES) {
          say(out, "550 5.1.1 nobody of that name");
        } else if (verb.startsWith("RCPT") && now == Manner.LATER) {
          say(out, "451 4.3.0 later");
        } else if (verb.equals("DATA")) {
          say(out, "354 go on");
          mails.add(mail(in));
          if (now == Manner.DROPS) {
            return;
          }
          say(out, "250 taken");
        } else {
          say(out, "250 fine");
        }
      }
    } catch (IOException | InterruptedException gone) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
  }

  private static String mail(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line.startsWith("..") ? line.substring(1) : line);
    }
    return String.join("\r\n", lines);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
