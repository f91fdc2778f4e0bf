package org.cairn.app.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Texts that are no plain part of a path, as one: behind a tilde in base64url (RFC 4648), since
 * servers and proxies each have their own ideas of slashes and dots. Stateless.
 */
public final class PathSegment {
  private static final String MARK = "~";

  private PathSegment() {}

  public static String encode(String text) {
    return MARK
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The segment itself where it is plain; empty for what {@link #encode} never gives. */
  public static Optional<String> decode(String segment) {
    if (!segment.startsWith(MARK)) {
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
