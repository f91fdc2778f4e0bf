package org.cairn.ledger.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** One signature line of a note, verified or not. Immutable. */
public final class NoteSignature {
  private final String name;
  private final int keyId;
  private final byte[] bytes;

  /**
   * @param name of the key
   * @param keyId first four bytes of the blob
   * @param bytes the rest of the blob
   */
  NoteSignature(String name, int keyId, byte[] bytes) {
    this.name = name;
    this.keyId = keyId;
    this.bytes = bytes.clone();
  }

  public String name() {
    return name;
  }

  public int keyId() {
    return keyId;
  }

  /** What the key made: for a log 64 bytes, for a witness 8 bytes of time and 64 more. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The line with its line feed: {@code — name base64(keyId || signature)}. */
  public String line() {
    byte[] blob =
        ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(keyId).put(bytes).array();
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(blob) + "\n";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature signature
        && name.equals(signature.name)
        && keyId == signature.keyId
        && Arrays.equals(bytes, signature.bytes);
  }

  @Override
  public int hashCode() {
    return keyId;
  }

  @Override
  public String toString() {
    return line().strip();
  }
}
