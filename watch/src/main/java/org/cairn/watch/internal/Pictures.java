package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cairn.heritage.Alert;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;

/**
 * What was made of the images for an alert: they do not change while the alert stays what it is.
 *
 * @param changes what each band did
 * @param strip pictures of other dates around the change
 */
record Pictures(
    List<Alert.BandChange> changes,
    Chip before,
    Chip after,
    List<AlertEvidence.StripPicture> strip) {
  Pictures {
    changes = List.copyOf(changes);
    strip = List.copyOf(strip);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(changes.size());
    for (Alert.BandChange change : changes) {
      Parts.text(out, change.band());
      out.writeDouble(change.before());
      out.writeDouble(change.after());
      Parts.text(out, change.unit());
    }
    write(out, before);
    write(out, after);
    out.writeInt(strip.size());
    for (AlertEvidence.StripPicture one : strip) {
      out.writeDouble(one.clearShare());
      write(out, one.chip());
    }
  }

  private static void write(DataOutputStream out, Chip chip) throws IOException {
    out.writeInt(chip.cols());
    out.writeInt(chip.rows());
    out.writeBoolean(chip.trueColour());
    out.writeLong(chip.date().toEpochDay());
    Parts.text(out, chip.sensor());
    Parts.text(out, chip.item());
    int[] pixels = chip.argb();
    ByteBuffer bytes = ByteBuffer.allocate(pixels.length * Integer.BYTES);
    bytes.asIntBuffer().put(pixels);
    out.write(bytes.array());
  }

  /**
   * @throws IOException where the bytes are not in form
   */
  static Pictures read(DataInputStream in) throws IOException {
    List<Alert.BandChange> changes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      changes.add(
          new Alert.BandChange(Parts.text(in), in.readDouble(), in.readDouble(), Parts.text(in)));
    }
    Chip before = chip(in);
    Chip after = chip(in);
    List<AlertEvidence.StripPicture> strip = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      double clearShare = in.readDouble();
      strip.add(new AlertEvidence.StripPicture(chip(in), clearShare));
    }
    return new Pictures(changes, before, after, strip);
  }

  private static Chip chip(DataInputStream in) throws IOException {
    int cols = in.readInt();
    int rows = in.readInt();
    boolean trueColour = in.readBoolean();
    LocalDate date = LocalDate.ofEpochDay(in.readLong());
    String sensor = Parts.text(in);
    String item = Parts.text(in);
    if (cols < 0 || rows < 0 || (long) cols * rows > in.available() / Integer.BYTES) {
      throw new IOException("No picture of " + cols + " x " + rows + " pixels");
    }
    int[] pixels = new int[cols * rows];
    ByteBuffer.wrap(in.readNBytes(pixels.length * Integer.BYTES)).asIntBuffer().get(pixels);
    return new Chip(cols, rows, pixels, trueColour, date, sensor, item);
  }
}
