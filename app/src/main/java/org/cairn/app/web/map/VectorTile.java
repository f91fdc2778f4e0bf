package org.cairn.app.web.map;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer of points or lines as a tile in the <a
 * href="https://github.com/mapbox/vector-tile-spec/tree/master/2.1">Mapbox Vector Tile format
 * 2.1</a>, a message of Protocol Buffers:
 *
 * <pre>
 * Tile    { 3: Layer }
 * Layer   { 15: version = 2, 1: name, 2: Feature…, 3: key…, 4: Value…, 5: extent }
 * Feature { 1: id, 2: [key, value, …], 3: type = 1 (point), 4: [MoveTo 1, x, y] }
 * Feature { …, 3: type = 2 (line), 4: [MoveTo 1, x, y, LineTo n, dx, dy, … MoveTo 1 …] }
 * Value   { 1: text } or { 5: whole number }
 * </pre>
 *
 * Tiles of several layers are those of one each behind each other. Single-thread.
 */
final class VectorTile {
  /** Positions within a tile are whole numbers from 0 to this. */
  static final int EXTENT = 4096;

  private static final int VARINT = 0;
  private static final int BYTES = 2;

  /** Move once to what follows. */
  private static final int MOVE_TO_ONE = 1 | 1 << 3;

  private static final int LINE_TO = 2;
  private static final int POINT = 1;
  private static final int LINE = 2;

  private final String layer;
  private final List<byte[]> features = new ArrayList<>();
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Map<Object, Integer> values = new LinkedHashMap<>();

  VectorTile(String layer) {
    this.layer = layer;
  }

  /**
   * @param id 0 for none
   * @param x from the west side, 0 to {@link #EXTENT}
   * @param y from the north side
   * @param properties texts and whole numbers of at least 0
   */
  void point(long id, int x, int y, Map<String, Object> properties) {
    ByteArrayOutputStream geometry = new ByteArrayOutputStream();
    varint(geometry, MOVE_TO_ONE);
    varint(geometry, zigzag(x));
    varint(geometry, zigzag(y));
    feature(id, POINT, geometry, properties);
  }

  /**
   * @param id 0 for none
   * @param lines one or more, each {@code [2·points]} of at least two points, x and y in turn; from
   *     beyond the tile too
   */
  void lines(long id, List<int[]> lines, Map<String, Object> properties) {
    ByteArrayOutputStream geometry = new ByteArrayOutputStream();
    int x = 0;
    int y = 0;
    for (int[] line : lines) {
      for (int at = 0; at < line.length; at += 2) {
        if (at == 0) {
          varint(geometry, MOVE_TO_ONE);
        } else if (at == 2) {
          varint(geometry, LINE_TO | (line.length / 2 - 1L) << 3);
        }
        varint(geometry, zigzag(line[at] - x));
        varint(geometry, zigzag(line[at + 1] - y));
        x = line[at];
        y = line[at + 1];
      }
    }
    feature(id, LINE, geometry, properties);
  }

  private void feature(
      long id, int type, ByteArrayOutputStream geometry, Map<String, Object> properties) {
    ByteArrayOutputStream feature = new ByteArrayOutputStream();
    if (id != 0) {
      tag(feature, 1, VARINT);
      varint(feature, id);
    }
    ByteArrayOutputStream tags = new ByteArrayOutputStream();
    properties.forEach((key, value) -> {
      varint(tags, keys.computeIfAbsent(key, none -> keys.size()));
      varint(tags, values.computeIfAbsent(value, none -> values.size()));
    });
    bytes(feature, 2, tags.toByteArray());
    tag(feature, 3, VARINT);
    varint(feature, type);
    bytes(feature, 4, geometry.toByteArray());
    features.add(feature.toByteArray());
  }

  /** Empty where nothing was put in, which is how the format says so. */
  byte[] encode() {
    ByteArrayOutputStream tile = new ByteArrayOutputStream();
    if (features.isEmpty()) {
      return tile.toByteArray();
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    tag(whole, 15, VARINT);
    varint(whole, 2);
    bytes(whole, 1, layer.getBytes(StandardCharsets.UTF_8));
    features.forEach(feature -> bytes(whole, 2, feature));
    keys.keySet().forEach(key -> bytes(whole, 3, key.getBytes(StandardCharsets.UTF_8)));
    values.keySet().forEach(value -> bytes(whole, 4, value(value)));
    tag(whole, 5, VARINT);
    varint(whole, EXTENT);
    bytes(tile, 3, whole.toByteArray());
    return tile.toByteArray();
  }

  private static byte[] value(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (value instanceof Number number) {
      tag(out, 5, VARINT);
      varint(out, number.longValue());
    } else {
      bytes(out, 1, value.toString().getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static long zigzag(int value) {
    return (value << 1 ^ value >> 31) & 0xFFFFFFFFL;
  }

  private static void tag(ByteArrayOutputStream out, int field, int type) {
    varint(out, (long) field << 3 | type);
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    tag(out, field, BYTES);
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
