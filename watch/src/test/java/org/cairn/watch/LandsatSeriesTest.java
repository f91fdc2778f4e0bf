package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.scene.Footprints;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Scenes as Landsat Collection 2 Level 2 has them: red, nir08, qa_pixel, scale and offset. */
class LandsatSeriesTest {
  private static final int SIZE = 70;
  private static final int SCENES = 30;
  private static final int HISTORY = 18;
  private static final int EVENT = 22;
  private static final int CLEAR = 21_824;
  private static final int CLOUD = 22_280;
  private static final double SCALE = 2.75e-5;
  private static final double OFFSET = -0.2;
  private static final Grid GRID =
      new Grid(Crs.ofEpsg(32_633), 500_010, 5_000_010, 30, -30, SIZE, SIZE);

  @TempDir private Path folder;

  private static LocalDate date(int scene) {
    return LocalDate.of(2023, 1, 3).plusDays(16L * scene);
  }

  /** Written as digital numbers. */
  private static float number(double reflectance) {
    return (float) Math.rint((reflectance - OFFSET) / SCALE);
  }

  private String scene(int scene) throws IOException {
    Random random = new Random(90 + scene);
    Random ground = new Random(4);
    float[] red = new float[SIZE * SIZE];
    float[] nir = new float[SIZE * SIZE];
    float[] quality = new float[SIZE * SIZE];
    // a band of cloud as bright as snow that hides a third of each scene, elsewhere each time
    int cloud = scene * 29 % SIZE;
    for (int i = 0; i < red.length; i++) {
      int row = i / SIZE;
      int col = i % SIZE;
      double green =
          0.5 + 0.4 * Math.sin(row / 5.0) * Math.cos(col / 6.0) + 0.1 * ground.nextDouble();
      double season = 0.8 + 0.2 * Math.sin(2 * Math.PI * scene * 16 / 365.0);
      if (scene >= EVENT && row >= 33 && row < 38 && col >= 33 && col < 38) {
        green *= 0.3;
      }
      boolean hidden = (row - cloud + SIZE) % SIZE < SIZE / 3;
      red[i] = number(hidden ? 0.8 : 0.16 - 0.1 * green * season + 0.003 * random.nextGaussian());
      nir[i] = number(hidden ? 0.75 : 0.2 + 0.2 * green * season + 0.003 * random.nextGaussian());
      quality[i] = hidden ? CLOUD : CLEAR;
    }
    String id = "LC09_%02d".formatted(scene);
    CogWriter numbers = CogWriter.of(GRID, SampleFormat.UINT16).withNodata(0).withBlockSize(64);
    numbers.write(folder.resolve(id + "_red.tif"), List.of(red));
    numbers.write(folder.resolve(id + "_nir.tif"), List.of(nir));
    numbers.write(folder.resolve(id + "_qa.tif"), List.of(quality));
    Envelope box =
        Footprints.toLonLat(new GeometryFactory().toGeometry(box(0, 0, SIZE)), GRID.crs())
            .getEnvelopeInternal();
    String band =
        "\"%s\":{\"href\":\"./"
            + id
            + "_%s.tif\",\"eo:bands\":[{\"name\":\"%s\","
            + "\"common_name\":\"%s\"}],\"raster:bands\":[{\"scale\":0.0000275,\"offset\":-0.2,"
            + "\"nodata\":0,\"data_type\":\"uint16\"}]}";
    return String.format(
        Locale.ROOT,
        """
        {"type":"Feature","stac_version":"1.0.0","id":"%s","collection":"landsat-c2-l2",
        "geometry":null,"bbox":[%f,%f,%f,%f],"links":[],"properties":{
        "datetime":"%sT10:00:00Z","platform":"landsat-9","proj:epsg":32633,
        "proj:shape":[%d,%d],"proj:transform":[30,0,500010,0,-30,5000010]},
        "assets":{%s,%s,"qa_pixel":{"href":"./%s_qa.tif"}}}\
        """,
        id,
        box.getMinX(),
        box.getMinY(),
        box.getMaxX(),
        box.getMaxY(),
        date(scene),
        SIZE,
        SIZE,
        band.formatted("red", "red", "OLI_B4", "red"),
        band.formatted("nir08", "nir", "OLI_B5", "nir08"),
        id);
  }

  private static Envelope box(int row, int col, int pixels) {
    Grid part = GRID.window(new PixelWindow(col, row, pixels, pixels));
    return new Envelope(part.xOf(0), part.xOf(pixels), part.yOf(0), part.yOf(pixels));
  }

  @Test
  void a_change_is_found_between_clouds_without_any_option() throws Exception {
    List<String> items = new ArrayList<>();
    for (int scene = 0; scene < SCENES; scene++) {
      items.add(scene(scene));
    }
    Path catalogue = folder.resolve("items.json");
    Files.writeString(
        catalogue,
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", items) + "]}");
    Place place =
        new Place(
            "middle",
            List.of(),
            Footprints.toLonLat(new GeometryFactory().toGeometry(box(30, 30, 11)), GRID.crs()));
    WatchSettings settings =
        new WatchSettings(
            Optional.empty(), Optional.empty(), Optional.of(date(HISTORY)), Optional.empty(), 0.1);
    WatchResult result;
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      result =
          new Watch(
                  StacCatalog.open(catalogue.toString(), StacSettings.defaults()),
                  sources,
                  HrefSigner.none(),
                  WatchState.none())
              .run(List.of(place), settings, WatchProgress.silent());
    }

    assertThat(result.problems()).isEmpty();
    PlaceResult found = result.places().getFirst();
    // clouds are known: not every scene is a look
    assertThat(found.coverage().looks()).isBetween(4, SCENES - HISTORY - 1);
    assertThat(found.coverage().acquisitions()).isEqualTo(SCENES - HISTORY);
    assertThat(found.alerts()).hasSize(1);
    Alert alert = found.alerts().getFirst().alert();
    assertThat(alert.sensor()).isEqualTo("landsat-9");
    assertThat(alert.raised()).isAfterOrEqualTo(date(EVENT));
    assertThat(alert.lastUnchanged()).isBefore(date(EVENT));
    assertThat(alert.changes()).extracting(Alert.BandChange::band).contains("nir", "red", "ndvi");
  }
}
