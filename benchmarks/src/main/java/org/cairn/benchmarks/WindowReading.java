package org.cairn.benchmarks;

import java.awt.Rectangle;
import java.awt.image.Raster;
import java.awt.image.RasterFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
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

/**
 * Our window reader beside GDAL and TwelveMonkeys, on the same windows in the same run.
 *
 * <p>The file: 8192 x 8192 uint16 with the texture of fields and noise of a satellite band, blocks of
 * 1024, Deflate 6 with predictor 2. The windows: 10,000 of 64 x 64 at random places, from a seed.
 *
 * <p>"Cold cache" means the same for all: each reader runs in a fresh process that has decoded no
 * tile, with the file in the system's page cache (it is read once before), one thread, the windows
 * asked for one by one in the same order. The clock runs from before the file is opened to after the
 * last window; it leaves out the start of the process and, in Python, imports, but not the Java
 * compiler's warm-up, which falls into the measured time. Caches: GDAL's default (5 % of memory),
 * ours 256 MiB; both hold the 128 MiB of decoded tiles. Runs alternate; the median counts.
 *
 * <p>Run: {@code java … org.cairn.benchmarks.WindowReading FOLDER SCRIPT [runs]}, where SCRIPT is
 * {@code window_reading.py}. The file is kept in FOLDER and made again only when missing.
 */
public final class WindowReading {
  private static final int SIZE = 8192;
  private static final int BLOCK = 1024;
  private static final int WINDOW = 64;
  private static final int WINDOWS = 10_000;
  private static final int FEW_WINDOWS = 200;

