package org.cairn.imagery.raster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * How servers are asked for catalogues and images: with which credentials, at which addresses, and
 * what that came to. Redirects are followed here, hop by hop: each address is checked, and a
 * credential goes to none but its own host. Thread-safe; one for a run, so that it is counted
 * together.
 */
public final class WebAccess {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** What another host may be told of a request that was made to the first. */
  private static final Set<String> HARMLESS =
      Set.of("accept", "accept-encoding", "range", "content-type");

  private final List<HostCredential> credentials;
  private final Reach reach;
  private final Traffic traffic = new Traffic();

  public WebAccess(List<HostCredential> credentials, Reach reach) {
    this.credentials = List.copyOf(credentials);
    this.reach = reach;
  }

  /** Without credentials, and everywhere. */
  public static WebAccess open() {
    return new WebAccess(List.of(), Reach.anywhere());
  }

  public Traffic traffic() {
    return traffic;
  }

  /** One that is to be used with {@link #send} only. */
  public HttpClient client(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .connectTimeout(connectTimeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /**
   * Sends a request, and follows where it is led. Cancelling what comes back ends it.
   *
   * @param handler of every answer's content, also that of redirects
   * @return fails with {@link RefusedAddressException} where an address may not be asked, https
   *     leads to http, or redirects do not end
   */
  public <T> CompletableFuture<HttpResponse<T>> send(
      HttpClient client, HttpRequest request, BodyHandler<T> handler) {
    Sending<T> sending = new Sending<>(client, handler);
    sending.hop(request, request.uri(), 0);
    return sending.result;
  }

  private final class Sending<T> {
    private final HttpClient client;
    private final BodyHandler<T> handler;
    private final CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();

    Sending(HttpClient client, BodyHandler<T> handler) {
      this.client = client;
      this.handler = handler;
    }

    private void hop(HttpRequest request, URI first, int hops) {
      try {
        reach.check(request.uri());
      } catch (IOException e) {
        result.completeExceptionally(e);
        return;
      }
      HttpRequest.Builder sent = HttpRequest.newBuilder(request, (name, value) -> true);
      if (isSameOrigin(request.uri(), first)) {
        credentials.stream()
            .filter(one -> one.isFor(request.uri()))
            .findFirst()
            .ifPresent(one -> sent.setHeader(one.header(), one.value()));
      }
      traffic.addRequest();
      CompletableFuture<HttpResponse<T>> answer =
          client.sendAsync(sent.build(), info -> new Counting<>(handler.apply(info), traffic));
      result.whenComplete((got, failure) -> {
        if (result.isCancelled()) {
          answer.cancel(true);
        }
      });
      answer.whenComplete((got, failure) -> {
        if (failure != null) {
          result.completeExceptionally(
              failure instanceof java.util.concurrent.CompletionException wrapped
                      && wrapped.getCause() != null
                  ? wrapped.getCause()
                  : failure);
        } else {
          answered(request, got, first, hops);
        }
      });
    }

    private void answered(HttpRequest request, HttpResponse<T> answer, URI first, int hops) {
      Optional<String> location = answer.headers().firstValue("Location");
      if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
        result.complete(answer);
        return;
      }
      try {
        URI next = next(request.uri(), location.get());
        if (hops == MOST_REDIRECTS) {
          throw new RefusedAddressException(
              "'"
                  + HttpByteSource.nameOf(first)
                  + "' is redirected more than "
                  + MOST_REDIRECTS
                  + " times: its redirects may go in a circle");
        }
        hop(redirected(request, next, answer.statusCode()), first, hops + 1);
      } catch (RefusedAddressException e) {
        result.completeExceptionally(e);
      }
    }
  }

  private static URI next(URI from, String location) throws RefusedAddressException {
    URI next;
    try {
      next = from.resolve(location);
    } catch (IllegalArgumentException noAddress) {
      throw new RefusedAddressException(
          "'" + HttpByteSource.nameOf(from) + "' is redirected to what is no address");
    }
    String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
    boolean downgrade = "https".equalsIgnoreCase(from.getScheme()) && !scheme.equals("https");
    if (next.getHost() == null || downgrade || !Set.of("http", "https").contains(scheme)) {
      throw new RefusedAddressException(
          "'"
              + HttpByteSource.nameOf(from)
              + "' is redirected to '"
              + HttpByteSource.nameOf(next)
              + "', which is not followed");
    }
    return next;
  }

  /** RFC 9110, section 15.4: what was posted is asked for after 301 to 303, posted again else. */
  private static HttpRequest redirected(HttpRequest request, URI next, int status) {
    boolean same = isSameOrigin(request.uri(), next);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(
            request, (name, value) -> same || HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
    builder.uri(next);
    if (status < 307 && !request.method().equals("GET")) {
      builder.GET();
    }
    return builder.build();
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
        && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }

  /** Hands on what comes, and counts it. */
  private record Counting<T>(BodySubscriber<T> to, Traffic traffic) implements BodySubscriber<T> {
    @Override
    public CompletionStage<T> getBody() {
      return to.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      long bytes = 0;
      for (ByteBuffer buffer : buffers) {
        bytes += buffer.remaining();
      }
      traffic.addReceived(bytes);
      to.onNext(buffers);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }
}
