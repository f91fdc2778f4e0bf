package org.cairn.exchange.internal;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Arrays;

/** A reader whose first characters have been looked at and are still there to read. */
public final class PeekedReader extends Reader {
  private static final int PEEKED = 1 << 16;

  /** Begins each record of a GeoJSON text sequence (RFC 8142); no parser needs to see it. */
  private static final char RECORD_SEPARATOR = '\u001E';

  private final PushbackReader in;
  private final String head;

  private PeekedReader(PushbackReader in, String head) {
    this.in = in;
    this.head = head;
  }

  public static PeekedReader of(Reader source) throws IOException {
    PushbackReader in = new PushbackReader(source, PEEKED);
    char[] head = new char[PEEKED];
    int filled = 0;
    for (int read; filled < PEEKED && (read = in.read(head, filled, PEEKED - filled)) > 0; ) {
      filled += read;
    }
    in.unread(head, 0, filled);
    return new PeekedReader(in, new String(Arrays.copyOf(head, filled)));
  }

  /** Up to 65,536 characters from the beginning. */
  public String head() {
    return head;
  }

  /** JSON values a list of places can begin with. */
  boolean startsLikeJson() {
    String start = head.stripLeading();
    return !start.isEmpty() && ("{[" + RECORD_SEPARATOR).indexOf(start.charAt(0)) >= 0;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    for (int i = offset; i < offset + read; i++) {
      if (target[i] == RECORD_SEPARATOR) {
        target[i] = ' ';
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
