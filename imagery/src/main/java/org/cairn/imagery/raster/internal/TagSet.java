package org.cairn.imagery.raster.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * The tags of one directory with their values as they stand in the file. Immutable; used while a
 * header is read.
 */
final class TagSet {
  private final String file;
  private final Map<Integer, Field> fields;

  /**
   * @param type TIFF field type, 1 to 18
   * @param count number of values
   * @param values their bytes, in the file's byte order, from position 0
   */
  record Field(int type, int count, ByteBuffer values) {}

  TagSet(String file, Map<Integer, Field> fields) {
    this.file = file;
    this.fields = Map.copyOf(fields);
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  OptionalLong findLong(int tag) throws RasterException {
    Field field = fields.get(tag);
    return field == null || field.count() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(integer(tag, field, 0));
  }

  long getLong(int tag, String what) throws RasterException {
    OptionalLong value = findLong(tag);
    if (value.isEmpty()) {
      throw new RasterException(
          Code.TIFF_ABSURD_TAG, "'" + file + "' has no " + what + " (tag " + tag + ").");
    }
    return value.getAsLong();
  }

  /** All values of an integer tag; empty where it is absent. */
  long[] longs(int tag) throws RasterException {
    Field field = fields.get(tag);
    if (field == null) {
      return new long[0];
    }
    long[] values = new long[field.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(tag, field, i);
    }
    return values;
  }

  /** All values of a DOUBLE or FLOAT tag; empty where it is absent or of another type. */
  double[] doubles(int tag) {
    Field field = fields.get(tag);
    if (field == null || (field.type() != 12 && field.type() != 11)) {
      return new double[0];
    }
    double[] values = new double[field.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          field.type() == 12 ? field.values().getDouble(8 * i) : field.values().getFloat(4 * i);
    }
    return values;
  }

  /** An ASCII tag up to its first NUL. */
  Optional<String> findText(int tag) {
    Field field = fields.get(tag);
    if (field == null) {
      return Optional.empty();
    }
    String text = StandardCharsets.UTF_8.decode(field.values().duplicate().rewind()).toString();
    int end = text.indexOf(0);
    return Optional.of(end < 0 ? text : text.substring(0, end));
  }

  /** The bytes of an UNDEFINED or BYTE tag; empty where it is absent. */
  byte[] bytes(int tag) {
    Field field = fields.get(tag);
    if (field == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[field.values().limit()];
    field.values().get(0, bytes);
    return bytes;
  }

  private long integer(int tag, Field field, int index) throws RasterException {
    ByteBuffer values = field.values();
    return switch (field.type()) {
      case 1, 7 -> values.get(index) & 0xFF;
      case 3 -> values.getShort(2 * index) & 0xFFFF;
      case 4, 13 -> values.getInt(4 * index) & 0xFFFFFFFFL;
      case 6 -> values.get(index);
      case 8 -> values.getShort(2 * index);
      case 9 -> values.getInt(4 * index);
      case 16, 17, 18 -> values.getLong(8 * index);
      default ->
          throw new RasterException(
              Code.TIFF_ABSURD_TAG,
              "'"
                  + file
                  + "': tag "
                  + tag
                  + " has type "
                  + field.type()
                  + ", expected an integer.");
    };
  }

  /** Bytes of one value of a field type; 0 for a type nobody knows. */
  static int sizeOf(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }
}
