package org.cairn.imagery.raster.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastInflateProperties {
  private static final int[] STRATEGIES = {
    Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void gives_back_what_was_compressed_at_any_level_and_size(int kind) {
    for (int trial = 0; trial < 120; trial++) {
      SplittableRandom random = new SplittableRandom(1_000L * kind + trial);
      byte[] data = data(kind, random.nextInt(trial < 60 ? 700 : 70_000), random);
      byte[] compressed =
          compressed(data, trial % 10, STRATEGIES[random.nextInt(STRATEGIES.length)]);
      byte[] out = new byte[data.length];

      assertThat(FastInflate.decode(compressed, out)).as("kind %d, trial %d", kind, trial).isTrue();
      assertThat(out).as("kind %d, trial %d", kind, trial).isEqualTo(data);
    }
  }

  @Test
  void fills_a_smaller_array_and_leaves_the_rest_of_the_stream_alone() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] data = data(3, 20_000, random);
    byte[] compressed = compressed(data, 6, Deflater.DEFAULT_STRATEGY);
    for (int length = 0; length < 3_000; length += 7) {
      byte[] out = new byte[length];

      assertThat(FastInflate.decode(compressed, out)).isTrue();
      assertThat(out).isEqualTo(Arrays.copyOf(data, length));
    }
  }

  @Test
  void gives_up_on_every_truncation_that_matters() {
    byte[] data = data(3, 2_000, new SplittableRandom(6));
    byte[] compressed = compressed(data, 6, Deflater.DEFAULT_STRATEGY);
    for (int length = 0; length < compressed.length - 8; length++) {
      byte[] out = new byte[data.length];

      assertThat(FastInflate.decode(Arrays.copyOf(compressed, length), out))
          .as("first %d of %d bytes", length, compressed.length)
          .isFalse();
    }
  }

  @Test
  void agrees_with_zlib_on_damaged_streams() throws CorruptTileException {
    int refused = 0;
    for (int trial = 0; trial < 4_000; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      byte[] data = data(random.nextInt(6), 1 + random.nextInt(3_000), random);
      byte[] compressed = compressed(data, 1 + random.nextInt(9), STRATEGIES[trial % 3]);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        compressed[random.nextInt(compressed.length)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] fast = new byte[data.length];
      byte[] slow = new byte[data.length];
      if (FastInflate.decode(compressed, fast)) {
        Deflate.decodeByZlib(compressed, slow);
        assertThat(fast).as("trial %d", trial).isEqualTo(slow);
      } else {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void leaves_it_to_zlib_to_say_what_is_broken() {
    byte[] data = data(2, 5_000, new SplittableRandom(9));
    byte[] compressed = compressed(data, 6, Deflater.DEFAULT_STRATEGY);
    compressed[0] = 0x79;

    assertThatThrownBy(() -> Deflate.decode(compressed, new byte[data.length]))
        .isInstanceOf(CorruptTileException.class)
        .hasMessageContaining("incorrect header check");
  }

  /** Zeros, noise, text-like, differenced 16-bit samples, long runs, far repeats. */
  private static byte[] data(int kind, int length, SplittableRandom random) {
    byte[] data = new byte[length];
    switch (kind) {
      case 0 -> {
        // Zeros.
      }
      case 1 -> random.nextBytes(data);
      case 2 -> {
        for (int i = 0; i < length; i++) {
          data[i] = (byte) ('a' + Math.abs(random.nextGaussian()) * 6);
        }
      }
      case 3 -> {
        for (int i = 0; i + 1 < length; i += 2) {
          Samples.SHORTS.set(data, i, (short) (random.nextGaussian() * 60));
        }
      }
      case 4 -> {
        for (int i = 0; i < length; ) {
          int to = Math.min(length, i + 1 + random.nextInt(900));
          Arrays.fill(data, i, to, (byte) random.nextInt(5));
          i = to;
        }
      }
      default -> {
        for (int i = 0; i < length; i++) {
          int back = 1 + random.nextInt(32_768);
          data[i] = i > back && i % 50 != 0 ? data[i - back / 64 - 1] : (byte) random.nextInt();
        }
      }
    }
    return data;
  }

  private static byte[] compressed(byte[] data, int level, int strategy) {
    byte[] out = new byte[data.length + data.length / 100 + 1_000];
    try (Deflater deflater = new Deflater(level)) {
      deflater.setStrategy(strategy);
      deflater.setInput(data);
      deflater.finish();
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(out, length, out.length - length);
      }
      return Arrays.copyOf(out, length);
    }
  }
}
