package org.cairn.app.web.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.cairn.imagery.stac.ItemSearch;
import org.cairn.imagery.stac.SearchResult;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The node's images as a STAC API: what it says, to whom, and who can read it. */
@ExtendWith(WithStacNode.class)
class StacTest {
  private static StacNode node;

  @BeforeAll
  static void take_the_node() {
    node = WithStacNode.node();
  }

  @Test
  void every_document_is_reached_from_the_landing_page() throws Exception {
    JsonNode landing = node.json("/stac");
    assertThat(landing.path("stac_version").asString()).isEqualTo("1.0.0");
    assertThat(landing.path("conformsTo").toString()).contains("v1.0.0/item-search");
    for (JsonNode link : landing.path("links")) {
      if (!link.path("method").asString("").equals("POST")) {
        assertThat(node.get(node.local(link.path("href").asString())).statusCode())
            .as("%s", link)
            .isEqualTo(200);
      }
    }
    JsonNode chips = node.json("/stac/collections/chips/items?limit=1").path("features").path(0);
    for (JsonNode link : chips.path("links")) {
      assertThat(node.get(node.local(link.path("href").asString())).statusCode())
          .as("%s", link)
          .isEqualTo(200);
    }
    assertThat(chips.path("links").toString()).contains("derived_from", "/review/", "/entries/");
  }

  @Test
  void the_described_routes_are_the_routes_there_are() throws Exception {
    JsonNode paths = node.json("/stac/api").path("paths");
    assertThat(paths.propertyNames())
        .containsExactlyInAnyOrderElementsOf(StacRoutes.of(StacPages.class, FilePages.class));
  }

