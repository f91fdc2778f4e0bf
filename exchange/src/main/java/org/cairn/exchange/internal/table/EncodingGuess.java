package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells UTF-8 from windows-1252 by reading the whole file once. A file with some damaged bytes
 * among good UTF-8 stays UTF-8, so that only their rows are refused.
 */
final class EncodingGuess {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private int expected;
  private boolean undefined;
  private long good;
  private long bad;

  private EncodingGuess() {}

  static Charset of(Path file) throws IOException {
    EncodingGuess guess = new EncodingGuess();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read; (read = in.read(buffer)) > 0; ) {
        for (int i = 0; i < read; i++) {
          guess.take(buffer[i] & 0xFF);
        }
      }
    }
    guess.bad += guess.expected > 0 ? 1 : 0;
    boolean western = guess.bad > 0 && guess.good < guess.bad && !guess.undefined;
    return western ? WINDOWS_1252 : StandardCharsets.UTF_8;
  }

  private void take(int b) {
    // Five codes of windows-1252 stand for nothing.
    undefined |= b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D;
    if (expected > 0 && (b & 0xC0) == 0x80) {
      expected--;
      good += expected == 0 ? 1 : 0;
      return;
    }
    bad += expected > 0 ? 1 : 0;
    expected = 0;
    if (b >= 0xC2 && b <= 0xDF) {
      expected = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      expected = 2;
    } else if (b >= 0xF0 && b <= 0xF4) {
      expected = 3;
    } else if (b >= 0x80) {
      bad++;
    }
  }
}
