package org.cairn.app.web.map;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the hosts that the settings name, and no others, whatever documents and redirects say: what
 * a stranger's answer points at may be a machine that only this one can reach. Thread-safe.
 */
final class NamedHosts {
  /** For one answer altogether, whatever drips in. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST_REDIRECTS = 3;

  private final HttpClient client;
  private final URI first;
  private final List<String> more;

  /**
   * @param first an address that the settings name
   * @param more hosts that they name beside its, each {@code host} or {@code host:port}
   */
  NamedHosts(HttpClient client, URI first, List<String> more) {
    this.client = client;
    this.first = first;
    this.more = more.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  /** One that follows no redirects by itself. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .build();
  }

  URI first() {
    return first;
  }

  /** Whether an address is one of theirs; never plain http where the settings say https. */
  boolean allows(URI address) {
    String scheme = scheme(address);
    if (address.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
      return false;
    }
    if (scheme(first).equals("https") && !scheme.equals("https")) {
      return false;
    }
    String host = address.getHost().toLowerCase(Locale.ROOT);
    boolean same = host.equals(first.getHost().toLowerCase(Locale.ROOT));
    if (same && (port(address) == port(first) || isUpgrade(address))) {
      return true;
    }
    boolean usual = port(address) == usualPort(scheme);
    return usual && more.contains(host) || more.contains(host + ":" + port(address));
  }

  /** From http to https of the same host, on the usual ports. */
  private boolean isUpgrade(URI address) {
    return port(first) == usualPort("http")
        && scheme(address).equals("https")
        && port(address) == usualPort("https");
  }

  private static String scheme(URI address) {
    return address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
  }

  private static int port(URI address) {
    return address.getPort() >= 0 ? address.getPort() : usualPort(scheme(address));
  }

  private static int usualPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /**
   * @param range value of the header; empty for the whole
   * @param mostBytes of the answer's content
   * @throws LayerException where the address, or one it leads to, is on another host; where there
   *     is no answer in time, or a longer one
   */
  HttpResponse<byte[]> get(URI address, Optional<String> range, int mostBytes)
      throws LayerException {
    URI next = address;
    for (int step = 0; step <= MOST_REDIRECTS; step++) {
      if (!allows(next)) {
        throw new LayerException("other-host", named(next));
      }
      HttpRequest.Builder request = HttpRequest.newBuilder(next).timeout(PATIENCE);
      range.ifPresent(bytes -> request.header("Range", bytes));
      HttpResponse<byte[]> answer = send(request.build(), mostBytes);
      Optional<String> location = answer.headers().firstValue("Location");
      if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
        return answer;
      }
      try {
        next = next.resolve(location.get());
      } catch (IllegalArgumentException noAddress) {
        throw new LayerException(noAddress, "away", named(next), location.get());
      }
    }
    throw new LayerException("away", named(address), MOST_REDIRECTS + " redirects");
  }

  private HttpResponse<byte[]> send(HttpRequest request, int mostBytes) throws LayerException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause() instanceof IOException away ? away : failed;
      throw new LayerException(why, "away", named(request.uri()), reason(why));
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new LayerException(
          late, "away", named(request.uri()), PATIENCE.toSeconds() + " s without an answer");
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new LayerException(stopped, "away", named(request.uri()), "stopped");
    }
  }

  private static String reason(Throwable why) {
    List<String> words = new ArrayList<>(List.of(why.getClass().getSimpleName()));
    Optional.ofNullable(why.getMessage()).ifPresent(words::add);
    return String.join(": ", words);
  }

  /** The host alone: what follows may hold a key. */
  static String named(URI address) {
    return address.getHost() == null ? String.valueOf(address.getScheme()) : address.getHost();
  }
}