  @Test
  void a_picture_is_an_item_with_its_alert_ground_and_files() throws Exception {
    JsonNode item = node.json("/stac/collections/chips/items").path("features").path(0);
    JsonNode said = item.path("properties");
    assertThat(said.path("cairn:role").asString()).isIn("before", "after", "strip");
    assertThat(said.path("cairn:alert").asString()).startsWith(said.path("cairn:place").asString());
    assertThat(said.path("proj:code").asString())
        .isEqualTo("EPSG:" + said.path("proj:epsg").asInt());
    assertThat(said.path("proj:transform").path(0).asDouble()).isEqualTo(10);
    assertThat(item.path("bbox")).hasSize(4);
    JsonNode png = item.path("assets").path("picture");
    byte[] bytes = node.bytes(node.local(png.path("href").asString())).body();
    assertThat(png.path("file:size").asInt()).isEqualTo(bytes.length);
    assertThat(png.path("file:checksum").asString())
        .isEqualTo(
            "1220"
                + java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes)));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(picture.getHeight()).isEqualTo(said.path("proj:shape").path(0).asInt());
  }

  @Test
  void gdal_reads_the_search_as_one_raster_and_every_picture_as_it_is() throws Exception {
    String search = node.address() + "/stac/search?collections=chips&limit=3";
    Optional<String> info = StacNode.run("gdalinfo", "STACIT:\"" + search + "\":asset=cog");
    assumeThat(info).as("gdalinfo (package gdal-bin) is not installed here").isPresent();
    assertThat(info.get())
        .contains(all("chips", 3).stream().map(id -> "/stac/chips/" + id + ".tif").toList())
        .contains("Band 3")
        .doesNotContain("ERROR")
        .doesNotContain("Warning");

    JsonNode item = node.json("/stac/collections/chips/items").path("features").path(0);
    String cog = item.path("assets").path("cog").path("href").asString();
    String read = StacNode.run("gdalinfo", "-checksum", "/vsicurl/" + cog).orElseThrow();
    JsonNode transform = item.path("properties").path("proj:transform");
    assertThat(read)
        .contains("ColorInterp=Red", "ColorInterp=Blue", "COMPRESSION=DEFLATE")
        .contains("Origin = (%.1f".formatted(transform.path(2).asDouble()))
        .contains("Pixel Size = (10.0")
        .doesNotContain("ERROR")
        .doesNotContain("Warning");
    Path png = node.folder().resolve("picture.png");
    Files.write(
        png,
        node.bytes(node.local(item.path("assets").path("picture").path("href").asString())).body());
    String recorded = StacNode.run("gdalinfo", "-checksum", png.toString()).orElseThrow();
    assertThat(checksums(read)).hasSizeGreaterThanOrEqualTo(3).isEqualTo(checksums(recorded));
  }

  private static List<String> checksums(String info) {
    return info.lines().filter(line -> line.contains("Checksum=")).map(String::strip).toList();
  }

  @Test
  void our_own_client_lists_all_items_page_by_page() throws Exception {
    SearchResult found =
        StacCatalog.open(node.address() + "/stac", StacSettings.defaults())
            .search(ItemSearch.all());
    assertThat(found.items()).extracting(item -> item.id()).containsAll(all("chips", 7));
  }

  /** By pages of so many. */
  private static List<String> all(String collection, int limit) throws Exception {
    List<String> ids = new ArrayList<>();
    String path = "/stac/collections/" + collection + "/items?limit=" + limit;
    while (!path.isEmpty()) {
      JsonNode page = node.json(path);
      assertThat(page.path("features").size()).isLessThanOrEqualTo(limit);
      ids.addAll(StacNode.ids(page));
      path = "";
      for (JsonNode link : page.path("links")) {
        if (link.path("rel").asString().equals("next")) {
          path = node.local(link.path("href").asString());
        }
      }
    }
    return ids;
  }

  @Test
  void pages_of_any_size_have_every_item_once() throws Exception {
    List<String> whole = all("chips", 250);
    assertThat(whole).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
    assertThat(all("chips", 1)).isEqualTo(whole);
    assertThat(all("chips", 4)).isEqualTo(whole);
    List<String> both = new ArrayList<>(whole);
    both.addAll(all("scenes", 250));
    List<String> posted = new ArrayList<>();
    String body = "{\"limit\":5}";
    while (!body.isEmpty()) {
      JsonNode page = node.posted("/stac/search", body);
      posted.addAll(StacNode.ids(page));
      body = "";
      for (JsonNode link : page.path("links")) {
        if (link.path("rel").asString().equals("next")) {
          body = "{\"limit\":5,\"token\":" + link.path("body").path("token") + "}";
        }
      }
    }
    assertThat(posted).isEqualTo(both);
  }

  @Test
  void what_tells_of_a_protected_place_is_nowhere_for_others() throws Exception {
    JsonNode every = node.asCustodian("/stac/search?limit=250&collections=chips");
    List<JsonNode> hidden = new ArrayList<>();
    for (JsonNode item : every.path("features")) {
      if (item.path("properties").path("cairn:place").asString().equals(node.hidden())) {
        hidden.add(item);
      }
    }
    assertThat(hidden).isNotEmpty();
    JsonNode seen = node.json("/stac/search?limit=250");
    assertThat(seen.toString()).doesNotContain(node.hidden());
    JsonNode item = hidden.getFirst();
    String id = item.path("id").asString();
    JsonNode box = item.path("bbox");
    String bbox = box.path(0) + "," + box.path(1) + "," + box.path(2) + "," + box.path(3);
    assertThat(StacNode.ids(node.asCustodian("/stac/search?bbox=" + bbox))).contains(id);
    assertThat(StacNode.ids(node.json("/stac/search?bbox=" + bbox))).doesNotContain(id);
    assertThat(StacNode.ids(node.json("/stac/search?ids=" + id))).isEmpty();
    for (String path :
        List.of(
            "/stac/collections/chips/items/" + id,
            "/stac/chips/" + id + ".png",
            "/stac/chips/" + id + ".tif")) {
      assertThat(node.get(path).statusCode()).as(path).isEqualTo(404);
      assertThat(node.get(path).body()).isEqualTo(node.get(path.replace(id, "999999-0")).body());
      assertThat(node.custodian().get(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(item.path("assets").path("picture").path("href").asString())
        .doesNotContain(
            item.path("assets").path("picture").path("file:checksum").asString().substring(4));
  }

  @Test
  void scenes_that_only_a_protected_place_was_found_by_are_for_few() throws Exception {
    JsonNode every = node.asCustodian("/stac/search?limit=250&collections=scenes");
    JsonNode seen = node.json("/stac/search?limit=250&collections=scenes");
    assertThat(every.path("features").size()).isEqualTo(40);
    assertThat(seen.path("features").size()).isBetween(1, 39);
    for (JsonNode scene : seen.path("features")) {
      assertThat(scene.path("properties").path("cairn:alerts")).isNotEmpty();
      assertThat(scene.path("assets").size()).isZero();
      assertThat(scene.path("geometry").isNull()).isTrue();
      assertThat(scene.has("bbox")).isFalse();
    }
    List<String> missing = new ArrayList<>(StacNode.ids(every));
    missing.removeAll(StacNode.ids(seen));
    assertThat(node.get("/stac/collections/scenes/items/" + missing.getFirst()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_scene_s_file_on_this_node_is_served_while_it_is_what_was_read() throws Exception {
    JsonNode scene =
        node.asCustodian("/stac/collections/scenes/items?limit=1").path("features").path(0);
    JsonNode asset = scene.path("assets").path("red");
    String path = node.local(asset.path("href").asString());
    assertThat(node.get(path).statusCode()).isEqualTo(401); // A token is asked for.
    HttpResponse<String> whole = node.custodian().get(path);
    assertThat(whole.statusCode()).isEqualTo(200);
    Path file =
        node.folder().resolve("landscape/scenes/" + scene.path("id").asString() + "_red.tif");
    assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(Files.size(file));
    byte[] before = Files.readAllBytes(file);
    byte[] other = before.clone();
    other[20] ^= 1;
    try {
      Files.write(file, other);
      assertThat(node.custodian().get(path).statusCode()).isEqualTo(404);
    } finally {
      Files.write(file, before);
    }
    assertThat(node.custodian().get(path).statusCode()).isEqualTo(200);
    assertThat(node.custodian().get(path.replace("/red.tif", "/none.tif")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void searches_narrow_by_box_geometry_time_and_id() throws Exception {
    JsonNode item = node.json("/stac/collections/chips/items").path("features").path(0);
    String id = item.path("id").asString();
    String time = item.path("properties").path("datetime").asString();
    JsonNode box = item.path("bbox");
    double lon = (box.path(0).asDouble() + box.path(2).asDouble()) / 2;
    double lat = (box.path(1).asDouble() + box.path(3).asDouble()) / 2;
    String point = "{\"type\":\"Point\",\"coordinates\":[" + lon + "," + lat + "]}";
    assertThat(
            StacNode.ids(
                node.posted(
                    "/stac/search",
                    "{\"intersects\":%s,\"datetime\":\"%s\"}".formatted(point, time))))
        .contains(id);
    assertThat(StacNode.ids(node.json("/stac/search?datetime=1999-01-01/2000-01-01"))).isEmpty();
    assertThat(StacNode.ids(node.json("/stac/search?collections=chips&datetime=../" + time)))
        .contains(id);
    assertThat(StacNode.ids(node.json("/stac/search?ids=" + id + ",999-0,x"))).containsExactly(id);
    assertThat(StacNode.ids(node.json("/stac/search?collections=none"))).isEmpty();
    assertThat(StacNode.ids(node.json("/stac/search?bbox=170,-89,-170,89"))).isEmpty();
    // All the world but a strip of a degree in which the item does not lie.
    double strip = lon > 0 ? lon - 10 : lon + 10;
    assertThat(
            StacNode.ids(
                node.json("/stac/search?bbox=" + strip + ",-90," + (strip - 1) + ",90&limit=250")))
        .contains(id);
  }
}
