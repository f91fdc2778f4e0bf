package org.cairn.app.web.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cairn.app.web.Role;
import org.cairn.app.web.map.TestArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The node's own map layers: archives and services, near and far, sound and hostile. */
class LayersTest {
  @TempDir static Path folder;

  private static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());
  private static HttpServer far;
  private static PlaceNode node;

  @BeforeAll
  static void starts() throws Exception {
    far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    far.createContext("/", LayersTest::answer);
    far.start();
    String at = "http://127.0.0.1:" + far.getAddress().getPort();
    node =
        PlaceNode.start(
            folder.resolve("node"),
            """
            map:
              layers:
                - {name: Region, type: pmtiles, url: maps/region.pmtiles}
                - {name: No archive, type: pmtiles, url: maps/0-0-0.png}
                - {name: Linked away, type: pmtiles, url: maps/away.pmtiles}
                - {name: Far, type: pmtiles, url: '%1$s/far.pmtiles'}
                - {name: Without ranges, type: pmtiles, url: '%1$s/whole'}
                - {name: From the air, type: wmts, url: '%1$s/wmts', layer: air, attribution: J. Doe}
                - {name: Unknown layer, type: wmts, url: '%1$s/wmts', layer: clouds}
                - {name: Elsewhere, type: wmts, url: '%1$s/elsewhere', layer: air}
                - {name: Vault, type: pmtiles, url: keys}
            """
                .formatted(at));
    Path maps = folder.resolve("node/maps");
    Files.write(maps.resolve("region.pmtiles"), TestArchive.outlines());
    Path outside = folder.resolve("outside.pmtiles");
    Files.write(outside, TestArchive.outlines());
    Files.createSymbolicLink(maps.resolve("away.pmtiles"), outside);
  }

  @AfterAll
  static void stops() throws Exception {
    node.close();
    far.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    ASKED.add(path);
    byte[] body;
    int status = 200;
    try {
      body =
          switch (path) {
            case "/far.pmtiles" -> TestArchive.pictures(PlaceShapes.picture());
            case "/whole" -> TestArchive.outlines();
            case "/wmts" -> capabilities("/air").getBytes();
            case "/elsewhere" -> capabilities("http://localhost:1/air").getBytes();
            case "/air/web/z0/0/0.png" -> PlaceShapes.picture();
            default -> new byte[0];
          };
    } catch (Exception e) {
      throw new IOException(e);
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null && path.equals("/far.pmtiles")) {
      String[] ends = range.substring("bytes=".length()).split("-", -1);
      int from = Integer.parseInt(ends[0]);
      int until = Math.min(body.length, Integer.parseInt(ends[1]) + 1);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (until - 1) + "/" + body.length);
      body = Arrays.copyOfRange(body, from, until);
      status = 206;
    }
    exchange.sendResponseHeaders(body.length == 0 ? 404 : status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String capabilities(String tiles) {
    return """
    <Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"><Contents>
    <Layer><ows:Identifier>air</ows:Identifier><Format>image/png</Format>
      <TileMatrixSetLink><TileMatrixSet>web</TileMatrixSet></TileMatrixSetLink>
      <ResourceURL format="image/png" resourceType="tile"
        template="%s/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"/></Layer>
    <TileMatrixSet><ows:Identifier>web</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>
      <TileMatrix><ows:Identifier>z0</ows:Identifier><ScaleDenominator>559082264.0287178</ScaleDenominator>
      <TopLeftCorner>-20037508.3428 20037508.3428</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>
      <MatrixWidth>1</MatrixWidth><MatrixHeight>1</MatrixHeight></TileMatrix></TileMatrixSet>
    </Contents></Capabilities>
    """
        .formatted(tiles);
  }

  private static HttpResponse<String> archive(int layer, String range) throws Exception {
    return node.visitor().get("/tiles/own/" + layer + "/archive", "Range", range);
  }

  @Test
  void hands_out_ranges_of_an_archive_and_never_the_whole() throws Exception {
    int length = TestArchive.outlines().length;
    HttpResponse<String> part = archive(0, "bytes=0-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("PMTiles");
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 0-6/" + length);
    assertThat(part.headers().firstValue("ETag")).isPresent();
    HttpResponse<String> rest = archive(0, "bytes=0-16383");
    assertThat(rest.headers().firstValue("Content-Range"))
        .hasValue("bytes 0-" + (length - 1) + "/" + length);
    HttpResponse<String> behind = archive(0, "bytes=" + length + "-" + (length + 9));
    assertThat(behind.statusCode()).isEqualTo(416);
    assertThat(behind.headers().firstValue("Content-Range")).hasValue("bytes */" + length);
    assertThat(node.visitor().get("/tiles/own/0/archive").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=5-4",
        "bytes=-5",
        "bytes=5-",
        "bytes=0-1,3-4",
        "lines=0-1",
        "bytes=0-99999999999",
        "bytes=0-9999999999999999999999"
      })
  void refuses_ranges_that_no_reader_of_archives_asks_for(String range) throws Exception {
    assertThat(archive(0, range).statusCode()).isEqualTo(400);
  }

  @Test
  void hands_out_ranges_of_a_far_archive() throws Exception {
    HttpResponse<String> part = archive(3, "bytes=0-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("PMTiles");
    assertThat(part.headers().firstValue("Content-Range"))
        .hasValueSatisfying(told -> assertThat(told).startsWith("bytes 0-6/"));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "8", "5", "9", "99"})
  void hands_out_nothing_that_is_no_archive_of_this_workspace(int layer) throws Exception {
    assertThat(archive(layer, "bytes=0-6").statusCode()).isEqualTo(404);
  }

  @Test
  void fetches_the_tiles_of_a_service_where_its_capabilities_say() throws Exception {
    HttpResponse<byte[]> tile = node.visitor().bytes("/tiles/own/5/0/0/0");
    assertThat(tile.statusCode()).isEqualTo(200);
    assertThat(tile.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(node.visitor().get("/tiles/own/5/1/0/0").statusCode()).isEqualTo(404);
    assertThat(node.visitor().page("/places"))
        .contains("From the air", "J. Doe", "data-least=\"0\" data-most=\"0\" data-size=\"256\"");
    assertThat(ASKED.stream().filter("/wmts"::equals).count()).isLessThanOrEqualTo(2);
  }

  @Test
  void says_to_administrators_why_a_layer_cannot_be_had_and_to_others_that_it_cannot()
      throws Exception {
    assertThat(node.visitor().get("/tiles/own/6/0/0/0").statusCode()).isEqualTo(404);
    assertThat(node.visitor().get("/tiles/own/7/0/0/0").statusCode()).isEqualTo(404);
    assertThat(node.person("Ada", Role.ADMINISTRATOR).page("/places"))
        .contains("no layer “clouds”. There are air.", "The service points at localhost");
    assertThat(node.visitor().page("/places"))
        .contains("This layer cannot be had at present.")
        .doesNotContain("clouds", "localhost,");
    assertThat(ASKED).noneMatch(path -> path.equals("/air"));
  }

  @Test
  void loads_the_reader_of_archives_from_here_alone() throws Exception {
    HttpResponse<String> page = node.visitor().get("/places");
    assertThat(page.body()).contains("/pmtiles.js\"", "data-archive=\"/tiles/own/0/archive\"");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("127.0.0.1", "http"));
  }
}
