package org.cairn.app.web.map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.cairn.register.MapLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WmtsCapabilitiesTest {
  private static final URI AT = URI.create("https://maps.example/wmts/1.0.0/capabilities.xml");

  private static final String GET_TILE =
      """
      <ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP>
        <ows:Get xlink:href="https://maps.example/rest"><ows:Constraint name="GetEncoding"><ows:AllowedValues>
          <ows:Value>RESTful</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get>
        <ows:Get xlink:href="https://maps.example/kvp?"><ows:Constraint name="GetEncoding"><ows:AllowedValues>
          <ows:Value>KVP</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get>
      </ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
      """;

  private static final String AERIAL =
      """
      <Layer><ows:Title>From the air</ows:Title><ows:Identifier>aerial:2020</ows:Identifier>
        <Style><ows:Identifier>grey</ows:Identifier></Style>
        <Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>
        <Format>image/tiff</Format><Format>image/jpeg</Format>
        <Dimension><ows:Identifier>Time</ows:Identifier><Default>2020-05-01</Default><Value>2020-05-01</Value></Dimension>
        <TileMatrixSetLink><TileMatrixSet>national</TileMatrixSet></TileMatrixSetLink>
        <TileMatrixSetLink><TileMatrixSet>web</TileMatrixSet></TileMatrixSetLink>
        %s
      </Layer>
      """;

  private static final String RESOURCE =
      "<ResourceURL format=\"image/jpeg\" resourceType=\"tile\""
          + " template=\"../{Style}/{Time}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.jpg\"/>";

  private static String matrix(String id, double scale, int size, String corner) {
    return ("<TileMatrix><ows:Identifier>%s</ows:Identifier><ScaleDenominator>%s</ScaleDenominator>"
            + "<TopLeftCorner>%s</TopLeftCorner><TileWidth>%d</TileWidth><TileHeight>%d</TileHeight>"
            + "<MatrixWidth>1</MatrixWidth><MatrixHeight>1</MatrixHeight></TileMatrix>")
        .formatted(id, scale, corner, size, size);
  }

  private static String set(String id, String crs, String matrices) {
    return "<TileMatrixSet><ows:Identifier>%s</ows:Identifier><ows:SupportedCRS>%s</ows:SupportedCRS>%s</TileMatrixSet>"
        .formatted(id, crs, matrices);
  }

  private static final String CORNER = "-2.003750834E7 2.0037508E7";
  private static final String SETS =
      set("national", "urn:ogc:def:crs:EPSG::2056", matrix("0", 14285714.3, 256, "2420000 1350000"))
          + set(
              "web",
              "urn:ogc:def:crs:EPSG::3857",
              matrix("web:00", 559082264.0287178, 256, CORNER)
                  + matrix("web:01", 559082264.0287178 / 2, 256, CORNER)
                  + matrix("odd", 400000000, 256, CORNER)
                  + matrix("web:05", 559082264.0287178 / 32, 256, CORNER));

  private static String capabilities(String contents) {
    return "<?xml version=\"1.0\"?><Capabilities xmlns=\"http://www.opengis.net/wmts/1.0\""
        + " xmlns:ows=\"http://www.opengis.net/ows/1.1\""
        + " xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
        + GET_TILE
        + "<Contents>"
        + contents
        + "</Contents></Capabilities>";
  }

  private static MapLayer.Wmts wanted(String layer, String style, String set) {
    return new MapLayer.Wmts(
        "Air", AT.toString(), "", given(layer), given(style), given(set), List.of());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }

  private static WmtsTiles read(String document, MapLayer.Wmts wanted) throws LayerException {
    return WmtsCapabilities.read(document.getBytes(UTF_8), AT, wanted);
  }

  @Test
  void makes_addresses_from_the_service_s_template() throws Exception {
    WmtsTiles tiles =
        read(capabilities(AERIAL.formatted(RESOURCE) + SETS), wanted("aerial:2020", "", ""));
    assertThat(tiles.matrices().keySet()).containsExactly(0, 1, 5);
    assertThat(tiles.tileSize()).isEqualTo(256);
    assertThat(tiles.has(2)).isFalse();
    assertThat(tiles.address(5, 7, 9))
        .isEqualTo(URI.create("https://maps.example/wmts/default/2020-05-01/web/web%3A05/9/7.jpg"));
  }

  @Test
  void asks_by_query_where_there_is_no_template() throws Exception {
    WmtsTiles tiles = read(capabilities(AERIAL.formatted("") + SETS), wanted("", "grey", "web"));
    assertThat(tiles.address(1, 0, 1))
        .isEqualTo(
            URI.create(
                "https://maps.example/kvp?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
                    + "&LAYER=aerial%3A2020&STYLE=grey&FORMAT=image%2Fjpeg&TILEMATRIXSET=web"
                    + "&TILEMATRIX=web%3A01&TILEROW=1&TILECOL=0&Time=2020-05-01"));
  }

  @Test
  void takes_tiles_of_512_pixels_by_how_much_of_the_world_they_show() throws Exception {
    String large = set("web", "EPSG:3857", matrix("a", 279541132.0143589, 512, CORNER));
    WmtsTiles tiles = read(capabilities(AERIAL.formatted(RESOURCE) + large), wanted("", "", ""));
    assertThat(tiles.tileSize()).isEqualTo(512);
    assertThat(tiles.matrices()).containsEntry(0, "a");
  }

  private static final String OTHER = AERIAL.formatted("").replace("aerial:2020", "relief");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clouds | '' | '' | no-layer | aerial:2020, relief",
        "'' | '' | '' | which-layer | aerial:2020, relief",
        "relief | blue | '' | no-style | grey, default",
        "relief | '' | national | no-such-matrix-set | national (urn:ogc:def:crs:EPSG::2056)",
      })
  void says_what_there_is_instead(String layer, String style, String set, String code, String told)
      throws Exception {
    String document = capabilities(AERIAL.formatted(RESOURCE) + OTHER + SETS);
    assertThatThrownBy(() -> read(document, wanted(layer, style, set)))
        .isInstanceOfSatisfying(
            LayerException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.sentence()).contains(told);
            });
  }

  @Test
  void says_that_no_matrix_set_fits_a_web_map() {
    String sets = SETS.replace("EPSG::3857", "EPSG::4326");
    assertThatThrownBy(
            () -> read(capabilities(AERIAL.formatted(RESOURCE) + sets), wanted("", "", "")))
        .isInstanceOfSatisfying(
            LayerException.class,
            refused ->
                assertThat(refused.sentence())
                    .contains("EPSG:3857", "national (urn:ogc:def:crs:EPSG::2056)", "web ("));
  }

  @Test
  void says_that_a_layer_has_no_format_to_show() {
    String layer = AERIAL.formatted("").replace("image/jpeg", "application/x-protobuf");
    assertThatThrownBy(() -> read(capabilities(layer + SETS), wanted("", "", "")))
        .isInstanceOfSatisfying(
            LayerException.class, refused -> assertThat(refused.code()).isEqualTo("no-format"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML at all",
        "<html><body>Sign in</body></html>",
        "<Capabilities><Contents><Layer>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Capabilities>&x;</Capabilities>",
        "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]><Capabilities/>",
        "<Capabilities><Contents><Layer><a>&unknown;</a></Layer></Contents></Capabilities>"
      })
  void refuses_what_is_no_capabilities(String document) {
    assertThatThrownBy(() -> read(document, wanted("", "", "")))
        .isInstanceOfSatisfying(
            LayerException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("no-capabilities");
              assertThat(refused.sentence()).contains("maps.example").doesNotContain("root:");
            });
  }

  @Test
  void refuses_elements_within_elements_without_end() {
    String deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
    assertThatThrownBy(() -> read(capabilities("<Layer>" + deep + "</Layer>"), wanted("", "", "")))
        .isInstanceOfSatisfying(
            LayerException.class,
            refused -> assertThat(refused.code()).isEqualTo("no-capabilities"));
  }
}
