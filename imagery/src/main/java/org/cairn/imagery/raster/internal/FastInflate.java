package org.cairn.imagery.raster.internal;

import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Deflate (RFC 1951) for whole tiles: all input and all room for output are there from the start,
 * so it looks at eleven bits at a time and often finds two bytes in them, which zlib's streaming
 * loop cannot. Gives up at anything unusual or broken; {@link Deflate} then asks zlib, whose word
 * on what is wrong counts. Used once, by one thread.
 */
final class FastInflate {
  private static final int SYMBOL_BITS = 11;
  private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;
  private static final int DISTANCE_BITS = 10;
  private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;
  private static final int LONGEST_CODE = 15;
  private static final int LONGEST_MATCH = 258;

  /** Most that one turn of the fast loop writes, with the eight bytes a copy may write too far. */
  private static final int ROOM = LONGEST_MATCH + 16;

  // Entries of both tables: the bits to drop in 0 to 5, so that a shift by the entry drops them;
  // an entry of 0 stands for a code longer than the table.
  // Symbols: kind in 6 to 8; bytes in 9 to 16 and 17 to 24, or a match's least length in 9 to 17
  // and its extra bits in 20 to 22. Distances: extra bits in 6 to 9, least distance from 10 on.
  private static final int LITERAL = 1;
  private static final int TWO_LITERALS = 2;
  private static final int MATCH = 3;
  private static final int END = 4;

