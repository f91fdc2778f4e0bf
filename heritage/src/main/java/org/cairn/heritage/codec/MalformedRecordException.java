package org.cairn.heritage.codec;

/** A record that says something no value of the domain can be; its message names the member. */
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Stable; written to reports. */
  public static final String CODE = "malformed-record";

  private final String member;

  MalformedRecordException(String member, String message) {
    super("Member '%s' of a record: %s".formatted(member, message));
    this.member = member;
  }

  MalformedRecordException(String member, IllegalArgumentException cause) {
    super("Member '%s' of a record: %s".formatted(member, cause.getMessage()), cause);
    this.member = member;
  }

  /** Path of the member: {@code names[2].text}. */
  public String member() {
    return member;
  }
}
