package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankBlockTest {
  /** Candidates in random order, of which {@code known} have a rank; none has the number behind. */
  private static int[] rankOf(Random random, int candidates, int known) {
    int[] rankOf = new int[candidates + 1];
    Arrays.fill(rankOf, candidates + 1);
    int[] order = random.ints(0, candidates).distinct().limit(known).toArray();
    for (int r = 0; r < known; r++) {
      rankOf[order[r]] = r;
    }
    return rankOf;
  }

  /** Different candidates for each pixel; some have fewer. */
  private static char[] table(Random random, int controls, int pixels, int candidates) {
    char[] table = new char[controls * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int[] own = random.ints(0, candidates).distinct().limit(controls).toArray();
      int found = random.nextInt(4) == 0 ? random.nextInt(controls + 1) : controls;
      for (int k = 0; k < controls; k++) {
        table[k * pixels + pixel] = (char) (k < found ? own[k] : candidates);
      }
    }
    return table;
  }

  private static void check(Kernels kernels, int controls, int pixels, int candidates, int known) {
    Random random = new Random(controls + 31L * pixels + 1001L * candidates + known);
    int[] rankOf = rankOf(random, candidates, known);
    char[] table = table(random, controls, pixels, candidates);
    RankBlock block = new RankBlock(controls, pixels, candidates + 1);

    block.load(table, 0, rankOf, known);
    block.halve(kernels);

    for (int pixel = 0; pixel < pixels; pixel++) {
      int column = pixel;
      int[] ranks =
          IntStream.range(0, controls)
              .map(k -> rankOf[table[k * pixels + column]])
              .filter(rank -> rank < known)
              .sorted()
              .toArray();
      assertThat(block.count(pixel)).isEqualTo(ranks.length);
      if (ranks.length > 0) {
        assertThat(block.lower(pixel)).isEqualTo(ranks[(ranks.length - 1) / 2]);
        assertThat(block.upper(pixel)).isEqualTo(ranks[ranks.length / 2]);
      }
    }
  }

  @Test
  void both_twins_find_the_ranks_in_the_middle() {
    for (Kernels kernels : new Kernels[] {new PlainKernels(), new VectorKernels()}) {
      for (int pixels : new int[] {2, 6, 62, 64, 66, 128, 510, 512}) {
        for (int controls : new int[] {1, 2, 7, 40}) {
          for (int known : new int[] {0, 1, 2, 3, 64, 65, 97, 100}) {
            check(kernels, controls, pixels, 100, known);
          }
        }
      }
      check(kernels, 40, 512, 1000, 963);
      check(kernels, 40, 64, 0x7ffd, 0x7ffd);
    }
  }

  @Test
  void refuses_ranks_that_do_not_fit_half_a_word() {
    assertThatThrownBy(() -> new RankBlock(40, 512, 0x7fff))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32767");
  }
}
