package org.cairn.change.internal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the Vector API, which keeps the state of a bisection in registers and parts values by
 * compressing them. What it does not gain at is the plain twin's.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> WORDS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, WORDS.vectorShape());

  /** Fewer values are left to the plain twin. */
  private static final int FEW = 64;

  private final PlainKernels plain = new PlainKernels();

  @Override
  public double median(double[] values, int count) {
    if (count <= FEW) {
      return plain.median(values, count);
    }
    double[] left = new double[count];
    System.arraycopy(values, 0, left, 0, count);
    int n = count;
    int k = count / 2;
    double below = Double.NEGATIVE_INFINITY;
    while (n > FEW) {
      double pivot = PlainKernels.middleOf(left[0], left[n >>> 1], left[n - 1]);
      int less = countLess(left, n, pivot);
      if (k < less) {
        n = keepLess(left, n, pivot);
        continue;
      }
      int equal = n - less - countMore(left, n, pivot);
      if (k < less + equal) {
        return middle(
            k > less ? pivot : Math.max(below, largestLess(left, n, pivot)), pivot, count);
      }
      k -= less + equal;
      below = pivot;
      n = keepMore(left, n, pivot);
    }
    double upper = PlainKernels.select(left, n, k);
    for (int i = 0; i < k; i++) {
      below = Math.max(below, left[i]);
    }
    return middle(below, upper, count);
  }

  private static double middle(double lower, double upper, int count) {
    return ((count & 1) == 1 ? upper : (lower + upper) / 2) + 0.0;
  }

  private static int countLess(double[] a, int n, double pivot) {
    int less = 0;
    int i = 0;
    for (; i < DOUBLES.loopBound(n); i += DOUBLES.length()) {
      less += DoubleVector.fromArray(DOUBLES, a, i).lt(pivot).trueCount();
    }
    for (; i < n; i++) {
      less += a[i] < pivot ? 1 : 0;
    }
    return less;
  }

  private static int countMore(double[] a, int n, double pivot) {
    int more = 0;
    int i = 0;
    for (; i < DOUBLES.loopBound(n); i += DOUBLES.length()) {
      more += DoubleVector.fromArray(DOUBLES, a, i).compare(VectorOperators.GT, pivot).trueCount();
    }
    for (; i < n; i++) {
      more += a[i] > pivot ? 1 : 0;
    }
    return more;
  }

  private static double largestLess(double[] a, int n, double pivot) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = a[i] < pivot ? Math.max(largest, a[i]) : largest;
    }
    return largest;
  }

  // What is kept never overtakes what is read: it can be written where it was.

  private static int keepLess(double[] a, int n, double pivot) {
    int to = 0;
    int i = 0;
    for (; i < DOUBLES.loopBound(n); i += DOUBLES.length()) {
      DoubleVector values = DoubleVector.fromArray(DOUBLES, a, i);
      VectorMask<Double> less = values.lt(pivot);
      values.compress(less).intoArray(a, to);
      to += less.trueCount();
    }
    for (; i < n; i++) {
      double value = a[i];
      a[to] = value;
      to += value < pivot ? 1 : 0;
    }
    return to;
  }

  private static int keepMore(double[] a, int n, double pivot) {
    int to = 0;
    int i = 0;
    for (; i < DOUBLES.loopBound(n); i += DOUBLES.length()) {
      DoubleVector values = DoubleVector.fromArray(DOUBLES, a, i);
      VectorMask<Double> more = values.compare(VectorOperators.GT, pivot);
      values.compress(more).intoArray(a, to);
      to += more.trueCount();
    }
    for (; i < n; i++) {
      double value = a[i];
      a[to] = value;
      to += value > pivot ? 1 : 0;
    }
    return to;
  }

  // The same of floats.

  @Override
  public float median(float[] values, int count) {
    if (count <= FEW) {
      return plain.median(values, count);
    }
    float[] left = new float[count];
    System.arraycopy(values, 0, left, 0, count);
    int n = count;
    int k = count / 2;
    float below = Float.NEGATIVE_INFINITY;
    while (n > FEW) {
      float pivot = (float) PlainKernels.middleOf(left[0], left[n >>> 1], left[n - 1]);
      int less = countLess(left, n, pivot);
      if (k < less) {
        n = keepLess(left, n, pivot);
        continue;
      }
      int equal = n - less - countMore(left, n, pivot);
      if (k < less + equal) {
        return middle(
            k > less ? pivot : Math.max(below, largestLess(left, n, pivot)), pivot, count);
      }
      k -= less + equal;
      below = pivot;
      n = keepMore(left, n, pivot);
    }
    float upper = PlainKernels.select(left, n, k);
    for (int i = 0; i < k; i++) {
      below = Math.max(below, left[i]);
    }
    return middle(below, upper, count);
  }

  private static float middle(float lower, float upper, int count) {
    return ((count & 1) == 1 ? upper : (lower + upper) / 2) + 0.0f;
  }

  private static int countLess(float[] a, int n, float pivot) {
    int less = 0;
    int i = 0;
    for (; i < FLOATS.loopBound(n); i += FLOATS.length()) {
      less += FloatVector.fromArray(FLOATS, a, i).lt(pivot).trueCount();
    }
    for (; i < n; i++) {
      less += a[i] < pivot ? 1 : 0;
    }
    return less;
  }

  private static int countMore(float[] a, int n, float pivot) {
    int more = 0;
    int i = 0;
    for (; i < FLOATS.loopBound(n); i += FLOATS.length()) {
      more += FloatVector.fromArray(FLOATS, a, i).compare(VectorOperators.GT, pivot).trueCount();
    }
    for (; i < n; i++) {
      more += a[i] > pivot ? 1 : 0;
    }
    return more;
  }

  private static float largestLess(float[] a, int n, float pivot) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = a[i] < pivot ? Math.max(largest, a[i]) : largest;
    }
    return largest;
  }

  private static int keepLess(float[] a, int n, float pivot) {
    int to = 0;
    int i = 0;
    for (; i < FLOATS.loopBound(n); i += FLOATS.length()) {
      FloatVector values = FloatVector.fromArray(FLOATS, a, i);
      VectorMask<Float> less = values.lt(pivot);
      values.compress(less).intoArray(a, to);
      to += less.trueCount();
    }
    for (; i < n; i++) {
      float value = a[i];
      a[to] = value;
      to += value < pivot ? 1 : 0;
    }
    return to;
  }

  private static int keepMore(float[] a, int n, float pivot) {
    int to = 0;
    int i = 0;
    for (; i < FLOATS.loopBound(n); i += FLOATS.length()) {
      FloatVector values = FloatVector.fromArray(FLOATS, a, i);
      VectorMask<Float> more = values.compare(VectorOperators.GT, pivot);
      values.compress(more).intoArray(a, to);
      to += more.trueCount();
    }
    for (; i < n; i++) {
      float value = a[i];
      a[to] = value;
      to += value > pivot ? 1 : 0;
    }
    return to;
  }

  @Override
  public void countBelow(int[][] ranks, int[] limits, int[] counts) {
    int i = 0;
    for (; i + 4 * WORDS.length() <= counts.length; i += 4 * WORDS.length()) {
      countBelow(ranks, limits, counts, i);
    }
    for (; i < counts.length; i++) {
      int below = 0;
      for (int[] own : ranks) {
        below += (~(own[i] - limits[i]) >>> 15) & RankBlock.ONES;
      }
      counts[i] = below;
    }
  }

  /** Of four registers side by side, whose counts stay where they are. */
  private static void countBelow(int[][] ranks, int[] limits, int[] counts, int i) {
    int j = i + WORDS.length();
    int k = j + WORDS.length();
    int l = k + WORDS.length();
    ShortVector limitI = signed(limits, i);
    ShortVector limitJ = signed(limits, j);
    ShortVector limitK = signed(limits, k);
    ShortVector limitL = signed(limits, l);
    ShortVector belowI = ShortVector.zero(HALVES);
    ShortVector belowJ = ShortVector.zero(HALVES);
    ShortVector belowK = ShortVector.zero(HALVES);
    ShortVector belowL = ShortVector.zero(HALVES);
    for (int[] own : ranks) {
      belowI = belowI.add((short) 1, load(own, i).lt(limitI));
      belowJ = belowJ.add((short) 1, load(own, j).lt(limitJ));
      belowK = belowK.add((short) 1, load(own, k).lt(limitK));
      belowL = belowL.add((short) 1, load(own, l).lt(limitL));
    }
    store(belowI, counts, i);
    store(belowJ, counts, j);
    store(belowK, counts, k);
    store(belowL, counts, l);
  }

  @Override
  public void nextAbove(int[][] ranks, int[] limits, int[] next) {
    if (next.length % WORDS.length() != 0) {
      plain.nextAbove(ranks, limits, next);
      return;
    }
    for (int i = 0; i < next.length; i += WORDS.length()) {
      ShortVector limit = signed(limits, i);
      ShortVector least = ShortVector.broadcast(HALVES, -1);
      for (int[] own : ranks) {
        ShortVector rank = load(own, i);
        least = least.blend(rank.min(least), limit.lt(rank));
      }
      store(least.lanewise(VectorOperators.AND, Short.MAX_VALUE), next, i);
    }
  }

  /** With the highest bits set, as in ranks: as signed numbers they keep the order of ranks. */
  private static ShortVector signed(int[] limits, int i) {
    return IntVector.fromArray(WORDS, limits, i)
        .lanewise(VectorOperators.OR, RankBlock.TOPS)
        .reinterpretAsShorts();
  }

  private static ShortVector load(int[] words, int i) {
    return IntVector.fromArray(WORDS, words, i).reinterpretAsShorts();
  }

  private static void store(ShortVector halves, int[] words, int i) {
    halves.reinterpretAsInts().intoArray(words, i);
  }
}
