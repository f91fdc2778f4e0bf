package org.cairn.app.web.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A browser without scripts, of one person, for tests. Follows no redirect. */
public final class HttpVisitor {
  private final String address;
  private final String origin;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  public HttpVisitor(String address) {
    this(address, address);
  }

  /** On a page of another site, that posts to this one. */
  public HttpVisitor(String address, String origin) {
    this.address = address;
    this.origin = origin;
  }

  /** The same browser, once the server has another port. */
  public HttpVisitor at(String other) throws IOException {
    HttpVisitor there = new HttpVisitor(other);
    for (HttpCookie cookie : cookies.getCookieStore().getCookies()) {
      there.with(cookie.getName(), cookie.getValue());
    }
    return there;
  }

  /** With a cookie, wherever that is from. */
  public HttpVisitor with(String name, String value) throws IOException {
    cookies.put(
        URI.create(address), Map.of("Set-Cookie", List.of(name + "=" + value + "; Path=/")));
    return this;
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  /**
   * Posts a form of this server.
   *
   * @param fields names and values, by turns
   */
  public HttpResponse<String> post(String path, String... fields) throws Exception {
    return postWith(csrf(), path, fields);
  }

  /** The same with another token, or none where it is empty. */
  public HttpResponse<String> postWith(String csrf, String path, String... fields)
      throws Exception {
    StringBuilder form = new StringBuilder(csrf.isEmpty() ? "" : "_csrf=" + encode(csrf));
    for (int i = 0; i < fields.length; i += 2) {
      form.append(form.isEmpty() ? "" : "&").append(encode(fields[i])).append('=');
      form.append(encode(fields[i + 1]));
    }
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
  }

  public String csrf() throws Exception {
    return JsonMapper.shared().readTree(get("/csrf").body()).path("token").asString();
  }

  public Optional<String> session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("cairn"))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
