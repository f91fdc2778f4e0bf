package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.imagery.stac.LocalServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StacApiTest {
  private static final String RED = "\"red\": {\"href\": \"./red.tif\"}";
  private static final ItemSearch SEARCH =
      new ItemSearch(
          Optional.of(new BoundingBox(10, 45, 10.5, 45.5)),
          Optional.of(Instant.parse("2024-01-01T00:00:00Z")),
          Optional.empty(),
          List.of("c"));

  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void landing(String... searchLinks) {
    server.on(
        "/",
        "{\"type\": \"Catalog\", \"id\": \"api\", \"conformsTo\":"
            + " [\"https://api.stacspec.org/v1.0.0/item-search\"], \"links\": ["
            + String.join(",", searchLinks)
            + "]}");
  }

  private static String searchLink(String method) {
    return "{\"rel\": \"search\", \"href\": \"/search\", \"method\": \"" + method + "\"}";
  }

  private static String item(String id) {
    return Catalogs.item(id, "2024-03-01T00:00:00Z", RED);
  }

  private static String page(String next, String... items) {
    return "{\"type\": \"FeatureCollection\", \"features\": ["
        + String.join(",", items)
        + "], \"links\": ["
        + next
        + "]}";
  }

  private SearchResult search(ItemSearch search) throws StacException {
    return StacCatalog.open(server.address("/"), Catalogs.QUICK).search(search);
  }

  private static void assertCode(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, StacException.Code code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StacException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void asks_by_post_and_merges_the_next_links_body_into_its_own() throws IOException {
    landing(searchLink("GET"), searchLink("POST"));
    String next =
        "{\"rel\": \"next\", \"href\": \"/search\", \"method\": \"POST\", \"merge\": true,"
            + " \"headers\": {\"X-Page\": \"two\"}, \"body\": {\"token\": \"t2\"}}";
    AtomicInteger withHeader = new AtomicInteger();
    server.on(
        "/search",
        request -> {
          if (request.headers().getOrDefault("X-page", List.of()).contains("two")) {
            withHeader.incrementAndGet();
          }
          return Reply.ok(
              request.body().contains("t2") ? page("", item("b")) : page(next, item("a")));
        });

    assertThat(Catalogs.ids(search(SEARCH))).containsExactly("a", "b");
    String sent =
        "{\"bbox\":[10.0,45.0,10.5,45.5],\"datetime\":\"2024-01-01T00:00:00Z/..\","
            + "\"collections\":[\"c\"],\"limit\":2";
    assertThat(server.asked)
        .containsExactly(
            "GET /", "POST /search " + sent + "}", "POST /search " + sent + ",\"token\":\"t2\"}");
    assertThat(withHeader).hasValue(1);
  }

  @Test
  void a_next_link_without_merge_replaces_the_body() throws IOException {
    landing(searchLink("POST"));
    String next =
        "{\"rel\": \"next\", \"href\": \"/search\", \"method\": \"POST\","
            + " \"body\": {\"token\": \"t2\"}}";
    server.on(
        "/search",
        request ->
            Reply.ok(request.body().contains("t2") ? page("", item("b")) : page(next, item("a"))));

    assertThat(Catalogs.ids(search(SEARCH))).containsExactly("a", "b");
    assertThat(server.asked.getLast()).isEqualTo("POST /search {\"token\":\"t2\"}");
  }

  @Test
  void pages_by_get_where_the_server_offers_no_more() throws IOException {
    landing(searchLink("GET"));
    server.on(
        "/search",
        request ->
            Reply.ok(
                request.query().contains("page=2")
                    ? page("", item("b"))
                    : page("{\"rel\": \"next\", \"href\": \"/search?page=2\"}", item("a"))));

    assertThat(Catalogs.ids(search(SEARCH))).containsExactly("a", "b");
    assertThat(server.asked)
        .containsExactly(
            "GET /",
            "GET /search?bbox=10.0%2C45.0%2C10.5%2C45.5&datetime=2024-01-01T00%3A00%3A00Z%2F.."
                + "&collections=c&limit=2",
            "GET /search?page=2");
  }

  @Test
  void falls_back_to_get_and_does_not_try_post_again() throws IOException {
    landing("{\"rel\": \"search\", \"href\": \"/search\"}");
    server.on(
        "/search",
        request ->
            request.method().equals("POST") ? Reply.status(405) : Reply.ok(page("", item("a"))));
    StacCatalog catalog = StacCatalog.open(server.address("/"), Catalogs.QUICK);

    assertThat(Catalogs.ids(catalog.search(SEARCH))).containsExactly("a");
    assertThat(Catalogs.ids(catalog.search(SEARCH))).containsExactly("a");
    assertThat(server.asked).filteredOn(asked -> asked.startsWith("POST")).hasSize(1);
  }

  @Test
  void a_gateway_that_forbids_post_and_a_server_without_it_are_asked_by_get() throws IOException {
    landing(searchLink("GET"), searchLink("POST"));
    for (int status : new int[] {403, 405, 415, 501}) {
      server.on(
          "/search",
          request ->
              request.method().equals("POST")
                  ? Reply.status(status)
                  : Reply.ok(page("", item("a"))));
      assertThat(Catalogs.ids(search(SEARCH))).as("HTTP %d", status).containsExactly("a");
    }
  }

  @Test
  void a_box_over_the_antimeridian_is_asked_for_in_two_parts_and_answered_as_one()
      throws IOException {
    landing(searchLink("POST"));
    String west = Catalogs.item("west", "\"datetime\": \"2024-03-01\"", "[179, 0, 179.9, 1]", RED);
    String both = Catalogs.item("both", "\"datetime\": \"2024-03-02\"", "[179, 0, -179, 1]", RED);
    String east = Catalogs.item("east", "\"datetime\": \"2024-03-03\"", "[-180, 0, -179, 1]", RED);
    server.on(
        "/search",
        request ->
            Reply.ok(
                request.body().contains("[179.5,0.0,180.0,0.5]")
                    ? page("", west, both)
                    : page("", both, east)));
    ItemSearch search =
        new ItemSearch(
            Optional.of(new BoundingBox(179.5, 0, -179.5, 0.5)),
            Optional.empty(),
            Optional.empty(),
            List.of());

    SearchResult found = search(search);

    assertThat(Catalogs.ids(found)).containsExactly("west", "both", "east");
    assertThat(found.problems()).isEmpty();
    assertThat(server.asked)
        .containsExactly(
            "GET /",
            "POST /search {\"bbox\":[179.5,0.0,180.0,0.5],\"limit\":2}",
            "POST /search {\"bbox\":[-180.0,0.0,-179.5,0.5],\"limit\":2}");
  }

  @Test
  void boxes_asked_for_stay_within_180_degrees() {
    assertThat(StacApi.asked(new BoundingBox(10, 45, 11, 46)))
        .containsExactly(new BoundingBox(10, 45, 11, 46));
    assertThat(StacApi.asked(new BoundingBox(-181, 0, -179, 1)))
        .containsExactly(new BoundingBox(179, 0, 180, 1), new BoundingBox(-180, 0, -179, 1));
    assertThat(StacApi.asked(new BoundingBox(181, 0, 182, 1)))
        .contains(new BoundingBox(-179, 0, -178, 1));
    assertThat(StacApi.asked(new BoundingBox(-180, -90, 180, 90)))
        .containsExactly(new BoundingBox(-180, -90, 180, 90));
    assertThat(StacApi.asked(new BoundingBox(-180, 0, 200, 1)))
        .containsExactly(new BoundingBox(-180, 0, 180, 1));
  }

  @Test
  void near_the_antimeridian_footprints_written_from_its_other_side_are_found() throws IOException {
    landing(searchLink("GET"));
    String unrolled =
        Catalogs.item("a", "\"datetime\": \"2024-03-01\"", "[-180.7, -18, -178.6, -16]", RED);
    server.on(
        "/search",
        request ->
            Reply.ok(request.query().contains("bbox=-180.0%2C") ? page("", unrolled) : page("")));
    ItemSearch search =
        new ItemSearch(
            Optional.of(new BoundingBox(179.4, -17.5, 179.9, -17)),
            Optional.empty(),
            Optional.empty(),
            List.of());
    assertThat(Catalogs.ids(search(search))).containsExactly("a");
  }

  @Test
  void a_server_has_no_say_in_which_files_here_are_read() throws IOException {
    landing(searchLink("GET"));
    server.on(
        "/search",
        page(
            "",
            Catalogs.item(
                "a", "2024-03-01", RED + ", \"nir\": {\"href\": \"file:///etc/hostname\"}")));
    SearchResult found = search(SEARCH);
    assertThat(found.items().getFirst().assets()).containsOnlyKeys("red");
    assertThat(Catalogs.codes(found)).containsExactly("asset-href");
  }

  @Test
  void a_landing_page_that_only_conforms_is_searched_at_the_usual_place() throws IOException {
    landing();
    server.on("/search", page("", item("a")));
    assertThat(Catalogs.ids(search(SEARCH))).containsExactly("a");
  }

  @Test
  void an_apis_collection_is_searched_through_the_api() throws IOException {
    landing(searchLink("POST"));
    server
        .on(
            "/collections/c",
            "{\"type\": \"Collection\", \"id\": \"c\", \"links\": [{\"rel\": \"items\", \"href\":"
                + " \"/collections/c/items\"}, {\"rel\": \"root\", \"href\": \"/\"}]}")
        .on("/search", page("", item("a")));

    SearchResult result =
        StacCatalog.open(server.address("/collections/c"), Catalogs.QUICK).search(ItemSearch.all());

    assertThat(Catalogs.ids(result)).containsExactly("a");
    assertThat(server.asked.getLast())
        .isEqualTo("POST /search {\"collections\":[\"c\"],\"limit\":2}");
  }

  @Test
  void a_list_of_items_at_an_address_is_read_page_by_page() throws IOException {
    server.on(
        "/items",
        request ->
            Reply.ok(
                request.query().contains("page=2")
                    ? page("", item("b"))
                    : page("{\"rel\": \"next\", \"href\": \"?page=2\"}", item("a"))));
    SearchResult result =
        StacCatalog.open(server.address("/items"), Catalogs.QUICK).search(ItemSearch.all());
    assertThat(Catalogs.ids(result)).containsExactly("a", "b");
  }

  @Test
  void what_a_server_sends_unasked_is_left_out() throws IOException {
    landing(searchLink("POST"));
    server.on(
        "/search",
        page(
            "",
            item("wanted"),
            Catalogs.item("far", "\"datetime\": \"2024-03-01\"", "[50, 45, 51, 46]", RED),
            Catalogs.item("old", "2020-03-01", RED),
            item("foreign").replace("\"collection\": \"c\"", "\"collection\": \"d\"")));
    assertThat(Catalogs.ids(search(SEARCH))).containsExactly("wanted");
  }

  @Test
  void addresses_in_items_are_meant_from_their_self_link() throws IOException {
    landing(searchLink("POST"));
    server.on(
        "/search",
        page(
            "",
            item("a")
                .replace(
                    "\"links\": []",
                    "\"links\": [{\"rel\": \"self\", \"href\": \"https://a.example/c/a.json\"}]")));
    assertThat(search(SEARCH).items().getFirst().findBand("red").orElseThrow().asset().href())
        .hasToString("https://a.example/c/red.tif");
  }

  @Test
  void a_busy_server_is_asked_again() throws IOException {
    landing(searchLink("POST"));
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "/search",
        _ ->
            switch (asked.incrementAndGet()) {
              case 1 -> new Reply(429, "", Map.of("Retry-After", "3600"));
              case 2 -> Reply.status(503);
              default -> Reply.ok(page("", item("a")));
            });
    assertThat(Catalogs.ids(search(SEARCH))).containsExactly("a");
    assertThat(asked).hasValue(3);
  }

  @Test
  void a_server_that_only_fails_is_given_up() {
    landing(searchLink("POST"));
    server.on("/search", _ -> Reply.status(500));
    assertCode(() -> search(SEARCH), StacException.Code.HTTP_SERVER_ERROR);
    assertThat(server.asked).filteredOn(asked -> asked.startsWith("POST")).hasSize(3);
  }

  @Test
  void a_page_that_fails_midway_fails_the_search_rather_than_hide_scenes() {
    landing(searchLink("GET"));
    server.on(
        "/search",
        request ->
            request.query().contains("page=2")
                ? Reply.status(500)
                : Reply.ok(page("{\"rel\": \"next\", \"href\": \"/search?page=2\"}", item("a"))));
    assertCode(() -> search(SEARCH), StacException.Code.HTTP_SERVER_ERROR);
  }

  @Test
  void next_links_in_a_circle_end_and_are_told() throws IOException {
    landing(searchLink("GET"));
    server.on(
        "/search",
        request ->
            Reply.ok(
                request.query().contains("page=2")
                    ? page("{\"rel\": \"next\", \"href\": \"/search?page=2\"}", item("b"))
                    : page("{\"rel\": \"next\", \"href\": \"/search?page=2\"}", item("a"))));
    SearchResult result = search(SEARCH);
    assertThat(Catalogs.ids(result)).containsExactly("a", "b");
    assertThat(Catalogs.codes(result)).containsExactly("page-loop");
  }

  @Test
  void ever_new_links_to_the_same_items_end_too() throws IOException {
    landing(searchLink("GET"));
    AtomicInteger count = new AtomicInteger();
    server.on(
        "/search",
        _ ->
            Reply.ok(
                page(
                    "{\"rel\": \"next\", \"href\": \"/search?t=" + count.incrementAndGet() + "\"}",
                    item("a"))));
    SearchResult result = search(SEARCH);
    assertThat(Catalogs.ids(result)).containsExactly("a");
    assertThat(Catalogs.codes(result)).containsExactly("page-loop");
    assertThat(count).hasValue(21);
  }

  @Test
  void more_pages_than_may_be_are_refused() {
    landing(searchLink("GET"));
    AtomicInteger count = new AtomicInteger();
    server.on(
        "/search",
        _ -> {
          int page = count.incrementAndGet();
          return Reply.ok(
              page("{\"rel\": \"next\", \"href\": \"/search?t=" + page + "\"}", item("a" + page)));
        });
    assertCode(() -> search(SEARCH), StacException.Code.CATALOG_TOO_LARGE);
    assertThat(count).hasValue(50);
  }

  @Test
  void an_answer_cut_off_or_of_another_kind_is_refused() {
    landing(searchLink("POST"));
    server.on("/search", "{\"type\": \"FeatureCollection\", \"features\": [{\"ty");
    assertCode(() -> search(SEARCH), StacException.Code.CATALOG_JSON);
    server.on("/search", "{\"detail\": \"sorry\"}");
    assertCode(() -> search(SEARCH), StacException.Code.CATALOG_NOT_STAC);
  }

  @Test
  void an_answer_too_large_is_refused_without_reading_it_whole() {
    landing(searchLink("POST"));
    server.on("/search", " ".repeat((1 << 20) + 1));
    assertCode(() -> search(SEARCH), StacException.Code.CATALOG_TOO_LARGE);
  }

  @Test
  void says_what_the_server_answered() {
    server.on("/closed", _ -> Reply.status(403));
    assertCode(
        () -> StacCatalog.open(server.address("/closed?key=secret"), Catalogs.QUICK),
        StacException.Code.HTTP_FORBIDDEN);
    assertThatThrownBy(() -> StacCatalog.open(server.address("/closed?key=secret"), Catalogs.QUICK))
        .hasMessageNotContaining("secret");
    assertCode(
        () -> StacCatalog.open(server.address("/none"), Catalogs.QUICK),
        StacException.Code.CATALOG_NOT_FOUND);
  }

  @Test
  void a_server_that_is_not_there_is_unreachable() {
    String address = server.address("/");
    server.close();
    assertCode(
        () -> StacCatalog.open(address, Catalogs.QUICK), StacException.Code.HTTP_UNREACHABLE);
  }

  @Test
  void a_server_that_never_answers_is_timed_out() {
    StacSettings hasty =
        new StacSettings(
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            2,
            Duration.ZERO,
            Duration.ZERO,
            1_000,
            1,
            1,
            1,
            1_000,
            Duration.ofMinutes(1));
    var released = new java.util.concurrent.CountDownLatch(1);
    server.on(
        "/",
        _ -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Reply.status(200);
        });
    assertCode(() -> StacCatalog.open(server.address("/"), hasty), StacException.Code.HTTP_TIMEOUT);
    released.countDown();
  }
}
