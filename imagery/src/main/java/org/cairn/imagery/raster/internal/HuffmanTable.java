package org.cairn.imagery.raster.internal;

import java.util.Arrays;

/**
 * A canonical prefix code (RFC 1951, section 3.2.2) as a table looked up with the next bits of the
 * stream. Codes longer than the first table's index lead to second tables behind it. Reused from
 * block to block; single-thread.
 *
 * <p>An entry of the table:
 *
 * <pre>
 *   bit  31     literal: its byte in bits 16 to 23, and where bit 24 is set
 *               the byte of a second literal in bits 8 to 15
 *   bits 16-30  base of a length or distance; or where a second table starts
 *   bit  15     neither a literal nor a length or distance: one of
 *   bit  14       second table: its index bits in bits 8 to 11
 *   bit  13       end of block
 *               (none of both: no code has these bits)
 *   bits 8-12   bits of the code alone
 *   bits 0-5    bits to drop: code and extra bits
 * </pre>
 */
final class HuffmanTable {
  static final int LITERAL = 1 << 31;
  static final int PAIR = 1 << 24;
  static final int SPECIAL = 1 << 15;
  static final int SECOND = 1 << 14;
  static final int END = 1 << 13;

  private static final int LONGEST = 15;
  private static final int MOST_SYMBOLS = 288;

  private final int indexBits;
  private final int[] symbolEntries;
  private final int[] count = new int[LONGEST + 1];
  private final int[] next = new int[LONGEST + 2];
  private final int[] sorted = new int[MOST_SYMBOLS];

  private boolean gaps;

  /** Looked up by the decoder's loops. */
  int[] entries;

  /**
   * @param symbolEntries what each symbol means, without code lengths
   */
  HuffmanTable(int indexBits, int[] symbolEntries) {
    this.indexBits = indexBits;
    this.symbolEntries = symbolEntries;
    this.entries = new int[(1 << indexBits) * 2];
  }

  /** Literals, end of block and lengths: RFC 1951, section 3.2.5. */
  static int[] literalsAndLengths() {
    int[] out = new int[MOST_SYMBOLS];
    for (int i = 0; i < 256; i++) {
      out[i] = LITERAL | i << 16;
    }
    out[256] = SPECIAL | END;
    int base = 3;
    for (int i = 0; i < 28; i++) {
      int extra = i < 8 ? 0 : i / 4 - 1;
      out[257 + i] = base << 16 | extra;
      base += 1 << extra;
    }
    out[285] = 258 << 16;
    out[286] = SPECIAL;
    out[287] = SPECIAL;
    return out;
  }

  /** RFC 1951, section 3.2.5. */
  static int[] distances() {
    int[] out = new int[32];
    int base = 1;
    for (int i = 0; i < 30; i++) {
      int extra = i < 4 ? 0 : i / 2 - 1;
      out[i] = base << 16 | extra;
      base += 1 << extra;
    }
    out[30] = SPECIAL;
    out[31] = SPECIAL;
    return out;
  }

  /** The code that the lengths of the other codes are written in. */
  static int[] plain(int symbols) {
    int[] out = new int[symbols];
    for (int i = 0; i < symbols; i++) {
      out[i] = i << 16;
    }
    return out;
  }

  /**
   * Builds the code of {@code symbols} lengths from {@code lengths[from]} on.
   *
   * @throws CorruptTileException where they are no code; a code with gaps is one as long as the
   *     gaps are not met
   */
  void build(byte[] lengths, int from, int symbols) throws CorruptTileException {
    Arrays.fill(count, 0);
    for (int i = 0; i < symbols; i++) {
      count[lengths[from + i]]++;
    }
    count[0] = 0;
    int room = 1;
    int total = 0;
    for (int bits = 1; bits <= LONGEST; bits++) {
      room = (room << 1) - count[bits];
      if (room < 0) {
        throw new CorruptTileException("a Deflate block has too many codes of " + bits + " bits");
      }
      next[bits] = total;
      total += count[bits];
    }
    for (int i = 0; i < symbols; i++) {
      int bits = lengths[from + i];
      if (bits != 0) {
        sorted[next[bits]++] = i;
      }
    }
    if (room > 0 && total > 0 && count[1] != total) {
      throw new CorruptTileException("a Deflate block has a code with gaps");
    }
    gaps = room > 0;
    fill();
  }

