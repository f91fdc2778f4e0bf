package org.cairn.imagery.raster;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.imagery.raster.HttpTransport.Answer;
import org.cairn.imagery.raster.RangePlan.Joined;
import org.cairn.imagery.raster.RasterException.Code;
import org.jspecify.annotations.Nullable;

/** A resource of an HTTP server, by range requests (RFC 9110, section 14). Thread-safe. */
final class HttpByteSource implements ByteSource {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern UNSATISFIED = Pattern.compile("bytes\\s+\\*/(\\d{1,18})");

  private final URI uri;
  private final String name;
  private final HttpTransport transport;

  // What answers so far told; guarded by this.
  private long size = UNKNOWN_SIZE;
  private boolean asked;
  private @Nullable String entityTag;
  private byte @Nullable [] whole;

  HttpByteSource(URI uri, HttpTransport transport) {
    this.uri = uri;
    this.name = nameOf(uri);
    this.transport = transport;
  }

  /** The address without user, query and fragment: those may hold secrets. */
  static String nameOf(URI uri) {
    if (uri.getHost() == null) {
      String text = uri.toString();
      int query = text.indexOf('?');
      return query < 0 ? text : text.substring(0, query);
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getPath();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() throws RasterException {
    boolean first;
    synchronized (this) {
      first = !asked;
    }
    if (first) {
      readHead(1);
    }
    synchronized (this) {
      return size;
    }
  }

  @Override
  public synchronized Optional<String> entityTag() {
    return Optional.ofNullable(entityTag);
  }

  @Override
  public byte[] readHead(int length) throws RasterException {
    byte[] body = wholeBody();
    if (body == null) {
      Part part = fetch(new ByteRange(0, length));
      if (part.whole() == null) {
        return part.bytes();
      }
      body = part.whole();
    }
    return Arrays.copyOf(body, Math.min(length, body.length));
  }

  @Override
  public List<byte[]> read(List<ByteRange> ranges) throws RasterException {
    byte[] body = wholeBody();
    if (body != null) {
      return cut(body, ranges);
    }
    HttpSettings settings = transport.settings();
    List<Joined> joined =
        RangePlan.of(ranges, settings.coalesceGapBytes(), settings.largestRequestBytes()).joined();
    List<byte[]> fetched = joined.size() <= 1 ? fetchHere(joined) : fetchInParallel(joined);
    byte[][] out = new byte[ranges.size()][];
    for (int j = 0; j < joined.size(); j++) {
      byte[] bytes = fetched.get(j);
      ByteRange around = joined.get(j).range();
      List<Integer> parts = joined.get(j).parts();
      for (int i : parts) {
        ByteRange range = ranges.get(i);
        int from = (int) (range.offset() - around.offset());
        out[i] = parts.size() == 1 ? bytes : Arrays.copyOfRange(bytes, from, from + range.length());
      }
    }
    return List.of(out);
  }

  private List<byte[]> fetchHere(List<Joined> joined) throws RasterException {
    List<byte[]> out = new ArrayList<>(joined.size());
    for (Joined one : joined) {
      out.add(fetchExactly(one.range()));
    }
    return out;
  }

  private List<byte[]> fetchInParallel(List<Joined> joined) throws RasterException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> under =
          joined.stream().map(one -> threads.submit(() -> fetchExactly(one.range()))).toList();
      List<byte[]> out = new ArrayList<>(joined.size());
      for (Future<byte[]> one : under) {
        try {
          out.add(one.get());
        } catch (ExecutionException failed) {
          threads.shutdownNow();
          throw rethrown(failed);
        } catch (InterruptedException interrupted) {
          threads.shutdownNow();
          throw HttpTransport.interrupted(name, interrupted);
        }
      }
      return out;
    }
  }

  private RasterException rethrown(ExecutionException failed) {
    return failed.getCause() instanceof RasterException typed
        ? new RasterException(typed.code(), String.valueOf(typed.getMessage()), typed)
        : new RasterException(
            Code.HTTP_UNREACHABLE,
            "Reading '" + name + "' failed: " + failed.getCause() + "; try again",
            failed);
  }

  private byte[] fetchExactly(ByteRange range) throws RasterException {
    byte[] known = wholeBody();
    if (known != null) {
      return cut(known, List.of(range)).getFirst();
    }
    long end;
    synchronized (this) {
      end = size == UNKNOWN_SIZE ? Long.MAX_VALUE : size;
    }
    if (range.end() > end) {
      throw tooShort(range, end);
    }
    if (range.length() == 0) {
      return new byte[0];
    }
    Part part = fetch(range);
    if (part.whole() != null) {
      return cut(part.whole(), List.of(range)).getFirst();
    }
    if (part.bytes().length < range.length()) {
      throw tooShort(range, range.offset() + part.bytes().length);
    }
    return part.bytes();
  }

