package org.cairn.app.run;

/**
 * A run that cannot be made, or not to its end, for a reason that was foreseen: nothing of it was
 * written to the ledger. The message says what to do.
 */
public final class RunFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Code of a run that was stopped by whoever asked for it. */
  public static final String STOPPED = "stopped";

  /** For who is told in another language: {@code no-places}, {@code catalog-unknown} … */
  private final String code;

  public RunFailure(String code, String message) {
    super(message);
    this.code = code;
  }

  public RunFailure(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
