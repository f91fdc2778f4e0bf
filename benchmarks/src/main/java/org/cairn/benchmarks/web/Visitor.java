package org.cairn.benchmarks.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, sends forms as they stand in pages. Single-thread. */
final class Visitor implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final URI node;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /** The last page, from which the next form is sent. */
  private String page = "";

  Visitor(URI node) {
    this.node = node;
  }

  /**
   * @param path or whole address on the node
   */
  String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(node.resolve(path)).build());
  }

  /** A form of the last page. */
  String post(String path, Map<String, String> fields) throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(page);
    if (!token.find()) {
      throw new IOException("The page before has no form for " + path);
    }
    String body =
        "_csrf="
            + URLEncoder.encode(token.group(1), UTF_8)
            + fields.entrySet().stream()
                .map(field ->
                    "&" + field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining());
    return send(
        HttpRequest.newBuilder(node.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + " answered " + response.statusCode());
    }
    page = response.body();
    return page;
  }

  /** Of the last page. */
  String find(Pattern pattern) throws IOException {
    Matcher found = pattern.matcher(page);
    if (!found.find()) {
      throw new IOException("The page has nothing like " + pattern);
    }
    return found.group(1);
  }

  /** As a header has them. */
  String cookies() throws IOException {
    Map<String, List<String>> sent = cookies.get(node, Map.of());
    return String.join("; ", sent.getOrDefault("Cookie", List.of()));
  }

  @Override
  public void close() {
    client.close();
  }
}
