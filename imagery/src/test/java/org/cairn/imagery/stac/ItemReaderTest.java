package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemReaderTest {
  private static final String RED = "\"red\": {\"href\": \"./red.tif\"}";

  @TempDir Path folder;

  private static Asset asset(Item item, String key) {
    return item.findBand(key).orElseThrow().asset();
  }

  private Item withAssets(String assets) throws IOException {
    return Catalogs.only(folder, Catalogs.item("x", "2024-03-01T10:00:00Z", assets));
  }

  @Test
  void one_broken_item_is_told_and_the_rest_goes_on() throws IOException {
    SearchResult result =
        Catalogs.readAll(
            folder,
            Catalogs.collection(
                Catalogs.item("good", "2024-03-01T10:00:00Z", RED),
                Catalogs.item("undated", "\"datetime\": null", "[10, 45, 11, 46]", RED),
                Catalogs.item("misdated", "\"datetime\": \"March\"", "[10, 45, 11, 46]", RED),
                Catalogs.item(
                    "projected", "\"datetime\": \"2024-03-01\"", "[5e5, 6e6, 6e5, 7e6]", RED),
                "{\"type\": \"Feature\", \"id\": \"bare\"}",
                "17",
                "{\"type\": \"Feature\", \"id\": \"torn\", \"geometry\": {\"type\": \"Polygon\","
                    + " \"coordinates\": [[[1, 2], [3]]]}, \"properties\":"
                    + " {\"datetime\": \"2024-03-01\"}, \"assets\": {}}"));

    assertThat(Catalogs.ids(result)).containsExactly("good");
    assertThat(Catalogs.codes(result))
        .containsExactly(
            "item-datetime",
            "item-datetime",
            "item-box",
            "item-invalid",
            "item-invalid",
            "item-geometry");
    assertThat(result.problems().get(1).subject()).isEqualTo("misdated");
    assertThat(result.problems().get(1).message()).contains("'March'", "expected");
  }

  @Test
  void an_asset_without_address_is_left_out_of_its_item() throws IOException {
    SearchResult result =
        Catalogs.readAll(
            folder, Catalogs.item("x", "2024-03-01T10:00:00Z", RED + ", \"nir\": {\"href\": 4}"));
    assertThat(result.items().getFirst().assets()).containsOnlyKeys("red");
    assertThat(Catalogs.codes(result)).containsExactly("asset-href");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-01T10:00:00Z, 2024-03-01T10:00:00Z",
    "2024-03-01t10:00:00.5z, 2024-03-01T10:00:00.500Z",
    "2024-03-01T10:00:00+02:00, 2024-03-01T08:00:00Z",
    "2024-03-01T10:00:00, 2024-03-01T10:00:00Z",
    "2024-03-01 10:00:00, 2024-03-01T10:00:00Z",
    "2024-03-01, 2024-03-01T00:00:00Z"
  })
  void reads_times_as_they_are_found(String written, Instant expected) throws IOException {
    assertThat(Catalogs.only(folder, Catalogs.item("x", written, RED)).acquired())
        .isEqualTo(expected);
  }

  @Test
  void a_composite_is_dated_by_its_start() throws IOException {
    Item item =
        Catalogs.only(
            folder,
            Catalogs.item(
                "x",
                "\"datetime\": null, \"start_datetime\": \"2024-03-01T00:00:00Z\","
                    + "\"end_datetime\": \"2024-03-31T00:00:00Z\"",
                "[10, 45, 11, 46]",
                RED));
    assertThat(item.acquired()).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
  }

  @Test
  void the_first_of_two_items_of_one_id_is_used_and_the_second_told() throws IOException {
    SearchResult result =
        Catalogs.readAll(
            folder,
            Catalogs.collection(
                Catalogs.item("x", "2024-03-02T00:00:00Z", RED),
                Catalogs.item("x", "2024-03-01T00:00:00Z", RED)));
    assertThat(result.items()).hasSize(1);
    assertThat(result.items().getFirst().acquired())
        .isEqualTo(Instant.parse("2024-03-02T00:00:00Z"));
    assertThat(Catalogs.codes(result)).containsExactly("item-duplicate");
  }

  @Test
  void a_byte_order_mark_and_bare_nan_are_borne_with() throws IOException {
    Item item =
        Catalogs.only(
            folder,
            "\uFEFF"
                + Catalogs.item(
                    "x",
                    "2024-03-01T10:00:00Z",
                    "\"ndvi\": {\"href\": \"n.tif\", \"raster:bands\": [{\"nodata\": NaN}]}"));
    assertThat(item.findBand("ndvi").orElseThrow().nodata()).hasValue(Double.NaN);
  }

  @Test
  void broken_json_is_refused_with_its_position() throws IOException {
    Path file = folder.resolve("cut.json");
    Files.write(file, "{\n  \"type\": \"FeatureColl".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> StacCatalog.open(file.toString(), Catalogs.QUICK))
        .isInstanceOfSatisfying(
            StacException.class,
            e -> assertThat(e.code()).isEqualTo(StacException.Code.CATALOG_JSON))
        .hasMessageContainingAll("cut.json", "line 2, column");
  }

  @Test
  void projection_stands_on_the_item_or_the_asset_in_any_version() throws IOException {
    String shape = "\"proj:shape\": [20, 30], \"proj:transform\": ";
    Grid expected = new Grid(Crs.ofEpsg(32633), 500_000, 5_000_000, 10, -10, 30, 20);
    Item item =
        withAssets(
            "\"six\": {\"href\": \"a.tif\", \"proj:epsg\": 32633, "
                + shape
                + "[10, 0, 500000, 0, -10, 5000000]},"
                + "\"nine\": {\"href\": \"a.tif\", \"proj:code\": \"EPSG:32633\", \"proj:epsg\": null, "
                + shape
                + "[10, 0, 500000, 0, -10, 5000000, 0, 0, 1]},"
                + "\"box\": {\"href\": \"a.tif\", \"proj:code\": \"EPSG:32633\","
                + "\"proj:shape\": [20, 30], \"proj:bbox\": [500000, 4999800, 500300, 5000000]},"
                + "\"rotated\": {\"href\": \"a.tif\", \"proj:epsg\": 32633, "
                + shape
                + "[10, 1, 500000, 1, -10, 5000000]},"
                + "\"nowhere\": {\"href\": \"a.tif\", \"proj:code\": null, "
                + shape
                + "[10, 0, 500000, 0, -10, 5000000]},"
                + "\"unknown\": {\"href\": \"a.tif\", \"proj:code\": \"EPSG:999999\", "
                + shape
                + "[10, 0, 500000, 0, -10, 5000000]}");

    assertThat(asset(item, "six").grid()).contains(expected);
    assertThat(asset(item, "nine").grid()).contains(expected);
    assertThat(asset(item, "box").grid()).contains(expected);
    assertThat(asset(item, "rotated").grid()).isEmpty();
    assertThat(asset(item, "nowhere").grid()).isEmpty();
    assertThat(asset(item, "unknown").grid()).isEmpty();
  }

  @Test
  void bands_of_stac_1_1_carry_names_and_numbers_in_one_list() throws IOException {
    Item item =
        withAssets(
            "\"all\": {\"href\": \"a.tif\", \"nodata\": 7, \"bands\": ["
                + "{\"name\": \"B1\", \"eo:common_name\": \"red\", \"raster:scale\": 0.5},"
                + "{\"name\": \"B2\", \"eo:common_name\": \"nir\", \"raster:offset\": -3,"
                + " \"nodata\": \"nan\"}]}");

    AssetBand red = item.findBand("red").orElseThrow();
    assertThat(red.bandIndex()).isZero();
    assertThat(red.scale()).hasValue(0.5);
    assertThat(red.nodata()).hasValue(7);
    AssetBand nir = item.findBand("b2").orElseThrow();
    assertThat(nir.bandIndex()).isEqualTo(1);
    assertThat(nir.offset()).hasValue(-3);
    assertThat(nir.nodata()).hasValue(Double.NaN);
  }

  @Test
  void a_common_name_leads_to_the_finest_readable_file_and_never_to_a_picture() throws IOException {
    String red = "\"eo:bands\": [{\"name\": \"B04\", \"common_name\": \"red\"}]}";
    Item item =
        withAssets(
            "\"visual\": {\"href\": \"https://a.example/v.tif\", \"gsd\": 1, "
                + red
                + ",\"jp\": {\"href\": \"https://a.example/j.jp2\", \"gsd\": 10, "
                + red
                + ",\"bucket\": {\"href\": \"s3://a/b.tif\", \"gsd\": 10, "
                + red
                + ",\"coarse\": {\"href\": \"https://a.example/c.tif\", \"gsd\": 20, "
                + red
                + ",\"fine\": {\"href\": \"https://a.example/f.tif\", \"gsd\": 10, "
                + red);

    assertThat(item.findBand("red").orElseThrow().asset().key()).isEqualTo("fine");
    assertThat(item.findBand("visual").orElseThrow().asset().key()).isEqualTo("visual");
    assertThat(item.findBand("nir")).isEmpty();
  }

  @Test
  void simple_keys_need_no_bands_at_all() throws IOException {
    Item item = withAssets(RED + ", \"SCL\": {\"href\": \"scl.tif\"}");
    assertThat(item.findBand("red").orElseThrow().bandIndex()).isZero();
    assertThat(item.findBand("scl").orElseThrow().asset().key()).isEqualTo("SCL");
    assertThat(item.findBand("B04")).as("not an item of Sentinel-2").isEmpty();
  }

  @Test
  void a_copy_on_disk_prefers_the_file_beside_it_to_the_origin() throws IOException {
    Catalogs.write(folder.resolve("here.tif"), "");
    Item item =
        Catalogs.only(
            folder,
            Catalogs.item(
                    "x",
                    "2024-03-01T10:00:00Z",
                    "\"here\": {\"href\": \"./here.tif\"}, \"there\": {\"href\": \"./with space.tif\"}")
                .replace(
                    "\"links\": []",
                    "\"links\": [{\"rel\": \"self\", \"href\": \"https://a.example/x/i.json\"}]"));
    assertThat(Path.of(asset(item, "here").href()))
        .isEqualTo(folder.resolve("here.tif").toAbsolutePath());
    assertThat(asset(item, "there").href()).hasToString("https://a.example/x/with%20space.tif");
  }

  @Test
  void boxes_with_heights_and_over_the_antimeridian_are_understood() throws IOException {
    SearchResult all =
        Catalogs.readAll(
            folder,
            Catalogs.collection(
                Catalogs.item("high", "\"datetime\": \"2024-03-01\"", "[1, 2, 0, 3, 4, 900]", RED),
                Catalogs.item(
                    "date-line", "\"datetime\": \"2024-03-01\"", "[179, 2, -179, 4]", RED)));
    assertThat(all.items().get(1).box()).contains(new BoundingBox(1, 2, 3, 4));
    assertThat(
            all.items().get(0).box().orElseThrow().intersects(new BoundingBox(-180, 3, -179.5, 3)))
        .isTrue();
    assertThat(all.items().get(0).box().orElseThrow().intersects(new BoundingBox(0, 3, 10, 3)))
        .isFalse();
  }

  @Test
  void names_of_files_may_hold_what_addresses_may_not() throws IOException {
    Item item =
        Catalogs.only(
            folder,
            Catalogs.item("x", "2024-03-01", "\"red\": {\"href\": \"./a [1]/50% red.tif\"}"));
    assertThat(Path.of(asset(item, "red").href())).isEqualTo(folder.resolve("a [1]/50% red.tif"));
  }

  @Test
  void reads_the_checksum_of_either_extension_and_believes_no_long_text() throws IOException {
    Item item =
        withAssets(
            "\"a\": {\"href\": \"./a.tif\", \"file:checksum\": \" 1220ab \","
                + " \"checksum:multihash\": \"90e40210\"},"
                + "\"b\": {\"href\": \"./b.tif\", \"checksum:multihash\": \"90e40210\"},"
                + "\"c\": {\"href\": \"./c.tif\", \"file:checksum\": \""
                + "0".repeat(300)
                + "\"}, \"d\": {\"href\": \"./d.tif\"}");
    assertThat(asset(item, "a").checksum()).contains("1220ab");
    assertThat(asset(item, "b").checksum()).contains("90e40210");
    assertThat(asset(item, "c").checksum()).isEmpty();
    assertThat(asset(item, "d").checksum()).isEmpty();
  }

  @Test
  void an_address_is_told_without_what_may_be_secret() throws IOException {
    Item item =
        withAssets(
            "\"a\": {\"href\": \"https://me:word@example.org:8443/a%20b.tif?sig=x&y#z\"},"
                + "\"b\": {\"href\": \"s3://bucket/key.tif?x=@1\"},"
                + "\"c\": {\"href\": \"./c.tif\"}");
    assertThat(asset(item, "a").address()).isEqualTo("https://example.org:8443/a%20b.tif");
    assertThat(asset(item, "b").address()).isEqualTo("s3://bucket/key.tif");
    assertThat(asset(item, "c").address()).startsWith("file:/").endsWith("/c.tif");
  }

  @ParameterizedTest
  @CsvSource({
    "HLSL30_2.0, nir, B05",
    "HLSL30_2.0, swir16, B06",
    "HLSS30_2.0, nir, B8A",
    "HLSS30_2.0, nir08, B8A",
    "HLSS30_2.0, swir22, B12",
    "HLSL30_2.0, red, B04"
  })
  void harmonized_items_have_their_bands_by_number(String collection, String name, String asset)
      throws IOException {
    String assets =
        Stream.of("B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B11", "B12", "Fmask")
            .map(key -> "\"" + key + "\": {\"href\": \"./" + key + ".tif\"}")
            .collect(Collectors.joining(", "));
    Item item =
        Catalogs.only(
            folder,
            Catalogs.item("x", "2024-03-01T10:00:00Z", assets)
                .replace("\"collection\": \"c\"", "\"collection\": \"" + collection + "\""));
    assertThat(item.findBand(name).orElseThrow().asset().key()).isEqualTo(asset);
    assertThat(item.findBand("pan")).isEmpty();
  }
}
