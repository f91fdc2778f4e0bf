package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticCatalogTest {
  private static final String RED = "\"red\": {\"href\": \"./red.tif\"}";

  @TempDir Path folder;

  private static String catalog(String... links) {
    return "{\"type\": \"Catalog\", \"stac_version\": \"1.0.0\", \"id\": \"root\", \"links\": ["
        + String.join(",", links)
        + "]}";
  }

  private static String link(String relation, String href) {
    return "{\"rel\": \"" + relation + "\", \"href\": \"" + href + "\"}";
  }

  private static SearchResult all(String location) throws StacException {
    return StacCatalog.open(location, Catalogs.QUICK).search(ItemSearch.all());
  }

  @Test
  void follows_relative_and_absolute_links_once_round_a_loop() throws IOException {
    Path far =
        Catalogs.write(folder.resolve("elsewhere/b.json"), Catalogs.item("b", "2024-02-01", RED));
    Catalogs.write(
        folder.resolve("catalog.json"),
        catalog(
            link("self", "./catalog.json"),
            link("child", "./sub/catalog.json"),
            link("item", far.toUri().toString())));
    Catalogs.write(
        folder.resolve("sub/catalog.json"),
        catalog(
            link("parent", "../catalog.json"),
            link("child", "../catalog.json"),
            link("item", "x/a.json"),
            link("item", "./x/../x/a.json"),
            link("items", "more.json")));
    Catalogs.write(folder.resolve("sub/x/a.json"), Catalogs.item("a", "2024-03-01", RED));
    Catalogs.write(
        folder.resolve("sub/more.json"),
        Catalogs.collection(Catalogs.item("c", "2024-01-01", RED)));

    SearchResult result = all(folder.resolve("catalog.json").toString());

    assertThat(Catalogs.ids(result)).containsExactly("c", "b", "a");
    assertThat(result.problems()).isEmpty();
    assertThat(Path.of(result.items().get(2).findBand("red").orElseThrow().asset().href()))
        .isEqualTo(folder.resolve("sub/x/red.tif").toAbsolutePath());
    assertThat(Catalogs.ids(all(folder.toString()))).as("a folder").hasSize(3);
    assertThat(Catalogs.ids(all(folder.resolve("catalog.json").toUri().toString()))).hasSize(3);
  }

  @Test
  void a_missing_or_broken_branch_is_told_and_the_rest_goes_on() throws IOException {
    Catalogs.write(
        folder.resolve("catalog.json"),
        catalog(
            link("child", "./gone/catalog.json"),
            link("item", "./cut.json"),
            link("item", "./other.json"),
            "{\"rel\": \"item\"}",
            link("item", "./a.json")));
    Catalogs.write(folder.resolve("cut.json"), "{\"type\": ");
    Catalogs.write(folder.resolve("other.json"), "{\"hello\": 1}");
    Catalogs.write(folder.resolve("a.json"), Catalogs.item("a", "2024-03-01", RED));

    SearchResult result = all(folder.toString());

    assertThat(Catalogs.ids(result)).containsExactly("a");
    assertThat(Catalogs.codes(result))
        .containsExactlyInAnyOrder(
            "link-invalid", "catalog-not-found", "catalog-json", "catalog-not-stac");
    assertThat(result.problems())
        .filteredOn(problem -> problem.code().equals("catalog-not-found"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.subject()).endsWith("gone/catalog.json"));
  }

  @Test
  void a_tree_without_end_is_refused() throws IOException {
    String[] links = new String[120];
    for (int i = 0; i < links.length; i++) {
      links[i] = link("item", "./" + i + ".json");
    }
    Catalogs.write(folder.resolve("catalog.json"), catalog(links));
    assertThatThrownBy(() -> all(folder.toString()))
        .isInstanceOf(StacException.class)
        .hasMessageContaining("more than 100 documents");
  }

  @Test
  void a_tree_on_the_web_is_read_alike_and_kept() throws IOException {
    try (LocalServer server = new LocalServer()) {
      server
          .on("/cat/catalog.json", catalog(link("child", "sub/collection.json")))
          .on(
              "/cat/sub/collection.json",
              catalog(link("item", "./a.json"), link("item", server.address("/b.json"))))
          .on("/cat/sub/a.json", Catalogs.item("a", "2024-03-01", RED))
          .on("/b.json", Catalogs.item("b", "2024-02-01", RED));
      StacCatalog catalog = StacCatalog.open(server.address("/cat/catalog.json"), Catalogs.QUICK);

      assertThat(Catalogs.ids(catalog.search(ItemSearch.all()))).containsExactly("b", "a");
      assertThat(catalog.search(ItemSearch.all()).items().getLast().assets().values())
          .extracting(Asset::href)
          .containsExactly(java.net.URI.create(server.address("/cat/sub/red.tif")));
      assertThat(server.asked).hasSize(4);
    }
  }

  @Test
  void finds_by_place_time_and_collection() throws IOException {
    Catalogs.write(
        folder.resolve("items.json"),
        Catalogs.collection(
            Catalogs.item("here", "\"datetime\": \"2024-03-01\"", "[10, 45, 11, 46]", RED),
            Catalogs.item("there", "\"datetime\": \"2024-03-01\"", "[20, 45, 21, 46]", RED),
            Catalogs.item("anywhere", "\"datetime\": \"2024-03-01\"", "null", RED),
            Catalogs.item("before", "\"datetime\": \"2024-02-01\"", "[10, 45, 11, 46]", RED),
            Catalogs.item("after", "\"datetime\": \"2024-04-01\"", "[10, 45, 11, 46]", RED),
            Catalogs.item("other", "\"datetime\": \"2024-03-01\"", "[10, 45, 11, 46]", RED)
                .replace("\"collection\": \"c\"", "\"collection\": \"d\"")));
    StacCatalog catalog = StacCatalog.open(folder.toString(), Catalogs.QUICK);

    SearchResult result =
        catalog.search(
            new ItemSearch(
                Optional.of(new BoundingBox(10.5, 45.5, 10.6, 45.6)),
                Optional.of(Instant.parse("2024-03-01T00:00:00Z")),
                Optional.of(Instant.parse("2024-03-01T00:00:00Z")),
                List.of("c", "e")));

    assertThat(Catalogs.ids(result)).containsExactly("anywhere", "here");
  }

  @Test
  void says_what_is_wrong_with_a_location() throws IOException {
    assertCode(folder.resolve("none.json").toString(), StacException.Code.CATALOG_NOT_FOUND);
    assertCode(folder.toString(), StacException.Code.CATALOG_NOT_FOUND);
    assertCode("s3://bucket/catalog.json", StacException.Code.CATALOG_LOCATION);
    Path other = Catalogs.write(folder.resolve("other.json"), "{\"name\": \"x\"}");
    assertCode(other.toString(), StacException.Code.CATALOG_NOT_STAC);
    Path list = Catalogs.write(folder.resolve("list.json"), "[1]");
    assertCode(list.toString(), StacException.Code.CATALOG_NOT_STAC);
    Path empty = Catalogs.write(folder.resolve("empty.json"), "");
    assertCode(empty.toString(), StacException.Code.CATALOG_NOT_STAC);
    Path large = folder.resolve("large.json");
    Files.write(large, new byte[(1 << 20) + 1]);
    assertCode(large.toString(), StacException.Code.CATALOG_TOO_LARGE);
  }

  @Test
  void a_search_from_later_to_earlier_is_the_callers_mistake() {
    assertThatThrownBy(() ->
            new ItemSearch(
                Optional.empty(),
                Optional.of(Instant.EPOCH.plus(Duration.ofDays(1))),
                Optional.of(Instant.EPOCH),
                List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertCode(String location, StacException.Code code) {
    assertThatThrownBy(() -> StacCatalog.open(location, Catalogs.QUICK))
        .isInstanceOfSatisfying(StacException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
