package org.cairn.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cairn.simulation.internal.SceneWriter;

/** Writes simulated scenes: COGs, a STAC catalogue, places and the truth. */
public final class Simulator {
  private Simulator() {}

  /** Is told how far the writing is. Called by one thread at a time. */
  @FunctionalInterface
  public interface Progress {
    void scenes(int written, int of);
  }

  /**
   * Writes into a folder: {@code scenes/*.tif} (uint16 at 10 m, swir16 and scl at 20 m, EPSG:32631
   * around 0° N 0° E), {@code items.json} (an ItemCollection), {@code catalog.json} (the same as a
   * static catalogue), {@code places.geojson}, {@code truth.json}, and two more lists of the places
   * to import: {@code gazetteer.lpf.json} and {@code survey.csv}. Scenes are made on all
   * processors; the bytes do not depend on how many.
   *
   * @throws IOException where the folder cannot be written
   */
  public static void write(SimulationSettings settings, Path folder) throws IOException {
    write(settings, folder, List.of());
  }

  /**
   * As {@link #write(SimulationSettings, Path)}, with some bands only.
   *
   * @param bands any of blue, green, red, nir, swir16; empty for all. The scl mask is always
   *     written
   * @throws IllegalArgumentException where a band has another name
   */
  public static void write(SimulationSettings settings, Path folder, List<String> bands)
      throws IOException {
    write(settings, folder, bands, (written, of) -> {});
  }

  /** As {@link #write(SimulationSettings, Path, List)}, telling how far it is. */
  public static void write(
      SimulationSettings settings, Path folder, List<String> bands, Progress progress)
      throws IOException {
    new SceneWriter(settings, folder, bands, progress).write();
  }
}
