package org.cairn.benchmarks.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People who are signed in, each with a session and a view of the map of their own. Requests are
 * sent when they are due, at a constant rate, whether earlier ones were answered or not, and timed
 * from when they were due: a server that stalls is charged for all that would have come meanwhile.
 * For one thread; answers are taken by the client's.
 */
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern PLACE = Pattern.compile("href=\"(/places/[A-Za-z0-9._~-]{8,})\"");
  private static final Pattern ALERT = Pattern.compile("href=\"(/review/~[A-Za-z0-9_-]{8,})\"");
  private static final List<String> QUEUES =
      List.of("/review", "/review", "/review?show=all", "/review?show=judged", "/review?days=400");
  private static final int LISTS_READ = 60;

  private final URI node;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> cookies = new ArrayList<>();
  private final List<Panning> maps = new ArrayList<>();
  private final List<String> places;
  private final List<String> alerts;
  private final Random random;
  private int next;

  /** Signs everybody in. */
  Crowd(URI node, List<Member> members, long seed) throws IOException, InterruptedException {
    this.node = node;
    this.random = new Random(seed);
    for (Member member : members) {
      try (Visitor visitor = new Visitor(node)) {
        member.signIn(visitor);
        cookies.add(visitor.cookies());
      }
      maps.add(new Panning(random.nextLong()));
    }
    Set<String> found = new LinkedHashSet<>();
    for (int each = 0; each < LISTS_READ; each++) {
      find(PLACE, new Panning(random.nextLong()).box(), found);
    }
    places = List.copyOf(found);
    Set<String> open = new LinkedHashSet<>();
    links(ALERT, "/review", open);
    links(ALERT, "/review?show=all", open);
    alerts = List.copyOf(open);
    if (places.isEmpty()) {
      throw new IOException("The lists show no places to open");
    }
  }

  private void find(Pattern pattern, String box, Set<String> found)
      throws IOException, InterruptedException {
    links(pattern, "/places?box=" + box, found);
  }

  private void links(Pattern pattern, String path, Set<String> found)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve(path)).header("Cookie", cookies.getFirst()).build();
    Matcher link =
        pattern.matcher(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    while (link.find()) {
      found.add(link.group(1));
    }
  }

  /** A workspace may have no alerts to open. */
  boolean hasAlerts() {
    return !alerts.isEmpty();
  }

  /**
   * Sends requests for some time and waits for all answers.
   *
   * @param shares of each kind
   * @param rate requests a second, of all kinds together
   */
  Latencies send(Map<Kind, Integer> shares, double rate, Duration time) {
    Latencies latencies = new Latencies();
    List<Kind> order = Schedule.order(shares);
    long count = Math.round(rate * time.toNanos() / 1e9);
    List<CompletableFuture<?>> waiting = new ArrayList<>();
    long start = System.nanoTime();
    for (long each = 0; each < count; each++) {
      Kind kind = order.get((int) (each % order.size()));
      HttpRequest request = request(kind);
      long due = start + Math.round(each * 1e9 / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      waiting.add(
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
              .handle((response, failure) -> {
                if (failure != null || response.statusCode() != 200) {
                  latencies.fail(kind);
                } else {
                  latencies.add(kind, (System.nanoTime() - due) / 1e6, response.body().length);
                }
                return kind;
              }));
    }
    waiting.forEach(CompletableFuture::join);
    return latencies;
  }

  private HttpRequest request(Kind kind) {
    int who = next++ % cookies.size();
    Panning map = maps.get(who);
    String path =
        switch (kind) {
          case TILE -> map.tile();
          case LIST -> "/places?box=" + map.box();
          case PLACE -> places.get(random.nextInt(places.size()));
          case QUEUE -> QUEUES.get(random.nextInt(QUEUES.size()));
          case ALERT -> alerts.get(random.nextInt(alerts.size()));
        };
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(path))
            .timeout(PATIENCE)
            .header("Cookie", cookies.get(who))
            .header("Accept-Encoding", "gzip")
            .header("Accept-Language", "en,fr;q=0.5");
    if (kind == Kind.LIST) {
      request.header("HX-Request", "true"); // as the map asks for the list of where it was moved to
    }
    return request.build();
  }

  @Override
  public void close() {
    client.close();
  }
}
