package org.cairn.register;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import tools.jackson.databind.JsonNode;

/**
 * The public key of a passkey, as a JWK (RFC 7517, RFC 7518 section 6, RFC 8037): ES256, EdDSA on
 * Ed25519, or RS256, which older authenticators of desktop computers have. Immutable.
 */
sealed interface PasskeyKey {
  /** Bytes of a coordinate on P-256. */
  int COORDINATE = 32;

  int LEAST_RSA_BITS = 2048;

  boolean verifies(byte[] message, byte[] signature);

  /**
   * @throws RefusedException {@code person-key-form} where it is no acceptable key
   */
  static PasskeyKey of(JsonNode jwk) throws RefusedException {
    if (jwk.has("d")) {
      throw refused("a public key", "a private one: treat it as stolen");
    }
    String kind = jwk.path("kty").asString("") + " " + jwk.path("crv").asString("");
    try {
      return switch (kind) {
        case "EC P-256" -> new OfJdk(p256(bytes(jwk, "x"), bytes(jwk, "y")), "SHA256withECDSA");
        case "OKP Ed25519" -> new OfEd25519(Ed25519.Key.of(bytes(jwk, "x")));
        case "RSA " -> new OfJdk(rsa(bytes(jwk, "n"), bytes(jwk, "e")), "SHA256withRSA");
        default -> throw refused("EC on P-256, OKP on Ed25519, or RSA", "'" + kind.strip() + "'");
      };
    } catch (GeneralSecurityException e) {
      throw new RefusedException(
          RefusedException.expected(
                  "person-key-form", "member 'jwk'", "a key", String.valueOf(e.getMessage()))
              .fault(),
          e);
    }
  }

  private static PublicKey p256(byte[] x, byte[] y)
      throws GeneralSecurityException, RefusedException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
    if (x.length != COORDINATE || y.length != COORDINATE || !isOn(point, curve)) {
      throw refused("a point of P-256", "another");
    }
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
  }

  private static boolean isOn(ECPoint point, ECParameterSpec curve) {
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
  }

  private static PublicKey rsa(byte[] modulus, byte[] exponent)
      throws GeneralSecurityException, RefusedException {
    RSAPublicKey key =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA")
                .generatePublic(
                    new RSAPublicKeySpec(new BigInteger(1, modulus), new BigInteger(1, exponent)));
    if (key.getModulus().bitLength() < LEAST_RSA_BITS) {
      throw refused("an RSA key of 2048 bits or more", key.getModulus().bitLength() + " bits");
    }
    return key;
  }

  private static byte[] bytes(JsonNode jwk, String name) throws RefusedException {
    try {
      return Base64.getUrlDecoder().decode(jwk.path(name).asString(""));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          RefusedException.expected(
                  "person-key-form", "member 'jwk', '" + name + "'", "base64url", "other text")
              .fault(),
          e);
    }
  }

  private static RefusedException refused(String expected, String found) {
    return RefusedException.expected("person-key-form", "member 'jwk'", expected, found);
  }

  /** Verified by the runtime. */
  record OfJdk(PublicKey key, String algorithm) implements PasskeyKey {
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      try {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException notInForm) {
        // A signature that is no signature does not hold.
        return false;
      }
    }
  }

  /** Verified as strictly as the records' own signatures. */
  record OfEd25519(Ed25519.Key key) implements PasskeyKey {
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      return signature.length == Ed25519.SIGNATURE_LENGTH && key.verify(message, signature);
    }
  }
}
