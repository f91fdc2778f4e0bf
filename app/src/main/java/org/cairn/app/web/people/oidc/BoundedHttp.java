package org.cairn.app.web.people.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one provider, at the hosts that the settings name and no others, whatever its documents say;
 * follows no redirect, waits a bounded time and takes a bounded answer. Thread-safe.
 */
final class BoundedHttp implements AutoCloseable {
  /** Of documents that have a few thousand bytes. */
  private static final int MOST_BYTES = 512 * 1024;

  private final URI issuer;
  private final Set<String> hosts;
  private final Duration patience;

  /** Made with the first question; guarded by this. */
  private @Nullable HttpClient client;

  /**
   * @param hosts beside the issuer's
   * @param patience for one answer altogether, whatever drips in
   */
  BoundedHttp(URI issuer, Set<String> hosts, Duration patience) {
    this.issuer = issuer;
    this.hosts = Set.copyOf(hosts);
    this.patience = patience;
  }

  /** Whether an address is one of the provider's; plain http only where its issuer is. */
  boolean allows(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean plain = "http".equals(scheme) && "http".equals(issuer.getScheme());
    if (address.getHost() == null
        || address.getRawUserInfo() != null
        || !plain && !"https".equals(scheme)) {
      return false;
    }
    String host = address.getHost().toLowerCase(Locale.ROOT);
    int usual = "https".equals(scheme) ? 443 : 80;
    int port = address.getPort() >= 0 ? address.getPort() : usual;
    int issuers =
        issuer.getPort() >= 0 ? issuer.getPort() : "https".equals(issuer.getScheme()) ? 443 : 80;
    boolean same = host.equalsIgnoreCase(issuer.getHost()) && port == issuers;
    return same || port == usual && hosts.contains(host) || hosts.contains(host + ":" + port);
  }

  /** A document. */
  String get(URI address) throws IOException {
    HttpResponse<byte[]> answer =
        send(HttpRequest.newBuilder(checked(address)).header("Accept", "application/json").build());
    if (answer.statusCode() != 200) {
      throw new IOException(named(address) + " answered with status " + answer.statusCode());
    }
    return new String(answer.body(), UTF_8);
  }

  /** What the SDK made, and the answer for it to read. */
  HTTPResponse send(HTTPRequest made) throws IOException, ParseException {
    URI address = checked(made.getURI());
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    for (Map.Entry<String, List<String>> header : made.getHeaderMap().entrySet()) {
      for (String value : header.getValue()) {
        request.header(header.getKey(), value);
      }
    }
    request.header("Accept", "application/json");
    String body = made.getBody();
    request.method(
        made.getMethod().name(),
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    HttpResponse<byte[]> answer = send(request.build());
    if (answer.statusCode() / 100 == 3 || answer.statusCode() >= 500) {
      throw new IOException(named(address) + " answered with status " + answer.statusCode());
    }
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    response.setContentType(
        answer.headers().firstValue("Content-Type").orElse("application/octet-stream"));
    response.setBody(new String(answer.body(), UTF_8));
    return response;
  }

  private URI checked(URI address) throws IOException {
    if (!allows(address)) {
      throw new IOException(named(address) + " is none of the provider's hosts");
    }
    return address;
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    String host = named(request.uri());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException(
          host + ": " + why.getClass().getSimpleName() + ": " + why.getMessage(), why);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new IOException(host + ": no whole answer in " + patience.toSeconds() + " s", late);
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(host + ": stopped");
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(patience)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .build();
    }
    return client;
  }

  static String named(URI address) {
    return "'" + (address.getHost() == null ? address.getScheme() : address.getHost()) + "'";
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
