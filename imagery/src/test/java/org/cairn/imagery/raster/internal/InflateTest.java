package org.cairn.imagery.raster.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Our decoder against the JDK's, on streams of every make. */
class InflateTest {
  private static final long SEED = 31;

  @Test
  void decodes_what_the_jdk_compresses_at_every_level_strategy_and_size() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] strategies = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};
    for (int round = 0; round < 600; round++) {
      byte[] data = data(random, round % 6, size(random, round));
      int level = random.nextInt(10);
      int strategy = strategies[random.nextInt(3)];
      byte[] out = new byte[data.length];
      byte[] stream = compressed(data, level, strategy);
      Zlib.decode(stream, stream.length, out);
      assertThat(out)
          .as("round %d, level %d, strategy %d, seed %d", round, level, strategy, SEED)
          .isEqualTo(data);
    }
  }

  private static int size(SplittableRandom random, int round) {
    return round < 60 ? round : random.nextInt(round % 10 == 0 ? 300_000 : 3_000);
  }

  /** Constant, random, few values, differenced noise, text-like repeats, and a mix of them. */
  private static byte[] data(SplittableRandom random, int kind, int size) {
    byte[] out = new byte[size];
    for (int i = 0; i < size; i++) {
      out[i] =
          switch (kind) {
            case 0 -> 7;
            case 1 -> (byte) random.nextInt();
            case 2 -> (byte) random.nextInt(3);
            case 3 -> (byte) (i % 2 == 0 ? random.nextInt(11) - 5 : random.nextInt(2) - 1);
            case 4 -> (byte) (i * 31 % (1 + i / 100 % 40));
            default -> i / 500 % 2 == 0 ? (byte) random.nextInt() : (byte) (i % 5);
          };
    }
    return out;
  }

  private static byte[] compressed(byte[] data, int level, int strategy) {
    Deflater deflater = new Deflater(level);
    deflater.setStrategy(strategy);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  @Test
  void decodes_codes_of_all_lengths_up_to_fifteen_bits() throws Exception {
    // Fibonacci counts make the longest codes.
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int a = 1;
    int b = 1;
    for (int symbol = 0; symbol < 22; symbol++) {
      for (int i = 0; i < a; i++) {
        data.write(symbol);
      }
      int sum = a + b;
      a = b;
      b = sum;
    }
    byte[] expected = shuffled(data.toByteArray());
    byte[] out = new byte[expected.length];
    byte[] stream = compressed(expected, 9, Deflater.HUFFMAN_ONLY);
    // What follows the stream in a longer array is not looked at.
    Zlib.decode(Arrays.copyOf(stream, stream.length + 50), stream.length, out);
    assertThat(out).isEqualTo(expected);
  }

  private static byte[] shuffled(byte[] bytes) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = bytes.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }
    return bytes;
  }

  @Test
  void stops_where_the_output_is_full() throws Exception {
    byte[] data = data(new SplittableRandom(SEED), 5, 40_000);
    byte[] stream = compressed(data, 6, Deflater.DEFAULT_STRATEGY);
    for (int length : new int[] {0, 1, 2, 499, 500, 20_001, 39_999}) {
      byte[] out = new byte[length];
      Zlib.decode(stream, stream.length, out);
      assertThat(out).isEqualTo(Arrays.copyOf(data, length));
    }
  }

  @Test
  void refuses_a_stream_that_ends_too_soon_at_any_byte() {
    byte[] stream = compressed(data(new SplittableRandom(SEED), 3, 2_000), 6, 0);
    for (int length = 0; length < stream.length - 5; length++) {
      byte[] cut = Arrays.copyOf(stream, length);
      assertThatThrownBy(() -> Zlib.decode(cut, cut.length, new byte[2_000]))
          .isInstanceOf(CorruptTileException.class);
    }
  }

  @Test
  void refuses_data_whose_checksum_does_not_agree() {
    byte[] stream = compressed(data(new SplittableRandom(SEED), 3, 2_000), 6, 0);
    stream[stream.length - 1] ^= 1;
    assertThatThrownBy(() -> Zlib.decode(stream, stream.length, new byte[2_000]))
        .isInstanceOf(CorruptTileException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void a_damaged_stream_is_refused_or_decodes_as_the_jdk_decodes_it() {
    SplittableRandom random = new SplittableRandom(SEED);
    int refused = 0;
    for (int round = 0; round < 4_000; round++) {
      byte[] data = data(random, round % 6, 1 + random.nextInt(1_500));
      byte[] stream = compressed(data, random.nextInt(10), Deflater.DEFAULT_STRATEGY);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] out = new byte[data.length];
      try {
        Zlib.decode(stream, stream.length, out);
        assertThat(out).as("round %d, seed %d", round, SEED).isEqualTo(byJdk(stream, data.length));
      } catch (CorruptTileException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(2_000);
  }

  private static byte[] byJdk(byte[] stream, int length) {
    Inflater inflater = new Inflater();
    inflater.setInput(stream);
    byte[] out = new byte[length];
    int at = 0;
    try {
      int got = 1;
      while (at < length && got > 0) {
        got = inflater.inflate(out, at, length - at);
        at += got;
      }
    } catch (DataFormatException refused) {
      throw new AssertionError("The JDK refuses what we decoded: " + refused.getMessage(), refused);
    } finally {
      inflater.end();
    }
    assertThat(at).isEqualTo(length);
    return out;
  }
}
