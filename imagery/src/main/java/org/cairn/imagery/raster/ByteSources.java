package org.cairn.imagery.raster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Opens files and HTTP resources. Thread-safe; keep one for a run, so that connections are reused
 * and the bound on requests under way holds over all resources.
 */
public final class ByteSources implements AutoCloseable {
  private final HttpTransport transport;
  private final Traffic traffic;

  public ByteSources(HttpSettings settings) {
    this(settings, WebAccess.open());
  }

  /**
   * @param access how servers are asked; counts what is read
   */
  public ByteSources(HttpSettings settings, WebAccess access) {
    this(settings, Thread::sleep, new SplittableRandom(), Clock.systemUTC(), access);
  }

  /** With the pauses, the jitter and the time (for Retry-After dates) of the caller's choice. */
  ByteSources(
      HttpSettings settings, HttpTransport.Pause pause, SplittableRandom random, Clock clock) {
    this(settings, pause, random, clock, WebAccess.open());
  }

  private ByteSources(
      HttpSettings settings,
      HttpTransport.Pause pause,
      SplittableRandom random,
      Clock clock,
      WebAccess access) {
    this.transport = new HttpTransport(settings, pause, random, clock, access);
    this.traffic = access.traffic();
  }

  /**
   * Nothing is asked of a server before the first read.
   *
   * @param href {@code http:}, {@code https:} or {@code file:}, or a plain path
   * @throws RasterException {@code file-not-found}, {@code file-unreadable}, {@code
   *     href-unsupported}
   */
  public ByteSource open(URI href) throws IOException {
    String scheme = href.getScheme() == null ? "" : href.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https" -> openHttp(href);
      case "" -> open(Path.of(href.getPath()));
      case "file" -> open(filePath(href));
      default ->
          throw new RasterException(
              RasterException.Code.HREF_UNSUPPORTED,
              "Address '"
                  + HttpByteSource.nameOf(href)
                  + "' has scheme '"
                  + scheme
                  + "': expected http, https, file or a path; use the item's https address if it"
                  + " has one, or download the file first");
    };
  }

  /**
   * @throws RasterException {@code file-not-found}, {@code file-unreadable}
   */
  public ByteSource open(Path file) throws IOException {
    return FileByteSource.open(file, traffic);
  }

  /**
   * What tells a file of this machine from another one put in its place, without reading it: its
   * size and when it was last written.
   *
   * @return empty for what lies on a server, which would have to be asked, and where there is no
   *     file
   */
  public Optional<String> stamp(URI href) {
    String scheme = href.getScheme() == null ? "" : href.getScheme().toLowerCase(Locale.ROOT);
    try {
      Path file =
          switch (scheme) {
            case "" -> Path.of(href.getPath());
            case "file" -> filePath(href);
            default -> Path.of("");
          };
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      return Optional.of(Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private ByteSource openHttp(URI href) throws RasterException {
    if (href.getHost() == null) {
      throw new RasterException(
          RasterException.Code.HREF_UNSUPPORTED,
          "Address '" + HttpByteSource.nameOf(href) + "' names no host: correct the link");
    }
    return new HttpByteSource(href, transport);
  }

  private static Path filePath(URI href) throws RasterException {
    try {
      return Path.of(href);
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException notAFile) {
      throw new RasterException(
          RasterException.Code.HREF_UNSUPPORTED,
          "Address '" + href + "' is not a file's: expected file:///path/to/file.tif",
          notAFile);
    }
  }

  /** Closes idle connections. Sources opened here can no longer be read over HTTP. */
  @Override
  public void close() {
    transport.close();
  }
}
