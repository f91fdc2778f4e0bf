package org.cairn.imagery.raster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Locale;
import org.cairn.imagery.raster.internal.FileSource;
import org.cairn.imagery.raster.internal.HttpSource;

/** Opens files and HTTP resources; HTTP connections are kept and used again. Thread-safe. */
public final class ByteSources implements AutoCloseable {
  private final HttpSettings settings;
  private final HttpClient client;

  public ByteSources(HttpSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * @param href {@code file:}, {@code http:} or {@code https:}, or a path without scheme
   * @throws RasterException where there is no such file, or no way to reach such an address
   */
  public ByteSource open(URI href) throws IOException {
    String scheme = href.getScheme() == null ? "file" : href.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https" -> new HttpSource(client, href, settings);
      case "file" -> new FileSource(href.isAbsolute() ? Path.of(href) : Path.of(href.getPath()));
      default ->
          throw new RasterException(
              RasterException.Code.FILE_UNREADABLE,
              "Cannot reach '"
                  + href
                  + "': expected a file or an http(s) address, found '"
                  + scheme
                  + ":'. Use the asset's https address.");
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
