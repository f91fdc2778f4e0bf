package org.cairn.app.web.open;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Senders that begin and do not go on, and what the witness does with them. */
@Timeout(120)
class SlowSendersTest {
  @TempDir private Path folder = Path.of("");

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Semaphore entered = new Semaphore(0);
  private final Semaphore left = new Semaphore(0);
  private int port;

  private void start(int atOnce, Duration time) throws Exception {
    start(atOnce, time, time);
  }

  /**
   * @param time for a whole request
   * @param patience for each wait for bytes
   */
  private void start(int atOnce, Duration time, Duration patience) throws Exception {
    Workspace workspace =
        Workspace.create(
            folder.resolve("watch"), "w.example/log", Clock.systemUTC(), new SecureRandom());
    Witness witness =
        Witness.open(
            folder.resolve("w"),
            SigningKey.generate("w.example", VerifierKey.Kind.WITNESS, new SecureRandom()),
            List.of(),
            Clock.systemUTC());
    open.add(witness);
    WitnessDoor door =
        new WitnessDoor(witness, new PrintWriter(Writer.nullWriter()), atOnce, time) {
          @Override
          void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
            entered.release();
            try {
              super.answer(request, response);
            } finally {
              left.release();
            }
          }
        };
    WebServer server =
        WebServer.start(
            workspace,
            new OpenFiles(workspace, door),
            new WebServer.Place(InetAddress.getLoopbackAddress(), 0, patience),
            Clock.systemUTC(),
            new PrintWriter(Writer.nullWriter()));
    open.add(server);
    port = server.port();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  /** Sends this much and no more; the connection stays open. */
  private Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    open.add(socket);
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String post(int length) {
    return "POST /witness/add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** All there is until the server closes. */
  private static String received(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (SocketException reset) {
      return "";
    }
  }

  @Test
  void a_body_that_stops_is_given_up_and_its_place_is_free_again() throws Exception {
    start(4, Duration.ofMillis(300));
    List<Socket> slow = new ArrayList<>();
    for (int sender = 0; sender < 4; sender++) {
      slow.add(send(post(1000) + "old 0\n"));
    }
    for (Socket socket : slow) {
      assertThat(received(socket)).doesNotContain("HTTP/1.1 200");
    }
    assertThat(left.tryAcquire(4, 60, TimeUnit.SECONDS)).isTrue();
    String answer =
        received(send(post(6).replace("Host", "Connection: close\r\nHost") + "old 0\n"));
    assertThat(answer).startsWith("HTTP/1.1 400");
  }

  @Test
  void what_is_sent_beyond_the_limit_is_not_waited_for() throws Exception {
    start(4, Duration.ofMillis(300));
    // The witness reads 128 KiB; the rest never comes.
    Socket socket = send(post(200_000) + "x".repeat(140_000));
    // Closed with bytes unread, so that the answer may be lost on its way.
    assertThat(received(socket)).doesNotContain("200 OK");
    assertThat(left.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void more_than_so_many_at_once_are_sent_away() throws Exception {
    start(3, Duration.ofSeconds(60));
    for (int sender = 0; sender < 3; sender++) {
      send(post(1000) + "old 0\n");
    }
    assertThat(entered.tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
    // They have entered, and take their places next: until then there is one more.
    String get = "GET /witness/x/checkpoint HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String answer = received(send(get));
    while (answer.startsWith("HTTP/1.1 404") && System.nanoTime() < end) {
      answer = received(send(get));
    }
    assertThat(answer).startsWith("HTTP/1.1 503");
  }

  @Test
  void bytes_that_drip_do_not_prolong_the_time() throws Exception {
    start(4, Duration.ofMillis(400), Duration.ofSeconds(2));
    Socket socket = send(post(1000));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean heard = false;
    while (!heard && System.nanoTime() < end) {
      try {
        socket.getOutputStream().write('x');
        socket.getOutputStream().flush();
      } catch (SocketException closed) {
        break;
      }
      heard = left.tryAcquire(50, TimeUnit.MILLISECONDS);
    }
    assertThat(System.nanoTime()).isLessThan(end);
    assertThat(received(socket)).doesNotContain("HTTP/1.1 200");
  }

  @Test
  void a_head_that_stops_is_given_up_by_the_server_itself() throws Exception {
    start(4, Duration.ofSeconds(60), Duration.ofMillis(500));
    assertThat(received(send("POST /witness/add-ch"))).doesNotContain("HTTP/1.1 200");
    assertThat(
            received(send("GET /log/checkpoint HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n")))
        .startsWith("HTTP/1.1 200");
  }
}
