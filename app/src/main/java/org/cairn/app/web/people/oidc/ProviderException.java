package org.cairn.app.web.people.oidc;

import java.util.Locale;

/**
 * Why nobody could be signed in by a provider. The message is for whoever keeps the node: it names
 * no person, no token and no secret.
 */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  /** What the person at the browser is told. */
  public enum Why {
    /** The provider does not answer, or not in a way that can be read. */
    AWAY,
    /** It answers what must not be believed. */
    UNTRUE,
    /** It did not let the person in. */
    REFUSED,
    /** It let them in, by a way that the settings hold too weak. */
    WEAK,
    /** It and this node do not fit together yet: the keeper's to mend. */
    SETTINGS;

    /** As written in texts. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Why why;

  ProviderException(Why why, String message) {
    super(plain(message));
    this.why = why;
  }

  ProviderException(Why why, String message, Throwable cause) {
    super(plain(message), cause);
    this.why = why;
  }

  /** On one line, whatever a provider put into it. */
  private static String plain(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  public Why why() {
    return why;
  }
}
