package org.cairn.imagery.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cairn.imagery.picture.PictureException.Code;

/**
 * What a PNG file says of itself (PNG Third Edition, W3C 2025, section 5): the header, and a walk
 * over all chunks, which tells a cut file from a whole one before anything is decoded.
 *
 * @param colours 1 for grey, 3 for colours and palettes; alpha is not counted
 */
record PngHead(int cols, int rows, int colours) {
  static final long SIGNATURE = 0x8950_4E47_0D0A_1A0AL;

  /** Length, type and checksum of a chunk. */
  private static final int AROUND_CHUNK = 12;

  private static final int HEADER_LENGTH = 13;

  static PngHead read(PathInput file) throws IOException {
    try {
      file.seek(Long.BYTES);
      if (file.readInt() != HEADER_LENGTH || !type(file).equals("IHDR")) {
        throw new PictureException(
            Code.PICTURE_DAMAGED, "it starts like a PNG and has no header: save it again");
      }
      int cols = file.readInt();
      int rows = file.readInt();
      file.readByte(); // bits per sample
      int colourType = file.readUnsignedByte();
      checkChunks(file);
      return new PngHead(cols, rows, colourType == 0 || colourType == 4 ? 1 : 3);
    } catch (EOFException cut) {
      throw cutOff(cut);
    }
  }

  private static void checkChunks(PathInput file) throws IOException {
    long at = Long.BYTES;
    while (true) {
      file.seek(at);
      long length = file.readUnsignedInt();
      String type = type(file);
      at += length + AROUND_CHUNK;
      if (at > file.length()) {
        throw cutOff(new EOFException("chunk " + type + " ends at byte " + at));
      }
      if (type.equals("acTL")) {
        int frames = file.readInt();
        throw new PictureException(
            Code.PICTURE_ANIMATED,
            "it is an animation of " + frames + " frames: save one picture per date");
      }
      if (type.equals("IEND")) {
        return;
      }
    }
  }

  private static String type(PathInput file) throws IOException {
    byte[] type = new byte[Integer.BYTES];
    file.readFully(type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  private static PictureException cutOff(EOFException cut) {
    return new PictureException(
        Code.PICTURE_DAMAGED, "it ends before its last chunk: copy or download it again", cut);
  }
}
