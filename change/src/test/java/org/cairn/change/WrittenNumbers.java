package org.cairn.change;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Numbers kept in memory: copies, handed out once. */
final class WrittenNumbers implements Numbers.Sink, Numbers.Source {
  private final Deque<Object> arrays = new ArrayDeque<>();

  static WrittenNumbers of(Consumer<Numbers.Sink> writing) {
    WrittenNumbers written = new WrittenNumbers();
    writing.accept(written);
    return written;
  }

  @Override
  public void put(int[] values) {
    arrays.add(values.clone());
  }

  @Override
  public void put(char[] values) {
    arrays.add(values.clone());
  }

  @Override
  public void put(float[] values) {
    arrays.add(values.clone());
  }

  @Override
  public void put(double[] values) {
    arrays.add(values.clone());
  }

  private <T> T next(Class<T> type) {
    Object next = arrays.peek();
    if (!type.isInstance(next)) {
      throw new IllegalArgumentException("The next numbers are of another kind");
    }
    return type.cast(arrays.remove());
  }

  @Override
  public int[] ints() {
    return next(int[].class);
  }

  @Override
  public char[] chars() {
    return next(char[].class);
  }

  @Override
  public float[] floats() {
    return next(float[].class);
  }

  @Override
  public double[] doubles() {
    return next(double[].class);
  }

  boolean isEmpty() {
    return arrays.isEmpty();
  }
}
