package org.cairn.watch.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.stac.OffsetDecision;

/**
 * How values are written into the watch state. Pixels come back to the bit, but for NaN, which all
 * become the same one.
 */
final class Parts {
  /** Written into every name: a state in another form is not found. */
  static final int FORM = 4;

  private static final OffsetDecision.Rule[] RULES = OffsetDecision.Rule.values();

  private Parts() {}

  /** What writes one part. */
  @FunctionalInterface
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  static byte[] write(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static DataInputStream reading(byte[] part) {
    return new DataInputStream(new ByteArrayInputStream(part));
  }

  /** SHA-256 of texts, 64 hexadecimal digits; texts next to one another are kept apart. */
  static String digest(String... texts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha256.update(bytes);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("Every Java platform has SHA-256", absent);
    }
  }

  /**
   * Which pixels have data, which of these are clear, and the clear values, their bytes sorted by
   * significance; compressed but for the two lowest bytes of each, in which there is only noise.
   *
   * @param layer NaN = not clear
   */
  static void pixels(DataOutputStream out, float[] layer, boolean[] hasData) throws IOException {
    int bits = (layer.length + 7) / 8;
    int clear = 0;
    byte[] plain = new byte[2 * bits + 4 * layer.length];
    for (int i = 0; i < layer.length; i++) {
      plain[i / 8] |= (byte) (hasData[i] ? 1 << i % 8 : 0);
      if (!Float.isNaN(layer[i])) {
        plain[bits + i / 8] |= (byte) (1 << i % 8);
        clear++;
      }
    }
    int next = 2 * bits;
    for (float value : layer) {
      if (!Float.isNaN(value)) {
        int raw = Float.floatToRawIntBits(value);
        plain[next] = (byte) (raw >> 24);
        plain[next + clear] = (byte) (raw >> 16);
        plain[next + 2 * clear] = (byte) (raw >> 8);
        plain[next + 3 * clear] = (byte) raw;
        next++;
      }
    }
    int orderly = 2 * bits + 2 * clear;
    byte[] packed = new byte[orderly];
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
      deflater.setInput(plain, 0, orderly);
      deflater.finish();
      int size = deflater.deflate(packed);
      boolean smaller = deflater.finished() && size < orderly;
      out.writeInt(clear);
      out.writeInt(smaller ? size : orderly);
      out.write(smaller ? packed : plain, 0, smaller ? size : orderly);
      out.write(plain, orderly, 2 * clear);
    }
  }

  /** Pixels as they were written. */
  record Pixels(float[] layer, boolean[] hasData) {}

  /**
   * @throws IOException where the bytes do not have so many pixels
   */
  static Pixels pixels(DataInputStream in, int count) throws IOException {
    int clear = in.readInt();
    int size = in.readInt();
    int bits = (count + 7) / 8;
    if (clear < 0 || clear > count || size < 0 || size > 2 * bits + 2 * clear) {
      throw new IOException("Not " + count + " pixels, but " + clear + " in " + size + " bytes");
    }
    int orderly = 2 * bits + 2 * clear;
    byte[] plain = new byte[orderly + 2 * clear];
    byte[] stored = in.readNBytes(size);
    if (stored.length < size || in.readNBytes(plain, orderly, 2 * clear) < 2 * clear) {
      throw new IOException("Pixels end early");
    }
    if (size == orderly) {
      System.arraycopy(stored, 0, plain, 0, size);
    } else {
      inflate(stored, plain, orderly);
    }
    float[] layer = new float[count];
    boolean[] hasData = new boolean[count];
    int next = 2 * bits;
    for (int i = 0; i < count; i++) {
      hasData[i] = (plain[i / 8] >> i % 8 & 1) != 0;
      if ((plain[bits + i / 8] >> i % 8 & 1) != 0) {
        if (next == 2 * bits + clear) {
          throw new IOException("More clear pixels than values");
        }
        layer[i] =
            Float.intBitsToFloat(
                plain[next] << 24
                    | (plain[next + clear] & 0xff) << 16
                    | (plain[next + 2 * clear] & 0xff) << 8
                    | plain[next + 3 * clear] & 0xff);
        next++;
      } else {
        layer[i] = Float.NaN;
      }
    }
    return new Pixels(layer, hasData);
  }

  private static void inflate(byte[] packed, byte[] plain, int length) throws IOException {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(packed);
      if (inflater.inflate(plain, 0, length) != length) {
        throw new IOException("Compressed pixels end early");
      }
    } catch (DataFormatException e) {
      throw new IOException("Compressed pixels are damaged", e);
    }
  }

  static void grid(DataOutputStream out, Grid grid) throws IOException {
    out.writeUTF(grid.crs().code());
    out.writeDouble(grid.originX());
    out.writeDouble(grid.originY());
    out.writeDouble(grid.stepX());
    out.writeDouble(grid.stepY());
    out.writeInt(grid.cols());
    out.writeInt(grid.rows());
  }

  static Grid grid(DataInputStream in) throws IOException {
    return new Grid(
        Crs.parse(in.readUTF()),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readInt(),
        in.readInt());
  }

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("Text ends early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void optional(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      text(out, text.get());
    }
  }

  static Optional<String> optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
  }

  static void date(DataOutputStream out, Optional<LocalDate> date) throws IOException {
    out.writeBoolean(date.isPresent());
    out.writeLong(date.map(LocalDate::toEpochDay).orElse(0L));
  }

  static Optional<LocalDate> date(DataInputStream in) throws IOException {
    boolean present = in.readBoolean();
    long day = in.readLong();
    return present ? Optional.of(LocalDate.ofEpochDay(day)) : Optional.empty();
  }

  static void number(DataOutputStream out, OptionalDouble number) throws IOException {
    out.writeBoolean(number.isPresent());
    out.writeDouble(number.orElse(0));
  }

  static OptionalDouble number(DataInputStream in) throws IOException {
    boolean present = in.readBoolean();
    double value = in.readDouble();
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  static void decision(DataOutputStream out, OffsetDecision decision) throws IOException {
    out.writeByte(decision.rule().ordinal());
    out.writeDouble(decision.scale());
    out.writeDouble(decision.offset());
    optional(out, decision.flag().map(String::valueOf));
    optional(out, decision.baseline());
    out.writeBoolean(decision.listedOffset().isPresent());
    out.writeDouble(decision.listedOffset().orElse(0));
  }

  static OffsetDecision decision(DataInputStream in) throws IOException {
    int rule = in.readUnsignedByte();
    if (rule >= RULES.length) {
      throw new IOException("No rule " + rule);
    }
    double scale = in.readDouble();
    double offset = in.readDouble();
    Optional<Boolean> flag = optional(in).map(Boolean::valueOf);
    Optional<String> baseline = optional(in);
    boolean listed = in.readBoolean();
    double listedOffset = in.readDouble();
    return new OffsetDecision(
        RULES[rule],
        scale,
        offset,
        flag,
        baseline,
        listed ? OptionalDouble.of(listedOffset) : OptionalDouble.empty());
  }

  /** For pixels of which only those that are clear matter. */
  static boolean[] allPresent(float[] values) {
    boolean[] present = new boolean[values.length];
    Arrays.fill(present, true);
    return present;
  }
}
