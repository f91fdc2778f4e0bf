package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of subscriptions, all made from one of the node: for a purpose, an id and a version,
 * so that nothing else is kept and raising the version takes one back. In an address a secret
 * stands behind the id it is for. Immutable.
 */
final class Secrets {
  private static final String MAC = "HmacSHA256";

  /** 160 bits are enough for an address. */
  private static final int ADDRESS_BYTES = 20;

  private final byte[] node;

  Secrets(byte[] node) {
    this.node = node.clone();
  }

  /** What a secret is for. */
  enum Purpose {
    UNSUBSCRIBE,
    CONFIRM,
    FEED,
    WEBHOOK
  }

  byte[] of(Purpose purpose, String id, String version) {
    return hmac(node, (purpose + " " + id + " " + version).getBytes(UTF_8));
  }

  /** As the last part of an address. */
  String inAddress(Purpose purpose, String id, String version) {
    byte[] secret = Arrays.copyOf(of(purpose, id, version), ADDRESS_BYTES);
    return id + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** The id that a part of an address claims to be for; whether it is says {@link #matches}. */
  static Optional<String> id(String inAddress) {
    int end = inAddress.indexOf('-');
    return end > 0 && inAddress.substring(0, end).matches("[a-z0-9]{1,40}")
        ? Optional.of(inAddress.substring(0, end))
        : Optional.empty();
  }

  boolean matches(String inAddress, Purpose purpose, String id, String version) {
    return MessageDigest.isEqual(
        inAddress.getBytes(UTF_8), inAddress(purpose, id, version).getBytes(UTF_8));
  }

  /** Of a webhook, as its owner keeps it: {@code whsec_} and base64, by Standard Webhooks. */
  String webhook(String id, int version) {
    return "whsec_"
        + Base64.getEncoder().encodeToString(of(Purpose.WEBHOOK, id, Integer.toString(version)));
  }

  /**
   * Value of {@code webhook-signature}: for each secret one, the newest first.
   *
   * @param message id of the message, which stays the same when it is sent again
   * @param seconds since 1970
   * @param before an older version that still counts
   */
  String sign(
      String id, int version, OptionalInt before, String message, long seconds, byte[] body) {
    String first = signature(id, version, message, seconds, body);
    return before.isPresent()
        ? first + " " + signature(id, before.getAsInt(), message, seconds, body)
        : first;
  }

  private String signature(String id, int version, String message, long seconds, byte[] body) {
    byte[] head = (message + "." + seconds + ".").getBytes(UTF_8);
    byte[] signed = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    byte[] key = of(Purpose.WEBHOOK, id, Integer.toString(version));
    return "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + MAC, e);
    }
  }
}
