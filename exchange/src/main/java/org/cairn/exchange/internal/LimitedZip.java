package org.cairn.exchange.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cairn.exchange.PlaceFormatException;

/**
 * The parts of a file that is a ZIP archive (XLSX, KMZ), taken out under limits: so many parts, so
 * many bytes, so many times larger than they were packed. Nothing is written to disk.
 */
public final class LimitedZip implements AutoCloseable {
  private static final int MAX_PARTS = 5_000;
  private static final long MAX_BYTES = 4L << 30;
  private static final long RATIO_FREE_BYTES = 16L << 20;
  private static final int MAX_RATIO = 200;

  private final ZipFile zip;
  private long bytes;

  private LimitedZip(ZipFile zip) {
    this.zip = zip;
  }

  /** What no honest file does; the message continues "The file". */
  public static final class UnsafeException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnsafeException(String message) {
      super(message);
    }
  }

  public static LimitedZip open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.BINARY_FILE,
          "'%s' is an archive, but a damaged one (%s): save it again"
              .formatted(file, e.getMessage()),
          e);
    }
    if (zip.size() > MAX_PARTS) {
      int size = zip.size();
      zip.close();
      throw new UnsafeException("has %,d parts, at most %,d are read".formatted(size, MAX_PARTS));
    }
    return new LimitedZip(zip);
  }

  public boolean has(String part) {
    return find(part).isPresent();
  }

  /** Unpacked while it is read. */
  public Optional<InputStream> read(String part) throws IOException {
    Optional<ZipEntry> entry = find(part);
    return entry.isEmpty()
        ? Optional.empty()
        : Optional.of(new Limited(zip.getInputStream(entry.get()), entry.get()));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Names of all parts, in the order of the archive. */
  public List<String> parts() {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  /** Some writers spell parts in other cases than their relations do. */
  private Optional<ZipEntry> find(String part) {
    ZipEntry exact = zip.getEntry(part);
    if (exact != null) {
      return Optional.of(exact);
    }
    String lower = part.toLowerCase(Locale.ROOT);
    return zip.stream()
        .<ZipEntry>map(each -> each)
        .filter(each -> each.getName().toLowerCase(Locale.ROOT).equals(lower))
        .findFirst();
  }

  private final class Limited extends FilterInputStream {
    private final ZipEntry entry;
    private long read;

    Limited(InputStream in, ZipEntry entry) {
      super(in);
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = super.read(target, offset, length);
      count(Math.max(n, 0));
      return n;
    }

    private void count(int more) throws UnsafeException {
      read += more;
      bytes += more;
      if (bytes > MAX_BYTES) {
        throw new UnsafeException("unpacks to more than %,d bytes".formatted(MAX_BYTES));
      }
      if (read > RATIO_FREE_BYTES && read / MAX_RATIO > Math.max(1, entry.getCompressedSize())) {
        throw new UnsafeException(
            "has a part that unpacks to more than %d times its size (%s)"
                .formatted(MAX_RATIO, entry.getName()));
      }
    }
  }
}
