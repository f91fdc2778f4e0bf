package org.cairn.app.web.map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.ledger.RefusedException;
import org.cairn.register.MapLayer;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * Map layers of the node's own settings. This server fetches what they are made of, so that whoever
 * serves them does not learn who looks where, and pages load nothing from elsewhere. Thread-safe.
 */
@Controller
public final class OwnLayers {
  private static final int MAX_TILE_BYTES = 4 << 20;
  private static final String FOR_A_DAY = "private, max-age=86400";
  private static final int USUAL_SIZE = 256;
  private static final int USUAL_ZOOM = 19;

  private final List<Served> layers;
  private final Path root;

  /** A layer with what its tiles are had by. */
  private sealed interface Served {
    MapLayer layer();

    /**
     * @param hosts empty where the tiles are files
     */
    record Squares(MapLayer.Xyz layer, Optional<NamedHosts> hosts) implements Served {}

    record Service(MapLayer.Wmts layer, WmtsService service, NamedHosts hosts) implements Served {}

    record Archive(MapLayer.PmTiles layer, TileArchive archive) implements Served {}
  }

  OwnLayers(Workspace workspace, Clock clock) throws IOException, RefusedException {
    this.root = workspace.root();
    List<Served> served = new ArrayList<>();
    HttpClient client = NamedHosts.client();
    for (MapLayer layer : workspace.mapSettings().layers()) {
      served.add(
          switch (layer) {
            case MapLayer.Xyz squares ->
                new Served.Squares(
                    squares,
                    isAddress(squares.url())
                        ? Optional.of(new NamedHosts(client, address(squares, 0, 0, 0), List.of()))
                        : Optional.empty());
            case MapLayer.Wmts service -> {
              NamedHosts hosts = new NamedHosts(client, URI.create(service.url()), service.hosts());
              yield new Served.Service(service, new WmtsService(service, hosts, clock), hosts);
            }
            case MapLayer.PmTiles archive ->
                new Served.Archive(
                    archive,
                    new TileArchive(
                        isAddress(archive.url())
                            ? new TileArchive.Source.Remote(
                                new NamedHosts(client, URI.create(archive.url()), List.of()))
                            : new TileArchive.Source.Local(root, archive.url())));
          });
    }
    this.layers = List.copyOf(served);
  }

  private static boolean isAddress(String url) {
    return url.contains("://");
  }

  /**
   * A layer as a page offers it.
   *
   * @param archive whether the address is that of one file with all tiles, not of a template
   * @param problem why it cannot be shown, in the reader's words; empty where nothing is known to
   *     be wrong
   */
  public record Offered(
      String name,
      String attribution,
      boolean archive,
      String address,
      int minZoom,
      int maxZoom,
      int tileSize,
      String problem) {}

  /**
   * In the order of the settings; their position is their number in addresses. Asks nobody: a
   * service that was not asked yet is asked meanwhile.
   *
   * @param detailed whether reasons may name what is in the settings
   */
  public List<Offered> offered(Texts texts, boolean detailed) {
    List<Offered> all = new ArrayList<>();
    for (Served each : layers) {
      String path = "/tiles/own/" + all.size();
      String name = each.layer().name();
      String by = each.layer().attribution();
      all.add(
          switch (each) {
            case Served.Squares squares ->
                new Offered(
                    name,
                    by,
                    false,
                    path + "/{z}/{x}/{y}",
                    squares.layer().minZoom(),
                    squares.layer().maxZoom(),
                    USUAL_SIZE,
                    "");
            case Served.Archive archive ->
                new Offered(name, by, true, path + "/archive", 0, USUAL_ZOOM, USUAL_SIZE, "");
            case Served.Service service -> {
              if (service.service().isStale()) {
                Thread.ofVirtual().name("map layer").start(service.service()::learn);
              }
              Optional<WmtsTiles> tiles = service.service().findTiles();
              yield new Offered(
                  name,
                  by,
                  false,
                  path + "/{z}/{x}/{y}",
                  tiles.map(WmtsTiles::minZoom).orElse(0),
                  tiles.map(WmtsTiles::maxZoom).orElse(USUAL_ZOOM),
                  tiles.map(WmtsTiles::tileSize).orElse(USUAL_SIZE),
                  service
                      .service()
                      .findProblem()
                      .map(why -> detailed ? why.sentence(texts) : texts.text("map.layer.none"))
                      .orElse(""));
            }
          });
    }
    return all;
  }