  private WindowReading() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && !arguments[0].startsWith("/") && isReader(arguments[0])) {
      read(arguments[0], Path.of(arguments[1]), windows(Path.of(arguments[2])));
      return;
    }
    if (arguments.length < 2) {
      throw new IllegalArgumentException("Usage: WindowReading FOLDER SCRIPT [runs]");
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    compare(folder, Path.of(arguments[1]), runs);
  }

  private static boolean isReader(String name) {
    return List.of("cairn", "cairn-together", "twelvemonkeys").contains(name);
  }

  private static void compare(Path folder, Path script, int runs) throws Exception {
    Path image = folder.resolve("window-reading.tif");
    if (!Files.exists(image)) {
      make(image);
    }
    Path list = folder.resolve("windows.txt");
    Path shortList = folder.resolve("windows-few.txt");
    Files.write(list, randomWindows(WINDOWS));
    Files.write(shortList, randomWindows(FEW_WINDOWS));
    Files.readAllBytes(image);
    System.out.printf(
        Locale.ROOT,
        "%d x %d uint16, blocks of %d, %.0f MB; %d windows of %d x %d; %d runs, median%n",
        SIZE,
        SIZE,
        BLOCK,
        Files.size(image) / 1e6,
        WINDOWS,
        WINDOW,
        WINDOW,
        runs);
    List<String> readers =
        List.of("cairn", "cairn-together", "rasterio", "gdal", "few cairn", "few twelvemonkeys");
    List<double[]> seconds = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    readers.forEach(
        reader -> {
          seconds.add(new double[runs]);
          sums.add("");
        });
    for (int run = 0; run < runs; run++) {
      for (int i = 0; i < readers.size(); i++) {
        String reader = readers.get(i);
        boolean few = reader.startsWith("few ");
        String[] answer =
            run(few ? reader.substring(4) : reader, script, image, few ? shortList : list);
        seconds.get(i)[run] = Double.parseDouble(answer[0]);
        sums.set(i, answer[1]);
      }
    }
    for (int i = 0; i < readers.size(); i++) {
      Arrays.sort(seconds.get(i));
      System.out.printf(
          Locale.ROOT,
          "%-18s %.3f s (%.3f to %.3f), checksum %s%n",
          readers.get(i),
          median(seconds.get(i)),
          seconds.get(i)[0],
          seconds.get(i)[runs - 1],
          sums.get(i));
    }
    String sum = sums.getFirst();
    if (!sums.subList(0, 4).stream().allMatch(sum::equals)) {
      throw new IllegalStateException("The readers read different values: " + sums);
    }
    double ours = median(seconds.getFirst());
    System.out.printf(
        Locale.ROOT,
        "ratio cairn / rasterio %.2f, cairn / libgdal %.2f, twelvemonkeys / cairn (%d windows) %.1f%n",
        ours / median(seconds.get(2)),
        ours / median(seconds.get(3)),
        FEW_WINDOWS,
        median(seconds.get(5)) / median(seconds.get(4)));
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static String[] run(String reader, Path script, Path image, Path list)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isReader(reader)) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(WindowReading.class.getName(), reader));
    } else {
      command.addAll(List.of("/usr/bin/python3", script.toString(), reader));
    }
    command.addAll(List.of(image.toString(), list.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(reader + " failed: " + answer);
    }
    return answer.strip().split("\t", -1);
  }

  private static List<String> randomWindows(int count) {
    SplittableRandom random = new SplittableRandom(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int col = random.nextInt(SIZE - WINDOW + 1);
      int row = random.nextInt(SIZE - WINDOW + 1);
      lines.add(col + " " + row + " " + WINDOW + " " + WINDOW);
    }
    return lines;
  }

  private static List<PixelWindow> windows(Path list) throws IOException {
    List<PixelWindow> windows = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      String[] part = line.split(" ", -1);
      windows.add(
          new PixelWindow(
              Integer.parseInt(part[0]),
              Integer.parseInt(part[1]),
              Integer.parseInt(part[2]),
              Integer.parseInt(part[3])));
    }
    return windows;
  }

  /** Prints seconds and a sum, in the form of the Python half. */
  private static void read(String reader, Path image, List<PixelWindow> windows)
      throws IOException {
    long start = System.nanoTime();
    long total =
        switch (reader) {
          case "cairn" -> readOneByOne(image, windows);
          case "cairn-together" -> readTogether(image, windows);
          default -> readByTwelveMonkeys(image, windows);
        };
    System.out.println((System.nanoTime() - start) / 1e9 + "\t" + total + "\t" + reader);
  }

  private static long readOneByOne(Path image, List<PixelWindow> windows) throws IOException {
    long total = 0;
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff tiff = GeoTiff.open(sources.open(image), new TileCache(256L << 20))) {
      for (PixelWindow window : windows) {
        float[] values = tiff.read(0, List.of(window)).getFirst();
        total += (long) values[0] + (long) values[values.length - 1];
      }
    }
    return total;
  }

  private static long readTogether(Path image, List<PixelWindow> windows) throws IOException {
    long total = 0;
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff tiff = GeoTiff.open(sources.open(image), new TileCache(0))) {
      for (float[] values : tiff.read(0, windows)) {
        total += (long) values[0] + (long) values[values.length - 1];
      }
    }
    return total;
  }

  private static long readByTwelveMonkeys(Path image, List<PixelWindow> windows)
      throws IOException {
    long total = 0;
    try (ImageInputStream input = ImageIO.createImageInputStream(image.toFile())) {
      ImageReader reader = twelveMonkeys(input);
      reader.setInput(input);
      int[] sample = new int[1];
      int failed = 0;
      for (PixelWindow window : windows) {
        ImageReadParam region = reader.getDefaultReadParam();
        region.setSourceRegion(
            new Rectangle(window.col(), window.row(), window.cols(), window.rows()));
        try {
          Raster raster = reader.read(0, region).getRaster();
          total += raster.getPixel(0, 0, sample)[0];
          total += raster.getPixel(window.cols() - 1, window.rows() - 1, sample)[0];
        } catch (RasterFormatException | ArrayIndexOutOfBoundsException refused) {
          failed++;
        }
      }
      if (failed > 0) {
        System.err.println(
            "TwelveMonkeys threw at " + failed + " of " + windows.size() + " windows");
      }
      reader.dispose();
    }
    return total;
  }

  private static ImageReader twelveMonkeys(ImageInputStream input) throws IOException {
    for (Iterator<ImageReader> readers = ImageIO.getImageReaders(input); readers.hasNext(); ) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith("com.twelvemonkeys")) {
        return reader;
      }
    }
    throw new IOException("TwelveMonkeys imageio-tiff is not on the class path");
  }

  /** Fields of a few hundred metres, each with its own level and texture, under sensor noise. */
  private static void make(Path image) throws IOException {
    float[] band = new float[SIZE * SIZE];
    SplittableRandom random = new SplittableRandom(5);
    int[] levels = random.ints(4096, 300, 3500).toArray();
    for (int row = 0; row < SIZE; row++) {
      for (int col = 0; col < SIZE; col++) {
        double bend = 40 * Math.sin(row / 97.0) + 30 * Math.cos(col / 71.0);
        int field = (int) ((row + bend) / 43) * 131 + (int) ((col - bend) / 57) * 17;
        double value = levels[field & 4095] + 60 * Math.sin(col / 5.0) * Math.cos(row / 3.0);
        band[row * SIZE + col] = (float) Math.max(1, value + 10 * random.nextGaussian());
      }
    }
    Grid grid = new Grid(Crs.ofEpsg(32633), 499_980, 4_600_020, 10, -10, SIZE, SIZE);
    CogWriter.of(grid, SampleFormat.UINT16)
        .withBlockSize(BLOCK)
        .withNodata(0)
        .write(image, List.of(band));
  }
}
