package org.cairn.app;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** PNG files chunk by chunk (PNG Third Edition, section 5), sound or not. */
final class PngBytes {
  private static final long SIGNATURE = 0x8950_4E47_0D0A_1A0AL;
  private static final int HEADER = 33;

  private PngBytes() {}

  /** A head that promises pixels, and none of them. */
  static byte[] headOnly(int cols, int rows) {
    byte[] head =
        ByteBuffer.allocate(13).putInt(cols).putInt(rows).put((byte) 8).put((byte) 2).array();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
    png.writeBytes(chunk("IHDR", head));
    png.writeBytes(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  /** The same picture, said to be the first of two frames. */
  static byte[] animated(byte[] png) {
    byte[] frames = ByteBuffer.allocate(8).putInt(2).putInt(0).array();
    ByteArrayOutputStream animated = new ByteArrayOutputStream();
    animated.write(png, 0, HEADER);
    animated.writeBytes(chunk("acTL", frames));
    animated.write(png, HEADER, png.length - HEADER);
    return animated.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] named =
        ByteBuffer.allocate(4 + data.length)
            .put(type.getBytes(StandardCharsets.ISO_8859_1))
            .put(data)
            .array();
    CRC32 checksum = new CRC32();
    checksum.update(named);
    return ByteBuffer.allocate(8 + named.length)
        .putInt(data.length)
        .put(named)
        .putInt((int) checksum.getValue())
        .array();
  }
}