  /** Either the bytes of a range (fewer only at the end of the resource) or the whole resource. */
  private record Part(byte[] bytes, byte @Nullable [] whole) {}

  private Part fetch(ByteRange range) throws RasterException {
    Answer answer = transport.get(uri, name, range);
    if (answer.status() == 416) {
      noteSize(unsatisfiedSize(answer));
      noteTag(answer);
      return new Part(new byte[0], null);
    }
    noteTag(answer);
    byte[] bytes = answer.body().bytes;
    if (answer.status() == 200) {
      noteSize(bytes.length);
      synchronized (this) {
        whole = bytes;
      }
      return new Part(bytes, bytes);
    }
    noteSize(checkedRange(range, answer));
    return new Part(bytes, null);
  }

  /**
   * Checks that an answer holds the range asked for.
   *
   * @return the size of the resource, or {@link #UNKNOWN_SIZE}
   */
  private long checkedRange(ByteRange range, Answer answer) throws RasterException {
    String header = answer.headers().firstValue("Content-Range").orElse("");
    Matcher matcher = CONTENT_RANGE.matcher(header.strip());
    if (!matcher.matches()) {
      throw wrongRange(range, header.isEmpty() ? "no Content-Range" : "'" + header + "'");
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    long total = matcher.group(3).equals("*") ? UNKNOWN_SIZE : Long.parseLong(matcher.group(3));
    long length = answer.body().bytes.length;
    boolean full = last == range.end() - 1;
    boolean toTheEnd = last < range.end() && (total == UNKNOWN_SIZE || last == total - 1);
    if (first != range.offset() || last - first + 1 != length || !(full || toTheEnd)) {
      throw wrongRange(range, "'" + header + "' with " + length + " bytes");
    }
    return total;
  }

  private RasterException wrongRange(ByteRange range, String found) {
    return new RasterException(
        Code.HTTP_WRONG_RANGE,
        "The server of '"
            + name
            + "' answered with "
            + found
            + ", expected bytes "
            + range.offset()
            + " to "
            + (range.end() - 1)
            + ": report it to the server's operator, or download the file and use the copy");
  }

  private static long unsatisfiedSize(Answer answer) {
    Matcher matcher =
        UNSATISFIED.matcher(answer.headers().firstValue("Content-Range").orElse("").strip());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : UNKNOWN_SIZE;
  }

  private synchronized void noteSize(long found) throws RasterException {
    asked = true;
    if (found == UNKNOWN_SIZE) {
      return;
    }
    if (size != UNKNOWN_SIZE && size != found) {
      throw changed("size " + size, "size " + found);
    }
    size = found;
  }

  private synchronized void noteTag(Answer answer) throws RasterException {
    String found = answer.headers().firstValue("ETag").orElse(null);
    if (found == null) {
      return;
    }
    String known = entityTag;
    if (known != null && !known.equals(found)) {
      throw changed("ETag " + known, "ETag " + found);
    }
    entityTag = found;
  }

  private RasterException changed(String expected, String found) {
    return new RasterException(
        Code.HTTP_CHANGED,
        "'"
            + name
            + "' was replaced while it was read: expected "
            + expected
            + ", found "
            + found
            + "; read it again from the start");
  }

  private List<byte[]> cut(byte[] body, List<ByteRange> ranges) throws RasterException {
    List<byte[]> out = new ArrayList<>(ranges.size());
    for (ByteRange range : ranges) {
      if (range.end() > body.length) {
        throw tooShort(range, body.length);
      }
      out.add(Arrays.copyOfRange(body, (int) range.offset(), (int) range.end()));
    }
    return out;
  }

  private RasterException tooShort(ByteRange range, long end) {
    return new RasterException(
        Code.TIFF_TRUNCATED,
        "'"
            + name
            + "' ends at byte "
            + end
            + ", expected bytes "
            + range.offset()
            + " to "
            + range.end()
            + ": the server's copy is not whole, tell its operator");
  }

  private synchronized byte @Nullable [] wholeBody() {
    return whole;
  }

  @Override
  public void close() {
    // Connections belong to the transport; nothing is held here but a body kept whole.
    synchronized (this) {
      whole = null;
    }
  }
}
