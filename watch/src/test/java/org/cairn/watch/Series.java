package org.cairn.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
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
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A textured ground with seasons, known in pixels of one grid, and images of it in that or any
 * other grid: one asset {@code ndvi} each, always clear; on demand also {@code red}, whose ground
 * is another, and the {@code nir} that makes the NDVI of both.
 */
final class Series {
  static final LocalDate FIRST = LocalDate.parse("2023-01-05");
  static final LocalDate FROM = LocalDate.parse("2023-12-20");
  static final int EVERY_DAYS = 12;
  static final int IMAGES = 42;
  static final int PIXELS = 104;

  /** What happens to {@link #place()}, and when. */
  static final LocalDate EVENT = LocalDate.parse("2024-02-20");

  /** What every item says of its file, true or not. */
  static final String CHECKSUM = "1220" + "ab".repeat(32);

  private static final float NODATA = -9;
  private static final double DROP = 0.25;
  private static final double RED_RISE = 0.08;

  /** Tells the ground of red from all others. */
  private static final int RED_TEXTURE = 500;

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Path folder;
  private final Grid ground;
  private final List<String> items = new ArrayList<>();
  private String platform = "test-1";
  private double gain = 1;
  private double offset = 0;
  private final int texture;
  private IntPredicate withRed = image -> false;
  private boolean shownInNdvi = true;
  private boolean shownInRed = true;

  /**
   * @param ground of {@link #PIXELS} squared
   */
  Series(Path folder, Grid ground) {
    this(folder, ground, 0);
  }

  /**
   * @param texture tells this ground from others, 0 to 1000
   */
  Series(Path folder, Grid ground, int texture) {
    this.folder = folder;
    this.ground = ground;
    this.texture = texture;
  }

  /** The same files in a catalogue of its own. */
  Series copy() {
    Series copy = new Series(folder, ground);
    copy.items.addAll(items);
    return copy;
  }

  /** A ground of 10 m pixels around a point. */
  static Grid around(int epsg, double longitude, double latitude) {
    Crs crs = Crs.ofEpsg(epsg);
    double[] xy = crs.fromLonLat(longitude, latitude);
    return new Grid(
        crs,
        Math.rint(xy[0] / 10) * 10 - 5 * PIXELS,
        Math.rint(xy[1] / 10) * 10 + 5 * PIXELS,
        10,
        -10,
        PIXELS,
        PIXELS);
  }

  static LocalDate date(int image) {
    return FIRST.plusDays((long) image * EVERY_DAYS);
  }

  /**
   * Images from now on are another sensor's: its numbers are the ground's times gain plus offset.
   */
  Series sensor(String name, double itsGain, double itsOffset) {
    this.platform = name;
    this.gain = itsGain;
    this.offset = itsOffset;
    return this;
  }

  /**
   * Images from now on have red and near infrared too, if they are some of these.
   *
   * @param inNdvi whether the event shows in NDVI
   * @param inRed whether it shows in red
   */
  Series red(IntPredicate images, boolean inNdvi, boolean inRed) {
    this.withRed = images;
    this.shownInNdvi = inNdvi;
    this.shownInRed = inRed;
    return this;
  }

  /** All images, in the ground's own grid. */
  Series whole() throws IOException {
    return images(image -> true, ground);
  }

  Series images(IntPredicate which, Grid grid) throws IOException {
    for (int image = 0; image < IMAGES; image++) {
      if (which.test(image)) {
        image(image, grid, 0);
      }
    }
    return this;
  }

  /**
   * @param shift pixels by which the image lies too far right, and half as many too far down
   */
  void image(int image, Grid grid, double shift) throws IOException {
    image(image, grid, shift, new PixelWindow(0, 0, grid.cols(), grid.rows()));
  }

