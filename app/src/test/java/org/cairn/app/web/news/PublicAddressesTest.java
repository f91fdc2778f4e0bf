package org.cairn.app.web.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.app.web.news.PublicAddresses.PrivateAddressException;
import org.cairn.imagery.raster.NetworkKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void refuses_what_is_not_for_the_whole_world(String literal) throws Exception {
    assertThat(NetworkKind.isPublic(address(literal))).isFalse();
    PublicAddresses addresses =
        new PublicAddresses(host -> List.of(address("93.184.216.34"), address(literal)), Set.of());
    assertThatThrownBy(() -> addresses.of("hook.example"))
        .isInstanceOf(PrivateAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:21f::1"})
  void takes_what_is(String literal) throws Exception {
    assertThat(NetworkKind.isPublic(address(literal))).isTrue();
  }

  @Test
  void looks_again_at_each_sending_and_connects_to_what_it_looked_at() throws Exception {
    Deque<String> answers = new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1"));
    Hook hook =
        new Hook(
            new PublicAddresses(host -> List.of(address(answers.removeFirst())), Set.of()),
            Duration.ofSeconds(1));
    URI at = hook.address("https://rebinding.example/x").orElseThrow();
    hook.look(at);
    assertThatThrownBy(() -> hook.post(at, Map.of(), new byte[0]))
        .isInstanceOf(PrivateAddressException.class);
    assertThat(answers).isEmpty();
  }

  @Test
  void allows_a_host_of_ones_own_by_name_only() throws Exception {
    PublicAddresses addresses =
        new PublicAddresses(host -> List.of(address("10.0.0.7")), Set.of("tickets.example"));
    assertThat(addresses.of("Tickets.example")).isEqualTo(address("10.0.0.7"));
    assertThatThrownBy(() -> addresses.of("other.example"))
        .isInstanceOf(PrivateAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hook.example/",
        "https://user:secret@hook.example/",
        "ftp://hook.example/",
        "https:///path",
        "https://hook.example/\r\nX: y",
        "https://hook.example/#part",
        "http://localhost/",
        "javascript:alert(1)",
        ""
      })
  void takes_no_other_address_than_https(String text) {
    Hook hook =
        new Hook(
            new PublicAddresses(PublicAddresses.Resolver.USUAL, Set.of()), Duration.ofSeconds(1));
    assertThat(hook.address(text)).isEmpty();
  }
}
