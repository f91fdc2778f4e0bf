package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapSettingsTest {
  @TempDir Path folder;

  private MapSettings read(String list, String... layers) throws Exception {
    Path file = folder.resolve("cairn.yaml");
    Files.writeString(
        file, "map:\n  " + list + ":\n    - " + String.join("\n    - ", layers) + "\n");
    return Settings.read(file).map();
  }

  @Test
  void reads_tiles_from_an_address_and_from_a_folder() throws Exception {
    MapSettings expected =
        new MapSettings(
            List.of(
                new MapLayer.Xyz("Relief", "https://maps.example/{z}/{x}/{y}.png", "", 0, 12),
                new MapLayer.Xyz("Old map", "maps/{z}-{x}-{y}.png", "by us", 0, 19)));
    String relief = "name: Relief, url: 'https://maps.example/{z}/{x}/{y}.png', max_zoom: 12}";
    String old = "{name: Old map, url: 'maps/{z}-{x}-{y}.png', attribution: by us}";
    assertThat(read("layers", "{type: xyz, " + relief, old)).isEqualTo(expected);
    assertThat(read("sources", "{" + relief, old)).isEqualTo(expected);
    assertThat(MapSettings.NONE.layers()).isEmpty();
  }

  @Test
  void reads_archives_and_services() throws Exception {
    assertThat(
            read(
                    "layers",
                    "{type: pmtiles, name: Region, url: maps/region.pmtiles}",
                    "{type: wmts, name: Air, url: 'https://maps.example/wmts', layer: aerial,"
                        + " hosts: ['tiles.example', 'tiles.example:8443']}")
                .layers())
        .containsExactly(
            new MapLayer.PmTiles("Region", "maps/region.pmtiles", ""),
            new MapLayer.Wmts(
                "Air",
                "https://maps.example/wmts",
                "",
                Optional.of("aerial"),
                Optional.empty(),
                Optional.empty(),
                List.of("tiles.example", "tiles.example:8443")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a, url: 'https://maps.example/{z}/{x}.png'}",
        "{name: a, url: 'file:///etc/{z}/{x}/{y}'}",
        "{name: a, url: 'https://maps example/{z}/{x}/{y}'}",
        "{name: a, url: 'https:///{z}/{x}/{y}'}",
        "{name: a, url: '/etc/{z}/{x}/{y}'}",
        "{name: a, url: '../{z}/{x}/{y}'}",
        "{name: a, url: 'm/{z}/{x}/{y}', max_zoom: 99}",
        "{url: 'm/{z}/{x}/{y}'}",
        "{name: a, url: 'm/{z}/{x}/{y}', layer: b}",
        "{name: a, url: 'm/{z}/{x}/{y}', type: wms}",
        "{name: a, url: 'm/{z}/{x}/{y}', type: 7}",
        "{name: a, url: '../a.pmtiles', type: pmtiles}",
        "{name: a, url: 'file:///a.pmtiles', type: pmtiles}",
        "{name: a, url: 'https:///a.pmtiles', type: pmtiles}",
        "{name: a, url: 'a.pmtiles', type: pmtiles, max_zoom: 3}",
        "{name: a, url: 'maps/capabilities.xml', type: wmts}",
        "{name: a, url: 'ftp://maps.example/wmts', type: wmts}",
        "{name: a, url: 'https://us:er@maps.example/wmts', type: wmts}",
        "{name: a, url: 'https://maps.example/wmts', type: wmts, hosts: ['https://b']}",
        "{name: a, url: 'https://maps.example/wmts', type: wmts, hosts: b}",
        "just a text"
      })
  void refuses_what_is_no_layer(String layer) {
    assertThatThrownBy(() -> read("layers", layer))
        .isInstanceOf(RefusedException.class)
        .extracting(refused -> ((RefusedException) refused).code())
        .isEqualTo("settings-format");
  }

  @Test
  void refuses_two_layers_of_one_name() {
    String one = "{name: a, url: 'm/{z}/{x}/{y}'}";
    assertThatThrownBy(() -> read("layers", one, one)).hasMessageContaining("name of its own");
  }
}
