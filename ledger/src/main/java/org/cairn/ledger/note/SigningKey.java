package org.cairn.ledger.note;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.merkle.StrictBase64;
import org.cairn.ledger.note.VerifierKey.Kind;
import org.cairn.ledger.storage.KeyFile;

/**
 * A private key that signs notes. Its text is the one Go's {@code sumdb/note} and the logs built on
 * it use: {@code PRIVATE+KEY+name+hex8(keyId)+base64(type || seed)}. Immutable; {@link #toString}
 * never shows the secret.
 */
public final class SigningKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final VerifierKey verifier;
  private final byte[] seed;

  private SigningKey(VerifierKey verifier, byte[] seed) {
    this.verifier = verifier;
    this.seed = seed;
  }

  /**
   * @param random must be a good one: the key is 32 bytes of it
   */
  public static SigningKey generate(String name, Kind kind, SecureRandom random) {
    byte[] seed = new byte[Ed25519.SEED_LENGTH];
    random.nextBytes(seed);
    try {
      return new SigningKey(VerifierKey.of(name, kind, Ed25519.publicKey(seed)), seed);
    } catch (RefusedException impossible) {
      throw new IllegalStateException("A generated key was not acceptable", impossible);
    }
  }

  /**
   * @throws RefusedException {@code signing-key-format}; the message never repeats the text
   */
  public static SigningKey parse(String text) throws RefusedException {
    String where = "signing key";
    String line = text.strip();
    String[] parts = line.split("\\+", 5);
    if (parts.length != 5 || !line.startsWith(PREFIX)) {
      throw RefusedException.expected(
          "signing-key-format", where, PREFIX + "name+8 hex digits+base64", "another text");
    }
    if (!KeyName.isValid(parts[2])) {
      throw RefusedException.expected(
          "signing-key-format",
          where,
          "a key name without spaces and plus signs after " + PREFIX,
          "another text");
    }
    byte[] key = decode(parts[4]);
    for (Kind kind : Kind.values()) {
      if (key.length == 1 + Ed25519.SEED_LENGTH && key[0] == kind.type()) {
        byte[] seed = Arrays.copyOfRange(key, 1, key.length);
        VerifierKey verifier = VerifierKey.of(parts[2], kind, Ed25519.publicKey(seed));
        if (!verifier.idHex().equals(parts[3])) {
          throw RefusedException.expected(
              "signing-key-format", where, "id " + verifier.idHex(), "another id");
        }
        return new SigningKey(verifier, seed);
      }
    }
    throw RefusedException.expected(
        "signing-key-format", where, "type 1 or 4 and 32 bytes", key.length + " bytes");
  }

  /**
   * Reads a key file.
   *
   * @throws RefusedException {@code key-file-open} when others than its owner may use it, {@code
   *     signing-key-format}
   */
  public static SigningKey load(Path file) throws IOException, RefusedException {
    return parse(new String(KeyFile.read(file), StandardCharsets.UTF_8));
  }

  /** Writes a new key file that only its owner may use; never replaces one. */
  public void save(Path file) throws IOException {
    KeyFile.write(file, secretText().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] decode(String base64) throws RefusedException {
    try {
      return StrictBase64.decode(base64, "signing-key-format", "signing key");
    } catch (RefusedException withTheSecretInIt) {
      throw RefusedException.expected(
          "signing-key-format", "signing key", "base64 after the last plus sign", "another text");
    }
  }

  public VerifierKey verifier() {
    return verifier;
  }

  /**
   * The signature line of a log over a text.
   *
   * @param text ends in a line feed
   * @throws IllegalArgumentException for a witness's key
   */
  public NoteSignature sign(String text) {
    requireKind(Kind.LOG);
    byte[] signature = sign(text.getBytes(StandardCharsets.UTF_8));
    return new NoteSignature(verifier.name(), verifier.id(), signature);
  }

  /**
   * The signature line of a witness over a checkpoint's text, cosignature/v1: eight bytes of POSIX
   * seconds, then the signature.
   *
   * @throws IllegalArgumentException for a log's key, and for a time before 1970
   */
  public NoteSignature cosign(String text, Instant time) {
    requireKind(Kind.WITNESS);
    if (time.getEpochSecond() < 0) {
      throw new IllegalArgumentException("A cosignature's time is not before 1970: " + time);
    }
    byte[] signature = sign(Cosignatures.message(text, time.getEpochSecond()));
    byte[] stamped =
        ByteBuffer.allocate(Long.BYTES + signature.length)
            .putLong(time.getEpochSecond())
            .put(signature)
            .array();
    return new NoteSignature(verifier.name(), verifier.id(), stamped);
  }

  private byte[] sign(byte[] message) {
    return Ed25519.sign(seed, verifier.publicKey(), message);
  }

  private void requireKind(Kind kind) {
    if (verifier.kind() != kind) {
      throw new IllegalArgumentException(
          "Key '" + verifier.name() + "' is of kind " + verifier.kind() + ", needed is " + kind);
    }
  }

  /** The secret itself, one line with its line feed: for the key file only. */
  public String secretText() {
    byte[] typed = new byte[1 + seed.length];
    typed[0] = verifier.kind().type();
    System.arraycopy(seed, 0, typed, 1, seed.length);
    return PREFIX
        + verifier.name()
        + "+"
        + verifier.idHex()
        + "+"
        + Base64.getEncoder().encodeToString(typed)
        + "\n";
  }

  @Override
  public String toString() {
    return "signing key of " + verifier;
  }
}