  /** Whether some bits are no code. */
  boolean hasGaps() {
    return gaps;
  }

  private void fill() {
    // The table for codes up to some length, twice, is the table for codes up to one bit more.
    if (gaps) {
      Arrays.fill(entries, 0, 1 << indexBits, SPECIAL);
    }
    int code = 0;
    int s = 0;
    for (int bits = 1; bits <= indexBits; bits++) {
      System.arraycopy(entries, 0, entries, 1 << bits - 1, 1 << bits - 1);
      for (int i = 0; i < count[bits]; i++) {
        entries[reversed(code++, bits)] = entry(sorted[s++], bits);
      }
      code <<= 1;
    }
    fillSecond(code, s);
  }

  /**
   * Codes longer than the first index, from the s-th symbol on; {@code code} is the first of them.
   */
  private void fillSecond(int firstCode, int firstSymbol) {
    int code = firstCode;
    int s = firstSymbol;
    int end = 1 << indexBits;
    int prefix = -1;
    int start = 0;
    int secondBits = 0;
    for (int bits = indexBits + 1; bits <= LONGEST; bits++) {
      int rest = bits - indexBits;
      for (int i = 0; i < count[bits]; i++) {
        int first = reversed(code >>> rest, indexBits);
        if (first != prefix) {
          prefix = first;
          start = end;
          secondBits = secondBits(bits, count[bits] - i);
          end += 1 << secondBits;
          if (end > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(end, entries.length * 2));
          }
          Arrays.fill(entries, start, end, SPECIAL);
          entries[first] = SPECIAL | SECOND | start << 16 | secondBits << 8 | indexBits;
        }
        int entry = entry(sorted[s++], rest);
        int step = 1 << rest;
        for (int at = reversed(code & step - 1, rest); at < 1 << secondBits; at += step) {
          entries[start + at] = entry;
        }
        code++;
      }
      code <<= 1;
    }
  }

  /**
   * Index bits that the second table needs whose first code has {@code bits} bits.
   *
   * @param left codes of that length still to come
   */
  private int secondBits(int bits, int left) {
    int longest = bits;
    int room = (1 << bits - indexBits) - left;
    while (room > 0 && longest < LONGEST) {
      longest++;
      room = (room << 1) - count[longest];
    }
    return longest - indexBits;
  }

  /**
   * Lets one look-up find two literals where the index has room for both codes. Literals make up
   * most of noisy data, and the time goes into waiting for one look-up after the other.
   */
  void pairLiterals() {
    int zero = entries[0];
    for (int i = (1 << indexBits) - 1; i >= 0; i--) {
      int first = entries[i];
      if (first < 0) {
        int bits = first & 63;
        // Entries further down are not paired yet; the lowest would meet itself.
        int second = i == 0 ? zero : entries[i >>> bits];
        int both = bits + (second & 63);
        if (second < 0 && both <= indexBits) {
          entries[i] = first & ~63 | PAIR | second >>> 8 & 0xFF00 | both;
        }
      }
    }
  }

  private int entry(int symbol, int bits) {
    int meaning = symbolEntries[symbol];
    if (meaning < 0 || (meaning & SPECIAL) != 0) {
      return meaning | bits;
    }
    int extra = meaning & 0x1F;
    return meaning & ~0x1F | bits << 8 | bits + extra;
  }

  private static int reversed(int code, int bits) {
    return Integer.reverse(code) >>> 32 - bits;
  }
}
