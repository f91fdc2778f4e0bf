package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapSettingsTest {
  @TempDir Path folder;

  private MapSettings read(String source) throws Exception {
    Path file = folder.resolve("cairn.yaml");
    Files.writeString(file, "map:\n  sources:\n    - " + source + "\n");
    return Settings.read(file).map();
  }

  @Test
  void reads_layers_from_an_address_and_from_a_folder() throws Exception {
    assertThat(read("{name: Relief, url: 'https://maps.example/{z}/{x}/{y}.png', max_zoom: 12}"))
        .isEqualTo(
            new MapSettings(
                List.of(
                    new MapSettings.Source(
                        "Relief", "https://maps.example/{z}/{x}/{y}.png", "", 0, 12))));
    assertThat(read("{name: Old map, url: 'maps/{z}-{x}-{y}.png'}").sources()).hasSize(1);
    assertThat(MapSettings.NONE.sources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a, url: 'https://maps.example/{z}/{x}.png'}",
        "{name: a, url: 'file:///etc/{z}/{x}/{y}'}",
        "{name: a, url: '/etc/{z}/{x}/{y}'}",
        "{name: a, url: '../{z}/{x}/{y}'}",
        "{name: a, url: 'm/{z}/{x}/{y}', max_zoom: 99}",
        "{url: 'm/{z}/{x}/{y}'}",
        "{name: a, url: 'm/{z}/{x}/{y}', style: b}"
      })
  void refuses_what_is_no_layer(String source) {
    assertThatThrownBy(() -> read(source))
        .isInstanceOf(RefusedException.class)
        .extracting(refused -> ((RefusedException) refused).code())
        .isEqualTo("settings-format");
  }
}
