package org.cairn.app.web.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Archives of one tile, the whole world, in the <a
 * href="https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md">PMTiles format 3</a>,
 * nothing compressed: header of 127 bytes, a directory of one entry, metadata, the tile.
 */
public final class TestArchive {
  private static final int HEADER = 127;
  private static final int PLAIN = 1;
  private static final int MVT = 1;
  private static final int PNG = 2;
  private static final int LINE = 2;
  private static final int POLYGON = 3;

  private TestArchive() {}

  /** A land, a river and a border, drawn for a test. */
  public static byte[] outlines() {
    ByteArrayOutputStream tile = new ByteArrayOutputStream();
    tile.writeBytes(layer("earth", POLYGON, 1024, 1024, 2048, 0, 0, 2048, -2048, 0));
    tile.writeBytes(layer("waterway", LINE, 1100, 1100, 1800, 1700));
    tile.writeBytes(layer("boundaries", LINE, 2048, 1024, 0, 2048));
    String metadata =
        "{\"vector_layers\":[{\"id\":\"earth\",\"fields\":{}},{\"id\":\"waterway\",\"fields\":{}},"
            + "{\"id\":\"boundaries\",\"fields\":{}}]}";
    return archive(MVT, metadata, tile.toByteArray());
  }

  public static byte[] pictures(byte[] png) {
    return archive(PNG, "{}", png);
  }

  /** Of one line or ring: where it begins, and how far each corner is from the one before. */
  private static byte[] layer(String name, int type, int x, int y, int... steps) {
    ByteArrayOutputStream geometry = new ByteArrayOutputStream();
    varint(geometry, 1 << 3 | 1);
    varint(geometry, 2L * x);
    varint(geometry, 2L * y);
    varint(geometry, (long) steps.length / 2 << 3 | 2);
    for (int step : steps) {
      varint(geometry, (step << 1 ^ step >> 31) & 0xFFFFFFFFL);
    }
    if (type == POLYGON) {
      varint(geometry, 1 << 3 | 7);
    }
    ByteArrayOutputStream feature = new ByteArrayOutputStream();
    feature.write(3 << 3);
    varint(feature, type);
    bytes(feature, 4, geometry.toByteArray());
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    layer.write(15 << 3);
    varint(layer, 2);
    bytes(layer, 1, name.getBytes(UTF_8));
    bytes(layer, 2, feature.toByteArray());
    layer.write(5 << 3);
    varint(layer, 4096);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    bytes(whole, 3, layer.toByteArray());
    return whole.toByteArray();
  }

  private static byte[] archive(int type, String metadata, byte[] tile) {
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (long value : List.of(1L, 0L, 1L, (long) tile.length, 1L)) {
      varint(directory, value);
    }
    byte[] described = metadata.getBytes(UTF_8);
    long metadataAt = HEADER + directory.size();
    long tilesAt = metadataAt + described.length;
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put("PMTiles".getBytes(UTF_8)).put((byte) 3);
    header.putLong(HEADER).putLong(directory.size());
    header.putLong(metadataAt).putLong(described.length);
    header.putLong(tilesAt).putLong(0);
    header.putLong(tilesAt).putLong(tile.length);
    header.putLong(1).putLong(1).putLong(1);
    header.put((byte) 1).put((byte) PLAIN).put((byte) PLAIN).put((byte) type);
    header.put((byte) 0).put((byte) 0);
    header.putInt(-1_800_000_000).putInt(-850_000_000).putInt(1_800_000_000).putInt(850_000_000);
    header.put((byte) 0).putInt(0).putInt(0);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header.array());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(described);
    all.writeBytes(tile);
    return all.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    varint(out, (long) field << 3 | 2);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) (left & 0x7F | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
