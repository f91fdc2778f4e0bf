package org.cairn.imagery.raster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Sends one range request at a time for its callers: bounds how many are under way, tries again
 * after passing failures, and turns lasting ones into typed errors. Thread-safe.
 */
final class HttpTransport {
  /** Waits; {@link Thread#sleep(Duration)} but for tests. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * What a server answered. Status 206 or 200 with a body, or 416 with none.
   *
   * @param headers of the answer
   */
  record Answer(int status, HttpHeaders headers, Body body) {}

  /** Bytes of an answer; owned by whoever holds it. */
  static final class Body {
    final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** Error pages are read up to this many bytes so that the connection can be used again. */
  private static final int ERROR_PAGE_BYTES = 64 << 10;

  private final HttpSettings settings;
  private final Pause pause;
  private final SplittableRandom random;
  private final Clock clock;
  private final WebAccess access;
  private final Semaphore permits;
  private @Nullable HttpClient client; // guarded by this; made when first needed
  private boolean closed; // guarded by this

  HttpTransport(
      HttpSettings settings, Pause pause, SplittableRandom random, Clock clock, WebAccess access) {
    this.settings = settings;
    this.pause = pause;
    this.random = random;
    this.clock = clock;
    this.access = access;
    this.permits = new Semaphore(settings.parallelRequests());
  }

  HttpSettings settings() {
    return settings;
  }

  /**
   * Asks for a range, as often as the settings allow.
   *
   * @param name the resource in messages
   */
  Answer get(URI uri, String name, ByteRange range) throws RasterException {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = attempt(uri, name, range);
      switch (outcome) {
        case Outcome.Done done -> {
          return done.answer();
        }
        case Outcome.Failed failed -> throw failed.why();
        case Outcome.Passing passing -> {
          if (attempt == settings.attempts()) {
            throw passing.why();
          }
          Duration wait = pauseBefore(attempt, passing.askedPause());
          if (wait.compareTo(settings.longestPause()) > 0) {
            throw passing.why();
          }
          rest(name, wait);
        }
      }
    }
  }

  /** What became of one attempt. */
  private sealed interface Outcome {
    record Done(Answer answer) implements Outcome {}

    record Failed(RasterException why) implements Outcome {}

    /** Worth another attempt. */
    record Passing(RasterException why, Optional<Duration> askedPause) implements Outcome {}
  }

  private Outcome attempt(URI uri, String name, ByteRange range) throws RasterException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Range", "bytes=" + range.offset() + "-" + (range.end() - 1))
            .header("Accept-Encoding", "identity");
    settings.headers().forEach(request::setHeader);
    AtomicReference<HttpResponse.ResponseInfo> seen = new AtomicReference<>();
    acquire(name);
    CompletableFuture<HttpResponse<byte[]>> sent =
        access.send(
            client(),
            request.GET().build(),
            info -> {
              seen.set(info);
              return BodySubscribers.limiting(bytes(), limit(info.statusCode(), range));
            });
    try {
      HttpResponse<byte[]> response =
          sent.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return judge(name, response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException late) {
      sent.cancel(true);
      return new Outcome.Passing(
          new RasterException(
              Code.HTTP_TIMEOUT,
              "'"
                  + name
                  + "' did not answer in full within "
                  + settings.requestTimeout().toMillis()
                  + " ms (bytes "
                  + range.offset()
                  + " to "
                  + range.end()
                  + "): try later, or allow a longer time",
              late),
          Optional.empty());
    } catch (ExecutionException failed) {
      return judgeFailure(name, range, seen.get(), failed.getCause());
    } catch (InterruptedException interrupted) {
      sent.cancel(true);
      throw interrupted(name, interrupted);
    } finally {
      permits.release();
    }
  }

  private static BodySubscriber<byte[]> bytes() {
    return BodySubscribers.ofByteArray();
  }

  private long limit(int status, ByteRange range) {
    return switch (status) {
      case 206 -> range.length();
      case 200 -> settings.wholeBodyLimitBytes();
      default -> ERROR_PAGE_BYTES;
    };
  }

