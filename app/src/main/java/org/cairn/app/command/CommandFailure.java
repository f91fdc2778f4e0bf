package org.cairn.app.command;

/** Ends a command with a message for its user and an exit code. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Input that cannot be read at all, or a request that makes no sense. */
  static CommandFailure unreadable(String message, Throwable cause) {
    return new CommandFailure(ExitCode.USAGE, message, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
