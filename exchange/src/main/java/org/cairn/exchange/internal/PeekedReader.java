package org.cairn.exchange.internal;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.Arrays;

/** A reader whose first characters have been looked at and are still there to read. */
public final class PeekedReader extends Reader {
  private static final int PEEKED = 1 << 16;

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

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
