package org.cairn.ledger.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4). Stateless, thread-safe. */
public final class Sha256 {
  /** Never fed: to be cloned, for looking a digest up among the providers costs microseconds. */
  private static final MessageDigest FRESH = find();

  private Sha256() {}

  /** The digest, 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return start().digest(bytes);
  }

  /** A digest to be fed piece by piece, by one thread. */
  public static MessageDigest start() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException providersCannot) {
      return find();
    }
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one has not", e);
    }
  }
}
