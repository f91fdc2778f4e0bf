package org.cairn.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cairn.simulation.internal.RadarWriter;

/** Writes simulated radar scenes, as terrain-corrected Sentinel-1 comes in common catalogues. */
public final class RadarSimulator {
  private RadarSimulator() {}

  /**
   * Writes {@code radar-….tif} (float32, gamma nought, nodata -32768), one for each pass and each
   * of VV and VH, into a folder.
   *
   * @return the scenes as STAC items, one JSON text each, in time order, with addresses relative to
   *     the folder
   * @throws IOException where the folder cannot be written
   */
  public static List<String> write(RadarSettings settings, Path folder) throws IOException {
    return new RadarWriter(settings, folder).write();
  }
}
