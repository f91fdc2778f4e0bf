package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.junit.jupiter.api.Test;

/** Items as real catalogues wrote them, see SOURCES.md beside the files. */
class PublicCatalogItemsTest {
  private static List<Item> items(String name) throws IOException {
    Path file = SharedData.file("data/heritage/stac/" + name);
    SearchResult result =
        StacCatalog.open(file.toString(), StacSettings.defaults()).search(ItemSearch.all());
    assertThat(result.problems()).isEmpty();
    return result.items();
  }

  private static Item item(String name) throws IOException {
    assertThat(items(name)).hasSize(1);
    return items(name).getFirst();
  }

  private static Grid tenMetres(int epsg, double west, double north) {
    return new Grid(Crs.ofEpsg(epsg), west, north, 10, -10, 10_980, 10_980);
  }

  private static void expect(
      Item item, String band, OffsetDecision.Rule rule, double scale, double offset) {
    OffsetDecision decision = RadiometricOffset.decide(item, item.findBand(band).orElseThrow());
    assertThat(decision.rule()).as(band).isEqualTo(rule);
    assertThat(decision.scale()).as(band).isEqualTo(scale);
    assertThat(decision.offset()).as(band).isEqualTo(offset);
  }

  @Test
  void earth_search_v1_lists_an_offset_that_its_flag_says_is_applied() throws IOException {
    Item item = item("earthsearch_v1_S2A_32TPS_20230602_0_L2A.json");

    assertThat(item.isSentinel2L2a()).isTrue();
    assertThat(item.platform()).contains("sentinel-2a");
    assertThat(item.acquired()).isEqualTo(Instant.parse("2023-06-02T10:18:03.169Z"));
    assertThat(item.processingBaseline()).contains("05.09");
    assertThat(item.cloudCover()).hasValue(31.735489);
    AssetBand red = item.findBand("red").orElseThrow();
    assertThat(red.asset().key()).isEqualTo("red");
    assertThat(red.asset().grid()).contains(tenMetres(32632, 600_000, 5_200_020));
    assertThat(red.offset()).hasValue(-0.1);
    assertThat(red.nodata()).hasValue(0);
    assertThat(item.findBand("B04").orElseThrow().asset().key()).isEqualTo("red");
    assertThat(item.findBand("SCL").orElseThrow().asset().key()).isEqualTo("scl");
    assertThat(item.findBand("scl").orElseThrow().asset().grid())
        .contains(new Grid(Crs.ofEpsg(32632), 600_000, 5_200_020, 20, -20, 5_490, 5_490));
    expect(item, "red", OffsetDecision.Rule.FLAG_SAYS_APPLIED, 0.0001, 0);
    expect(item, "swir16", OffsetDecision.Rule.FLAG_SAYS_APPLIED, 0.0001, 0);
    expect(item, "scl", OffsetDecision.Rule.AS_IN_FILE, 1, 0);
    expect(item, "aot", OffsetDecision.Rule.AS_LISTED, 0.001, 0);
    expect(item, "visual", OffsetDecision.Rule.AS_IN_FILE, 1, 0);
  }

  @Test
  void planetary_computer_lists_nothing_and_the_baseline_decides() throws IOException {
    Item item = item("pc_S2B_24XWR_20220612_baseline0400.json");

    assertThat(item.isSentinel2L2a()).isTrue();
    AssetBand red = item.findBand("red").orElseThrow();
    assertThat(red.asset().key()).isEqualTo("B04");
    assertThat(red.asset().grid()).contains(tenMetres(32624, 499_980, 9_100_020));
    assertThat(red.nodata()).hasValue(0);
    assertThat(item.findBand("nir").orElseThrow().asset().key()).isEqualTo("B08");
    assertThat(item.findBand("swir16").orElseThrow().asset().key()).isEqualTo("B11");
    expect(item, "red", OffsetDecision.Rule.BASELINE_OFFSET, 0.0001, -0.1);
    expect(item, "nir", OffsetDecision.Rule.BASELINE_OFFSET, 0.0001, -0.1);
    expect(item, "SCL", OffsetDecision.Rule.AS_IN_FILE, 1, 0);
  }

  @Test
  void planetary_computer_before_baseline_0400_has_no_offset() throws IOException {
    Item item = item("pc_S2B_06VVN_20190629_raster_ext.json");

    AssetBand red = item.findBand("red").orElseThrow();
    assertThat(red.asset().key()).isEqualTo("B04");
    assertThat(red.asset().grid()).contains(tenMetres(32606, 399_960, 6_800_040));
    assertThat(red.scale()).isEmpty();
    expect(item, "red", OffsetDecision.Rule.NO_OFFSET_YET, 0.0001, 0);
    expect(item, "B8A", OffsetDecision.Rule.NO_OFFSET_YET, 0.0001, 0);
  }

