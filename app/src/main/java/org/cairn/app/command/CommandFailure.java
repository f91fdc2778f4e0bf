package org.cairn.app.command;

/** Ends a command with a message for its user and an exit code. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** As {@link #unreadable(String, Throwable)}, where nothing deeper caused it. */
  static CommandFailure unreadable(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  /** Input that cannot be read at all, or a request that makes no sense. */
  static CommandFailure unreadable(String message, Throwable cause) {
    CommandFailure failure = new CommandFailure(ExitCode.USAGE, message);
    failure.initCause(cause);
    return failure;
  }

  int exitCode() {
    return exitCode;
  }
}
