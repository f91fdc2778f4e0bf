package org.cairn.app.web.ops;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.log.RequestScope;
import org.jspecify.annotations.Nullable;

/**
 * What a request is called: the trace id of {@code traceparent} (W3C Trace Context, 3.2) where it
 * has one, the {@code X-Request-Id} of who sent it, else a number of our own. Only digits, the
 * letters a to f and hyphens are taken over: nobody writes words into the log.
 */
final class RequestIds {
  static final String HEADER = "X-Request-Id";
  static final String TRACE = "traceparent";

  /** version "-" trace-id "-" parent-id "-" trace-flags; later versions may say more. */
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private static final Pattern ID = Pattern.compile("[0-9a-fA-F](?:[0-9a-fA-F-]{6,62})[0-9a-fA-F]");

  private RequestIds() {}

  static RequestScope of(@Nullable String traceparent, @Nullable String id) {
    if (traceparent != null) {
      Matcher parts = PARENT.matcher(traceparent);
      if (parts.matches()) {
        return new RequestScope(parts.group(1));
      }
    }
    return id != null && ID.matcher(id).matches() ? new RequestScope(id) : RequestScope.next();
  }
}
