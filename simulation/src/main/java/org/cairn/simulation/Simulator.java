package org.cairn.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cairn.simulation.internal.SceneWriter;

/** Writes simulated scenes: COGs, a STAC catalogue, places and the truth. */
public final class Simulator {
  private Simulator() {}

  /**
   * Writes into a folder: {@code scenes/*.tif} (uint16 at 10 m, swir16 and scl at 20 m, EPSG:32631
   * around 0° N 0° E), {@code items.json} (an ItemCollection), {@code catalog.json} (the same as a
   * static catalogue), {@code places.geojson} and {@code truth.json}.
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
   */
  public static void write(SimulationSettings settings, Path folder, List<String> bands)
      throws IOException {
    new SceneWriter(settings, folder, bands).write();
  }
}
