package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.cairn.ledger.crypto.Sha256;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An authenticator and a browser, as a test needs them: what they say can be bent. */
final class SoftwarePasskey {
  static final String HOST = "watch.example.org";
  private static final int PRESENT_AND_VERIFIED = 0b101;

  private final KeyPair pair;
  private final String algorithm;
  private final ObjectNode jwk;

  String credential = "Y3JlZGVudGlhbA";
  String host = HOST;
  String origin = "https://watch.example.org";
  String type = "webauthn.get";
  int flags = PRESENT_AND_VERIFIED;
  boolean crossOrigin;

  private SoftwarePasskey(KeyPair pair, String algorithm, ObjectNode jwk) {
    this.pair = pair;
    this.algorithm = algorithm;
    this.jwk = jwk;
  }

  static SoftwarePasskey es256() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    var point = ((ECPublicKey) pair.getPublic()).getW();
    ObjectNode jwk = jwk("EC").put("crv", "P-256");
    jwk.put("x", text(unsigned(point.getAffineX(), 32)));
    return new SoftwarePasskey(
        pair, "SHA256withECDSA", jwk.put("y", text(unsigned(point.getAffineY(), 32))));
  }

  static SoftwarePasskey edDsa() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return new SoftwarePasskey(
        pair, "Ed25519", jwk("OKP").put("crv", "Ed25519").put("x", text(point)));
  }

  static SoftwarePasskey rs256() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return new SoftwarePasskey(
        pair,
        "SHA256withRSA",
        jwk("RSA")
            .put("n", text(unsigned(key.getModulus(), 256)))
            .put("e", text(unsigned(key.getPublicExponent(), 3))));
  }

  private static ObjectNode jwk(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kty", kind);
  }

  PersonKey key(String person) {
    return new PersonKey(person, "watchers", credential, jwk, HOST);
  }

  PersonSignature sign(String hash) throws Exception {
    return sign(List.of(hash));
  }

  PersonSignature sign(List<String> hashes) throws Exception {
    byte[] client =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", type)
            .put("challenge", text(PersonSignature.challenge(hashes)))
            .put("origin", origin)
            .put("crossOrigin", crossOrigin)
            .toString()
            .getBytes(UTF_8);
    ByteArrayOutputStream authenticator = new ByteArrayOutputStream();
    authenticator.writeBytes(Sha256.of(host.getBytes(UTF_8)));
    authenticator.write(flags);
    authenticator.writeBytes(ByteBuffer.allocate(4).putInt(7).array());
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(pair.getPrivate());
    signer.update(authenticator.toByteArray());
    signer.update(Sha256.of(client));
    return new PersonSignature(
        credential,
        text(client),
        text(authenticator.toByteArray()),
        text(signer.sign()),
        hashes.size() == 1 ? List.of() : hashes);
  }

  private static byte[] unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[length];
    int from = Math.max(0, signed.length - length);
    System.arraycopy(signed, from, bytes, length - (signed.length - from), signed.length - from);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
