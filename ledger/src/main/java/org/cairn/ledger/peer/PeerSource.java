package org.cairn.ledger.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.http.CappedBody;
import org.cairn.ledger.log.LogSource;

/**
 * A log's files at an address, for one look at it: all requests together are bounded in number,
 * bytes and time, whatever is at the other end. Redirects are not followed. For one thread.
 */
final class PeerSource implements LogSource {
  /** A comparison reads about twenty tiles of 8 KiB, whatever sizes are claimed. */
  private static final int MAX_REQUESTS = 100;

  private static final int MAX_TOTAL_BYTES = 1 << 20;

  private final HttpClient http;
  private final URI address;
  private final Duration patience;
  private int requests;
  private int bytes;

  /** By {@link System#nanoTime}; starts with the first request. */
  private long deadline;

  /**
   * @param patience for all requests together
   */
  PeerSource(HttpClient http, URI address, Duration patience) {
    this.http = http;
    this.address = address;
    this.patience = patience;
  }

  /**
   * @throws NoSuchFileException for status 404
   * @throws RefusedException {@code peer-answer}: another status, too many bytes or requests
   * @throws HttpTimeoutException when the patience is at its end
   */
  @Override
  public byte[] read(String path, int maxBytes) throws IOException, RefusedException {
    if (requests == 0) {
      deadline = System.nanoTime() + patience.toNanos();
    }
    requests++;
    int most = Math.min(maxBytes, MAX_TOTAL_BYTES - bytes);
    if (requests > MAX_REQUESTS || most <= 0) {
      throw RefusedException.expected(
          "peer-answer",
          path,
          "at most " + MAX_REQUESTS + " requests and " + MAX_TOTAL_BYTES + " bytes",
          "more");
    }
    HttpResponse<byte[]> response = get(path, most);
    if (response.statusCode() == 404) {
      throw new NoSuchFileException(path);
    }
    if (response.statusCode() != 200) {
      throw RefusedException.expected(
          "peer-answer", path, "status 200", Integer.toString(response.statusCode()));
    }
    bytes += response.body().length;
    return response.body();
  }

  private HttpResponse<byte[]> get(String path, int most) throws IOException, RefusedException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw late();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/" + path))
            .timeout(Duration.ofNanos(left))
            .GET()
            .build();
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(request, head -> new CappedBody(most, "peer-answer"));
    try {
      // The request's own timeout ends with the headers; this one also bounds a slow body.
      return pending.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      HttpTimeoutException late = late();
      late.initCause(e);
      throw late;
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("Interrupted while asking " + address);
      stopped.initCause(e);
      throw stopped;
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RefusedException refused) {
          throw refused;
        }
        if (cause instanceof HttpTimeoutException late) {
          throw late;
        }
      }
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  private HttpTimeoutException late() {
    return new HttpTimeoutException("no whole answer within " + patience.toMillis() + " ms");
  }
}
