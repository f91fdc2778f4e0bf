package org.cairn.app.web.review;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ids of alerts in addresses: as they are, where no server or proxy minds their characters, else
 * behind a tilde in base64url.
 */
public final class AlertPath {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@:-]*");

  private AlertPath() {}

  /** A page of an alert. */
  public static String of(String alert) {
    return "/review/" + segment(alert);
  }

  static String segment(String alert) {
    return PLAIN.matcher(alert).matches()
            && !ReviewPages.RESERVED.contains(alert)
            && !alert.contains("..")
        ? alert
        : "~"
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(alert.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for what {@link #segment} never gives. */
  static Optional<String> parse(String segment) {
    if (!segment.startsWith("~")) {
      return Optional.of(segment);
    }
    try {
      return Optional.of(
          new String(Base64.getUrlDecoder().decode(segment.substring(1)), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
