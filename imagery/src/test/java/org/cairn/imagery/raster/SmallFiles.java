package org.cairn.imagery.raster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small valid files of several makes, as bytes. */
final class SmallFiles {
  /** Nodata of the files made here. */
  static final float NODATA = 100;

  private SmallFiles() {}

  static float[] texture(int cols, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[cols * rows];
    for (int i = 0; i < out.length; i++) {
      out[i] = 100 + i % cols + random.nextInt(20);
    }
    return out;
  }

  static Grid grid(int cols, int rows) {
    return new Grid(Crs.ofEpsg(32633), 499_980, 4_600_020, 10, -10, cols, rows);
  }

  static byte[] cog(SampleFormat format, int cols, int rows, int bands, boolean compressed)
      throws IOException {
    Path folder = Files.createTempDirectory("small-files");
    Path file = folder.resolve("small.tif");
    try {
      CogWriter writer =
          CogWriter.of(grid(cols, rows), format).withBlockSize(32).withNodata(NODATA);
      List<float[]> data = new ArrayList<>();
      for (int b = 0; b < bands; b++) {
        data.add(texture(cols, rows, b));
      }
      (compressed ? writer : writer.withoutCompression()).write(file, data);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  static List<byte[]> all() throws IOException {
    TiffBuilder masked =
        new TiffBuilder()
            .with(
                TiffBuilder.image(8, 8, new byte[64])
                    .text(Tags.GDAL_NODATA, "7")
                    .text(
                        Tags.GDAL_METADATA,
                        "<GDALMetadata><Item sample=\"0\" role=\"scale\">2</Item></GDALMetadata>"))
            .with(
                TiffBuilder.image(8, 8, new byte[8])
                    .shorts(Tags.BITS_PER_SAMPLE, 1)
                    .longs(Tags.NEW_SUBFILE_TYPE, 4));
    return List.of(
        cog(SampleFormat.UINT16, 50, 70, 1, true),
        cog(SampleFormat.FLOAT32, 40, 30, 2, true),
        cog(SampleFormat.UINT8, 70, 40, 3, false),
        masked.bytes());
  }
}
