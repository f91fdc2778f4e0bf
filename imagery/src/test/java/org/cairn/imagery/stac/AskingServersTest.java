package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.imagery.raster.ByteSource;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.HostCredential;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.Reach;
import org.cairn.imagery.raster.WebAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials, redirects, and servers that never come to an end. */
@Timeout(20)
class AskingServersTest {
  private static final String ITEM = Catalogs.item("a", "2025-05-01T10:00:00Z", "");

  private LocalServer server;
  private LocalServer other;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> toldOther = new CopyOnWriteArrayList<>();

  @BeforeEach
  void starts() throws IOException {
    server = new LocalServer();
    other = new LocalServer();
  }

  @AfterEach
  void stops() {
    server.close();
    other.close();
  }

  private WebAccess withToken() {
    String host = URI.create(server.address("/")).getAuthority();
    return new WebAccess(List.of(HostCredential.bearer(host, "s3cret")), Reach.anywhere());
  }

  private static LocalServer.Handler noting(List<String> to, LocalServer.Reply reply) {
    return request -> {
      to.add(String.join("", request.headers().getOrDefault("Authorization", List.of("none"))));
      return reply;
    };
  }

  private static LocalServer.Reply redirect(String location) {
    return new LocalServer.Reply(302, "", Map.of("Location", location));
  }

  @Test
  void a_credential_goes_to_its_own_host_and_no_other() throws IOException {
    String landing =
        """
        {"type": "Catalog", "id": "x", "conformsTo": ["https://api.stacspec.org/v1.0.0/item-search"],
         "links": [{"rel": "search", "href": "%s", "method": "GET"}]}
        """
            .formatted(other.address("/search"));
    server.on("/", noting(told, LocalServer.Reply.ok(landing)));
    other.on("/search", noting(toldOther, LocalServer.Reply.ok(Catalogs.collection(ITEM))));
    SearchResult found =
        StacCatalog.open(server.address("/"), Catalogs.QUICK, withToken()).search(ItemSearch.all());
    assertThat(Catalogs.ids(found)).containsExactly("a");
    assertThat(told).containsExactly("Bearer s3cret");
    assertThat(toldOther).containsExactly("none");
  }

  @Test
  void a_redirect_to_another_host_does_not_take_it_along() throws IOException {
    server.on("/old", noting(told, redirect("/moved")));
    server.on("/moved", noting(told, redirect(other.address("/items"))));
    other.on("/items", noting(toldOther, LocalServer.Reply.ok(Catalogs.collection(ITEM))));
    WebAccess access = withToken();
    SearchResult found =
        StacCatalog.open(server.address("/old"), Catalogs.QUICK, access).search(ItemSearch.all());
    assertThat(Catalogs.ids(found)).containsExactly("a");
    assertThat(told).containsExactly("Bearer s3cret", "Bearer s3cret");
    assertThat(toldOther).containsExactly("none");
    assertThat(access.traffic().now().requests()).isEqualTo(3);
    assertThat(access.traffic().now().receivedBytes())
        .isEqualTo(Catalogs.collection(ITEM).length());
  }

  @Test
  void images_are_asked_for_in_the_same_way() throws IOException {
    server.on("/a.tif", noting(told, redirect(other.address("/b.tif"))));
    other.on("/b.tif", noting(toldOther, LocalServer.Reply.ok("abc")));
    WebAccess access = withToken();
    try (ByteSources sources = new ByteSources(HttpSettings.defaults(), access);
        ByteSource image = sources.open(URI.create(server.address("/a.tif")))) {
      assertThat(image.readHead(3)).containsExactly('a', 'b', 'c');
    }
    assertThat(told).containsExactly("Bearer s3cret");
    assertThat(toldOther).containsExactly("none");
    assertThat(access.traffic().now().receivedBytes()).isEqualTo(3);
  }

  @Test
  void redirects_in_a_circle_are_given_up_at_once() {
    server.on("/a", noting(told, redirect("/b")));
    server.on("/b", noting(told, redirect("/a")));
    assertThatExceptionOfType(StacException.class)
        .isThrownBy(() -> StacCatalog.open(server.address("/a"), Catalogs.QUICK))
        .withMessageContaining("circle")
        .satisfies(e -> assertThat(e.code()).isEqualTo(StacException.Code.HTTP_REFUSED));
    assertThat(told).hasSize(6);
  }

  @Test
  void a_redirect_into_a_clouds_own_network_is_not_followed() {
    server.on("/a", noting(told, redirect("http://169.254.169.254/latest/meta-data/")));
    WebAccess access = new WebAccess(List.of(), Reach.ofNetworks(true));
    assertThatExceptionOfType(StacException.class)
        .isThrownBy(() -> StacCatalog.open(server.address("/a"), Catalogs.QUICK, access))
        .withMessageContaining("never asked");
    assertThat(told).hasSize(1);
    try (ByteSources sources = new ByteSources(HttpSettings.defaults(), access)) {
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> sources.open(URI.create("http://[fe80::1]/x.tif")).readHead(4))
          .withMessageContaining("never asked");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/",
        "http://[::ffff:169.254.169.254]/",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://224.0.0.1/"
      })
  void no_tick_opens_link_local_and_reserved_addresses(String address) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Reach.ofNetworks(true).check(URI.create(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://[fd12::1]/",
        "http://[2002:0a00:0001::1]/"
      })
  void private_networks_are_asked_where_that_is_allowed(String address) throws IOException {
    Reach.ofNetworks(true).check(URI.create(address));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Reach.ofNetworks(false).check(URI.create(address)))
        .withMessageContaining("allowed for the catalogue");
  }

  @Test
  void pages_without_end_are_given_up_for_their_items() {
    AtomicInteger pages = new AtomicInteger();
    server.on("/items", request -> page(pages.incrementAndGet()));
    assertThatExceptionOfType(StacException.class)
        .isThrownBy(() ->
            StacCatalog.open(
                server.address("/items"), Catalogs.QUICK.withBounds(10, Duration.ofHours(1))))
        .withMessageContaining("more than 10 items")
        .satisfies(e -> assertThat(e.code()).isEqualTo(StacException.Code.CATALOG_TOO_LARGE));
    assertThat(pages).hasValue(11);
  }

  @Test
  void pages_without_end_are_given_up_after_some_time() {
    AtomicInteger pages = new AtomicInteger();
    server.on("/items", request -> page(pages.incrementAndGet()));
    assertThatExceptionOfType(StacException.class)
        .isThrownBy(() ->
            StacCatalog.open(
                server.address("/items"), Catalogs.QUICK.withBounds(1000, Duration.ofNanos(1))))
        .withMessageContaining("had not listed all its items after")
        .satisfies(e -> assertThat(e.code()).isEqualTo(StacException.Code.HTTP_TIMEOUT));
  }

  private LocalServer.Reply page(int number) {
    return LocalServer.Reply.ok(
        """
        {"type": "FeatureCollection", "features": [%s],
         "links": [{"rel": "next", "href": "%s"}]}
        """
            .formatted(
                Catalogs.item("i" + number, "2025-05-01T10:00:00Z", ""),
                server.address("/items?page=" + number)));
  }
}
