package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.median;
import static org.cairn.benchmarks.Machine.say;

import java.awt.Rectangle;
import java.awt.image.Raster;
import java.awt.image.RasterFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.raster.TileCache;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;

/**
 * 10,000 random windows of a cloud-optimised GeoTIFF, in one thread and from cold caches, against
 * rasterio and against TwelveMonkeys.
 *
 * <p>Arguments: a folder for the image, made once; optionally how often to repeat (5) and the
 * command of a Python with rasterio ({@code python3}).
 */
public final class WindowReading {
  private static final int PIXELS = 8_192;
  private static final int SIMULATED_PIXELS = 2_048;
  private static final int WINDOW = 64;
  private static final int WINDOWS = 10_000;
  private static final int FEWER_WINDOWS = 500;
  private static final int PEER_WINDOWS = 200;
  private static final int CACHE_MEGABYTES = 512;
  private static final int SMALL_CACHE_MEGABYTES = 64;
  private static final long SEED = 42;

  /** From the project's folder, where {@code benchmarks/run} starts this. */
  private static final String SCRIPT = "benchmarks/src/main/python/window_reading.py";

  private final Path image;
  private final Path list;
  private final String python;
  private final List<PixelWindow> windows;

  /** Sum of the windows' first pixels, by number of windows. */
  private final Map<Integer, Double> sums = new HashMap<>();

  private WindowReading(Path folder, String python) throws IOException {
    this.image = folder.resolve("windows.tif");
    this.list = folder.resolve("windows.txt");
    this.python = python;
    this.windows = windows();
    Files.createDirectories(folder);
    StringBuilder lines = new StringBuilder();
    for (PixelWindow window : windows) {
      lines.append("%d %d %d %d%n".formatted(window.col(), window.row(), WINDOW, WINDOW));
    }
    Files.writeString(list, lines);
    if (!Files.exists(image)) {
      writeImage(folder);
    }
  }

  public static void main(String[] args) throws Exception {
    Machine.print();
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    String python = args.length > 2 ? args[2] : "python3";
    new WindowReading(Path.of(args[0]), python).run(repeats);
  }