  /**
   * @param seen pixels of {@code grid} that have data; the footprint in the catalogue is theirs
   */
  void image(int image, Grid grid, double shift, PixelWindow seen) throws IOException {
    String id = "image-%02d-%02d".formatted(image, items.size());
    float[] values = new float[grid.cols() * grid.rows()];
    float[] reds = new float[values.length];
    float[] nirs = new float[values.length];
    boolean own = grid.crs().equals(ground.crs());
    for (int row = 0; row < grid.rows(); row++) {
      for (int col = 0; col < grid.cols(); col++) {
        double x = grid.xOf(col + 0.5);
        double y = grid.yOf(row + 0.5);
        if (!own) {
          double[] lonLat = grid.crs().toLonLat(x, y);
          double[] xy = ground.crs().fromLonLat(lonLat[0], lonLat[1]);
          x = xy[0];
          y = xy[1];
        }
        boolean data =
            col >= seen.col()
                && col < seen.col() + seen.cols()
                && row >= seen.row()
                && row < seen.row() + seen.rows();
        double groundCol = ground.colOf(x) - shift;
        double groundRow = ground.rowOf(y) - shift / 2;
        float ndvi = value(groundCol, groundRow, image);
        float red = red(groundCol, groundRow, image);
        int pixel = row * grid.cols() + col;
        values[pixel] = data ? (float) (gain * ndvi + offset) : NODATA;
        reds[pixel] = data ? red : NODATA;
        nirs[pixel] = data ? red * (1 + ndvi) / (1 - ndvi) : NODATA;
      }
    }
    write(grid, id, values);
    String item = item(id, date(image), grid, seen).replace("\"test-1\"", '"' + platform + '"');
    if (withRed.test(image)) {
      write(grid, id + "-red", reds);
      write(grid, id + "-nir", nirs);
      item =
          item.replace(
              "\"assets\":{",
              "\"assets\":{\"red\":{\"href\":\"./%s-red.tif\"},\"nir\":{\"href\":\"./%s-nir.tif\"},"
                  .formatted(id, id));
    }
    items.add(item);
  }

  private void write(Grid grid, String name, float[] values) throws IOException {
    CogWriter.of(grid, SampleFormat.FLOAT32)
        .withNodata(NODATA)
        .withBlockSize(64)
        .write(folder.resolve(name + ".tif"), List.of(values));
  }

  private float value(double col, double row, int image) {
    double year = 2 * Math.PI * image * EVERY_DAYS / 365.25;
    double value =
        0.5
            + 0.12 * texture(col, row, texture + 1)
            + (0.10 + 0.04 * texture(col, row, texture + 2))
                * Math.sin(year + 0.4 * texture(col, row, texture + 3))
            + 0.008
                * (hash((long) (col * 10), (long) (row * 10), 100 + 1_000 * texture + image) - 0.5);
    return (float) (shownInNdvi && hit(col, row, image) ? value - DROP : value);
  }

  private static boolean hit(double col, double row, int image) {
    return col >= 50 && col < 56 && row >= 49 && row < 56 && !date(image).isBefore(EVENT);
  }

  private float red(double col, double row, int image) {
    int kind = texture + RED_TEXTURE;
    double year = 2 * Math.PI * image * EVERY_DAYS / 365.25;
    double value =
        0.15
            + 0.04 * texture(col, row, kind + 1)
            + (0.03 + 0.01 * texture(col, row, kind + 2))
                * Math.cos(year + 0.4 * texture(col, row, kind + 3))
            + 0.003
                * (hash((long) (col * 10), (long) (row * 10), 100 + 1_000 * kind + image) - 0.5);
    return (float) (shownInRed && hit(col, row, image) ? value + RED_RISE : value);
  }

