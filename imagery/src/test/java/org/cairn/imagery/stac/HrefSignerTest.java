package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.imagery.stac.LocalServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HrefSignerTest {
  @TempDir Path folder;

  private Item item(String href) throws IOException {
    return Catalogs.only(
        folder, Catalogs.item("x", "2024-03-01", "\"red\": {\"href\": \"" + href + "\"}"));
  }

  private static URI sign(HrefSigner signer, Item item) throws IOException {
    return signer.sign(item, item.findBand("red").orElseThrow().asset());
  }

  @Test
  void without_a_signer_addresses_stay_as_they_are() throws IOException {
    assertThat(sign(HrefSigner.none(), item("https://a.example/red.tif")))
        .hasToString("https://a.example/red.tif");
  }

  @Test
  void a_token_is_asked_once_per_collection_until_five_minutes_before_its_end() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-03-01T10:00:00Z"));
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    AtomicInteger handedOut = new AtomicInteger();
    try (LocalServer server = new LocalServer()) {
      server.on(
          "/token/c",
          _ ->
              Reply.ok(
                  "{\"msft:expiry\": \"2024-03-01T11:00:00Z\", \"token\": \"st=a%2Fb&sig=x%2B"
                      + handedOut.incrementAndGet()
                      + "\"}"));
      HrefSigner signer =
          HrefSigner.planetaryComputer(URI.create(server.address("/token")), Catalogs.QUICK, clock);
      Item item = item("https://images.blob.core.windows.net/red.tif");

      assertThat(sign(signer, item))
          .hasToString("https://images.blob.core.windows.net/red.tif?st=a%2Fb&sig=x%2B1");
      now.set(Instant.parse("2024-03-01T10:54:59Z"));
      assertThat(sign(signer, item))
          .hasToString("https://images.blob.core.windows.net/red.tif?st=a%2Fb&sig=x%2B1");
      assertThat(sign(signer, item("https://images.blob.core.windows.net/red.tif?v=1")))
          .hasToString("https://images.blob.core.windows.net/red.tif?v=1&st=a%2Fb&sig=x%2B1");
      now.set(Instant.parse("2024-03-01T10:55:00Z"));
      assertThat(sign(signer, item))
          .hasToString("https://images.blob.core.windows.net/red.tif?st=a%2Fb&sig=x%2B2");
    }
  }

  @Test
  void files_and_addresses_signed_already_need_no_token() throws IOException {
    HrefSigner signer = HrefSigner.planetaryComputer(URI.create("http://127.0.0.1:1/"));
    assertThat(sign(signer, item("./red.tif")).getScheme()).isEqualTo("file");
    assertThat(sign(signer, item("https://images.blob.core.windows.net/red.tif?st=1&sig=2")))
        .hasToString("https://images.blob.core.windows.net/red.tif?st=1&sig=2");
  }

  @Test
  void no_other_server_is_told_a_token() throws IOException {
    HrefSigner signer = HrefSigner.planetaryComputer(URI.create("http://127.0.0.1:1/"));
    for (String elsewhere :
        new String[] {
          "https://a.example/red.tif",
          "https://blob.core.windows.net.a.example/red.tif",
          "s3://images.blob.core.windows.net/red.tif"
        }) {
      assertThat(sign(signer, item(elsewhere))).hasToString(elsewhere);
    }
  }

  @Test
  void says_when_no_token_can_be_had() throws IOException {
    try (LocalServer server = new LocalServer()) {
      server.on("/token/c", "{}");
      HrefSigner signer =
          HrefSigner.planetaryComputer(
              URI.create(server.address("/token/")), Catalogs.QUICK, Clock.systemUTC());
      Item item = item("https://images.blob.core.windows.net/red.tif");
      assertThatThrownBy(() -> sign(signer, item))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'token'");
      Item loose =
          Catalogs.only(
              folder,
              Catalogs.item(
                      "x",
                      "2024-03-01",
                      "\"red\": {\"href\": \"https://images.blob.core.windows.net/red.tif\"}")
                  .replace("\"collection\": \"c\",", ""));
      assertThatThrownBy(() -> sign(signer, loose))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no collection");
    }
  }
}
