package org.cairn.ledger.note;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.StrictBase64;

/**
 * A public key that signs notes, in text a vkey: {@code name+hex8(keyId)+base64(type || key)} (C2SP
 * signed-note). Its id is the first four bytes of SHA-256(name || 0x0A || type || key). Immutable.
 */
public final class VerifierKey {
  /** What a key of this kind signs, by the type byte of the signed-note specification. */
  public enum Kind {
    /** 0x01: the note's text itself. A log's key. */
    LOG(1),
    /** 0x04: cosignature/v1, the text with a time before it. A witness's key. */
    WITNESS(4);

    private final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }

    byte type() {
      return type;
    }
  }

  private final String name;
  private final Kind kind;
  private final byte[] publicKey;
  private final int id;

  private VerifierKey(String name, Kind kind, byte[] publicKey) {
    this.name = name;
    this.kind = kind;
    this.publicKey = publicKey;
    this.id = idOf(name, kind, publicKey);
  }

  /**
   * @param publicKey 32 bytes of Ed25519 (RFC 8032)
   * @throws RefusedException {@code key-unacceptable} for points no honest signer has
   */
  public static VerifierKey of(String name, Kind kind, byte[] publicKey) throws RefusedException {
    if (!KeyName.isValid(name)) {
      throw new IllegalArgumentException(
          "A key's name is not empty and has no space and no plus sign, found '" + name + "'");
    }
    Ed25519.requireAcceptableKey(publicKey);
    return new VerifierKey(name, kind, publicKey.clone());
  }

  /**
   * @param vkey for example {@code example.org/log+33d7b496+AeHTu4Q3hEIM…}
   * @throws RefusedException {@code vkey-format}, {@code vkey-type}, {@code vkey-id}, {@code
   *     key-unacceptable}
   */
  public static VerifierKey parse(String vkey) throws RefusedException {
    String where = "verifier key '" + (vkey.length() > 80 ? vkey.substring(0, 80) : vkey) + "'";
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw RefusedException.expected(
          "vkey-format", where, "name+8 hex digits+base64", parts.length + " parts");
    }
    KeyName.require(parts[0], "vkey-format", where);
    byte[] key = StrictBase64.decode(parts[2], "vkey-format", where);
    Kind kind = kindOf(key, where);
    if (key.length != 1 + Ed25519.PUBLIC_KEY_LENGTH) {
      throw RefusedException.expected(
          "vkey-format", where, "a type byte and 32 bytes of key", key.length + " bytes");
    }
    VerifierKey parsed = of(parts[0], kind, Arrays.copyOfRange(key, 1, key.length));
    if (!parsed.idHex().equals(parts[1])) {
      throw RefusedException.expected(
          "vkey-id", where, "id " + parsed.idHex() + " for this name and key", parts[1]);
    }
    return parsed;
  }

  private static Kind kindOf(byte[] typedKey, String where) throws RefusedException {
    for (Kind kind : Kind.values()) {
      if (typedKey.length > 0 && typedKey[0] == kind.type()) {
        return kind;
      }
    }
    throw RefusedException.expected(
        "vkey-type",
        where,
        "type 1 (Ed25519) or 4 (cosignature/v1)",
        typedKey.length == 0 ? "nothing" : "type " + (typedKey[0] & 0xff));
  }

  private static int idOf(String name, Kind kind, byte[] publicKey) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(name.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) '\n');
    sha256.update(kind.type());
    return ByteBuffer.wrap(sha256.digest(publicKey)).getInt();
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** The four bytes before every signature of this key, big-endian. */
  public int id() {
    return id;
  }

  public String idHex() {
    return String.format(Locale.ROOT, "%08x", id);
  }

  /** 32 bytes. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Whether another key is the same point, whatever its name and kind. */
  public boolean hasKeyOf(VerifierKey other) {
    return Arrays.equals(publicKey, other.publicKey);
  }

  boolean verifies(byte[] message, byte[] signature) {
    return Ed25519.verify(publicKey, message, signature);
  }

  /** The vkey line. */
  public String text() {
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    typed.write(kind.type());
    typed.writeBytes(publicKey);
    return name + "+" + idHex() + "+" + Base64.getEncoder().encodeToString(typed.toByteArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key
        && name.equals(key.name)
        && kind == key.kind
        && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return text();
  }
}
