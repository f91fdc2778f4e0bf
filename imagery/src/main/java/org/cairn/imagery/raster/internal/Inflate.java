package org.cairn.imagery.raster.internal;

import static org.cairn.imagery.raster.internal.HuffmanTable.END;
import static org.cairn.imagery.raster.internal.HuffmanTable.PAIR;
import static org.cairn.imagery.raster.internal.HuffmanTable.SECOND;
import static org.cairn.imagery.raster.internal.HuffmanTable.SPECIAL;
import static org.cairn.imagery.raster.internal.Samples.LONGS;
import static org.cairn.imagery.raster.internal.Samples.SHORTS;

import java.util.Arrays;

/**
 * Decodes Deflate streams (RFC 1951) of known size. Most of the time of reading windows goes here:
 * on the tiles of satellite bands the JDK's Inflater takes 1.4 times as long, because it must be
 * able to stop anywhere. This one has all input and all room at hand, so it looks up several
 * symbols per refill of a 64-bit buffer and copies matches by eight bytes. The design follows
 * libdeflate.
 *
 * <p>Single-thread; an instance decodes one stream.
 */
final class Inflate {
  private static final int[] LITERALS_AND_LENGTHS = HuffmanTable.literalsAndLengths();
  private static final int[] DISTANCES = HuffmanTable.distances();
  private static final int[] CODE_LENGTHS = HuffmanTable.plain(19);
  private static final int[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int LITERAL_BITS = 10;
  private static final int DISTANCE_BITS = 9;
  private static final int LITERAL_MASK = (1 << LITERAL_BITS) - 1;
  private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;

  /** Bits of a distance's code and extra bits at most. */
  private static final int LONGEST_DISTANCE = 15 + 13;

  /** The fast loop may refill twice by eight bytes, and write six literals or a match. */
  private static final int FAST_INPUT = 16;

  private static final int FAST_OUTPUT = 6 + 258 + 16;

  private final byte[] in;
  private final int inEnd;
  private final byte[] out;
  private final HuffmanTable literals = new HuffmanTable(LITERAL_BITS, LITERALS_AND_LENGTHS);
  private final HuffmanTable codeLengthCode = new HuffmanTable(7, CODE_LENGTHS);
  private final HuffmanTable distances = new HuffmanTable(DISTANCE_BITS, DISTANCES);

  // The stream: bits not yet used, how many of them count, and where the next byte is.
  private long bits;
  private int held;
  private int next;
  private int at;

  private Inflate(byte[] in, int from, int to, byte[] out) {
    this.in = in;
    this.inEnd = to;
    this.out = out;
    this.next = from;
  }

  /**
   * Fills {@code out}.
   *
   * @param from where the Deflate stream starts in {@code in}
   * @param to where the bytes that are there end
   * @return where the stream ends, or -1 where it holds more than fits
   */
  static int decode(byte[] in, int from, int to, byte[] out) throws CorruptTileException {
    return new Inflate(in, from, to, out).run();
  }

  private int run() throws CorruptTileException {
    boolean last = false;
    boolean full = false;
    while (!last && !full) {
      need(3);
      last = take(1) == 1;
      int kind = take(2);
      full =
          switch (kind) {
            case 0 -> stored();
            case 1 -> {
              fixedCodes();
              yield block();
            }
            case 2 -> {
              dynamicCodes();
              yield block();
            }
            default -> throw new CorruptTileException("a Deflate block is of no known kind");
          };
    }
    if (at < out.length) {
      throw CorruptTileException.tooShort(at, out.length);
    }
    return full ? -1 : next - (held >>> 3);
  }

  /** Makes sure of {@code count} bits, at most 32, that are really there. */
  private void need(int count) throws CorruptTileException {
    fill();
    if (held < count) {
      throw CorruptTileException.tooShort(at, out.length);
    }
  }

  /** Takes bytes while there are some and they fit. */
  private void fill() {
    while (held <= 55 && next < inEnd) {
      bits |= (in[next++] & 0xFFL) << held;
      held += 8;
    }
  }

  private int take(int count) {
    int value = (int) bits & (1 << count) - 1;
    bits >>>= count;
    held -= count;
    return value;
  }

  /**
   * RFC 1951, section 3.2.4.
   *
   * @return whether there was more than fits
   */
  private boolean stored() throws CorruptTileException {
    take(held & 7);
    need(32);
    int length = take(16);
    int inverse = take(16);
    if ((length ^ 0xFFFF) != inverse) {
      throw new CorruptTileException("a stored block states two lengths");
    }
    next -= held >>> 3;
    held = 0;
    bits = 0;
    int kept = Math.min(length, out.length - at);
    if (next + kept > inEnd) {
      throw CorruptTileException.tooShort(at, out.length);
    }
    System.arraycopy(in, next, out, at, kept);
    at += kept;
    next += kept;
    return kept < length;
  }

  /** RFC 1951, section 3.2.6. */
  private void fixedCodes() throws CorruptTileException {
    byte[] lengths = new byte[288 + 32];
    for (int i = 0; i < 288; i++) {
      lengths[i] = (byte) (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    }
    for (int i = 288; i < lengths.length; i++) {
      lengths[i] = 5;
    }
    literals.build(lengths, 0, 288);
    distances.build(lengths, 288, 32);
    literals.pairLiterals();
  }

  /** RFC 1951, section 3.2.7. */
  private void dynamicCodes() throws CorruptTileException {
    need(14);
    int literalCount = take(5) + 257;
    int distanceCount = take(5) + 1;
    int lengthCount = take(4) + 4;
    if (literalCount > 286 || distanceCount > 30) {
      throw new CorruptTileException("a Deflate block has too many symbols");
    }
    byte[] codeLengths = new byte[19];
    for (int i = 0; i < lengthCount; i++) {
      need(3);
      codeLengths[CODE_LENGTH_ORDER[i]] = (byte) take(3);
    }
    codeLengthCode.build(codeLengths, 0, 19);
    if (codeLengthCode.hasGaps()) {
      throw new CorruptTileException("a Deflate block has a code with gaps");
    }
    byte[] lengths = new byte[literalCount + distanceCount];
    int i = 0;
    while (i < lengths.length) {
      fill();
      int entry = codeLengthCode.entries[(int) bits & 0x7F];
      if ((entry & SPECIAL) != 0) {
        throw new CorruptTileException("a Deflate block has a code length that is no code");
      }
      take(entry & 63);
      int symbol = entry >>> 16;
      if (symbol < 16) {
        lengths[i++] = (byte) symbol;
      } else {
        if (symbol == 16 && i == 0) {
          throw new CorruptTileException("a Deflate block repeats a code length before the first");
        }
        byte repeated = symbol == 16 ? lengths[i - 1] : 0;
        int times =
            switch (symbol) {
              case 16 -> 3 + take(2);
              case 17 -> 3 + take(3);
              default -> 11 + take(7);
            };
        if (i + times > lengths.length) {
          throw new CorruptTileException("a Deflate block has too many code lengths");
        }
        Arrays.fill(lengths, i, i + times, repeated);
        i += times;
      }
      if (held < 0) {
        throw CorruptTileException.tooShort(at, out.length);
      }
    }
    if (lengths[256] == 0) {
      throw new CorruptTileException("a Deflate block has no code for its end");
    }
    literals.build(lengths, 0, literalCount);
    distances.build(lengths, literalCount, distanceCount);
    literals.pairLiterals();
  }

  /**
   * The symbols of a block.
   *
   * @return whether there were more than fit
   */
  private boolean block() throws CorruptTileException {
    return !fastBlock() && carefulBlock();
  }

  /**
   * Far from both ends nothing needs to be checked but the symbols themselves.
   *
   * @return whether the block ended
   */
  private boolean fastBlock() throws CorruptTileException {
    byte[] in = this.in;
    byte[] out = this.out;
    int[] literalEntries = literals.entries;
    int[] distanceEntries = distances.entries;
    long bits = this.bits;
    int held = this.held;
    int next = this.next;
    int at = this.at;
    int lastInput = inEnd - FAST_INPUT;
    int lastOutput = out.length - FAST_OUTPUT;
    boolean ended = false;
    while (next <= lastInput && at <= lastOutput) {
      // Bits beyond those held are the stream's own: adding them twice changes nothing.
      bits |= (long) LONGS.get(in, next) << held;
      next += 63 - held >>> 3;
      held |= 56;
      int entry = literalEntries[(int) bits & LITERAL_MASK];
      if (entry < 0) {
        // A shift uses the low six bits of its distance: the entry's bits to drop.
        bits >>>= entry;
        held -= entry & 63;
        SHORTS.set(out, at, (short) (entry >>> 16 & 0xFF | entry & 0xFF00));
        at += 1 + (entry >>> 24 & 1);
        entry = literalEntries[(int) bits & LITERAL_MASK];
        if (entry < 0) {
          bits >>>= entry;
          held -= entry & 63;
          SHORTS.set(out, at, (short) (entry >>> 16 & 0xFF | entry & 0xFF00));
          at += 1 + (entry >>> 24 & 1);
          entry = literalEntries[(int) bits & LITERAL_MASK];
          if (entry < 0) {
            bits >>>= entry;
            held -= entry & 63;
            SHORTS.set(out, at, (short) (entry >>> 16 & 0xFF | entry & 0xFF00));
            at += 1 + (entry >>> 24 & 1);
            continue;
          }
        }
      }
      // At most 24 of 56 bits are gone: enough are left for a length and its extra bits.
      if ((entry & SPECIAL) != 0) {
        if ((entry & SECOND) != 0) {
          bits >>>= entry;
          held -= entry & 63;
          entry =
              literalEntries[
                  (entry >>> 16 & 0x7FFF) + ((int) bits & (1 << (entry >>> 8 & 15)) - 1)];
        }
        if (entry < 0) {
          bits >>>= entry;
          held -= entry & 63;
          out[at++] = (byte) (entry >>> 16);
          continue;
        }
        if ((entry & SPECIAL) != 0) {
          if ((entry & END) == 0) {
            throw new CorruptTileException("a Deflate block has bits that are no code");
          }
          bits >>>= entry;
          held -= entry & 63;
          ended = true;
          break;
        }
      }
      int length = (entry >>> 16) + (int) ((bits & (1L << entry) - 1) >>> (entry >>> 8 & 15));
      bits >>>= entry;
      held -= entry & 63;
      if (held < LONGEST_DISTANCE) {
        // Rarely: a branch well foreseen costs less than waiting for the shift by what is held.
        bits |= (long) LONGS.get(in, next) << held;
        next += 63 - held >>> 3;
        held |= 56;
      }
      entry = distanceEntries[(int) bits & DISTANCE_MASK];
      if ((entry & SPECIAL) != 0) {
        if ((entry & SECOND) != 0) {
          bits >>>= entry;
          held -= entry & 63;
          entry =
              distanceEntries[
                  (entry >>> 16 & 0x7FFF) + ((int) bits & (1 << (entry >>> 8 & 15)) - 1)];
        }
        if ((entry & SPECIAL) != 0) {
          throw new CorruptTileException("a Deflate block has bits that are no distance");
        }
      }
      int distance = (entry >>> 16) + (int) ((bits & (1L << entry) - 1) >>> (entry >>> 8 & 15));
      bits >>>= entry;
      held -= entry & 63;
      int from = at - distance;
      if (from < 0) {
        throw new CorruptTileException("a match starts before the data");
      }
      int end = at + length;
      if (distance >= 8) {
        // Most matches are short. Writes up to 7 bytes too many; they are written again.
        LONGS.set(out, at, (long) LONGS.get(out, from));
        for (int i = 8; i < length; i += 8) {
          LONGS.set(out, at + i, (long) LONGS.get(out, from + i));
        }
        at = end;
      } else {
        while (at < end) {
          out[at++] = out[from++];
        }
      }
    }
    this.bits = bits;
    this.held = held;
    this.next = next;
    this.at = at;
    return ended;
  }

  /** As {@link #fastBlock}, looking at both ends with every symbol. */
  private boolean carefulBlock() throws CorruptTileException {
    // The fast loop may leave bits beyond those held.
    bits &= held == 0 ? 0 : -1L >>> 64 - held;
    while (true) {
      fill();
      int entry = symbol(literals.entries, LITERAL_MASK);
      if (entry < 0) {
        if (at == out.length) {
          return true;
        }
        out[at++] = (byte) (entry >>> 16);
        if ((entry & PAIR) != 0) {
          if (at == out.length) {
            return true;
          }
          out[at++] = (byte) (entry >>> 8);
        }
        continue;
      }
      if ((entry & END) != 0 && (entry & SPECIAL) != 0) {
        return false;
      }
      int length = value(entry);
      fill();
      int distance = value(symbol(distances.entries, DISTANCE_MASK));
      if (distance > at) {
        throw new CorruptTileException("a match starts before the data");
      }
      int end = Math.min(out.length, at + length);
      boolean more = at + length > out.length;
      while (at < end) {
        out[at] = out[at - distance];
        at++;
      }
      if (more) {
        return true;
      }
    }
  }

  /**
   * The entry of the next code. Literals and ends are used up, others wait for their extra bits.
   */
  private int symbol(int[] entries, int mask) throws CorruptTileException {
    int entry = entries[(int) bits & mask];
    if (entry > 0 && (entry & (SPECIAL | SECOND)) == (SPECIAL | SECOND)) {
      drop(entry & 63);
      entry = entries[(entry >>> 16 & 0x7FFF) + ((int) bits & (1 << (entry >>> 8 & 15)) - 1)];
    }
    if (entry < 0) {
      drop(entry & 63);
    } else if ((entry & SPECIAL) != 0) {
      if ((entry & END) == 0) {
        throw new CorruptTileException("a Deflate block has bits that are no code");
      }
      drop(entry & 63);
    }
    return entry;
  }

  private int value(int entry) throws CorruptTileException {
    int value = (entry >>> 16) + (int) ((bits & (1L << (entry & 63)) - 1) >>> (entry >>> 8 & 15));
    drop(entry & 63);
    return value;
  }

  private void drop(int count) throws CorruptTileException {
    bits >>>= count;
    held -= count;
    if (held < 0) {
      throw CorruptTileException.tooShort(at, out.length);
    }
  }
}
