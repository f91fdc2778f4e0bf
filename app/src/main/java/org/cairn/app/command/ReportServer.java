package org.cairn.app.command;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Serves one folder of files to this machine only. */
final class ReportServer {
  /** Connections at the same time; more are closed at once. */
  private static final int MAX_CONNECTIONS = 256;

  /** For a whole request, its head included, which the server reads before any handler is asked. */
  private static final int MAX_REQUEST_SECONDS = 30;

  static {
    // The JDK's server reads these once, when the first one is made. A given value stays.
    limit("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    limit("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
  }

  private ReportServer() {}

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** Serves until the process is stopped. */
  static void serve(HttpHandler handler, int port) {
    HttpServer server = start(handler, port);
    CountDownLatch forever = new CountDownLatch(1);
    try {
      forever.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      server.stop(0);
    }
  }

  /** Before minutes of work rather than after them. */
  static void checkFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      throw refused(port, taken);
    }
  }

  private static CommandFailure refused(int port, IOException failure) {
    return failure instanceof BindException
        ? CommandFailure.unreadable(
            "Port " + port + " is taken: choose another with --port.", failure)
        : CommandFailure.unreadable(
            "Cannot serve on port " + port + ": " + failure.getMessage(), failure);
  }

  /**
   * Starts serving on the loopback address.
   *
   * @param port 0 for any free one
   */
  static HttpServer start(Path folder, int port) {
    return start(SimpleFileServer.createFileHandler(folder.toAbsolutePath()), port);
  }

  /** As {@link #start(Path, int)}, whatever the handler has. */
  static HttpServer start(HttpHandler handler, int port) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      HttpServer server = HttpServer.create(address, 0, "/", handler);
      // A sender that stops in the middle keeps a thread of its own waiting, nobody else.
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return server;
    } catch (IOException failure) {
      throw refused(port, failure);
    }
  }
}
