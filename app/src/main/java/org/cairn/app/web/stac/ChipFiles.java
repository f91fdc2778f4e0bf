package org.cairn.app.web.stac;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.cairn.app.record.RecordedGround;
import org.cairn.app.web.review.AlertRecords;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.PictureHit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pictures of alerts as files: the PNG as recorded, and the same pixels as a cloud-optimised
 * GeoTIFF on the ground they show, always the same bytes for the same record. Thread-safe.
 */
final class ChipFiles {
  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_PIXELS = 4_096;
  private static final int BLOCK = 256;

  /** Alerts whose coverage stands further before them are of no version of Cairn. */
  private static final int MOST_ALERTS_BETWEEN = 64;

  private final AlertRecords records;
  private final BlobStore blobs;

  /** By the entry of the alert, which never changes. */
  private final Kept<Long, Optional<Grid>> grids = new Kept<>(4_096, grid -> 1);

  private final Kept<String, Content> images = new Kept<>(MOST_BYTES, Content::length);

  ChipFiles(AlertRecords records, BlobStore blobs) {
    this.records = records;
    this.blobs = blobs;
  }

  /** Where its pixels lie; empty where the records do not say. */
  Optional<Grid> grid(PictureHit hit) throws IOException, RefusedException {
    return grids.get(hit.entry(), () -> gridOf(hit.entry()));
  }

  private Optional<Grid> gridOf(long entry) throws IOException, RefusedException {
    ObjectNode alert = records.read(entry);
    Optional<ObjectNode> coverage = coverage(entry, alert);
    return coverage.isPresent() ? RecordedGround.of(alert, coverage.get()) : Optional.empty();
  }

  /** Of the same place in the same run: written right before its alerts. */
  private Optional<ObjectNode> coverage(long entry, ObjectNode alert)
      throws IOException, RefusedException {
    for (long index = entry - 1; index >= Math.max(0, entry - MOST_ALERTS_BETWEEN); index--) {
      ObjectNode said = records.read(index);
      if (!said.path("run").equals(alert.path("run"))) {
        return Optional.empty();
      }
      if (said.path("type").asString("").equals("coverage")) {
        return said.path("place").equals(alert.path("place"))
            ? Optional.of(said)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Of the PNG; empty where it is missing. */
  OptionalLong size(PictureHit hit) throws IOException {
    Path file = blobs.path(hash(hit));
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  /**
   * @throws org.cairn.ledger.IntegrityException where it is missing or another
   */
  Content png(PictureHit hit) throws IOException, RefusedException {
    return images.get(
        hit.sha256() + ".png",
        () -> new Content.InMemory(blobs.read(hash(hit), MOST_BYTES), hit.sha256()));
  }

  /**
   * Empty where {@link #grid} is, and for what is no picture of that size.
   *
   * @throws org.cairn.ledger.IntegrityException where the PNG is missing or another
   */
  Optional<Content> cog(PictureHit hit) throws IOException, RefusedException {
    Optional<Grid> grid = grid(hit);
    if (grid.isEmpty()) {
      return Optional.empty();
    }
    Content made =
        images.get(
            hit.entry() + "-" + hit.number() + ".tif",
            () -> {
              byte[] png = blobs.read(hash(hit), MOST_BYTES);
              Optional<BufferedImage> picture = picture(png, grid.get());
              byte[] bytes = picture.isEmpty() ? new byte[0] : cog(picture.get(), grid.get());
              return new Content.InMemory(bytes, HexFormat.of().formatHex(Sha256.of(bytes)));
            });
    return Optional.of(made).filter(content -> content.length() > 0);
  }

  private static Hash hash(PictureHit hit) {
    return Hash.of(HexFormat.of().parseHex(hit.sha256()));
  }

  /** Its size is looked at before its pixels are. */
  private static Optional<BufferedImage> picture(byte[] png, Grid grid) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    ImageReader reader = readers.next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in);
      boolean fits =
          reader.getWidth(0) == grid.cols()
              && reader.getHeight(0) == grid.rows()
              && grid.cols() <= MOST_PIXELS
              && grid.rows() <= MOST_PIXELS;
      return fits ? Optional.of(reader.read(0)) : Optional.empty();
    } catch (javax.imageio.IIOException noPng) {
      return Optional.empty();
    } finally {
      reader.dispose();
    }
  }

  /** With a band of opacity where the picture has pixels without data. */
  static byte[] cog(BufferedImage picture, Grid grid) throws IOException {
    int cols = grid.cols();
    int[] argb = picture.getRGB(0, 0, cols, grid.rows(), new int[cols * grid.rows()], 0, cols);
    boolean opaque = true;
    for (int pixel : argb) {
      opaque &= pixel >>> 24 == 0xFF;
    }
    List<float[]> bands = new ArrayList<>();
    for (int shift : opaque ? new int[] {16, 8, 0} : new int[] {16, 8, 0, 24}) {
      float[] band = new float[argb.length];
      for (int at = 0; at < argb.length; at++) {
        band[at] = argb[at] >>> shift & 0xFF;
      }
      bands.add(band);
    }
    return CogWriter.of(grid, SampleFormat.UINT8)
        .withBlockSize(BLOCK)
        .withColours(opaque ? CogWriter.Colours.RGB : CogWriter.Colours.RGB_ALPHA)
        .bytes(bands);
  }
}