  private static List<PixelWindow> windows() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<PixelWindow> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      windows.add(
          new PixelWindow(
              random.nextInt(PIXELS - WINDOW + 1),
              random.nextInt(PIXELS - WINDOW + 1),
              WINDOW,
              WINDOW));
    }
    return windows;
  }

  /** A simulated scene, mirrored until it fills the image: it compresses as a scene does. */
  private void writeImage(Path folder) throws IOException {
    Path scene = folder.resolve("texture");
    Simulator.write(
        SimulationSettings.bench(SEED, SIMULATED_PIXELS, 1, 100), scene, List.of("red"));
    Path red;
    try (var files = Files.list(scene.resolve("scenes"))) {
      red = files.filter(file -> file.toString().endsWith("_red.tif")).findFirst().orElseThrow();
    }
    float[] texture;
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff file = GeoTiff.open(sources.open(red), new TileCache(0))) {
      texture =
          file.read(0, List.of(new PixelWindow(0, 0, SIMULATED_PIXELS, SIMULATED_PIXELS)))
              .getFirst();
    }
    float[] values = new float[PIXELS * PIXELS];
    for (int row = 0; row < PIXELS; row++) {
      for (int col = 0; col < PIXELS; col++) {
        values[row * PIXELS + col] = texture[mirrored(row) * SIMULATED_PIXELS + mirrored(col)];
      }
    }
    Grid grid = new Grid(Crs.ofEpsg(32_631), 300_000, 100_000, 10, -10, PIXELS, PIXELS);
    CogWriter.of(grid, SampleFormat.UINT16)
        .withBlockSize(1_024)
        .withNodata(0)
        .write(image, List.of(values));
  }

  private static int mirrored(int position) {
    int within = position % SIMULATED_PIXELS;
    return position / SIMULATED_PIXELS % 2 == 0 ? within : SIMULATED_PIXELS - 1 - within;
  }

  private void run(int repeats) throws Exception {
    say("image: %d MiB, windows: %,d of %d x %d", Files.size(image) >> 20, WINDOWS, WINDOW, WINDOW);
    compare(repeats, CACHE_MEGABYTES, windows);
    // Most reads decode a tile then, so fewer tell as much.
    compare(repeats, SMALL_CACHE_MEGABYTES, windows.subList(0, FEWER_WINDOWS));
    against(repeats);
  }

  private void compare(int repeats, int cacheMegabytes, List<PixelWindow> wanted) throws Exception {
    double[] single = new double[repeats];
    double[] together = new double[repeats];
    double[] peer = new double[repeats];
    double[] singleCpu = new double[repeats];
    double[] togetherCpu = new double[repeats];
    double[] peerCpu = new double[repeats];
    String versions = "";
    for (int i = 0; i < repeats; i++) {
      forget();
      Machine.Cost own = cairn(cacheMegabytes, wanted, false);
      String[] said = rasterio(cacheMegabytes, wanted);
      forget();
      Machine.Cost all = cairn(cacheMegabytes, wanted, true);
      single[i] = own.wallSeconds();
      singleCpu[i] = own.cpuSeconds();
      together[i] = all.wallSeconds();
      togetherCpu[i] = all.cpuSeconds();
      peer[i] = Double.parseDouble(said[0]);
      peerCpu[i] = Double.parseDouble(said[1]);
      versions = "rasterio " + said[3] + ", GDAL " + said[4];
    }
    say(
        "%n%,d windows, cache of %d MiB, median of %d runs, seconds (%s)",
        wanted.size(), cacheMegabytes, repeats, versions);
    say("%-34s %8s %8s %12s %12s", "", "wall", "cpu", "wall / peer", "cpu / peer");
    line("rasterio, a read per window", peer, peerCpu, peer, peerCpu);
    line("cairn, a read per window", single, singleCpu, peer, peerCpu);
    line("cairn, all windows in one read", together, togetherCpu, peer, peerCpu);
    say("first run in a cold JVM: %.2f s", single[0]);
  }

  private static void line(
      String name, double[] wall, double[] cpu, double[] peer, double[] peerCpu) {
    say(
        "%-34s %8.3f %8.3f %12.2f %12.2f",
        name, median(wall), median(cpu), ratio(wall, peer), ratio(cpu, peerCpu));
  }

  private static double ratio(double[] own, double[] peer) {
    return median(own) / median(peer);
  }

  /** Neither opening the file nor its header is counted, as on the other side. */
  private Machine.Cost cairn(int cacheMegabytes, List<PixelWindow> wanted, boolean together)
      throws Exception {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff file =
            GeoTiff.open(sources.open(image), new TileCache((long) cacheMegabytes << 20))) {
      double[] sum = new double[1];
      Machine.Cost cost =
          Machine.ofThisThread(() -> {
            if (together) {
              for (float[] values : file.read(0, wanted)) {
                sum[0] += values[0];
              }
            } else {
              for (PixelWindow window : wanted) {
                sum[0] += file.read(0, List.of(window)).getFirst()[0];
              }
            }
          });
      check(sum[0], wanted);
      return cost;
    }
  }

  /** All sides must have read the same. */
  private void check(double sum, List<PixelWindow> wanted) {
    double before = sums.getOrDefault(wanted.size(), sum);
    sums.put(wanted.size(), sum);
    if (before != sum) {
      throw new IllegalStateException("First pixels sum to " + sum + ", before to " + before);
    }
  }

  private String[] rasterio(int cacheMegabytes, List<PixelWindow> wanted) throws Exception {
    String answer =
        spoken(
            python,
            SCRIPT,
            image.toString(),
            list.toString(),
            String.valueOf(cacheMegabytes),
            String.valueOf(wanted.size()));
    String[] parts = answer.strip().split(" ");
    check(Double.parseDouble(parts[2]), wanted);
    return parts;
  }

  /** Drops the image from the system's page cache. */
  private void forget() throws Exception {
    spoken(
        python,
        "-c",
        "import os, sys; f = os.open(sys.argv[1], os.O_RDONLY);"
            + " os.posix_fadvise(f, 0, 0, os.POSIX_FADV_DONTNEED)",
        image.toString());
  }

  private static String spoken(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("'" + String.join(" ", command) + "' failed: see its message above");
    }
    return said;
  }

  /** TwelveMonkeys keeps no tiles, so a few windows tell enough. */
  private void against(int repeats) throws Exception {
    List<PixelWindow> few = windows.subList(0, PEER_WINDOWS);
    double[] peer = new double[repeats];
    double[] own = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      forget();
      peer[i] = twelveMonkeys(few);
      forget();
      own[i] = cairn(CACHE_MEGABYTES, few, false).wallSeconds();
    }
    say("%n%d windows, median of %d runs, seconds", PEER_WINDOWS, repeats);
    say("%-34s %8.3f", "TwelveMonkeys imageio-tiff", median(peer));
    say("%-34s %8.3f   ratio %.2f", "cairn, a read per window", median(own), ratio(own, peer));
  }

  private double twelveMonkeys(List<PixelWindow> wanted) throws Exception {
    try (ImageInputStream input = ImageIO.createImageInputStream(image.toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
      reader.setInput(input);
      reader.getWidth(0);
      int[] sum = new int[1];
      int[] failures = new int[1];
      Machine.Cost cost =
          Machine.ofThisThread(() -> {
            for (PixelWindow window : wanted) {
              var parameters = reader.getDefaultReadParam();
              parameters.setSourceRegion(
                  new Rectangle(window.col(), window.row(), window.cols(), window.rows()));
              try {
                Raster raster = reader.read(0, parameters).getRaster();
                sum[0] += raster.getSample(0, 0, 0);
              } catch (ArrayIndexOutOfBoundsException | RasterFormatException failed) {
                // Version 3.14.0 does so on some windows over more than one tile.
                failures[0]++;
              }
            }
          });
      say(
          "%s failed on %d of %d windows",
          reader.getClass().getSimpleName(), failures[0], wanted.size());
      reader.dispose();
      return cost.wallSeconds();
    }
  }
}
