package org.cairn.app.web.review;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.app.web.PathSegment;

/**
 * Ids of alerts in addresses: as they are, where no server or proxy minds their characters, else as
 * a {@link PathSegment}.
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
        : PathSegment.encode(alert);
  }

  /** Empty for what {@link #segment} never gives. */
  static Optional<String> parse(String segment) {
    return PathSegment.decode(segment);
  }
}
