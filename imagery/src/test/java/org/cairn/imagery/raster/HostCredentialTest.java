package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;

class HostCredentialTest {
  private static final HostCredential TOKEN =
      HostCredential.bearer("Data.example.org", "s3cret-token");

  @Test
  void goes_over_https_to_its_host_and_port_alone() {
    assertThat(TOKEN.isFor(URI.create("https://data.example.org/a?b"))).isTrue();
    assertThat(TOKEN.isFor(URI.create("https://data.example.org:443/"))).isTrue();
    assertThat(TOKEN.isFor(URI.create("http://data.example.org/"))).isFalse();
    assertThat(TOKEN.isFor(URI.create("https://data.example.org:8443/"))).isFalse();
    assertThat(TOKEN.isFor(URI.create("https://evil.data.example.org/"))).isFalse();
    assertThat(TOKEN.isFor(URI.create("https://data.example.org.evil.net/"))).isFalse();
    assertThat(TOKEN.isFor(URI.create("https://data.example.org@evil.net/"))).isFalse();
    assertThat(
            HostCredential.basic("localhost:8080", "a", "b")
                .isFor(URI.create("http://localhost:8080/")))
        .isTrue();
  }

  @Test
  void is_not_shown() {
    assertThat(TOKEN.toString()).contains("data.example.org").doesNotContain("s3cret");
  }

  @Test
  void refuses_what_would_break_out_of_its_header() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostCredential.bearer("a.org", "x\r\nHost: evil"))
        .withMessageNotContaining("evil");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostCredential.header("a.org", "X Y", "v"));
    assertThatIllegalArgumentException().isThrownBy(() -> HostCredential.bearer("a/b", "v"));
    assertThatIllegalArgumentException().isThrownBy(() -> HostCredential.basic("a.org", "u:", "v"));
  }
}
