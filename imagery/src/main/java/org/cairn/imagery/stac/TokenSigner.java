package org.cairn.imagery.stac;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.imagery.raster.WebAccess;
import tools.jackson.databind.JsonNode;

/**
 * Tokens per collection, each used until shortly before it ends:
 *
 * <pre>
 * GET tokenEndpoint/sentinel-2-l2a
 * {"msft:expiry": "2024-03-01T10:20:30Z", "token": "st=...&amp;sig=..."}
 * </pre>
 */
final class TokenSigner implements HrefSigner {
  /** A token in hand must outlive the reading of an image. */
  private static final Duration KEPT_BEFORE_EXPIRY = Duration.ofMinutes(5);

  private static final String STORAGE = ".blob.core.windows.net";

  private final URI endpoint;
  private final WebDocuments web;
  private final Clock clock;

  /** By collection. Guarded by this. */
  private final Map<String, Token> tokens = new HashMap<>();

  TokenSigner(URI endpoint, StacSettings settings, Clock clock, WebAccess access) {
    this.endpoint = endpoint;
    this.web = new WebDocuments(settings, access);
    this.clock = clock;
  }

  private record Token(String query, Instant expiry) {}

  @Override
  public URI sign(Item item, Asset asset) throws IOException {
    URI href = asset.href();
    String query = href.getRawQuery();
    boolean signed = query != null && ("&" + query).contains("&sig=");
    if (!isStorage(href) || signed) {
      return href;
    }
    String collection =
        item.collection()
            .orElseThrow(() ->
                new IOException(
                    "Item '"
                        + item.id()
                        + "' names no collection, so no token can be asked for: add"
                        + " 'collection', or leave signing off."));
    String bare = href.toString();
    String address = bare + (query == null ? "?" : "&") + token(collection).query();
    return Hrefs.parse(address)
        .orElseThrow(() ->
            new IOException("The token for '" + collection + "' cannot stand in an address."));
  }

  /** Where the tokens are good. Any other server must not be told them, nor would it know them. */
  private static boolean isStorage(URI href) {
    String host = String.valueOf(href.getHost()).toLowerCase(Locale.ROOT);
    return Hrefs.isHttp(href) && host.endsWith(STORAGE);
  }

  /** One request at a time: the others wait for its token instead of asking for their own. */
  private synchronized Token token(String collection) throws IOException {
    Optional<Token> kept =
        Optional.ofNullable(tokens.get(collection))
            .filter(token -> clock.instant().isBefore(token.expiry().minus(KEPT_BEFORE_EXPIRY)));
    if (kept.isPresent()) {
      return kept.get();
    }
    Token fresh = fetch(collection);
    tokens.put(collection, fresh);
    return fresh;
  }

  private Token fetch(String collection) throws IOException {
    String base = endpoint.toString();
    URI address =
        Hrefs.parse(
                base
                    + (base.endsWith("/") ? "" : "/")
                    + URLEncoder.encode(collection, StandardCharsets.UTF_8).replace("+", "%20"))
            .orElseThrow(() -> new IOException("'" + base + "' is not a token endpoint."));
    JsonNode answer = web.read(WebDocuments.Ask.get(address));
    String token =
        Json.text(answer, "token")
            .orElseThrow(() ->
                new IOException(
                    "'"
                        + Hrefs.shown(address)
                        + "' handed out no 'token': check the endpoint's address."));
    // Without a readable end the token is used this once.
    Instant expiry = Json.text(answer, "msft:expiry").flatMap(Moments::parse).orElse(Instant.EPOCH);
    return new Token(token.startsWith("?") ? token.substring(1) : token, expiry);
  }
}
