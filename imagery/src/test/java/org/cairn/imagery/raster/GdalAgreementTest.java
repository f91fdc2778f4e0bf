package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every pixel of every layout against what GDAL reads from the same file. Needs a Python with
 * rasterio; skipped, saying so, where there is none.
 */
class GdalAgreementTest {
  private static final long SEED = 20_260_101;

  @TempDir private Path folder;

  /** One line of the manifest of {@code oracle/gdal_reads.py}. */
  private record Line(
      Path file, int level, int band, int cols, int rows, long position, Optional<Grid> grid) {}

  @Test
  void reads_every_layout_value_for_value_as_gdal_does() throws Exception {
    List<Line> lines = oracle(List.of());
    assertThat(lines).hasSizeGreaterThan(700);
    compare(lines);
  }

  @Test
  void reads_the_shared_images_value_for_value_as_gdal_does() throws Exception {
    String shared = System.getProperty("cairn.shared", "");
    assumeTrue(!shared.isEmpty(), "the folder of shared data (cairn.shared) is not given");
    List<Path> images = new ArrayList<>();
    for (String name : List.of("cog-fixtures", "landsat8-newyork-2018/cog")) {
      Path data = Path.of(shared, "data", "imagery").resolve(name);
      assumeTrue(Files.isDirectory(data), "the shared data have no folder " + name);
      try (Stream<Path> found = Files.list(data)) {
        images.addAll(found.filter(f -> f.toString().endsWith(".tif")).sorted().toList());
      }
    }
    List<Line> lines = oracle(images);
    assertThat(lines.stream().map(Line::file)).containsAll(images);
    compare(lines.stream().filter(line -> images.contains(line.file())).toList());
  }

  @Test
  void gdal_reads_what_is_written_here_as_it_is_read_here() throws Exception {
    List<Path> images = new ArrayList<>();
    for (SampleFormat format :
        List.of(
            SampleFormat.UINT8, SampleFormat.UINT16, SampleFormat.INT16, SampleFormat.FLOAT32)) {
      for (int bands = 1; bands <= 4; bands += 3) {
        for (boolean compressed : new boolean[] {true, false}) {
          Path file = folder.resolve("own-" + images.size() + ".tif");
          Files.write(file, SmallFiles.cog(format, 130, 75, bands, compressed));
          images.add(file);
        }
      }
    }
    List<Line> lines =
        oracle(images).stream().filter(line -> images.contains(line.file())).toList();
    assertThat(lines).hasSize(4 * 2 * (1 + 4) * 4);
    compare(lines);
  }

  private void compare(List<Line> lines) throws IOException {
    Map<Path, List<Line>> byFile = new LinkedHashMap<>();
    lines.forEach(line -> byFile.computeIfAbsent(line.file(), f -> new ArrayList<>()).add(line));
    SplittableRandom random = new SplittableRandom(SEED);
    try (FileChannel values = FileChannel.open(folder.resolve("values.raw"));
        ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      for (Map.Entry<Path, List<Line>> file : byFile.entrySet()) {
        try (GeoTiff tiff = GeoTiff.open(sources.open(file.getKey()), new TileCache(32 << 20))) {
          for (Line line : file.getValue()) {
            compare(tiff, line, expected(values, line), random);
          }
        }
      }
    }
  }

  private static double[] expected(FileChannel values, Line line) throws IOException {
    long bytes = 8L * line.cols() * line.rows();
    double[] out = new double[line.cols() * line.rows()];
    values
        .map(FileChannel.MapMode.READ_ONLY, 8 * line.position(), bytes)
        .order(ByteOrder.nativeOrder())
        .asDoubleBuffer()
        .get(out);
    return out;
  }

  private static void compare(GeoTiff tiff, Line line, double[] expected, SplittableRandom random)
      throws IOException {
    if (line.level() == 0) {
      assertThat(tiff.grid()).as(line.toString()).isEqualTo(line.grid());
    }
    assertThat(tiff.levels().get(line.level())).isEqualTo(new Level(line.cols(), line.rows()));
    PixelWindow all = new PixelWindow(0, 0, line.cols(), line.rows());
    double[] exact = tiff.readDoubles(line.level(), line.band(), all);
    for (int i = 0; i < expected.length; i++) {
      if (Double.compare(expected[i], exact[i]) != 0 && expected[i] != exact[i]) {
        assertThat(exact[i])
            .as("%s, pixel %d, %d", line, i % line.cols(), i / line.cols())
            .isEqualTo(expected[i]);
      }
    }
    List<PixelWindow> windows = new ArrayList<>();
    for (int w = 0; w < 6; w++) {
      // Some reach beyond the image.
      int cols = 1 + random.nextInt(80);
      int rows = 1 + random.nextInt(80);
      windows.add(
          new PixelWindow(
              random.nextInt(line.cols() + 20) - 20,
              random.nextInt(line.rows() + 20) - 20,
              cols,
              rows));
    }
    List<float[]> read = tiff.readLevel(line.level(), line.band(), windows);
    for (int w = 0; w < windows.size(); w++) {
      assertThat(read.get(w))
          .as("%s, %s, seed %d", line, windows.get(w), SEED)
          .isEqualTo(crop(expected, line, windows.get(w)));
    }
  }

  private static float[] crop(double[] all, Line line, PixelWindow window) {
    float[] out = new float[window.size()];
    for (int r = 0; r < window.rows(); r++) {
      for (int c = 0; c < window.cols(); c++) {
        int row = window.row() + r;
        int col = window.col() + c;
        boolean inside = row >= 0 && row < line.rows() && col >= 0 && col < line.cols();
        out[r * window.cols() + c] = inside ? (float) all[row * line.cols() + col] : Float.NaN;
      }
    }
    return out;
  }

  private List<Line> oracle(List<Path> images) throws IOException, InterruptedException {
    String python = RasterioPython.find();
    Path script = folder.resolve("gdal_reads.py");
    try (InputStream in = GdalAgreementTest.class.getResourceAsStream("/oracle/gdal_reads.py")) {
      assertThat(in).isNotNull();
      Files.copy(in, script);
    }
    List<String> command = new ArrayList<>(List.of(python, script.toString(), folder.toString()));
    images.forEach(image -> command.add(image.toString()));
    Path log = folder.resolve("log.txt");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(log)).isZero();
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("manifest.txt"))) {
      String[] part = line.split("\t", -1);
      lines.add(
          new Line(
              Path.of(part[0]),
              Integer.parseInt(part[1]),
              Integer.parseInt(part[2]),
              Integer.parseInt(part[3]),
              Integer.parseInt(part[4]),
              Long.parseLong(part[5]),
              grid(part)));
    }
    return lines;
  }

  private static Optional<Grid> grid(String[] part) {
    int epsg = Integer.parseInt(part[6]);
    if (epsg == 0 || !part[1].equals("0")) {
      return Optional.empty();
    }
    return Optional.of(
        new Grid(
            Crs.ofEpsg(epsg),
            Double.parseDouble(part[7]),
            Double.parseDouble(part[8]),
            Double.parseDouble(part[9]),
            Double.parseDouble(part[10]),
            Integer.parseInt(part[3]),
            Integer.parseInt(part[4])));
  }
}
