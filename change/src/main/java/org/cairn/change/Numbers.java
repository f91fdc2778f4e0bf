package org.cairn.change;

/**
 * How what an analysis learnt leaves it and comes back: arrays one after another, of a form that
 * whoever keeps them chooses.
 */
public final class Numbers {
  private Numbers() {}

  /** Takes arrays in; keeps none of them. */
  public interface Sink {
    void put(int[] values);

    void put(char[] values);

    void put(float[] values);

    void put(double[] values);
  }

  /**
   * Gives them back in the same order, each owned by the caller.
   *
   * @throws IllegalArgumentException from each method, where the next array is another one
   */
  public interface Source {
    int[] ints();

    char[] chars();

    float[] floats();

    double[] doubles();
  }

  /** Writes arrays of one shape. */
  public static void put(Sink sink, float[][] arrays) {
    sink.put(new int[] {arrays.length});
    for (float[] array : arrays) {
      sink.put(array);
    }
  }

  /**
   * Reads them back.
   *
   * @throws IllegalArgumentException where one has another length
   */
  public static float[][] floats(Source source, int length) {
    float[][] arrays = new float[count(source)][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = source.floats();
      requireLength(arrays[i].length, length);
    }
    return arrays;
  }

  /** Writes arrays of one shape. */
  public static void put(Sink sink, double[][] arrays) {
    sink.put(new int[] {arrays.length});
    for (double[] array : arrays) {
      sink.put(array);
    }
  }

  /**
   * Reads them back.
   *
   * @throws IllegalArgumentException where one has another length
   */
  public static double[][] doubles(Source source, int length) {
    double[][] arrays = new double[count(source)][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = source.doubles();
      requireLength(arrays[i].length, length);
    }
    return arrays;
  }

  /**
   * A single number that is not negative.
   *
   * @throws IllegalArgumentException where there is another array
   */
  public static int count(Source source) {
    int[] one = source.ints();
    if (one.length != 1 || one[0] < 0) {
      throw new IllegalArgumentException("Expected a count, found " + one.length + " numbers");
    }
    return one[0];
  }

  /**
   * Checks a shape.
   *
   * @throws IllegalArgumentException where the lengths differ
   */
  public static void requireLength(int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException("An array of " + found + " numbers, expected " + expected);
    }
  }
}
