package org.cairn.app.command;

/** What the process tells the shell. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** What was checked does not hold, or part of the input was refused (each part is named). */
  static final int PARTLY_REFUSED = 1;

  /** Usage, or unreadable input. */
  static final int USAGE = 2;

  /** Integrity in doubt, nothing was written. */
  static final int INTEGRITY = 3;

  private ExitCode() {}
}
