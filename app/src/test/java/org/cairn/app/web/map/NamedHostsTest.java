package org.cairn.app.web.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedHostsTest {
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private HttpServer other;

  @BeforeEach
  void starts() throws Exception {
    server = served();
    other = served();
  }

  /** Answers {@code /to?ADDRESS} with a redirect there, all else with what is asked for. */
  private HttpServer served() throws Exception {
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.createContext(
        "/",
        exchange -> {
          asked.add(made.getAddress().getPort() + exchange.getRequestURI().toString());
          byte[] said = exchange.getRequestURI().toString().getBytes();
          boolean away = exchange.getRequestURI().getPath().equals("/to");
          if (away) {
            String to = exchange.getRequestURI().getQuery();
            exchange.getResponseHeaders().set("Location", to == null ? "/to" : to);
          }
          exchange.sendResponseHeaders(away ? 302 : 200, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    made.start();
    return made;
  }

  @AfterEach
  void stops() {
    server.stop(0);
    other.stop(0);
  }

  private static URI at(HttpServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private NamedHosts hosts(String... more) {
    return new NamedHosts(NamedHosts.client(), at(server, "/"), List.of(more));
  }

  @ParameterizedTest
  @CsvSource({
    "https://maps.example/a, https://maps.example/b, true",
    "https://maps.example/a, https://MAPS.example:443/b, true",
    "https://maps.example/a, http://maps.example/b, false",
    "http://maps.example/a, https://maps.example/b, true",
    "https://maps.example/a, https://maps.example:8443/b, false",
    "https://maps.example/a, https://maps.example.evil.example/b, false",
    "https://maps.example/a, https://tiles.example/b, true",
    "https://maps.example/a, https://tiles.example:8443/b, false",
    "https://maps.example/a, https://ports.example:8443/b, true",
    "https://maps.example/a, https://ports.example/b, false",
    "https://maps.example/a, http://169.254.169.254/latest, false",
    "https://maps.example/a, file:///etc/passwd, false",
    "https://maps.example/a, https://maps.example@evil.example/b, false",
  })
  void allows_what_the_settings_name(String first, String next, boolean allowed) {
    NamedHosts hosts =
        new NamedHosts(
            NamedHosts.client(), URI.create(first), List.of("tiles.example", "ports.example:8443"));
    assertThat(hosts.allows(URI.create(next))).isEqualTo(allowed);
  }

  @Test
  void follows_redirects_within_the_hosts_only() throws Exception {
    String there = at(other, "/secret").toString();
    assertThat(hosts().get(at(server, "/to?/x"), Optional.empty(), 99).body())
        .isEqualTo("/x".getBytes());
    assertThatThrownBy(() -> hosts().get(at(server, "/to?" + there), Optional.empty(), 99))
        .isInstanceOfSatisfying(
            LayerException.class, refused -> assertThat(refused.code()).isEqualTo("other-host"));
    assertThat(asked).noneMatch(path -> path.matches("[0-9]+/secret"));
    NamedHosts both = hosts("127.0.0.1:" + other.getAddress().getPort());
    assertThat(both.get(at(server, "/to?" + there), Optional.empty(), 99).body())
        .isEqualTo("/secret".getBytes());
  }

  @Test
  void goes_round_in_no_circles_and_reads_no_endless_answer() {
    assertThatThrownBy(() -> hosts().get(at(server, "/to"), Optional.empty(), 99))
        .isInstanceOf(LayerException.class);
    assertThat(asked).hasSizeLessThan(9);
    assertThatThrownBy(() -> hosts().get(at(server, "/long-answer"), Optional.empty(), 5))
        .isInstanceOfSatisfying(
            LayerException.class, refused -> assertThat(refused.sentence()).contains("127.0.0.1"));
  }
}
