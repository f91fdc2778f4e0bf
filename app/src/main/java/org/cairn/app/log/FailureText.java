package org.cairn.app.log;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.sqlite.SQLiteException;

/**
 * A failure in words that may be kept. What an exception's message says comes from anywhere: a
 * value of a row, a place, an address somebody typed. So there is its kind, its code and where in
 * the program it happened; its message only where details were asked for.
 */
public final class FailureText {
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 60;

  private FailureText() {}

  /** In one line, for whoever keeps the node. */
  public static String of(Throwable failure) {
    return switch (failure) {
      // Our own words, which say what to do.
      case RefusedException refused -> LogText.clean(refused.fault().toString());
      case IntegrityException doubt -> LogText.clean(doubt.fault().toString());
      case FileSystemException file ->
          LogText.clean(kind(file) + " '" + file.getFile() + "'" + reason(file));
      default -> {
        Throwable cause = failure.getCause();
        String kind = kind(failure);
        yield cause == null || cause == failure ? kind : kind + ", by " + of(cause, MOST_CAUSES);
      }
    };
  }

  private static String of(Throwable cause, int deep) {
    Throwable next = cause.getCause();
    return deep == 0 || next == null ? kind(cause) : kind(cause) + ", by " + of(next, deep - 1);
  }

  private static String reason(FileSystemException failure) {
    return failure.getReason() == null ? "" : ": " + failure.getReason();
  }

  /** Its class, with its code where it has one. */
  static String kind(Throwable failure) {
    return failure.getClass().getName() + code(failure).map(code -> " [" + code + "]").orElse("");
  }

  /** Of the first among its causes that has one. */
  static Optional<String> problem(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      Optional<String> code = code(cause);
      if (code.isPresent()) {
        return code;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> code(Throwable failure) {
    return switch (failure) {
      case RefusedException refused -> Optional.of(refused.code());
      case IntegrityException doubt -> Optional.of(doubt.code());
      case SQLiteException sqlite ->
          Optional.of(sqlite.getResultCode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case SQLException sql -> Optional.of("sql-" + sql.getErrorCode());
      default -> Optional.empty();
    };
  }

  /**
   * Where it happened and what led to it, line by line.
   *
   * @param details whether messages are said too
   */
  static List<String> trace(Throwable failure, boolean details) {
    List<String> lines = new ArrayList<>();
    Throwable cause = failure;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      String message = cause.getMessage();
      String said = details && message != null ? ": " + LogText.clean(message) : "";
      lines.add((i == 0 ? "" : "caused by ") + kind(cause) + said);
      StackTraceElement[] frames = cause.getStackTrace();
      for (int k = 0; k < Math.min(frames.length, MOST_FRAMES); k++) {
        lines.add("  at " + LogText.clean(frames[k].toString()));
      }
      cause = cause.getCause();
    }
    return lines;
  }
}
