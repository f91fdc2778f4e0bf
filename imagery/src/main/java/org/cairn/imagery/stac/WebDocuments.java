package org.cairn.imagery.stac;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.cairn.imagery.raster.RefusedAddressException;
import org.cairn.imagery.raster.WebAccess;
import tools.jackson.databind.JsonNode;

/**
 * JSON over HTTP, with patience: refused for being busy, or broken off, a request is made again
 * after a pause. Thread-safe.
 */
final class WebDocuments {
  private final StacSettings settings;
  private final WebAccess access;
  private final HttpClient client;

  WebDocuments(StacSettings settings, WebAccess access) {
    this.settings = settings;
    this.access = access;
    this.client = access.client(settings.connectTimeout());
  }

  /**
   * A request; equal ones ask for the same thing.
   *
   * @param body JSON to send by POST; empty: GET
   * @param headers besides those every request has
   */
  record Ask(URI address, Optional<String> body, Map<String, List<String>> headers) {
    Ask {
      headers = Map.copyOf(headers);
    }

    static Ask get(URI address) {
      return new Ask(address, Optional.empty(), Map.of());
    }

    String shown() {
      return (body.isPresent() ? "POST " : "GET ") + Hrefs.shown(address);
    }
  }

  /** One attempt's outcome. */
  private sealed interface Outcome {
    record Answer(JsonNode document) implements Outcome {}

    /** Worth another attempt after a pause, of the server's choice where it made one. */
    record Again(StacException failure, Optional<Duration> pause) implements Outcome {}

    record Final(StacException failure) implements Outcome {}
  }

  JsonNode read(Ask ask) throws StacException {
    HttpRequest request = request(ask);
    Duration backOff = settings.firstBackOff();
    for (int attempt = 1; ; attempt++) {
      switch (attempt(ask, request)) {
        case Outcome.Answer answer -> {
          return answer.document;
        }
        case Outcome.Final last -> throw last.failure;
        case Outcome.Again again -> {
          if (attempt >= settings.attempts()) {
            throw again.failure;
          }
          pause(again.pause.orElse(backOff));
          backOff = backOff.multipliedBy(2);
        }
      }
    }
  }

  private HttpRequest request(Ask ask) throws StacException {
    try {
      HttpRequest.Builder builder = HttpRequest.newBuilder(ask.address());
      builder.timeout(settings.requestTimeout());
      builder.setHeader("Accept", "application/geo+json, application/json");
      builder.setHeader("Accept-Encoding", "gzip");
      if (ask.body().isPresent()) {
        builder.setHeader("Content-Type", "application/json");
        builder.POST(HttpRequest.BodyPublishers.ofString(ask.body().get(), StandardCharsets.UTF_8));
      }
      for (Map.Entry<String, List<String>> header : ask.headers().entrySet()) {
        // Set, not added: a link that repeats Content-Type must not double it.
        header.getValue().stream()
            .limit(1)
            .forEach(value -> builder.setHeader(header.getKey(), value));
        header.getValue().stream().skip(1).forEach(value -> builder.header(header.getKey(), value));
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new StacException(
          StacException.Code.CATALOG_LOCATION,
          "'" + Hrefs.shown(ask.address()) + "' cannot be asked: " + e.getMessage(),
          e);
    }
  }

  private Outcome attempt(Ask ask, HttpRequest request) throws StacException {
    CompletableFuture<HttpResponse<Optional<byte[]>>> pending =
        access.send(client, request, _ -> new BoundedBody(settings.largestDocumentBytes()));
    try {
      // The request's own timeout ends with the headers; this one has the body in it.
      return outcome(ask, pending.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      pending.cancel(true);
      return new Outcome.Again(timedOut(ask, e), Optional.empty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedAddressException refused) {
        return new Outcome.Final(
            new StacException(
                StacException.Code.HTTP_REFUSED,
                ask.shown() + " is not asked: " + refused.getMessage() + ".",
                refused));
      }
      StacException failure =
          e.getCause() instanceof HttpTimeoutException ? timedOut(ask, e) : unreachable(ask, e);
      return new Outcome.Again(failure, Optional.empty());
    } catch (InterruptedException e) {
      pending.cancel(true);
      throw interrupted(e);
    }
  }

  private Outcome outcome(Ask ask, HttpResponse<Optional<byte[]>> response) throws StacException {
    int status = response.statusCode();
    String met = ask.shown() + " was answered with HTTP " + status;
    if (status == 401 || status == 403) {
      return new Outcome.Final(
          new StacException(
              StacException.Code.HTTP_FORBIDDEN,
              met
                  + ": the catalogue asks for permission; give what it asks for, or use one that is open."));
    }
    if (status == 404 || status == 410) {
      return new Outcome.Final(
          new StacException(StacException.Code.CATALOG_NOT_FOUND, met + ": check the address."));
    }
    if (status == 429) {
      return new Outcome.Again(
          new StacException(
              StacException.Code.HTTP_BUSY,
              met + " " + settings.attempts() + " times: ask again later."),
          retryAfter(response));
    }
    // Not implemented: the same request will not be understood later either.
    if ((status >= 500 && status != 501) || status == 408) {
      return new Outcome.Again(
          new StacException(
              StacException.Code.HTTP_SERVER_ERROR,
              met + " " + settings.attempts() + " times: the server has a fault, try later."),
          retryAfter(response));
    }
    if (status < 200 || status >= 300) {
      return new Outcome.Final(
          new StacException(
              StacException.Code.HTTP_REFUSED,
              met + ", expected 200: the server does not understand the request."));
    }
    if (response.body().isEmpty()) {
      return new Outcome.Final(tooLarge(ask));
    }
    return unpacked(ask, response.body().get(), response);
  }

  private Outcome unpacked(Ask ask, byte[] body, HttpResponse<?> response) throws StacException {
    if (!response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip")) {
      return answer(ask, body);
    }
    byte[] unpacked;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      unpacked = in.readNBytes(settings.largestDocumentBytes());
      if (in.read() >= 0) {
        return new Outcome.Final(tooLarge(ask));
      }
    } catch (IOException e) {
      return new Outcome.Again(unreachable(ask, e), Optional.empty());
    }
    return answer(ask, unpacked);
  }

  private static Outcome answer(Ask ask, byte[] body) throws StacException {
    return new Outcome.Answer(Json.parse(body, Hrefs.shown(ask.address())));
  }

  private StacException tooLarge(Ask ask) {
    return new StacException(
        StacException.Code.CATALOG_TOO_LARGE,
        "The answer to "
            + ask.shown()
            + " has more than "
            + settings.largestDocumentBytes()
            + " bytes: ask for less, or use the catalogue's search.");
  }

  private StacException timedOut(Ask ask, Exception cause) {
    return new StacException(
        StacException.Code.HTTP_TIMEOUT,
        ask.shown()
            + " was not answered whole within "
            + settings.requestTimeout().toSeconds()
            + " s, "
            + settings.attempts()
            + " times: try later.",
        cause);
  }

  private static StacException unreachable(Ask ask, Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new StacException(
        StacException.Code.HTTP_UNREACHABLE,
        ask.shown() + " failed (" + why + "): check the address and the connection.",
        cause);
  }

  private static StacException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StacException(
        StacException.Code.INTERRUPTED, "Reading the catalogue was stopped.", e);
  }

  /** Seconds; the other form, a date, would need the server's clock to agree with ours. */
  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.strip().matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())));
  }

  private void pause(Duration wanted) throws StacException {
    Duration longest = settings.longestBackOff();
    try {
      Thread.sleep(wanted.compareTo(longest) > 0 ? longest : wanted);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
