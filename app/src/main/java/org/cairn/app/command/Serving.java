package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cairn.app.node.NodeStatus;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.OperationsSettings.LogFormat;
import org.cairn.register.Workspace;
import org.springframework.boot.web.server.PortInUseException;

/** Serving a workspace until the process is stopped. */
final class Serving {
  /** Whatever is not closed by then is as after a crash, which harms nothing. */
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private Serving() {}

  /** Before minutes of work rather than after them. */
  static void checkFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      throw refused(port, taken);
    }
  }

  /** What goes on beside a server, from when it answers until it stops. */
  @FunctionalInterface
  interface Beside {
    /**
     * @param status is told how its work ends
     */
    Closing start(NodeStatus status) throws IOException, RefusedException;
  }

  /** Ends what went on. */
  @FunctionalInterface
  interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Says where it is once it answers; only then begins what goes on beside it, so that nobody waits
   * for that.
   */
  static void untilStopped(
      Workspace workspace, Witness witness, int port, PrintWriter err, Beside beside)
      throws IOException, RefusedException {
    untilStopped(workspace, witness, WebServer.Place.local(port), LogFormat.TEXT, err, beside);
  }

  /**
   * The same at a place, into a log.
   *
   * @param format of the log: one for programs is kept, so no secret link is written into it
   */
  static void untilStopped(
      Workspace workspace,
      Witness witness,
      WebServer.Place place,
      LogFormat format,
      PrintWriter err,
      Beside beside)
      throws IOException, RefusedException {
    CountDownLatch closed = new CountDownLatch(1);
    try (WebServer server = start(workspace, witness, place, err)) {
      stopInOrder(Thread.currentThread(), closed);
      String address = "http://localhost:" + server.port();
      err.println("Cairn is at " + address + "/ (Ctrl-C stops)");
      err.println("The ledger is at " + address + "/log/checkpoint");
      if (!workspace.webSettings().readOnly()) {
        switch (format) {
          case TEXT -> EntryLinks.say(workspace, address, err);
          case JSON -> EntryLinks.write(workspace, address, err);
        }
      }
      err.flush();
      try (Closing going = beside.start(server.status())) {
        new CountDownLatch(1).await();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closed.countDown();
    }
  }

  /** When the process is told to stop, what is open is closed first, if that does not take long. */
  private static void stopInOrder(Thread serving, CountDownLatch closed) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  serving.interrupt();
                  try {
                    boolean unused = closed.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
                  } catch (InterruptedException inHaste) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stopping"));
  }

  /**
   * Stops when a page was answered. The launcher also makes its cache of loaded classes of this, so
   * that it has those that a first page needs.
   */
  static void answerOnce(Workspace workspace, Witness witness, int port, PrintWriter err)
      throws IOException, RefusedException {
    try (WebServer server = start(workspace, witness, port, err);
        HttpClient client = HttpClient.newHttpClient()) {
      URI page = URI.create("http://localhost:" + server.port() + "/sign-in");
      int status =
          client
              .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw CommandFailure.unreadable(
            "The server was started and answers " + page + " with status " + status + ".");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  static WebServer start(Workspace workspace, Witness witness, int port, PrintWriter err)
      throws IOException, RefusedException {
    return start(workspace, witness, WebServer.Place.local(port), err);
  }

  private static WebServer start(
      Workspace workspace, Witness witness, WebServer.Place place, PrintWriter err)
      throws IOException, RefusedException {
    try {
      return WebServer.start(workspace, witness, place, Clock.systemUTC(), err);
    } catch (PortInUseException taken) {
      throw refused(place.port(), taken);
    }
  }

  private static CommandFailure refused(int port, Exception failure) {
    return CommandFailure.unreadable(
        "Port " + port + " is taken: choose another with --port.", failure);
  }
}
