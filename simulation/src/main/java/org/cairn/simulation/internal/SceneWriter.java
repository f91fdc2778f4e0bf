package org.cairn.simulation.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;

/** Writes a simulation as files: images, STAC documents, places and truth. */
public final class SceneWriter {
  /** Bands in the order of {@link Spectrum}. */
  static final List<String> BANDS = List.of("blue", "green", "red", "nir", "swir16");

  static final int SWIR = 4;

  /** Noise does not compress: the fastest level gives files within 1 % of the usual one's. */
  private static final int DEFLATE = 1;

  private static final int BLOCK = 256;
  private static final int BLOCK_OF_LARGE_SCENES = 1_024;

  private final SimulationSettings settings;
  private final Path folder;
  private final List<String> bands;
  private final Simulator.Progress progress;
  private final Plan plan;
  private final Frame frame;
  private final List<Scene> scenes;

  /** An image and the form in which it is kept. */
  record Scene(Weather weather, Frame frame, Radiometry radiometry) {
    String id() {
      return "SIM2%s_%s_%s_0_L2A"
          .formatted(weather.sensor(), frame.tile(), weather.date().toString().replace("-", ""));
    }

    String fileName(String key) {
      return id() + "_" + key + ".tif";
    }
  }

  /**
   * @param bands which bands to write, empty for all; the mask is always written
   */
  public SceneWriter(
      SimulationSettings settings, Path folder, List<String> bands, Simulator.Progress progress) {
    for (String band : bands) {
      if (!BANDS.contains(band)) {
        throw new IllegalArgumentException("Band '" + band + "', expected some of " + BANDS);
      }
    }
    this.settings = settings;
    this.folder = folder;
    this.bands = bands.isEmpty() ? BANDS : List.copyOf(bands);
    this.progress = progress;
    this.plan = Plan.of(settings);
    this.frame = Frame.of(settings);
    this.scenes = scenes(settings, frame);
  }

  private static List<Scene> scenes(SimulationSettings settings, Frame frame) {
    Frame west = Frame.westOf(settings);
    List<Weather> series = Weather.series(settings);
    int lying = settings.lyingScene() ? lyingIndex(series) : -1;
    List<Scene> scenes = new ArrayList<>();
    for (Weather day : series) {
      boolean moved = settings.twoZones() && day.index() % 2 == 1;
      Radiometry form = day.index() == lying ? Radiometry.lying() : Radiometry.of(day.index());
      scenes.add(
          moved
              ? new Scene(day.shiftedBy(west.shiftCols(), 0), west, form)
              : new Scene(day, frame, form));
    }
    return scenes;
  }

  /** A clear summer scene, if there is one, so that the lie can be seen in the pixels. */
  private static int lyingIndex(List<Weather> series) {
    for (Weather day : series) {
      int month = day.date().getMonthValue();
      boolean clear =
          day.clouds().cover() < 0.02 && day.clouds().cirrus() == 0 && day.haze() < 0.012;
      if (day.index() > 2 && clear && month >= 5 && month <= 9) {
        return day.index();
      }
    }
    return series.size() - 1;
  }

  /** Writes everything; images on all processors. */
  public void write() throws IOException {
    Files.createDirectories(folder.resolve("scenes"));
    int side = settings.pixels() + 2 * Acquisition.MARGIN;
    Landscape landscape =
        new Landscape(settings.seed(), -Acquisition.MARGIN, -Acquisition.MARGIN, side, side, plan);
    double[] cloudCover = new double[scenes.size()];
    AtomicInteger written = new AtomicInteger();
    try {
      scenes.parallelStream()
          .forEach(scene -> {
            cloudCover[scene.weather().index()] = writeScene(landscape, scene);
            synchronized (progress) {
              progress.scenes(written.incrementAndGet(), scenes.size());
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    new StacDocuments(folder, bands, scenes, cloudCover).write();
    new TruthDocuments(settings, frame, plan, scenes).write(folder);
    new SampleListsWriter(frame, plan.places()).write(folder);
  }

  /**
   * @return percentage of the scene that the mask says is cloud
   */
  private double writeScene(Landscape landscape, Scene scene) {
    Acquisition acquisition = new Acquisition(settings.seed(), landscape, scene.weather());
    try {
      for (String band : bands) {
        int index = BANDS.indexOf(band);
        float[] values = cropped(acquisition.band(index), settings.pixels(), Acquisition.MARGIN);
        Grid grid = scene.frame().grid();
        if (index == SWIR) {
          values = halved(values);
          grid = scene.frame().coarse();
        }
        for (int i = 0; i < values.length; i++) {
          values[i] = scene.radiometry().digitalNumber(values[i]);
        }
        CogWriter.of(grid, SampleFormat.UINT16)
            .withNodata(0)
            .withBlockSize(block())
            .withDeflate(DEFLATE, true)
            .write(file(scene, band), List.of(values));
      }
      float[] classes =
          cropped(SceneClasses.of(acquisition), settings.pixels() / 2, Acquisition.MARGIN / 2);
      CogWriter.of(scene.frame().coarse(), SampleFormat.UINT8)
          .withNodata(0)
          .withOverviews(CogWriter.Overviews.NEAREST)
          .withBlockSize(block())
          .withDeflate(DEFLATE, true)
          .write(file(scene, "scl"), List.of(classes));
      return cloudPercentage(classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double cloudPercentage(float[] classes) {
    int cloudy = 0;
    for (float scl : classes) {
      if (scl >= SceneClasses.MEDIUM_CLOUD && scl <= SceneClasses.THIN_CIRRUS) {
        cloudy++;
      }
    }
    return Math.round(10_000.0 * cloudy / classes.length) / 100.0;
  }

  private int block() {
    return settings.pixels() >= 2 * BLOCK_OF_LARGE_SCENES ? BLOCK_OF_LARGE_SCENES : BLOCK;
  }

  private Path file(Scene scene, String key) {
    return folder.resolve("scenes").resolve(scene.fileName(key));
  }

  private static float[] cropped(float[] values, int side, int margin) {
    float[] inner = new float[side * side];
    for (int row = 0; row < side; row++) {
      System.arraycopy(
          values, (row + margin) * (side + 2 * margin) + margin, inner, row * side, side);
    }
    return inner;
  }

  private float[] halved(float[] values) {
    int side = settings.pixels() / 2;
    float[] half = new float[side * side];
    for (int row = 0; row < side; row++) {
      for (int col = 0; col < side; col++) {
        int at = 2 * row * settings.pixels() + 2 * col;
        half[row * side + col] =
            (values[at]
                    + values[at + 1]
                    + values[at + settings.pixels()]
                    + values[at + settings.pixels() + 1])
                / 4;
      }
    }
    return half;
  }
}
