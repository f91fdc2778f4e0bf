package org.cairn.ledger.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** The JDK's own verifier: other authors, other code. */
final class JdkEd25519 {
  private JdkEd25519() {}

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519", "SunEC");
      verifier.initVerify(key(publicKey));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException | java.security.InvalidKeyException e) {
      return false;
    } catch (java.security.spec.InvalidKeySpecException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("This JDK has no Ed25519 of its own", e);
    }
  }

  private static PublicKey key(byte[] publicKey) throws GeneralSecurityException {
    byte[] y = new byte[publicKey.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = publicKey[y.length - 1 - i];
    }
    boolean xIsOdd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    return KeyFactory.getInstance("Ed25519", "SunEC")
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, new BigInteger(1, y))));
  }
}
