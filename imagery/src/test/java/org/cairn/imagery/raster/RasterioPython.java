package org.cairn.imagery.raster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/** A Python with rasterio, which reads by GDAL. */
final class RasterioPython {
  private RasterioPython() {}

  /** The command of one; the calling test is skipped where there is none. */
  static String find() throws InterruptedException {
    for (String candidate : List.of("python3", "/usr/bin/python3")) {
      try {
        int status =
            new ProcessBuilder(candidate, "-c", "import rasterio, numpy")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status == 0) {
          return candidate;
        }
      } catch (IOException notThere) {
        // The next one, then; none at all skips the test below.
        continue;
      }
    }
    assumeTrue(false, "no python3 with rasterio and numpy on this machine: GDAL is not asked");
    throw new IllegalStateException("unreachable");
  }
}
