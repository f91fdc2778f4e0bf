package org.cairn.imagery.raster.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.imagery.raster.ByteSource;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * A resource behind HTTP range requests (RFC 9110 section 14). Neighbouring ranges are fetched in
 * one request, several requests at a time; requests that may succeed later are made again with
 * growing pauses. Thread-safe.
 */
public final class HttpSource implements ByteSource {
  /** Fetching so many bytes too many is cheaper than another request. */
  private static final int COALESCED_GAP = 64 << 10;

  /** No request asks for more. */
  private static final int LARGEST_REQUEST = 16 << 20;

  /** Requests under way at once for one call. */
  private static final int PARALLEL = 6;

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");

  private final HttpClient client;
  private final URI href;
  private final HttpSettings settings;

  /** Guarded by this. The length once a server has told it, else -1. */
  private long size = -1;

  /** Guarded by this. */
  private Optional<String> entityTag = Optional.empty();

  /** Guarded by this. The whole resource where the server sent it unasked. */
  private Optional<byte[]> whole = Optional.empty();

  public HttpSource(HttpClient client, URI href, HttpSettings settings) {
    this.client = client;
    this.href = href;
    this.settings = settings;
  }

  /** Without the query, which may hold a token. */
  @Override
  public String name() {
    String address = href.toString();
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query);
  }

  @Override
  public long size() throws IOException {
    synchronized (this) {
      if (size >= 0) {
        return size;
      }
    }
    readHead(1);
    synchronized (this) {
      if (size < 0) {
        throw new RasterException(
            Code.HTTP_NO_RANGES,
            "'" + name() + "': the server does not tell the length of the file.");
      }
      return size;
    }
  }

  @Override
  public synchronized Optional<String> entityTag() {
    return entityTag;
  }

  @Override
  public byte[] readHead(int length) throws IOException {
    return fetch(0, length, true);
  }

  @Override
  public List<byte[]> read(List<ByteRange> ranges) throws IOException {
    List<Run> runs = coalesce(ranges);
    byte[][] fetched = new byte[runs.size()][];
    if (runs.size() == 1) {
      fetched[0] = fetch(runs.getFirst().offset, runs.getFirst().length(), false);
    } else if (!runs.isEmpty()) {
      fetchAll(runs, fetched);
    }
    byte[][] parts = new byte[ranges.size()][];
    for (int i = 0; i < runs.size(); i++) {
      for (int index : runs.get(i).members) {
        ByteRange range = ranges.get(index);
        int start = (int) (range.offset() - runs.get(i).offset);
        parts[index] = Arrays.copyOfRange(fetched[i], start, start + range.length());
      }
    }
    return List.of(parts);
  }

  private void fetchAll(List<Run> runs, byte[][] fetched) throws IOException {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(PARALLEL, runs.size()), Thread.ofVirtual().factory())) {
      List<Future<byte[]>> pending = new ArrayList<>();
      for (Run run : runs) {
        pending.add(pool.submit(() -> fetch(run.offset, run.length(), false)));
      }
      for (int i = 0; i < fetched.length; i++) {
        fetched[i] = pending.get(i).get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException("Fetching '" + name() + "' failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  /** Several ranges fetched as one. */
  private static final class Run {
    private final long offset;
    private long end;
    private final List<Integer> members = new ArrayList<>();

    Run(long offset, long end) {
      this.offset = offset;
      this.end = end;
    }

    int length() {
      return (int) (end - offset);
    }
  }

  private static List<Run> coalesce(List<ByteRange> ranges) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong(i -> ranges.get(i).offset()));
    List<Run> runs = new ArrayList<>();
    for (int index : order) {
      ByteRange range = ranges.get(index);
      Run last = runs.isEmpty() ? null : runs.getLast();
      boolean joins =
          last != null
              && range.offset() <= last.end + COALESCED_GAP
              && Math.max(last.end, range.end()) - last.offset <= LARGEST_REQUEST;
      if (last == null || !joins) {
        last = new Run(range.offset(), range.end());
        runs.add(last);
      }
      last.end = Math.max(last.end, range.end());
      last.members.add(index);
    }
    return runs;
  }

  /**
   * @param shorterIsFine whether the resource may end inside the range
   */
  private byte[] fetch(long offset, int length, boolean shorterIsFine) throws IOException {
    if (length == 0) {
      return new byte[0];
    }
    synchronized (this) {
      if (whole.isPresent()) {
        return cut(whole.get(), offset, length, shorterIsFine);
      }
      if (size >= 0 && offset + length > size && !shorterIsFine) {
        throw Truncation.of(name(), offset, length, size);
      }
    }
    IOException last = null;
    Duration pause = settings.firstBackOff();
    for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
      Optional<Duration> wait = Optional.empty();
      try {
        HttpResponse<InputStream> response =
            client.send(request(offset, length), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
          if (response.statusCode() == 206 || response.statusCode() == 200) {
            return accept(response, body, offset, length, shorterIsFine);
          }
          if (!mayPass(response.statusCode())) {
            throw refusal(response.statusCode(), offset, length);
          }
          last = refusal(response.statusCode(), offset, length);
          wait = retryAfter(response);
        }
      } catch (RasterException settled) {
        throw settled;
      } catch (HttpTimeoutException late) {
        last =
            new RasterException(
                Code.HTTP_TIMEOUT,
                "'"
                    + name()
                    + "' did not answer within "
                    + settings.requestTimeout().toSeconds()
                    + " s, "
                    + settings.attempts()
                    + " times: try again later.",
                late);
      } catch (IOException broken) {
        last =
            new RasterException(
                Code.HTTP_UNREACHABLE,
                "'" + name() + "' could not be fetched: " + broken.getMessage() + ".",
                broken);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw interrupted(e);
      }
      if (attempt < settings.attempts()) {
        pause(wait.orElse(pause));
        pause = pause.multipliedBy(2);
      }
    }
    throw last == null ? new IOException("No attempt was made for '" + name() + "'") : last;
  }

  private HttpRequest request(long offset, int length) {
    return HttpRequest.newBuilder(href)
        .timeout(settings.requestTimeout())
        .header("Range", "bytes=" + offset + "-" + (offset + length - 1))
        .GET()
        .build();
  }

  private byte[] accept(
      HttpResponse<InputStream> response,
      InputStream body,
      long offset,
      int length,
      boolean shorterIsFine)
      throws IOException {
    remember(response);
    if (response.statusCode() == 200) {
      return acceptWhole(response, body, offset, length, shorterIsFine);
    }
    String header = response.headers().firstValue("Content-Range").orElse("");
    Matcher range = CONTENT_RANGE.matcher(header);
    if (!range.matches() || Long.parseLong(range.group(1)) != offset) {
      throw new RasterException(
          Code.HTTP_NO_RANGES,
          "'"
              + name()
              + "' answered with the range '"
              + header
              + "', asked were bytes "
              + offset
              + "-"
              + (offset + length - 1)
              + ": the server or a proxy before it is at fault; download the file and use it from disk.");
    }
    if (!range.group(3).equals("*")) {
      synchronized (this) {
        size = Long.parseLong(range.group(3));
      }
    }
    byte[] bytes = body.readNBytes(length);
    boolean atEnd = shorterIsFine && Long.parseLong(range.group(2)) + 1 == offset + bytes.length;
    if (bytes.length < length && !atEnd) {
      throw new IOException(
          "the answer broke off after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  /** A server without ranges sends everything; small files are kept, large ones refused. */
  private byte[] acceptWhole(
      HttpResponse<InputStream> response,
      InputStream body,
      long offset,
      int length,
      boolean shorterIsFine)
      throws IOException {
    long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    int limit = (int) Math.min(settings.largestWholeBody(), Integer.MAX_VALUE - 8);
    byte[] all = announced > limit ? new byte[0] : body.readNBytes(limit + 1);
    if (announced > limit || all.length > limit) {
      throw new RasterException(
          Code.HTTP_NO_RANGES,
          "'"
              + name()
              + "': the server ignores range requests and the file is over "
              + (limit >> 20)
              + " MiB: serve it from a host with range support, or download it and use it from disk.");
    }
    synchronized (this) {
      whole = Optional.of(all);
      size = all.length;
    }
    return cut(all, offset, length, shorterIsFine);
  }

  private byte[] cut(byte[] all, long offset, int length, boolean shorterIsFine)
      throws RasterException {
    if (offset + length > all.length && !shorterIsFine) {
      throw Truncation.of(name(), offset, length, all.length);
    }
    int start = (int) Math.min(offset, all.length);
    return Arrays.copyOfRange(all, start, (int) Math.min(offset + length, all.length));
  }

  /**
   * The version must stay the same from the first request on: half of one image and half of another
   * is no image.
   */
  private synchronized void remember(HttpResponse<?> response) throws RasterException {
    Optional<String> now = response.headers().firstValue("ETag");
    if (entityTag.isPresent() && now.isPresent() && !entityTag.equals(now)) {
      throw new RasterException(
          Code.HTTP_CHANGED,
          "'"
              + name()
              + "' changed while it was read (entity tag "
              + entityTag.get()
              + " became "
              + now.get()
              + "): run again.");
    }
    if (entityTag.isEmpty()) {
      entityTag = now;
    }
  }

  private static boolean mayPass(int status) {
    return status == 429 || status == 408 || status >= 500;
  }

  private RasterException refusal(int status, long offset, int length) {
    return switch (status) {
      case 401, 403 ->
          new RasterException(
              Code.HTTP_FORBIDDEN,
              "'"
                  + name()
                  + "' may not be read (HTTP "
                  + status
                  + "): its catalogue may want signed addresses, see --sign.");
      case 404, 410 ->
          new RasterException(
              Code.HTTP_NOT_FOUND,
              "'"
                  + name()
                  + "' is not there (HTTP "
                  + status
                  + "): the catalogue may be out of date.");
      case 416 -> Truncation.of(name(), offset, length, Math.max(0, size));
      default ->
          status >= 500 || status == 429 || status == 408
              ? new RasterException(
                  Code.HTTP_SERVER_ERROR,
                  "'"
                      + name()
                      + "' could not be had in "
                      + settings.attempts()
                      + " attempts (HTTP "
                      + status
                      + "): try again later.")
              : new RasterException(
                  Code.HTTP_REFUSED, "'" + name() + "' was refused (HTTP " + status + ").");
    };
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  /**
   * Pauses a little longer or shorter than asked, so that many clients do not come back at once.
   */
  private void pause(Duration asked) throws RasterException {
    Duration bounded =
        asked.compareTo(settings.longestBackOff()) > 0 ? settings.longestBackOff() : asked;
    try {
      Thread.sleep(
          (long) (bounded.toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private RasterException interrupted(InterruptedException e) {
    return new RasterException(Code.HTTP_UNREACHABLE, "Fetching '" + name() + "' was stopped.", e);
  }

  @Override
  public void close() {
    // The client and its connections belong to ByteSources.
  }
}
