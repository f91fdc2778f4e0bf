package org.cairn.watch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cairn.change.radar.Orbit;
import org.cairn.change.radar.Polarisation;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.ItemSearch;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacSettings;
import org.cairn.watch.internal.RadarBands.Quantity;
import org.cairn.watch.internal.RadarBands.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Radar items in the words of several catalogues. */
class RadarItemsTest {
  private static final String ORBIT =
      "\"sat:orbit_state\":\"descending\",\"sat:relative_orbit\":66,\"sar:instrument_mode\":\"IW\"";
  private static final String VV_VH =
      "\"vv\":{\"href\":\"./vv.tif\"},\"vh\":{\"href\":\"./vh.tif\"}";

  @TempDir private Path folder;

  private Item item(String id, String collection, String properties, String assets)
      throws Exception {
    Path file = folder.resolve("items.json");
    Files.writeString(
        file,
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","stac_version":"1.0.0","id":"%s",
        "collection":"%s","geometry":{"type":"Point","coordinates":[0.1,0.1]},"links":[],
        "properties":{"datetime":"2024-03-01T05:20:00Z",%s},"assets":{%s}}]}
        """
            .formatted(id, collection, properties, assets));
    ItemSearch all =
        new ItemSearch(Optional.empty(), Optional.empty(), Optional.empty(), java.util.List.of());
    return StacCatalog.open(file.toString(), StacSettings.defaults())
        .search(all)
        .items()
        .getFirst();
  }

  private static RadarBands usable(Item item) {
    RadarItems.Outcome outcome = RadarItems.of(item).orElseThrow();
    assertThat(outcome).isInstanceOf(RadarItems.Usable.class);
    return ((RadarItems.Usable) outcome).bands();
  }

  private static void assertRefused(Item item, String code) {
    assertThat(RadarItems.of(item))
        .get()
        .isInstanceOfSatisfying(
            RadarItems.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void a_terrain_corrected_item_is_gamma_nought_though_its_product_type_says_grd()
      throws Exception {
    RadarBands bands =
        usable(
            item(
                "S1A_IW_GRDH_1SDV_20240301T052000_rtc",
                "sentinel-1-rtc",
                ORBIT + ",\"sar:product_type\":\"GRD\",\"platform\":\"SENTINEL-1A\"",
                VV_VH));
    assertThat(bands.orbit()).isEqualTo(new Orbit(66, Orbit.Direction.DESCENDING));
    assertThat(bands.product()).isEqualTo(new RadarBands.Product("IW", Quantity.GAMMA));
    assertThat(bands.unit()).isEmpty();
    assertThat(bands.channels()).containsOnlyKeys(Polarisation.VV, Polarisation.VH);
  }

  @Test
  void assets_and_extensions_may_name_the_quantity_and_the_unit() throws Exception {
    RadarBands named =
        usable(
            item(
                "one",
                "made-here",
                ORBIT,
                "\"sigma0_vv\":{\"href\":\"./a.tif\",\"raster:bands\":[{\"unit\":\"dB\"}]}"));
    assertThat(named.product().quantity()).isEqualTo(Quantity.SIGMA);
    assertThat(named.unit()).contains(Unit.DECIBELS);
    assertThat(named.channels()).containsOnlyKeys(Polarisation.VV);

    RadarBands extended =
        usable(
            item(
                "two",
                "made-here",
                ORBIT
                    + ",\"card4l:measurement_type\":\"gamma0\","
                    + "\"card4l:measurement_convention\":\"linear amplitude\"",
                VV_VH));
    assertThat(extended.product().quantity()).isEqualTo(Quantity.GAMMA);
    assertThat(extended.unit()).contains(Unit.AMPLITUDE);
  }

  @Test
  void what_is_not_calibrated_or_of_no_known_orbit_is_refused() throws Exception {
    assertRefused(
        item("raw", "sentinel-1-grd", ORBIT + ",\"sar:product_type\":\"GRD\"", VV_VH),
        "radar-uncalibrated");
    assertRefused(
        item("complex", "sentinel-1-slc", ORBIT + ",\"sar:product_type\":\"SLC\"", VV_VH),
        "radar-uncalibrated");
    assertRefused(
        item("lost", "sentinel-1-rtc", "\"sat:orbit_state\":\"ascending\"", VV_VH),
        "radar-orbit-unknown");
    assertRefused(
        item("empty", "sentinel-1-rtc", ORBIT, "\"angle\":{\"href\":\"./a.tif\"}"),
        "asset-missing");
  }

  @Test
  void other_items_are_no_radar() throws Exception {
    assertThat(
            RadarItems.of(
                item(
                    "S2A_31NAA",
                    "sentinel-2-l2a",
                    "\"platform\":\"sentinel-2a\"",
                    "\"red\":{\"href\":\"./red.tif\"}")))
        .isEmpty();
  }
}
