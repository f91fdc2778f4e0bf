package org.cairn.ledger.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.cairn.ledger.RefusedException;

/** A SHA-256 value, 32 bytes. Immutable. */
public final class Hash {
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] owned) {
    this.bytes = owned;
  }

  /**
   * @param bytes 32 of them, copied
   */
  public static Hash of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /**
   * @param length must be 32: given so that a caller who sliced wrongly hears of it
   */
  public static Hash of(byte[] bytes, int offset, int length) {
    if (length != LENGTH) {
      throw new IllegalArgumentException("A hash has 32 bytes, found " + length);
    }
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /**
   * Standard base64 with padding, exactly as it would be written: 44 characters.
   *
   * @param code of the refusal
   * @param where for the refusal, for example {@code line 3}
   */
  public static Hash parseBase64(String text, String code, String where) throws RefusedException {
    byte[] bytes = StrictBase64.decode(text, code, where);
    if (bytes.length != LENGTH) {
      throw RefusedException.expected(
          code, where, "a hash of 32 bytes in base64", bytes.length + " bytes");
    }
    return new Hash(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Puts the 32 bytes at an offset of another array. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Base64, as in checkpoints. */
  @Override
  public String toString() {
    return base64();
  }
}
