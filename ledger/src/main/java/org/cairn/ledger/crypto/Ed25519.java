package org.cairn.ledger.crypto;

import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Pure Ed25519 (RFC 8032 section 5.1) with one verdict for every input. Stateless, thread-safe.
 *
 * <p>Verifiers in the field disagree about signatures nobody makes by accident: keys or {@code R}
 * of small or mixed order, encodings that are not canonical, {@code S} of the group order L or
 * more. The RFC lets a verifier check its equation with or without the cofactor, and only on points
 * of prime order do the two come to the same. So this class accepts a signature only when
 *
 * <ul>
 *   <li>key and {@code R} are canonical encodings of points of order exactly L, and
 *   <li>{@code S} is below L, and
 *   <li>the equation holds.
 * </ul>
 *
 * What is accepted here every conforming verifier accepts, a browser's included. Honest signers
 * lose nothing: their points are multiples of the base point. The price is two more scalar
 * multiplications a signature. {@code golden/ed25519-verdicts.txt} in the tests has the verdict for
 * each set of flags of the CCTV vectors.
 */
public final class Ed25519 {
  /** Bytes of a public key. */
  public static final int PUBLIC_KEY_LENGTH = 32;

  /** Bytes of a private key, called seed here: the RFC's 32 random bytes. */
  public static final int SEED_LENGTH = 32;

  /** Bytes of a signature. */
  public static final int SIGNATURE_LENGTH = 64;

  private Ed25519() {}

  /**
   * A public key that is acceptable as the class comment says, ready for many signatures: what has
   * to be asked of the key is asked once. Immutable, thread-safe.
   */
  public static final class Key {
    private final byte[] encoded;
    private final PublicPoint point;

    private Key(byte[] encoded, PublicPoint point) {
      this.encoded = encoded;
      this.point = point;
    }

    /**
     * @throws RefusedException {@code key-unacceptable}, see {@link #requireAcceptableKey}
     */
    public static Key of(byte[] publicKey32) throws RefusedException {
      byte[] encoded = publicKey32.clone();
      PublicPoint point = encoded.length == PUBLIC_KEY_LENGTH ? pointOfPrimeOrder(encoded) : null;
      if (point == null) {
        throw unacceptable(encoded);
      }
      return new Key(encoded, point);
    }

    /** The key, 32 bytes, a copy. */
    public byte[] bytes() {
      return encoded.clone();
    }

    /** As {@link Ed25519#verify}. */
    public boolean verify(byte[] message, byte[] signature64) {
      return signature64.length == SIGNATURE_LENGTH && holds(point, message, signature64);
    }
  }

  /**
   * Whether the signature is this key's over this message. Anything that is not 32 and 64 bytes, or
   * not acceptable as the class comment says, is false.
   */
  public static boolean verify(byte[] publicKey32, byte[] message, byte[] signature64) {
    if (publicKey32.length != PUBLIC_KEY_LENGTH || signature64.length != SIGNATURE_LENGTH) {
      return false;
    }
    PublicPoint key = pointOfPrimeOrder(publicKey32);
    return key != null && holds(key, message, signature64);
  }

  private static boolean holds(PublicPoint key, byte[] message, byte[] signature64) {
    return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature64, 0, key, message, 0, message.length)
        && pointOfPrimeOrder(signature64) != null;
  }

  /**
   * The signature, 64 bytes; the same for the same seed and message.
   *
   * @param publicKey32 that of the seed, which is not derived anew: it would cost as much again.
   *     Never one from outside: with another one the signature gives the seed away
   * @throws IllegalArgumentException when the seed or the key is not 32 bytes
   */
  public static byte[] sign(byte[] seed32, byte[] publicKey32, byte[] message) {
    requireSeed(seed32);
    if (publicKey32.length != PUBLIC_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "An Ed25519 public key has " + PUBLIC_KEY_LENGTH + " bytes, not " + publicKey32.length);
    }
    byte[] signature = new byte[SIGNATURE_LENGTH];
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        seed32, 0, publicKey32, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /**
   * The public key, 32 bytes.
   *
   * @throws IllegalArgumentException when the seed is not 32 bytes
   */
  public static byte[] publicKey(byte[] seed32) {
    requireSeed(seed32);
    byte[] publicKey = new byte[PUBLIC_KEY_LENGTH];
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed32, 0, publicKey, 0);
    return publicKey;
  }

  /**
   * To be called before a key is registered, pinned or trusted.
   *
   * @throws RefusedException {@code key-unacceptable}: not 32 bytes, not a canonical encoding of a
   *     point of the curve, or a point of small or mixed order, under which one signature can fit
   *     many messages or verifiers disagree
   */
  public static void requireAcceptableKey(byte[] publicKey32) throws RefusedException {
    Key.of(publicKey32);
  }

  private static RefusedException unacceptable(byte[] publicKey) {
    if (publicKey.length != PUBLIC_KEY_LENGTH) {
      return RefusedException.expected(
          "key-unacceptable",
          "Ed25519 public key",
          PUBLIC_KEY_LENGTH + " bytes",
          publicKey.length + " bytes");
    }
    return RefusedException.expected(
        "key-unacceptable",
        "Ed25519 public key",
        "the canonical encoding of a point of prime order; generate a new key",
        HexFormat.of().formatHex(publicKey));
  }

  /** The point that the first 32 bytes encode, or null when it is not acceptable. */
  private static @Nullable PublicPoint pointOfPrimeOrder(byte[] encoded) {
    return org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFullExport(encoded, 0);
  }

  private static void requireSeed(byte[] seed) {
    if (seed.length != SEED_LENGTH) {
      throw new IllegalArgumentException(
          "An Ed25519 seed has " + SEED_LENGTH + " bytes, not " + seed.length);
    }
  }
}