  /** An answer whose body did not arrive, was too long or broke off. */
  private Outcome judgeFailure(
      String name,
      ByteRange range,
      HttpResponse.@Nullable ResponseInfo seen,
      @Nullable Throwable cause) {
    if (cause instanceof RefusedAddressException refused) {
      return new Outcome.Failed(
          new RasterException(
              Code.HTTP_REFUSED,
              "'" + name + "' is not read: " + refused.getMessage() + "; correct its link",
              refused));
    }
    int status = seen == null ? 0 : seen.statusCode();
    boolean tooLong =
        cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity");
    if (seen != null && status == 200 && tooLong) {
      return new Outcome.Failed(
          new RasterException(
              Code.HTTP_NO_RANGES,
              "The server of '"
                  + name
                  + "' ignores range requests and the file is larger than the "
                  + settings.wholeBodyLimitBytes()
                  + " bytes accepted whole: download the file and use the copy, or use a server"
                  + " that knows ranges",
              cause));
    }
    if (seen != null && status == 206 && tooLong) {
      return new Outcome.Failed(
          new RasterException(
              Code.HTTP_WRONG_RANGE,
              "The server of '"
                  + name
                  + "' sent more than the "
                  + range.length()
                  + " bytes asked for at byte "
                  + range.offset()
                  + ": report it to the server's operator, or download the file and use the copy",
              cause));
    }
    if (seen != null && status != 200 && status != 206) {
      // Only the error page was lost.
      return judge(name, status, seen.headers(), new byte[0]);
    }
    if (cause instanceof IOException broken) {
      return new Outcome.Passing(unreachable(name, broken), Optional.empty());
    }
    return new Outcome.Failed(unreachable(name, cause));
  }

  private static RasterException unreachable(String name, @Nullable Throwable cause) {
    String what =
        cause == null ? "unknown failure" : cause.getClass().getSimpleName() + because(cause);
    return new RasterException(
        Code.HTTP_UNREACHABLE,
        "The connection for '"
            + name
            + "' failed ("
            + what
            + "): check the network and the host name, then try again",
        cause);
  }

  private static String because(Throwable cause) {
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }

  private Outcome judge(String name, int status, HttpHeaders headers, byte[] body) {
    return switch (status) {
      case 200, 206, 416 -> new Outcome.Done(new Answer(status, headers, new Body(body)));
      case 401, 403 ->
          new Outcome.Failed(
              new RasterException(
                  Code.HTTP_FORBIDDEN,
                  "The server refuses '"
                      + name
                      + "' (status "
                      + status
                      + "): sign the address or give the credentials its catalogue asks for;"
                      + " a signed address may have expired"));
      case 404, 410 ->
          new Outcome.Failed(
              new RasterException(
                  Code.HTTP_NOT_FOUND,
                  "'"
                      + name
                      + "' is not there (status "
                      + status
                      + "): the catalogue may be out of date, read it again"));
      case 408, 425, 429, 500, 502, 503, 504 ->
          new Outcome.Passing(
              new RasterException(
                  status == 408 ? Code.HTTP_TIMEOUT : Code.HTTP_SERVER_ERROR,
                  "The server cannot give '"
                      + name
                      + "' now (status "
                      + status
                      + ", "
                      + settings.attempts()
                      + " attempts at most): try later or with fewer parallel requests"),
              retryAfter(headers));
      default ->
          new Outcome.Failed(
              new RasterException(
                  status >= 500 ? Code.HTTP_SERVER_ERROR : Code.HTTP_REFUSED,
                  "The server answers status "
                      + status
                      + " for '"
                      + name
                      + "', expected 206: open the address in a browser to see why"));
    };
  }

  /** RFC 9110, section 10.2.3: a number of seconds or a date. */
  private Optional<Duration> retryAfter(HttpHeaders headers) {
    Optional<String> value = headers.firstValue("Retry-After").map(String::strip);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.get();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException unreadable) {
      // A header we cannot read asks for nothing: the usual pause applies.
      return Optional.empty();
    }
  }

  /** Exponential with jitter over its upper half; never shorter than what the server asked for. */
  private Duration pauseBefore(int attempt, Optional<Duration> asked) {
    long longest = settings.longestPause().toMillis();
    long full = Math.min(longest, settings.firstBackOff().toMillis() << Math.min(attempt - 1, 20));
    double jitter;
    synchronized (random) {
      jitter = random.nextDouble();
    }
    Duration own = Duration.ofMillis(Math.round(full * (0.5 + 0.5 * jitter)));
    return asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
  }

  private void rest(String name, Duration time) throws RasterException {
    try {
      pause.sleep(time);
    } catch (InterruptedException interrupted) {
      throw interrupted(name, interrupted);
    }
  }

  private void acquire(String name) throws RasterException {
    try {
      permits.acquire();
    } catch (InterruptedException interrupted) {
      throw interrupted(name, interrupted);
    }
  }

  static RasterException interrupted(String name, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RasterException(
        Code.INTERRUPTED, "Reading '" + name + "' was interrupted: start it again", cause);
  }

  private synchronized HttpClient client() {
    if (closed) {
      throw new IllegalStateException("These byte sources are closed: open new ones");
    }
    HttpClient open = client;
    if (open == null) {
      open = access.client(settings.connectTimeout());
      client = open;
    }
    return open;
  }

  synchronized void close() {
    closed = true;
    HttpClient open = client;
    if (open != null) {
      open.shutdownNow();
      client = null;
    }
  }
}