  @GetMapping("/tiles/own/{layer}/{z}/{x}/{y}")
  @Needs(Right.SEE_PLACES)
  Answer tile(
      @PathVariable("layer") int layer,
      @PathVariable("z") int z,
      @PathVariable("x") long x,
      @PathVariable("y") long y)
      throws IOException {
    if (z < 0 || z > 30 || x < 0 || y < 0 || x >= 1L << z || y >= 1L << z) {
      throw new NotFoundException();
    }
    byte[] tile;
    try {
      tile =
          switch (served(layer)) {
            case Served.Squares squares -> squares(squares, z, x, y);
            case Served.Service service -> {
              WmtsTiles tiles = service.service().tiles();
              if (!tiles.has(z)) {
                throw new NotFoundException();
              }
              yield fetch(service.hosts(), tiles.address(z, x, y));
            }
            case Served.Archive archive -> throw new NotFoundException();
          };
    } catch (LayerException away) {
      // A layer that cannot be had is no reason to fail: the map shows without it.
      throw new NotFoundException();
    }
    return Answer.bytes(tile, type(tile).orElseThrow(NotFoundException::new), FOR_A_DAY);
  }

  /** A range of the bytes of an archive; never the whole, which may be as large as the disk. */
  @GetMapping("/tiles/own/{layer}/archive")
  @Needs(Right.SEE_PLACES)
  Answer archive(
      @PathVariable("layer") int layer,
      @RequestHeader(name = "Range", required = false) @Nullable String asked)
      throws IOException {
    if (!(served(layer) instanceof Served.Archive archive)) {
      throw new NotFoundException();
    }
    Optional<TileArchive.Range> range =
        Optional.ofNullable(asked).flatMap(TileArchive.Range::parse);
    if (range.isEmpty()) {
      return (request, response) -> status(response, HttpServletResponse.SC_BAD_REQUEST);
    }
    try {
      return part(archive.archive().read(range.get()));
    } catch (LayerException away) {
      System.getLogger(OwnLayers.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "Map layer ''{0}'': {1}",
              archive.layer().name(),
              away.sentence());
      throw new NotFoundException();
    }
  }

  private static Answer part(TileArchive.Part part) {
    if (part.bytes().length == 0) {
      return (request, response) -> {
        response.setHeader("Content-Range", "bytes */" + part.total());
        status(response, HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
      };
    }
    Answer bytes = Answer.bytes(part.bytes(), "application/octet-stream", FOR_A_DAY);
    return (HttpServletRequest request, HttpServletResponse response) -> {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader("ETag", "\"" + part.version() + "\"");
      response.setHeader(
          "Content-Range",
          "bytes %d-%d/%d"
              .formatted(part.first(), part.first() + part.bytes().length - 1, part.total()));
      bytes.write(request, response);
    };
  }

  private static void status(HttpServletResponse response, int status) {
    response.setStatus(status);
    response.setHeader("Cache-Control", Answer.PRIVATE);
  }

  private Served served(int layer) {
    if (layer < 0 || layer >= layers.size()) {
      throw new NotFoundException();
    }
    return layers.get(layer);
  }

  private byte[] squares(Served.Squares squares, int z, long x, long y)
      throws IOException, LayerException {
    MapLayer.Xyz layer = squares.layer();
    if (z < layer.minZoom() || z > layer.maxZoom()) {
      throw new NotFoundException();
    }
    if (squares.hosts().isPresent()) {
      return fetch(squares.hosts().get(), address(layer, z, x, y));
    }
    return read(filled(layer.url(), z, x, y));
  }

  private static URI address(MapLayer.Xyz layer, int z, long x, long y) {
    return URI.create(filled(layer.url(), z, x, y));
  }

  private static String filled(String template, int z, long x, long y) {
    return template
        .replace("{z}", Integer.toString(z))
        .replace("{x}", Long.toString(x))
        .replace("{y}", Long.toString(y));
  }

  private byte[] read(String path) throws IOException {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      throw new NotFoundException();
    }
    boolean inside = file.toRealPath().startsWith(root.toRealPath());
    if (!inside || Files.size(file) > MAX_TILE_BYTES) {
      throw new NotFoundException();
    }
    return Files.readAllBytes(file);
  }

  private static byte[] fetch(NamedHosts hosts, URI address) throws LayerException {
    HttpResponse<byte[]> answer = hosts.get(address, Optional.empty(), MAX_TILE_BYTES);
    if (answer.statusCode() != 200) {
      throw new NotFoundException();
    }
    return answer.body();
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
