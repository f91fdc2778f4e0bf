package org.cairn.watch.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cairn.change.Numbers;

/**
 * Arrays of numbers as one part of the watch state, raw, so that reading them is copying them.
 *
 * <pre>
 * part:   array*                                       (little-endian)
 * array:  uint8 kind: 1 ints, 2 chars, 3 floats, 4 doubles || int32 count || numbers
 * </pre>
 */
final class NumberParts {
  private static final byte INTS = 1;
  private static final byte CHARS = 2;
  private static final byte FLOATS = 3;
  private static final byte DOUBLES = 4;
  private static final int HEADER = 1 + Integer.BYTES;

  private NumberParts() {}

  /** What writes numbers. */
  @FunctionalInterface
  interface Writing {
    void to(Numbers.Sink sink);
  }

  static byte[] write(Writing writing) {
    Collected collected = new Collected();
    writing.to(collected);
    byte[] part = new byte[collected.bytes];
    ByteBuffer out = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
    for (Array array : collected.arrays) {
      out.put(array.kind).putInt(array.count);
      ByteBuffer numbers = out.slice().order(ByteOrder.LITTLE_ENDIAN);
      array.content.to(numbers);
      out.position(out.position() + array.count * array.size);
    }
    return part;
  }

  static Numbers.Source read(byte[] part) {
    return new Read(ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN));
  }

  @FunctionalInterface
  private interface Content {
    void to(ByteBuffer out);
  }

  private record Array(byte kind, int count, int size, Content content) {}

  /** Sizes first: the whole part is made at once. */
  private static final class Collected implements Numbers.Sink {
    private final List<Array> arrays = new ArrayList<>();
    private int bytes;

    private void add(byte kind, int count, int size, Content content) {
      arrays.add(new Array(kind, count, size, content));
      bytes = Math.addExact(bytes, Math.addExact(HEADER, Math.multiplyExact(count, size)));
    }

    @Override
    public void put(int[] values) {
      add(INTS, values.length, Integer.BYTES, out -> out.asIntBuffer().put(values));
    }

    @Override
    public void put(char[] values) {
      add(CHARS, values.length, Character.BYTES, out -> out.asCharBuffer().put(values));
    }

    @Override
    public void put(float[] values) {
      add(FLOATS, values.length, Float.BYTES, out -> out.asFloatBuffer().put(values));
    }

    @Override
    public void put(double[] values) {
      add(DOUBLES, values.length, Double.BYTES, out -> out.asDoubleBuffer().put(values));
    }
  }

  private static final class Read implements Numbers.Source {
    private final ByteBuffer in;

    Read(ByteBuffer in) {
      this.in = in;
    }

    /** The bytes of the next array; the caller takes numbers from them. */
    private ByteBuffer next(byte kind, int size) {
      if (in.remaining() < HEADER || in.get() != kind) {
        throw new IllegalArgumentException("Numbers of another kind, or none left");
      }
      int count = in.getInt();
      if (count < 0 || count > in.remaining() / size) {
        throw new IllegalArgumentException(count + " numbers in " + in.remaining() + " bytes");
      }
      ByteBuffer numbers = in.slice(in.position(), count * size).order(ByteOrder.LITTLE_ENDIAN);
      in.position(in.position() + count * size);
      return numbers;
    }

    @Override
    public int[] ints() {
      ByteBuffer numbers = next(INTS, Integer.BYTES);
      int[] values = new int[numbers.remaining() / Integer.BYTES];
      numbers.asIntBuffer().get(values);
      return values;
    }

    @Override
    public char[] chars() {
      ByteBuffer numbers = next(CHARS, Character.BYTES);
      char[] values = new char[numbers.remaining() / Character.BYTES];
      numbers.asCharBuffer().get(values);
      return values;
    }

    @Override
    public float[] floats() {
      ByteBuffer numbers = next(FLOATS, Float.BYTES);
      float[] values = new float[numbers.remaining() / Float.BYTES];
      numbers.asFloatBuffer().get(values);
      return values;
    }

    @Override
    public double[] doubles() {
      ByteBuffer numbers = next(DOUBLES, Double.BYTES);
      double[] values = new double[numbers.remaining() / Double.BYTES];
      numbers.asDoubleBuffer().get(values);
      return values;
    }
  }
}
