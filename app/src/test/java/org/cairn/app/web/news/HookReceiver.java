package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Takes messages of webhooks, as a subscriber's own program would. Thread-safe. */
final class HookReceiver implements AutoCloseable {
  private final HttpServer server;

  /** What it answers next, one after the other; then 204. */
  final Deque<Integer> answers = new ConcurrentLinkedDeque<>();

  final List<Message> messages = new CopyOnWriteArrayList<>();

  record Message(Headers headers, String path, String body) {
    String header(String name) {
      return String.valueOf(headers.getFirst(name));
    }

    /** As a subscriber checks it, by Standard Webhooks. */
    boolean isSignedWith(String secret) throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = header("webhook-id") + "." + header("webhook-timestamp") + "." + body;
      String expected =
          "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
      return List.of(header("webhook-signature").split(" ")).contains(expected);
    }
  }

  HookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          messages.add(
              new Message(exchange.getRequestHeaders(), exchange.getRequestURI().toString(), body));
          Integer answer = answers.poll();
          int status = answer == null ? 204 : answer;
          if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", address() + "/elsewhere");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
