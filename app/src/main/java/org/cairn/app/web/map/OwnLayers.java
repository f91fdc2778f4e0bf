package org.cairn.app.web.map;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.ledger.RefusedException;
import org.cairn.register.MapSettings;
import org.cairn.register.MapSettings.Source;
import org.cairn.register.Workspace;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Map layers of the node's own settings. This server fetches their tiles, so that whoever serves
 * them does not learn who looks where, and pages load nothing from elsewhere. Thread-safe.
 */
@Controller
public final class OwnLayers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_TILE_BYTES = 4 << 20;
  private static final String FOR_A_DAY = "private, max-age=86400";

  private final MapSettings settings;
  private final Path root;

  /** Goes nowhere but where the settings say: an answer that points elsewhere is none. */
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  OwnLayers(Workspace workspace) throws IOException, RefusedException {
    this.settings = workspace.mapSettings();
    this.root = workspace.root();
  }

  /** In the order of the settings; their position is their number in addresses. */
  public List<Source> sources() {
    return settings.sources();
  }

  @GetMapping("/tiles/own/{layer}/{z}/{x}/{y}")
  @Needs(Right.SEE_PLACES)
  Answer tile(
      @PathVariable("layer") int layer,
      @PathVariable("z") int z,
      @PathVariable("x") long x,
      @PathVariable("y") long y)
      throws IOException {
    if (layer < 0 || layer >= settings.sources().size()) {
      throw new NotFoundException();
    }
    Source source = settings.sources().get(layer);
    boolean on = z >= source.minZoom() && z <= source.maxZoom();
    if (!on || x < 0 || y < 0 || x >= 1L << z || y >= 1L << z) {
      throw new NotFoundException();
    }
    String address =
        source
            .url()
            .replace("{z}", Integer.toString(z))
            .replace("{x}", Long.toString(x))
            .replace("{y}", Long.toString(y));
    byte[] tile = source.url().contains("://") ? fetch(URI.create(address)) : read(address);
    return Answer.bytes(tile, type(tile).orElseThrow(NotFoundException::new), FOR_A_DAY);
  }

  private byte[] read(String path) throws IOException {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)
        || !Files.isRegularFile(file)
        || Files.size(file) > MAX_TILE_BYTES) {
      throw new NotFoundException();
    }
    return Files.readAllBytes(file);
  }

  private byte[] fetch(URI address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      HttpResponse<java.io.InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        byte[] tile = body.readNBytes(MAX_TILE_BYTES);
        if (answer.statusCode() != 200 || body.read() >= 0) {
          throw new NotFoundException();
        }
        return tile;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while waiting for a tile", e);
    } catch (java.net.http.HttpTimeoutException | java.net.ConnectException away) {
      // A layer that cannot be had is no reason to fail: the map shows without it.
      throw new NotFoundException();
    }
  }

  /** By how it begins; only pictures are handed on. */
  private static Optional<String> type(byte[] tile) {
    if (begins(tile, 0, 0x89, 'P', 'N', 'G')) {
      return Optional.of("image/png");
    }
    if (begins(tile, 0, 0xff, 0xd8, 0xff)) {
      return Optional.of("image/jpeg");
    }
    return begins(tile, 0, 'R', 'I', 'F', 'F') && begins(tile, 8, 'W', 'E', 'B', 'P')
        ? Optional.of("image/webp")
        : Optional.empty();
  }

  private static boolean begins(byte[] tile, int at, int... with) {
    if (tile.length < at + with.length) {
      return false;
    }
    for (int each = 0; each < with.length; each++) {
      if ((tile[at + each] & 0xff) != with[each]) {
        return false;
      }
    }
    return true;
  }
}
