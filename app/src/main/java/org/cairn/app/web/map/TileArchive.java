package org.cairn.app.web.map;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file with all tiles, of which a browser asks for ranges of bytes. Thread-safe.
 *
 * <pre>
 * header { "PMTiles", 1 byte: version = 3, … } of 127 bytes, directories, metadata, tiles
 * </pre>
 */
final class TileArchive {
  /** The longest range that is handed out; readers ask for a directory or a tile at a time. */
  static final int MOST_BYTES = 16 << 20;

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]+)-[0-9]+/([0-9]{1,18})");
  private static final byte[] MAGIC = "PMTiles\3".getBytes(StandardCharsets.US_ASCII);

  private final Source source;

  /** Where the bytes are. */
  sealed interface Source {
    /** At an address of the settings. */
    record Remote(NamedHosts hosts) implements Source {}

    /**
     * @param root folder that it must be in, wherever links lead
     */
    record Local(Path root, String path) implements Source {}
  }

  TileArchive(Source source) {
    this.source = source;
  }

  /**
   * What a range asks for.
   *
   * @param last included
   */
  record Range(long first, long last) {
    Range {
      if (first < 0 || last < first || last - first >= MOST_BYTES) {
        throw new IllegalArgumentException(
            "Expected at most %d bytes in order, found %d-%d".formatted(MOST_BYTES, first, last));
      }
    }

    /** Empty for what is not one range of bytes with both ends, or a longer one. */
    static Optional<Range> parse(String header) {
      Matcher range = RANGE.matcher(header);
      if (!range.matches()) {
        return Optional.empty();
      }
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      boolean fits = last >= first && last - first < MOST_BYTES;
      return fits ? Optional.of(new Range(first, last)) : Optional.empty();
    }

    int length() {
      return (int) (last - first + 1);
    }
  }

  /**
   * A part of the file.
   *
   * @param bytes empty where it begins behind the end
   * @param total of the whole file
   * @param version changes when the file does
   */
  @SuppressWarnings("ArrayRecordComponent") // made here, written out once, never kept
  record Part(byte[] bytes, long first, long total, String version) {}

  Part read(Range range) throws LayerException, IOException {
    Part part =
        switch (source) {
          case Source.Local local -> local(local, range);
          case Source.Remote remote -> remote(remote.hosts(), range);
        };
    boolean atStart = range.first() == 0 && part.bytes().length >= MAGIC.length;
    if (atStart && !Arrays.equals(part.bytes(), 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new LayerException("no-archive");
    }
    return part;
  }

  private static Part local(Source.Local local, Range range) throws LayerException, IOException {
    Path root = local.root().toRealPath();
    Path file = root.resolve(local.path());
    if (!Files.isRegularFile(file)) {
      throw new LayerException("no-file", local.path());
    }
    file = file.toRealPath();
    if (!file.startsWith(root)) {
      throw new LayerException("outside", local.path());
    }
    String version =
        Long.toString(Files.getLastModifiedTime(file).toMillis(), 36)
            + "-"
            + Long.toString(Files.size(file), 36);
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
      fill(in, magic);
      if (!Arrays.equals(magic.array(), MAGIC)) {
        throw new LayerException("no-archive");
      }
      long total = in.size();
      if (range.first() >= total) {
        return new Part(new byte[0], range.first(), total, version);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(range.length(), total - range.first()));
      in.position(range.first());
      fill(in, bytes);
      return new Part(
          Arrays.copyOf(bytes.array(), bytes.position()), range.first(), total, version);
    }
  }

  private static void fill(SeekableByteChannel in, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining() && in.read(bytes) >= 0) {
      // Reads on.
    }
  }

  private static Part remote(NamedHosts hosts, Range range) throws LayerException {
    String header = "bytes=" + range.first() + "-" + range.last();
    HttpResponse<byte[]> answer = hosts.get(hosts.first(), Optional.of(header), range.length());
    String host = NamedHosts.named(hosts.first());
    Matcher told = CONTENT_RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
    if (answer.statusCode() == 416) {
      throw new LayerException("away", host, "HTTP 416");
    }
    if (answer.statusCode() == 200) {
      throw new LayerException("no-ranges", host);
    }
    if (answer.statusCode() != 206
        || !told.matches()
        || Long.parseLong(told.group(1)) != range.first()) {
      throw new LayerException("away", host, "HTTP " + answer.statusCode());
    }
    String version =
        answer
                .headers()
                .firstValue("ETag")
                .or(() -> answer.headers().firstValue("Last-Modified"))
                .map(text -> Integer.toHexString(text.hashCode()))
                .orElse("")
            + "-"
            + told.group(2);
    return new Part(answer.body(), range.first(), Long.parseLong(told.group(2)), version);
  }
}
