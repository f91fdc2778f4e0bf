package org.cairn.exchange.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.OptionalLong;

/**
 * Decodes bytes and goes on after those that are not valid in the encoding: each such sequence
 * becomes one {@link CleanText#UNDECODABLE}, so that only the rows that hold one need be refused.
 * Also the guard against a value that never ends: more than the limit of characters between two
 * calls of {@link #startValue} is an error. Single-thread.
 */
public final class DecodingReader extends Reader {
  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).flip();
  private long bytesBefore;
  private long charactersSinceStart;
  private long limit = Long.MAX_VALUE;
  private boolean ended;
  private boolean flushed;
  private OptionalLong firstUndecodableByte = OptionalLong.empty();
  private String firstUndecodable = "";

  /** A value ran on over the limit. */
  public static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(long limit) {
      super("More than " + limit + " characters in one row");
    }
  }

  DecodingReader(InputStream in, Charset charset, int offset) {
    this.in = in;
    this.bytesBefore = offset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** From now on at most this many characters until the next call. */
  public void startValue(long limitCharacters) {
    charactersSinceStart = 0;
    limit = limitCharacters;
  }

  /** Offset in the file of the first byte that could not be decoded. */
  public OptionalLong firstUndecodableByte() {
    return firstUndecodableByte;
  }

  /** The bytes found there, in hexadecimal. */
  public String firstUndecodable() {
    return firstUndecodable;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    CharBuffer out = CharBuffer.wrap(target, offset, length).slice();
    while (out.position() == 0 && !flushed) {
      decodeInto(out);
    }
    int read = out.position();
    if (read == 0) {
      return -1;
    }
    charactersSinceStart += read;
    if (charactersSinceStart > limit) {
      throw new TooLongException(limit);
    }
    return read;
  }

  private void decodeInto(CharBuffer out) throws IOException {
    CoderResult result = decoder.decode(bytes, out, ended);
    if (result.isError()) {
      if (out.hasRemaining()) {
        skipUndecodable(result.length());
        out.put(CleanText.UNDECODABLE);
      }
    } else if (result.isUnderflow()) {
      if (!ended) {
        fill();
      } else if (decoder.flush(out).isUnderflow()) {
        flushed = true;
      }
    }
  }

  private void skipUndecodable(int length) {
    if (firstUndecodableByte.isEmpty()) {
      firstUndecodableByte = OptionalLong.of(bytesBefore + bytes.position());
      StringBuilder hex = new StringBuilder();
      int shown = Math.min(length, 4);
      for (int i = 0; i < shown; i++) {
        hex.append(String.format("%02X", bytes.get(bytes.position() + i)));
      }
      firstUndecodable = hex.toString();
    }
    bytes.position(bytes.position() + length);
  }

  private void fill() throws IOException {
    bytesBefore += bytes.position();
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