  /** Smooth over some four pixels, -1 to 1. */
  private static double texture(double col, double row, int kind) {
    double x = col / 4;
    double y = row / 4;
    long left = (long) Math.floor(x);
    long top = (long) Math.floor(y);
    double u = smooth(x - left);
    double v = smooth(y - top);
    return 2
            * ((1 - v) * ((1 - u) * hash(left, top, kind) + u * hash(left + 1, top, kind))
                + v * ((1 - u) * hash(left, top + 1, kind) + u * hash(left + 1, top + 1, kind)))
        - 1;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /** 0 to 1 (the finaliser of splitmix64, Steele et al. 2014). */
  private static double hash(long a, long b, long c) {
    long h = a * 0x9E3779B97F4A7C15L + b * 0xC2B2AE3D27D4EB4FL + c * 0x165667B19E3779F9L;
    h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
    h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
    return ((h ^ h >>> 31) >>> 11) * 0x1.0p-53;
  }

  /** Ten by ten pixels in the middle, in which the event happens. */
  Place place() {
    return place("middle", 48, 47, 10, 10);
  }

  Place place(String id, int col, int row, int cols, int rows) {
    return new Place(
        id,
        List.of(),
        Footprints.toLonLat(
            box(ground.window(new PixelWindow(col, row, cols, rows))), ground.crs()));
  }

  private static Geometry box(Grid grid) {
    return FACTORY.toGeometry(
        new Envelope(grid.xOf(0), grid.xOf(grid.cols()), grid.yOf(0), grid.yOf(grid.rows())));
  }

  private static String item(String id, LocalDate date, Grid grid, PixelWindow seen) {
    Geometry outline = Footprints.toLonLat(box(grid.window(seen)), grid.crs());
    String polygons =
        java.util.stream.IntStream.range(0, outline.getNumGeometries())
            .mapToObj(i -> "[[" + ring(outline.getGeometryN(i)) + "]]")
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        """
        {"type":"Feature","stac_version":"1.0.0","id":"%s","collection":"test",
        "geometry":{"type":"MultiPolygon","coordinates":[%s]},"links":[],
        "properties":{"datetime":"%sT10:30:00Z","platform":"test-1","proj:code":"%s",
        "proj:shape":[%d,%d],"proj:transform":[%f,0,%f,0,%f,%f]},
        "assets":{"ndvi":{"href":"./%s.tif","type":"image/tiff","file:checksum":"%s"}}}\
        """,
        id,
        polygons,
        date,
        grid.crs().code(),
        grid.rows(),
        grid.cols(),
        grid.stepX(),
        grid.originX(),
        grid.stepY(),
        grid.originY(),
        id,
        CHECKSUM);
  }

  private static String ring(Geometry polygon) {
    return java.util.Arrays.stream(polygon.getCoordinates())
        .map((Coordinate c) -> String.format(Locale.ROOT, "[%.8f,%.8f]", c.x, c.y))
        .collect(Collectors.joining(","));
  }

  WatchResult watch(Place... places) throws IOException, InterruptedException {
    return watch(Optional.empty(), places);
  }

  WatchResult watch(Optional<LocalDate> until, Place... places)
      throws IOException, InterruptedException {
    return watch(List.of(places), settings(Optional.of(FROM), until));
  }

  static WatchSettings settings(Optional<LocalDate> from, Optional<LocalDate> until) {
    return new WatchSettings(Optional.of("ndvi"), Optional.empty(), from, until, 0.1);
  }

  /** Puts items into the catalogue whose files lie in its folder already. */
  Series add(List<String> others) {
    items.addAll(others);
    return this;
  }

  /** Takes an image out of the catalogue again. */
  void forget(String id) {
    items.removeIf(item -> item.contains("\"id\":\"" + id + "\""));
  }

  /** The catalogue with these of its images only, by number, in this order. */
  Series only(List<Integer> which) {
    Series some = new Series(folder, ground);
    which.forEach(image -> some.items.add(items.get(image)));
    return some;
  }

  /** Has the item say that it was updated, and gives its file other bytes. */
  void reprocess(int image, Grid grid, double shift) throws IOException {
    String old = items.get(image);
    Series again = new Series(folder, ground);
    for (int i = 0; i < image; i++) {
      again.items.add(items.get(i));
    }
    again.image(image, grid, shift);
    items.set(
        image, old.replace("\"platform\"", "\"updated\":\"2026-01-01T00:00:00Z\",\"platform\""));
  }

  /** Gives an image another id, in another collection; its file keeps the name. */
  void rename(String id, String newId, String collection) {
    items.replaceAll(item ->
        item.contains("\"id\":\"" + id + "\"")
            ? item.replace("\"id\":\"" + id + "\"", "\"id\":\"" + newId + "\"")
                .replace("\"collection\":\"test\"", "\"collection\":\"" + collection + "\"")
            : item);
  }

  Path file(String id) {
    return folder.resolve(id + ".tif");
  }

  WatchResult watch(List<Place> places, WatchSettings settings)
      throws IOException, InterruptedException {
    return watch(places, settings, WatchState.none());
  }

  WatchResult watch(List<Place> places, WatchSettings settings, WatchState state)
      throws IOException, InterruptedException {
    Path catalogue = folder.resolve("items.json");
    Files.writeString(
        catalogue,
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", items) + "]}");
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      return new Watch(
              StacCatalog.open(catalogue.toString(), StacSettings.defaults()),
              sources,
              HrefSigner.none(),
              state)
          .run(places, settings, WatchProgress.silent());
    }
  }
}
