package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both twins say what is plainly so, bit for bit. */
class KernelsTest {
  private static final int[] SIZES = {
    1, 2, 3, 7, 16, 17, 18, 31, 63, 64, 65, 66, 127, 128, 129, 511, 512, 513, 1000, 4097
  };
  private static final int[] WORDS = {0, 1, 2, 3, 7, 15, 16, 17, 63, 64, 65, 127, 256, 511, 513};
  private static final int[] CONTROLS = {0, 1, 3, 4, 5, 40, 41};

  private final Kernels plain = new PlainKernels();

  /** Fails where tests are started without the module: see test.jvm.options in pom.xml. */
  private final Kernels vector = Kernels.chosen();

  /** Made for what tends to break: ties, extremes, order. */
  enum Kind {
    NORMAL {
      @Override
      double value(Random random, int i) {
        return random.nextGaussian();
      }
    },
    SIZES_OF_NORMAL {
      @Override
      double value(Random random, int i) {
        return Math.abs(random.nextGaussian());
      }
    },
    FEW_DIFFERENT {
      @Override
      double value(Random random, int i) {
        return random.nextInt(3);
      }
    },
    ALL_EQUAL {
      @Override
      double value(Random random, int i) {
        return 0.1;
      }
    },
    ZEROS_OF_BOTH_SIGNS {
      @Override
      double value(Random random, int i) {
        return random.nextBoolean() ? 0.0 : -0.0;
      }
    },
    WITH_INFINITIES {
      @Override
      double value(Random random, int i) {
        return switch (random.nextInt(4)) {
          case 0 -> Double.POSITIVE_INFINITY;
          case 1 -> Double.NEGATIVE_INFINITY;
          default -> random.nextGaussian();
        };
      }
    },
    MOSTLY_INFINITE {
      @Override
      double value(Random random, int i) {
        return random.nextInt(10) == 0 ? 1 : Double.POSITIVE_INFINITY;
      }
    },
    DENORMAL {
      @Override
      double value(Random random, int i) {
        // of a float too
        return (random.nextInt(2000) - 1000) * (double) Float.MIN_VALUE;
      }
    },
    HUGE {
      @Override
      double value(Random random, int i) {
        return random.nextGaussian() * 1e38;
      }
    },
    RISING {
      @Override
      double value(Random random, int i) {
        return i;
      }
    },
    FALLING {
      @Override
      double value(Random random, int i) {
        return -i;
      }
    };

    abstract double value(Random random, int i);

    double[] values(int count) {
      Random random = new Random(count);
      return IntStream.range(0, count).mapToDouble(i -> value(random, i)).toArray();
    }
  }

  static Stream<Arguments> kinds() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Arrays.stream(SIZES).mapToObj(size -> Arguments.of(kind, size)));
  }

  @Test
  void the_better_twin_is_chosen_where_its_module_is() {
    assertThat(vector).isInstanceOf(VectorKernels.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void medians_of_doubles_are_those_of_sorted_values(Kind kind, int count) {
    double[] values = kind.values(count);
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    double upper = sorted[count / 2];
    double expected = ((count & 1) == 1 ? upper : (sorted[count / 2 - 1] + upper) / 2) + 0.0;
    long bits = Double.doubleToRawLongBits(expected);

    // what lies behind is none of its business
    double[] longer = Arrays.copyOf(values, count + 3);
    Arrays.fill(longer, count, count + 3, Double.NaN);

    assertThat(Double.doubleToRawLongBits(plain.median(longer.clone(), count))).isEqualTo(bits);
    assertThat(Double.doubleToRawLongBits(vector.median(longer, count))).isEqualTo(bits);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void medians_of_floats_are_those_of_sorted_values(Kind kind, int count) {
    double[] values = kind.values(count);
    float[] longer = new float[count + 3];
    Arrays.fill(longer, Float.NaN);
    for (int i = 0; i < count; i++) {
      longer[i] = (float) values[i];
    }
    float[] sorted = Arrays.copyOf(longer, count);
    Arrays.sort(sorted);
    float upper = sorted[count / 2];
    float expected = ((count & 1) == 1 ? upper : (sorted[count / 2 - 1] + upper) / 2) + 0.0f;
    int bits = Float.floatToRawIntBits(expected);

    assertThat(Float.floatToRawIntBits(plain.median(longer.clone(), count))).isEqualTo(bits);
    assertThat(Float.floatToRawIntBits(vector.median(longer, count))).isEqualTo(bits);
  }

  @Test
  void all_values_are_still_there_after_a_median() {
    for (int count : SIZES) {
      for (Kernels kernels : new Kernels[] {plain, vector}) {
        double[] values = Kind.NORMAL.values(count);
        double[] sorted = DoubleStream.of(values).sorted().toArray();

        kernels.median(values, count);

        Arrays.sort(values);
        assertThat(values).containsExactly(sorted);
      }
    }
  }

  /** Two random ranks a word, some as large as they may be. */
  private static int[][] ranks(Random random, int controls, int words, int most) {
    int[][] ranks = new int[controls][words];
    for (int[] own : ranks) {
      for (int i = 0; i < words; i++) {
        own[i] = pair(rank(random, most), rank(random, most)) | RankBlock.TOPS;
      }
    }
    return ranks;
  }

  private static int rank(Random random, int most) {
    return random.nextInt(5) == 0 ? most : random.nextInt(most + 1);
  }

  private static int pair(int lower, int upper) {
    return lower | upper << 16;
  }

  private static int[] limits(Random random, int words, int most) {
    return IntStream.range(0, words)
        .map(i -> pair(rank(random, most), rank(random, most)))
        .toArray();
  }

  @Test
  void ranks_below_a_limit_are_counted() {
    Random random = new Random(3);
    for (int words : WORDS) {
      for (int controls : CONTROLS) {
        for (int most : new int[] {1, 1001, 0x7ffe}) {
          int[][] ranks = ranks(random, controls, words, most);
          int[] limits = limits(random, words, most);
          int[] expected = new int[words];
          for (int i = 0; i < words; i++) {
            for (int half = 0; half < 32; half += 16) {
              int limit = limits[i] >>> half & 0x7fff;
              for (int[] own : ranks) {
                expected[i] += (own[i] >>> half & 0x7fff) < limit ? 1 << half : 0;
              }
            }
          }
          int[] counts = new int[words];

          plain.countBelow(ranks, limits, counts);
          assertThat(counts).containsExactly(expected);
          Arrays.fill(counts, -1);
          vector.countBelow(ranks, limits, counts);
          assertThat(counts).as("%s words, %s controls", words, controls).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void the_next_rank_above_a_limit_is_found() {
    Random random = new Random(4);
    for (int words : WORDS) {
      for (int controls : CONTROLS) {
        for (int most : new int[] {1, 1001, 0x7ffe}) {
          int[][] ranks = ranks(random, controls, words, most);
          int[] limits = limits(random, words, most - 1);
          int[] expected = new int[words];
          for (int i = 0; i < words; i++) {
            for (int half = 0; half < 32; half += 16) {
              int next = Short.MAX_VALUE;
              for (int[] own : ranks) {
                int rank = own[i] >>> half & 0x7fff;
                next = rank > (limits[i] >>> half & 0x7fff) ? Math.min(next, rank) : next;
              }
              expected[i] |= next << half;
            }
          }
          int[] found = new int[words];

          plain.nextAbove(ranks, limits, found);
          assertThat(found).containsExactly(expected);
          Arrays.fill(found, -1);
          vector.nextAbove(ranks, limits, found);
          assertThat(found).as("%s words, %s controls", words, controls).containsExactly(expected);
        }
      }
    }
  }
}
