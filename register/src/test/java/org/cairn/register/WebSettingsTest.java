package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;

class WebSettingsTest {
  @Test
  void everything_is_optional() throws Exception {
    assertThat(WebSettings.read(null, "cairn.yaml, web")).isEqualTo(WebSettings.NONE);
    assertThat(WebSettings.NONE.readOnly()).isFalse();
    Map<String, Object> all =
        Map.of(
            "address",
            "https://watch.example.org/",
            "public",
            List.of("places"),
            "read_only",
            true);
    assertThat(WebSettings.read(all, "cairn.yaml, web"))
        .isEqualTo(
            new WebSettings(
                Optional.of(URI.create("https://watch.example.org")), Set.of("places"), true));
  }

  @Test
  void read_only_is_true_or_false_and_nothing_else() {
    assertThatThrownBy(() -> WebSettings.read(Map.of("read_only", "soon"), "cairn.yaml, web"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("read_only")
        .hasMessageContaining("true or false");
  }

  @Test
  void a_rate_limit_is_of_whole_numbers() throws Exception {
    assertThat(
            WebSettings.read(Map.of("rate_limit", Map.of("acts", 3)), "cairn.yaml, web")
                .rateLimit())
        .isEqualTo(new WebSettings.RateLimit(100, 3));
    for (Object wrong : List.of(0, -1, "many", 1.5, 100_001)) {
      assertThatThrownBy(() ->
              WebSettings.read(Map.of("rate_limit", Map.of("reads", wrong)), "cairn.yaml, web"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("rate_limit, reads")
          .hasMessageContaining("whole number");
    }
  }
}