  /** Order in which a block lists the lengths of the code that codes lengths. */
  private static final byte[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final byte[] in;
  private final byte[] out;
  private int next;
  private int at;

  /** Bits taken from the input and not used yet, the next one lowest. */
  private long held;

  /** How many of them; negative once more was used than there is. */
  private int count;

  /** Whether the stream was seen to hold more than there is room for. */
  private boolean overfull;

  private final Code symbols = new Code(SYMBOL_BITS, 288);
  private final Code distances = new Code(DISTANCE_BITS, 32);
  private final byte[] lengths = new byte[288 + 32];

  private FastInflate(byte[] in, byte[] out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Fills {@code out} from a zlib stream (RFC 1950). What the stream holds beyond it is left alone;
   * where it holds no more its checksum must be right.
   *
   * @return false where it could not; {@code out} is then spoilt
   */
  static boolean decode(byte[] in, byte[] out) {
    boolean plain =
        in.length >= 2
            && (in[0] & 0x0F) == 8
            && (in[1] & 0x20) == 0
            && ((in[0] & 0xFF) << 8 | in[1] & 0xFF) % 31 == 0;
    return plain && new FastInflate(in, out).run();
  }

  private boolean run() {
    next = 2;
    boolean last = false;
    while (!last && !overfull) {
      refill();
      last = take(1) == 1;
      boolean done =
          switch (take(2)) {
            case 0 -> stored();
            case 1 -> fixedCodes() && block();
            case 2 -> ownCodes() && block();
            default -> false;
          };
      if (!done) {
        return false;
      }
    }
    return overfull || (at == out.length && checked());
  }

  private boolean checked() {
    take(count & 7);
    refill();
    int stated = Integer.reverseBytes(take(16) | take(16) << 16);
    Adler32 sum = new Adler32();
    sum.update(out);
    return count >= 0 && stated == (int) sum.getValue();
  }

  /** Holds 56 bits or more, as far as there are. */
  private void refill() {
    if (next + 8 <= in.length) {
      held |= (long) Samples.LONGS.get(in, next) << count;
      next += (63 - count) >>> 3;
      count |= 56;
      return;
    }
    while (count <= 56 && next < in.length) {
      held |= (in[next++] & 0xFFL) << count;
      count += 8;
    }
  }

  private int take(int bits) {
    int value = (int) held & (1 << bits) - 1;
    held >>>= bits;
    count -= bits;
    return value;
  }

  private boolean stored() {
    take(count & 7);
    refill();
    int length = take(16);
    int complement = take(16);
    if (count < 0 || (length ^ complement) != 0xFFFF) {
      return false;
    }
    next -= count >>> 3;
    held = 0;
    count = 0;
    int wanted = Math.min(length, out.length - at);
    if (wanted > in.length - next) {
      return false;
    }
    System.arraycopy(in, next, out, at, wanted);
    next += wanted;
    at += wanted;
    overfull = wanted < length;
    return true;
  }

  private boolean fixedCodes() {
    Arrays.fill(lengths, 0, 144, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    Arrays.fill(lengths, 280, 288, (byte) 8);
    Arrays.fill(lengths, 288, 320, (byte) 5);
    return symbols.build(lengths, 0, 288, FastInflate::symbolEntry)
        && distances.build(lengths, 288, 32, FastInflate::distanceEntry)
        && pairs();
  }

  private boolean ownCodes() {
    int symbolCount = take(5) + 257;
    int distanceCount = take(5) + 1;
    int lengthCount = take(4) + 4;
    if (symbolCount > 286 || distanceCount > 30) {
      return false;
    }
    Arrays.fill(lengths, 0, 19, (byte) 0);
    for (int i = 0; i < lengthCount; i++) {
      refill();
      lengths[ORDER[i]] = (byte) take(3);
    }
    Code code = new Code(7, 19);
    if (!code.build(lengths, 0, 19, (symbol, bits) -> bits | symbol << 8)) {
      return false;
    }
    int all = symbolCount + distanceCount;
    for (int i = 0; i < all; ) {
      refill();
      int entry = code.table[(int) held & 0x7F];
      take(entry & 63);
      if (entry == 0 || count < 0) {
        return false;
      }
      int symbol = entry >>> 8;
      if (symbol < 16) {
        lengths[i++] = (byte) symbol;
        continue;
      }
      if (symbol == 16 && i == 0) {
        return false;
      }
      byte repeated = symbol == 16 ? lengths[i - 1] : 0;
      int times =
          switch (symbol) {
            case 16 -> 3 + take(2);
            case 17 -> 3 + take(3);
            default -> 11 + take(7);
          };
      if (i + times > all) {
        return false;
      }
      Arrays.fill(lengths, i, i + times, repeated);
      i += times;
    }
    return count >= 0
        && lengths[256] != 0
        && symbols.build(lengths, 0, symbolCount, FastInflate::symbolEntry)
        && distances.build(lengths, symbolCount, distanceCount, FastInflate::distanceEntry)
        && pairs();
  }

  private static int symbolEntry(int symbol, int bits) {
    if (symbol < 256) {
      return bits | LITERAL << 6 | symbol << 9;
    }
    if (symbol == 256) {
      return bits | END << 6;
    }
    int index = symbol - 257;
    if (index > 28) {
      return 0;
    }
    if (index == 28) {
      return bits | MATCH << 6 | LONGEST_MATCH << 9;
    }
    int extra = index < 8 ? 0 : index / 4 - 1;
    int least = index < 8 ? index + 3 : (4 + index % 4 << extra) + 3;
    return bits | MATCH << 6 | least << 9 | extra << 20;
  }

  private static int distanceEntry(int symbol, int bits) {
    if (symbol > 29) {
      return 0;
    }
    int extra = symbol < 4 ? 0 : symbol / 2 - 1;
    int least = symbol < 4 ? symbol + 1 : (2 + symbol % 2 << extra) + 1;
    return bits | extra << 6 | least << 10;
  }

  private static int kind(int entry) {
    return entry >>> 6 & 7;
  }

  /** Joins two bytes whose codes both fit the table. From the end: it reads what lies before. */
  private boolean pairs() {
    int[] table = symbols.table;
    for (int i = SYMBOL_MASK; i >= 0; i--) {
      int first = table[i];
      if (kind(first) != LITERAL) {
        continue;
      }
      int second = table[i >>> (first & 63)];
      int both = (first & 63) + (second & 63);
      if (kind(second) == LITERAL && both <= SYMBOL_BITS) {
        table[i] = both | TWO_LITERALS << 6 | first & 0xFF << 9 | (second & 0xFF << 9) << 8;
      }
    }
    return true;
  }

  /** Decodes to the end of the block, or until there is no room. */
  private boolean block() {
    int[] table = symbols.table;
    while (!overfull) {
      if (next + 8 <= in.length && at + ROOM <= out.length) {
        fast();
      }
      refill();
      int entry = table[(int) held & SYMBOL_MASK];
      if (entry == 0) {
        entry = symbols.find(held);
        if (entry == 0) {
          return false;
        }
      }
      take(entry & 63);
      if (count < 0) {
        return false;
      }
      switch (kind(entry)) {
        case LITERAL -> put(entry >>> 9);
        case TWO_LITERALS -> {
          put(entry >>> 9);
          put(entry >>> 17);
        }
        case MATCH -> {
          if (!match(entry)) {
            return false;
          }
        }
        case END -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private void put(int value) {
    if (at < out.length) {
      out[at++] = (byte) value;
    } else {
      overfull = true;
    }
  }

  /**
   * Decodes as long as neither end is near, with all state in registers; stops before whatever is
   * not a byte or a match with short codes.
   */
  private void fast() {
    int[] symbolTable = symbols.table;
    int[] distanceTable = distances.table;
    byte[] from = in;
    byte[] to = out;
    int lastInput = from.length - 8;
    int lastOutput = to.length - ROOM;
    long bits = held;
    int left = count;
    int read = next;
    int write = at;
    while (read <= lastInput && write <= lastOutput) {
      bits |= (long) Samples.LONGS.get(from, read) << left;
      read += (63 - left) >>> 3;
      left |= 56;
      int entry = symbolTable[(int) bits & SYMBOL_MASK];
      int kind = kind(entry);
      // 56 bits carry two entries of the table and, from 32 on, most matches; else more are taken.
      if (kind <= TWO_LITERALS && entry != 0) {
        Samples.SHORTS.set(to, write, (short) (entry >>> 9));
        write += kind;
        bits >>>= entry;
        left -= entry & 63;
        entry = symbolTable[(int) bits & SYMBOL_MASK];
        kind = kind(entry);
        if (kind <= TWO_LITERALS && entry != 0) {
          Samples.SHORTS.set(to, write, (short) (entry >>> 9));
          write += kind;
          bits >>>= entry;
          left -= entry & 63;
          continue;
        }
      }
      // 45 bits or more are left: 11 and 5 for the length, 10 and 13 for the distance.
      if (kind != MATCH) {
        break;
      }
      long rest = bits >>> (entry & 63);
      int extra = entry >>> 20 & 7;
      int length = (entry >>> 9 & 0x1FF) + ((int) rest & (1 << extra) - 1);
      rest >>>= extra;
      int found = distanceTable[(int) rest & DISTANCE_MASK];
      int distanceExtra = found >>> 6 & 15;
      int distance = (found >>> 10) + ((int) (rest >>> (found & 63)) & (1 << distanceExtra) - 1);
      if (found == 0 || distance > write) {
        break;
      }
      bits = rest >>> (found & 63) + distanceExtra;
      left -= (entry & 63) + extra + (found & 63) + distanceExtra;
      int source = write - distance;
      int end = write + length;
      if (distance >= 8) {
        do {
          Samples.LONGS.set(to, write, (long) Samples.LONGS.get(to, source));
          write += 8;
          source += 8;
        } while (write < end);
        write = end;
      } else {
        while (write < end) {
          to[write++] = to[source++];
        }
      }
    }
    held = bits;
    count = left;
    next = read;
    at = write;
  }

  private boolean match(int entry) {
    int length = (entry >>> 9 & 0x1FF) + take(entry >>> 20 & 7);
    int found = distances.table[(int) held & DISTANCE_MASK];
    if (found == 0) {
      found = distances.find(held);
      if (found == 0) {
        return false;
      }
    }
    take(found & 63);
    int distance = (found >>> 10) + take(found >>> 6 & 15);
    if (count < 0 || distance > at) {
      return false;
    }
    int source = at - distance;
    if (distance >= 8 && at + length + 8 <= out.length) {
      for (int i = 0; i < length; i += 8) {
        Samples.LONGS.set(out, at + i, (long) Samples.LONGS.get(out, source + i));
      }
      at += length;
      return true;
    }
    overfull = length > out.length - at;
    int end = Math.min(out.length, at + length);
    while (at < end) {
      out[at++] = out[source++];
    }
    return true;
  }

  /** What an entry of a table says of a symbol; 0 for one that is not allowed. */
  @FunctionalInterface
  private interface Entries {
    int of(int symbol, int bits);
  }

  /** A canonical Huffman code: a table for the short codes, a search for the long ones. */
  private static final class Code {
    private final int tableBits;
    private final int[] table;
    private final int[] perLength = new int[LONGEST_CODE + 1];
    private final int[] firstCode = new int[LONGEST_CODE + 2];
    private final int[] firstIndex = new int[LONGEST_CODE + 2];
    private final int[] position = new int[LONGEST_CODE + 2];

    /** Entries in the order of their codes. */
    private final int[] ordered;

    Code(int tableBits, int symbols) {
      this.tableBits = tableBits;
      this.table = new int[1 << tableBits];
      this.ordered = new int[symbols];
    }

    /** False for lengths that zlib would refuse. */
    boolean build(byte[] lengths, int from, int symbols, Entries entries) {
      Arrays.fill(perLength, 0);
      for (int i = 0; i < symbols; i++) {
        perLength[lengths[from + i]]++;
      }
      perLength[0] = 0;
      int code = 0;
      int index = 0;
      int room = 1;
      for (int bits = 1; bits <= LONGEST_CODE; bits++) {
        code = code + perLength[bits - 1] << 1;
        firstCode[bits] = code;
        firstIndex[bits] = index;
        position[bits] = index;
        index += perLength[bits];
        room = (room << 1) - perLength[bits];
        if (room < 0) {
          return false;
        }
      }
      boolean single = index == 1 && perLength[1] == 1;
      if (room > 0 && !single && index > 0) {
        return false;
      }
      Arrays.fill(table, 0);
      for (int i = 0; i < symbols; i++) {
        int bits = lengths[from + i];
        if (bits == 0) {
          continue;
        }
        int entry = entries.of(i, bits);
        int own = firstCode[bits] + position[bits] - firstIndex[bits];
        ordered[position[bits]++] = entry;
        if (bits <= tableBits) {
          int step = 1 << bits;
          for (int t = Integer.reverse(own) >>> 32 - bits; t < table.length; t += step) {
            table[t] = entry;
          }
        }
      }
      return true;
    }

    /** The entry of a code that is longer than the table, or 0. */
    int find(long held) {
      int code = Integer.reverse((int) held) >>> 32 - tableBits;
      long rest = held >>> tableBits;
      for (int bits = tableBits + 1; bits <= LONGEST_CODE; bits++) {
        code = code << 1 | (int) (rest & 1);
        rest >>>= 1;
        int within = code - firstCode[bits];
        if (within >= 0 && within < perLength[bits]) {
          return ordered[firstIndex[bits] + within];
        }
      }
      return 0;
    }
  }
}
