package org.cairn.app.web.stac;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions that cannot be answered, and parts of files that there are not. */
@ExtendWith(WithStacNode.class)
class StacHostileTest {
  private static StacNode node;
  private static String cog;
  private static byte[] whole;
  private static String tag;

  @BeforeAll
  static void serve() throws Exception {
    node = WithStacNode.node();
    JsonNode item = node.json("/stac/collections/chips/items").path("features").path(0);
    cog = node.local(item.path("assets").path("cog").path("href").asString());
    HttpResponse<byte[]> answer = node.bytes(cog);
    whole = answer.body();
    tag = answer.headers().firstValue("ETag").orElseThrow();
  }

  private static void requireProblem(int status, HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as("%s: %s", why, answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .as(why)
        .hasValue("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotEmpty();
    assertThat(problem.path("detail").asString()).isNotEmpty().doesNotContain("org.cairn");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void refuses_parameters_that_say_nothing() throws Exception {
    for (String query :
        List.of(
            "bbox=1,2,3",
            "bbox=1,2,3,4,5",
            "bbox=0,10,1,-10",
            "bbox=0,0,1,91",
            "bbox=-181,0,1,1",
            "bbox=a,b,c,d",
            "bbox=NaN,0,1,1",
            "bbox=0,0,Infinity,1",
            "bbox=0,0,10,1,1,5",
            "bbox=,,,",
            "limit=0",
            "limit=-1",
            "limit=1.5",
            "limit=ten",
            "limit=%2B1",
            "datetime=yesterday",
            "datetime=2026-13-01T00:00:00Z",
            "datetime=2026-02-30",
            "datetime=../..",
            "datetime=/",
            "datetime=2026-05-02T00:00:00Z/2026-05-01T00:00:00Z",
            "datetime=2026-05-02T00:00:00Z/2026-05-03T00:00:00Z/..",
            "datetime=%2B999999999-01-01T00:00:00Z",
            "datetime=2026-05-02T00:00:00",
            "token=x",
            "token=chips.1.0",
            "token=chips.99999999999999999999.0",
            "token=" + encoded("chips.1' OR '1'='1.0"),
            "bbox=0,0,1,1&intersects=" + encoded("{\"type\":\"Point\",\"coordinates\":[0,0]}"),
            "intersects=" + encoded("{"),
            "intersects=" + encoded("[]"),
            "intersects=" + encoded("{\"type\":\"Circle\"}"),
            "intersects=" + encoded("{\"type\":\"Point\",\"coordinates\":[200,0]}"),
            "intersects=" + encoded("{\"type\":\"Point\",\"coordinates\":[\"0\",0]}"),
            "intersects=" + encoded("{\"type\":\"Polygon\",\"coordinates\":[]}"),
            "intersects=" + encoded("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}"),
            "intersects="
                + encoded(
                    "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}"),
            "filter=" + encoded("\"cairn:alert\" = 'x'"),
            "sortby=datetime")) {
      requireProblem(400, node.get("/stac/search?" + query), query);
    }
    requireProblem(400, node.get("/stac/collections/chips/items?bbox=0,10,1,-10"), "items");
  }

  @Test
  void a_token_of_another_search_is_refused() throws Exception {
    JsonNode page = node.json("/stac/search?limit=1&collections=chips");
    String next = "";
    for (JsonNode link : page.path("links")) {
      if (link.path("rel").asString().equals("next")) {
        next = node.local(link.path("href").asString());
      }
    }
    assertThat(node.get(next).statusCode()).isEqualTo(200);
    requireProblem(400, node.get(next.replace("collections=chips", "collections=scenes")), next);
    requireProblem(400, node.get(next + "&bbox=0,0,1,1"), next);
    assertThat(node.get(next.replace("limit=1", "limit=3")).statusCode()).isEqualTo(200);
  }

  @Test
  void absurdly_many_are_as_many_as_there_may_be() throws Exception {
    for (String limit : List.of("10000000", "99999999999999999999999999", "250")) {
      assertThat(node.json("/stac/search?limit=" + limit).path("features").size())
          .isBetween(1, 250);
    }
  }

  @Test
  void refuses_bodies_that_are_no_search() throws Exception {
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "\"x\"",
            "{\"bbox\":\"0,0,1,1\"}",
            "{\"bbox\":[0,0,1,\"1\"]}",
            "{\"bbox\":[0,1,1,0]}",
            "{\"collections\":\"chips\"}",
            "{\"ids\":[1]}",
            "{\"limit\":0}",
            "{\"limit\":{}}",
            "{\"datetime\":5}",
            "{\"token\":7}",
            "{\"query\":{\"cairn:role\":{\"eq\":\"after\"}}}",
            "{\"intersects\":[]}",
            "{\"intersects\":{\"type\":\"Point\"}}",
            "{\"intersects\":" + nested(20_000) + "}",
            "{\"intersects\":" + collections(9) + "}",
            "{\"intersects\":" + positions(11_000) + "}")) {
      requireProblem(
          400, node.post("/stac/search", body), body.length() > 90 ? body.substring(0, 90) : body);
    }
    requireProblem(
        413, node.post("/stac/search", "{\"x\":\"" + "x".repeat(1 << 20) + "\"}"), "large");
    HttpResponse<String> form =
        node.custodian().postWith("", "/stac/search", "collections", "chips");
    requireProblem(415, form, "a form");
  }

  private static String nested(int depth) {
    return "{\"type\":\"Polygon\",\"coordinates\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private static String collections(int depth) {
    String inner = "{\"type\":\"Point\",\"coordinates\":[0,0]}";
    for (int each = 0; each < depth; each++) {
      inner = "{\"type\":\"GeometryCollection\",\"geometries\":[" + inner + "]}";
    }
    return inner;
  }

  private static String positions(int count) {
    return "{\"type\":\"MultiPoint\",\"coordinates\":["
        + String.join(",", java.util.Collections.nCopies(count, "[0,0]"))
        + "]}";
  }

  @Test
  void ids_that_nothing_has_are_not_found_whatever_is_in_them() throws Exception {
    for (String id :
        List.of(
            "none",
            "1-0-0",
            "00" + cog.replaceAll(".*/|\\.tif", ""),
            "-1-0",
            "99999999999999999999-0",
            "1-99999999999",
            encoded("تدمر"),
            "~" + "b2RkL2lk",
            "~%21%21",
            "'%20OR%201=1--")) {
      for (String collection : List.of("chips", "scenes")) {
        requireProblem(404, node.get("/stac/collections/" + collection + "/items/" + id), id);
      }
      assertThat(node.get("/stac/chips/" + id + ".tif").statusCode()).as(id).isEqualTo(404);
    }
    requireProblem(404, node.get("/stac/collections/none"), "collection");
    requireProblem(404, node.get("/stac/collections/none/items"), "items");
    assertThat(node.get("/stac/collections/chips/items/a%2Fb").statusCode()).isEqualTo(400);
    assertThat(StacNode.ids(node.json("/stac/search?ids=" + encoded("a/b,../../x,\u0000,تدمر"))))
        .isEmpty();
  }

  @Test
  void parts_of_a_file_are_those_bytes() throws Exception {
    assertThat(node.bytes(cog).headers().firstValue("Accept-Ranges")).hasValue("bytes");
    requirePart("bytes=0-15", 0, 15);
    requirePart("bytes=100-", 100, whole.length - 1);
    requirePart("bytes=-7", whole.length - 7, whole.length - 1);
    requirePart("bytes=0-99999999999999999999", 0, whole.length - 1);
    requirePart("bytes=0-3,999999999-", 0, 3);
    for (String passedOver : List.of("bytes=9-1", "lines=1-2", "bytes=0-5,2-9", "bytes=x")) {
      HttpResponse<byte[]> answer = node.bytes(cog, "Range", passedOver);
      assertThat(answer.statusCode()).as(passedOver).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(whole);
    }
    for (String beyond : List.of("bytes=" + whole.length + "-", "bytes=-0", "bytes=9999999-")) {
      HttpResponse<byte[]> answer = node.bytes(cog, "Range", beyond);
      assertThat(answer.statusCode()).as(beyond).isEqualTo(416);
      assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */" + whole.length);
      assertThat(answer.body()).isEmpty();
    }
  }

  private static void requirePart(String range, int first, int last) throws Exception {
    HttpResponse<byte[]> answer = node.bytes(cog, "Range", range);
    assertThat(answer.statusCode()).as(range).isEqualTo(206);
    assertThat(answer.headers().firstValue("Content-Range"))
        .hasValue("bytes " + first + "-" + last + "/" + whole.length);
    assertThat(answer.headers().firstValue("ETag")).hasValue(tag);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
  }

  @Test
  void several_parts_come_together_each_with_its_place() throws Exception {
    HttpResponse<byte[]> answer = node.bytes(cog, "Range", "bytes=0-3,10-19,-5");
    assertThat(answer.statusCode()).isEqualTo(206);
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    String[] parts = new String(answer.body(), ISO_8859_1).split("(\r\n)?--" + boundary, -1);
    assertThat(parts).hasSize(5);
    assertThat(parts[4]).isEqualTo("--\r\n");
    int[][] ends = {{0, 3}, {10, 19}, {whole.length - 5, whole.length - 1}};
    for (int part = 0; part < 3; part++) {
      String[] headAndBody = parts[part + 1].split("\r\n\r\n", 2);
      assertThat(headAndBody[0])
          .contains("Content-Type: image/tiff; application=geotiff")
          .contains(
              "Content-Range: bytes %d-%d/%d"
                  .formatted(ends[part][0], ends[part][1], whole.length));
      assertThat(headAndBody[1].getBytes(ISO_8859_1))
          .isEqualTo(Arrays.copyOfRange(whole, ends[part][0], ends[part][1] + 1));
    }
  }

  @Test
  void a_picture_that_is_not_what_was_recorded_is_told_and_not_handed_out() throws Exception {
    JsonNode all = node.json("/stac/collections/chips/items").path("features");
    JsonNode picture = all.path(all.size() - 1).path("assets").path("picture");
    String hash = picture.path("file:checksum").asString().substring("1220".length());
    Path blob =
        node.workspace()
            .blobs()
            .path(org.cairn.ledger.merkle.Hash.of(java.util.HexFormat.of().parseHex(hash)));
    byte[] before = Files.readAllBytes(blob);
    byte[] other = before.clone();
    other[other.length / 2] ^= 1;
    String path = node.local(picture.path("href").asString());
    try {
      Files.write(blob, other);
      requireProblem(500, node.get(path), path);
    } finally {
      Files.write(blob, before);
    }
    assertThat(node.bytes(path).body()).isEqualTo(before);
  }

  @Test
  void conditions_are_held_against_the_strong_tag() throws Exception {
    assertThat(node.bytes(cog, "Range", "bytes=0-3", "If-Range", tag).statusCode()).isEqualTo(206);
    for (String other : List.of("\"other\"", "W/" + tag, "Sun, 06 Nov 1994 08:49:37 GMT", "x")) {
      assertThat(node.bytes(cog, "Range", "bytes=0-3", "If-Range", other).statusCode())
          .as(other)
          .isEqualTo(200);
    }
    assertThat(node.bytes(cog, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(node.bytes(cog, "If-None-Match", "\"a\", W/" + tag).statusCode()).isEqualTo(304);
    assertThat(node.bytes(cog, "If-None-Match", "\"a\"").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> head = node.head(cog, "Range", "bytes=0-3");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(whole.length);
    assertThat(head.headers().firstValue("ETag")).hasValue(tag);
    assertThat(head.body()).isEmpty();
    assertThat(node.bytes(cog).body()).isEqualTo(whole);
  }
}