  @Test
  void two_passes_over_one_tile_come_in_the_order_of_time() throws IOException {
    List<Item> items = items("pc_two_items_13TDE_2024.json");

    assertThat(items)
        .extracting(Item::id)
        .containsExactly(
            "S2A_MSIL2A_20240823T174901_R141_T13TDE_20240824T013055",
            "S2B_MSIL2A_20240825T173909_R098_T13TDE_20240825T215747");
    for (Item item : items) {
      assertThat(item.findBand("red").orElseThrow().asset().grid())
          .contains(tenMetres(32613, 399_960, 4_500_000));
      expect(item, "red", OffsetDecision.Rule.BASELINE_OFFSET, 0.0001, -0.1);
    }
  }

  @Test
  void earth_search_v0_has_its_baseline_in_the_products_name_alone() throws IOException {
    Item item = item("earthsearch_v0_S2A_28QCH_20200714_0_L2A.json");

    assertThat(item.isSentinel2L2a()).isTrue();
    assertThat(item.processingBaseline()).contains("02.14");
    AssetBand red = item.findBand("red").orElseThrow();
    assertThat(red.asset().key()).isEqualTo("B04");
    assertThat(red.asset().grid()).contains(tenMetres(32628, 300_000, 2_300_040));
    assertThat(item.findBand("scl").orElseThrow().asset().key()).isEqualTo("SCL");
    expect(item, "red", OffsetDecision.Rule.NO_OFFSET_YET, 0.0001, 0);
  }

  @Test
  void a_scene_of_2020_reprocessed_to_baseline_0500_has_the_offset_whatever_its_date()
      throws IOException {
    Item item = item("stactools_T01VCG_2020_baseline0500.json");

    assertThat(item.acquired()).isEqualTo(Instant.parse("2020-09-14T23:19:31.559Z"));
    AssetBand red = item.findBand("B04").orElseThrow();
    assertThat(red.asset().key()).as("the finest of red, red_20m and red_60m").isEqualTo("red");
    assertThat(red.asset().grid()).contains(tenMetres(32601, 300_000, 6_700_020));
    assertThat(red.asset().href().toString()).endsWith("/stac/R10m/B04.jp2").startsWith("file:/");
    expect(item, "red", OffsetDecision.Rule.LISTED_OFFSET, 0.0001, -0.1);
    expect(item, "red_60m", OffsetDecision.Rule.LISTED_OFFSET, 0.0001, -0.1);
    expect(item, "wvp", OffsetDecision.Rule.AS_LISTED, 0.001, 0);
    assertThat(item.box().orElseThrow())
        .isEqualTo(new BoundingBox(-180, 59.964124, -178.61551, 60.426376));
  }

  @Test
  void bands_of_one_file_are_found_by_their_place_in_it() throws IOException {
    Path file = SharedData.file("data/imagery/landsat-colorado-447/items.json");
    Item item =
        StacCatalog.open(file.toString(), StacSettings.defaults())
            .search(ItemSearch.all())
            .items()
            .getFirst();

    assertThat(item.findBand("nir").orElseThrow().bandIndex()).isEqualTo(3);
    assertThat(item.findBand("fmask").orElseThrow().bandIndex()).isEqualTo(7);
    assertThat(item.findBand("swir16").orElseThrow().bandIndex()).as("swir1").isEqualTo(4);
    assertThat(item.findBand("nir").orElseThrow().nodata()).hasValue(-9999);
    assertThat(Path.of(item.findBand("nir").orElseThrow().asset().href()))
        .isEqualTo(
            file.resolveSibling("cog/" + item.id() + "_stack.tif").toAbsolutePath().normalize());
    expect(item, "nir", OffsetDecision.Rule.AS_IN_FILE, 1, 0);
  }

  @Test
  void monthly_composites_name_bands_as_sentinel_2_does_but_are_no_l2a_product()
      throws IOException {
    Path file = SharedData.file("data/imagery/s1s2-worldcereal-monthly/items.json");
    Item item =
        StacCatalog.open(file.toString(), StacSettings.defaults())
            .search(ItemSearch.all())
            .items()
            .getFirst();

    assertThat(item.isSentinel2L2a()).isFalse();
    assertThat(item.findBand("red").orElseThrow().bandIndex()).isEqualTo(2);
    assertThat(item.findBand("nir").orElseThrow().bandIndex()).isEqualTo(6);
    assertThat(item.findBand("VV").orElseThrow().asset().key()).isEqualTo("s1");
    assertThat(item.findBand("nir").orElseThrow().nodata()).hasValue(65_535);
    expect(item, "nir", OffsetDecision.Rule.AS_LISTED, 0.0001, 0);
  }
}
