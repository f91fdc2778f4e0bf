package org.cairn.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;

/** Keys in text: one key has one spelling, and a refusal never repeats a private one. */
public final class KeyFuzz implements FuzzTarget {
  /** Shorter parts are no secrets. */
  private static final int SECRET = 20;

  @Override
  public List<byte[]> seeds() {
    return List.of(
        NoteFuzz.LOG.verifier().text().getBytes(UTF_8),
        NoteFuzz.WITNESS.verifier().text().getBytes(UTF_8),
        NoteFuzz.LOG.secretText().getBytes(UTF_8),
        NoteFuzz.WITNESS.secretText().getBytes(UTF_8));
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    String text = new String(input, UTF_8);
    if (text.startsWith("PRIVATE")) {
      acceptPrivate(text);
    } else {
      FuzzTarget.require(
          VerifierKey.parse(text).text().equals(text), "a vkey is written as it was read");
    }
  }

  private static void acceptPrivate(String text) throws RefusedException {
    try {
      SigningKey key = SigningKey.parse(text);
      FuzzTarget.require(
          key.secretText().equals(text.strip() + "\n"), "a key is written as it was read");
      FuzzTarget.require(!key.toString().contains(secret(text)), "a key does not show itself");
    } catch (RefusedException e) {
      String secret = secret(text);
      FuzzTarget.require(
          secret.length() < SECRET || !e.fault().toString().contains(secret),
          "a refusal does not repeat a private key");
      throw e;
    }
  }

  private static String secret(String text) {
    String[] parts = text.strip().split("\\+", 5);
    return parts[parts.length - 1];
  }
}
