package org.cairn.ledger.record;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.storage.KeyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The key pair with which a person or a service signs records: Ed25519, kept as a JWK file (RFC
 * 8037) that only its owner may read. Immutable, thread-safe. The file, canonical and ended by a
 * line feed:
 *
 * <pre>{"crv":"Ed25519","d":SEED,"kid":THUMBPRINT,"kty":"OKP","x":PUBLIC KEY}</pre>
 *
 * {@code kid} is the thumbprint of RFC 7638, so that a key has the same name everywhere.
 */
public final class ActorKey {
  private final byte[] seed;
  private final byte[] publicKey;
  private final String kid;

  private ActorKey(byte[] seed) {
    this.seed = seed;
    this.publicKey = Ed25519.publicKey(seed);
    this.kid = Jwk.thumbprint(publicKey);
  }

  /** A new key. */
  public static ActorKey generate(SecureRandom random) {
    byte[] seed = new byte[Ed25519.SEED_LENGTH];
    random.nextBytes(seed);
    return new ActorKey(seed);
  }

  /**
   * Reads a key file.
   *
   * @throws RefusedException {@code key-file-open} when the group or others may read or write it,
   *     {@code key-file} when it is not in form or its parts do not belong together; the message
   *     has none of the content
   * @throws IOException when it cannot be read
   */
  public static ActorKey load(Path file) throws IOException, RefusedException {
    byte[] json = KeyFile.read(file);
    try {
      JsonNode jwk = StrictJson.parse(json);
      byte[] publicKey = Jwk.parseKeyMembers(jwk);
      byte[] seed = Base64Url.decode(jwk.path("d").asString(""), "JWK member 'd'");
      if (seed.length != Ed25519.SEED_LENGTH
          || !Arrays.equals(Ed25519.publicKey(seed), publicKey)) {
        throw new RefusedException(
            new Fault("jwk-mismatch", file.toString(), "'d' is not the private key of 'x'"));
      }
      return new ActorKey(seed);
    } catch (RefusedException e) {
      // Without the cause: what it quotes may be the private key.
      throw new RefusedException(
          new Fault(
              "key-file",
              file.toString(),
              "not an Ed25519 key file as Cairn writes it ("
                  + e.code()
                  + "): restore it from its backup"));
    }
  }

  /**
   * Writes the key file with mode 0600, whole or not at all, and forces it to the disk.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is such a file: a key is never
   *     overwritten
   * @throws IOException when it cannot be written
   */
  public void save(Path file) throws IOException {
    ObjectNode jwk = publicJwk().put("d", Base64Url.encode(seed));
    byte[] canonical = CanonicalJson.canonicalize(jwk);
    byte[] lines = Arrays.copyOf(canonical, canonical.length + 1);
    lines[canonical.length] = '\n';
    KeyFile.write(file, lines);
  }

  /** The public key as others register it, a copy: {@code crv}, {@code kid}, {@code kty}, x. */
  public ObjectNode publicJwk() {
    return Jwk.publicKey(publicKey);
  }

  /** The public key, 32 bytes, a copy. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** The thumbprint of the public key, 43 characters of base64url. */
  public String kid() {
    return kid;
  }

  /** The thumbprint (RFC 7638) of a public key of 32 bytes. */
  public static String kidOf(byte[] publicKey32) {
    return Jwk.thumbprint(publicKey32);
  }

  byte[] sign(byte[] message) {
    return Ed25519.sign(seed, publicKey, message);
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return "ActorKey[" + kid + "]";
  }
}
