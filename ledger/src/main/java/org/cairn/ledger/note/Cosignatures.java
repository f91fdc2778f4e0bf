package org.cairn.ledger.note;

import java.nio.charset.StandardCharsets;

/** The message of a cosignature/v1 (C2SP tlog-cosignature). */
final class Cosignatures {
  private Cosignatures() {}

  static byte[] message(String text, long posixSeconds) {
    return ("cosignature/v1\ntime " + posixSeconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }
}
