package org.cairn.app.web.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program with a token, for tests. */
public final class Program {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String address;
  private final String token;

  /**
   * @param token empty for none
   */
  public Program(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /**
   * @param headers names and values, by turns
   */
  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return post(path, BodyPublishers.ofString(body), headers);
  }

  public HttpResponse<String> post(String path, HttpRequest.BodyPublisher body, String... headers)
      throws Exception {
    return send(request(path, headers).header("Content-Type", "application/json").POST(body));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int each = 0; each < headers.length; each += 2) {
      request.header(headers[each], headers[each + 1]);
    }
    return request;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Code of the problem that was answered. */
  public static String problem(HttpResponse<String> answer) {
    String type = json(answer).path("type").asString("");
    return type.substring(type.lastIndexOf('/') + 1);
  }
}
