package org.cairn.app.log;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The request that a thread is answering: what it is called in the log and on its error page.
 * Immutable.
 *
 * @param id hex digits and hyphens
 */
public record RequestScope(String id) {
  /** Bound while a request is answered. */
  public static final ScopedValue<RequestScope> CURRENT = ScopedValue.newInstance();

  /** One with a number of its own. */
  public static RequestScope next() {
    return new RequestScope(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
  }

  /** Under which what happens now stands in the log. */
  public static String reference() {
    return CURRENT.isBound() ? CURRENT.get().id() : next().id();
  }
}
