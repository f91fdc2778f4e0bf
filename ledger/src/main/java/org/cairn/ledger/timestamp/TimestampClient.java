package org.cairn.ledger.timestamp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.http.CappedBody;

/**
 * Asks authorities for tokens (RFC 3161 section 3.4, over HTTP). Redirects are not followed.
 * Thread-safe.
 */
public final class TimestampClient implements AutoCloseable {
  private static final int NONCE_BITS = 64;
  private static final String REPLY = "application/timestamp-reply";

  private final HttpClient http;
  private final SecureRandom random;
  private final Duration timeout;

  /**
   * @param random for nonces
   * @param timeout of a whole request, from connecting to the last byte
   */
  public TimestampClient(SecureRandom random, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("A timeout is longer than 0, found " + timeout);
    }
    this.random = random;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * A token over these bytes, checked. SHA-256 imprint, random nonce of 64 bits, certificate asked
   * for.
   *
   * @param data exact bytes of a checkpoint file; only their digest leaves this machine
   * @throws RefusedException {@code tsa-http-status}, {@code tsa-content-type}, {@code
   *     tsa-too-large}, or a code of {@link TimestampVerifier}
   * @throws HttpTimeoutException no whole answer in time
   * @throws IOException the authority cannot be reached, or the thread was interrupted
   */
  public TimestampAnswer stamp(TimestampAuthority authority, byte[] data)
      throws IOException, RefusedException {
    BigInteger nonce = nonce();
    return check(authority, data, nonce, ask(authority, query(data, nonce)));
  }

  BigInteger nonce() {
    return new BigInteger(NONCE_BITS, random);
  }

  static TimestampAnswer check(
      TimestampAuthority authority, byte[] data, BigInteger nonce, byte[] response)
      throws RefusedException {
    return new TimestampAnswer(response, authority.verifier().verify(response, data, nonce));
  }

  static byte[] query(byte[] data, BigInteger nonce) throws IOException {
    var generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(TSPAlgorithms.SHA256, Sha256.of(data), nonce).getEncoded();
  }

  /** The answer's body, not checked but for its size. */
  byte[] ask(TimestampAuthority authority, byte[] query) throws IOException, RefusedException {
    return ask(authority, query, timeout);
  }

  /**
   * @param most wait for this answer, if shorter than the client's own
   */
  byte[] ask(TimestampAuthority authority, byte[] query, Duration most)
      throws IOException, RefusedException {
    Duration patience = most.compareTo(timeout) < 0 ? most : timeout;
    HttpRequest request =
        HttpRequest.newBuilder(authority.address())
            .timeout(patience)
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", REPLY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(query))
            .build();
    HttpResponse<byte[]> response = await(authority, request, patience);
    String where = "authority " + authority.id();
    if (response.statusCode() != 200) {
      throw RefusedException.expected(
          "tsa-http-status", where, "status 200", Integer.toString(response.statusCode()));
    }
    String type = response.headers().firstValue("Content-Type").orElse("none");
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase(REPLY)) {
      throw RefusedException.expected("tsa-content-type", where, REPLY, "another, or none");
    }
    return response.body();
  }

  /** The request's own timeout ends with the headers; this one also bounds a slow body. */
  private HttpResponse<byte[]> await(
      TimestampAuthority authority, HttpRequest request, Duration patience)
      throws IOException, RefusedException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(
            request, head -> new CappedBody(TimestampVerifier.MAX_BYTES, "tsa-too-large"));
    try {
      return pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      var late =
          new HttpTimeoutException(
              "No whole answer from authority " + authority.id() + " within " + patience);
      late.initCause(e);
      throw late;
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("Interrupted while asking " + authority.id());
      stopped.initCause(e);
      throw stopped;
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RefusedException refused) {
          throw refused;
        }
      }
      if (e.getCause() instanceof HttpTimeoutException late) {
        throw late;
      }
      throw new IOException("Authority " + authority.id() + " cannot be reached", e.getCause());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
