package org.cairn.register;

/**
 * How the register stands to the ledger.
 *
 * @param entries of the ledger that it has, 0 where that cannot be said
 */
public record RegisterSummary(Standing standing, long entries) {
  static final RegisterSummary NONE = new RegisterSummary(Standing.NONE, 0);

  /** Codes are printed; never renamed. */
  public enum Standing {
    /** There is none yet: the next command that needs it makes it. */
    NONE("none"),
    /** Of an earlier version: the next command that opens it makes it again. */
    OF_ANOTHER_SCHEMA("another-schema"),
    /** It was written while it was read; ask again. */
    BEING_WRITTEN("being-written"),
    /** It is what Cairn wrote, from this ledger, as far as it goes. */
    AGREES("agrees"),
    /** It is not; each fault is told. */
    DIFFERS("differs");

    private final String code;

    Standing(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
