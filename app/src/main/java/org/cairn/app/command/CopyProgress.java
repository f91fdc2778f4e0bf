package org.cairn.app.command;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Tells on stderr how far a copy is: a bar with speed and time left on a terminal, nothing
 * elsewhere, for a copy by night is told in the end. Thread-safe.
 */
final class CopyProgress implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_MILLIS = 200;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final InstantSource clock;
  private final String doing;
  private final long startedMillis;
  private long lastDrawnMillis;

  /**
   * @param doing a word for it, such as "Copying"
   */
  CopyProgress(PrintWriter err, boolean terminal, InstantSource clock, String doing) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.doing = doing;
    this.startedMillis = clock.millis();
  }

  static CopyProgress of(PrintWriter err, String doing) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    return new CopyProgress(err, terminal, InstantSource.system(), doing);
  }

  /**
   * @param bytes so far
   * @param all as far as is known
   */
  synchronized void reached(long bytes, long all) {
    long millis = clock.millis();
    if (terminal && millis - lastDrawnMillis >= REDRAW_MILLIS) {
      lastDrawnMillis = millis;
      err.print(CLEAR_LINE + line(bytes, Math.max(bytes, all), millis));
      err.flush();
    }
  }

  private String line(long bytes, long all, long millis) {
    double share = all == 0 ? 1 : (double) bytes / all;
    double seconds = Math.max(1e-3, (millis - startedMillis) / 1e3);
    int filled = (int) (WIDTH * share);
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d %%, %s, %s/s, %d s left",
        doing,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        Math.round(100 * share),
        bytes(bytes),
        bytes((long) (bytes / seconds)),
        share > 0 ? Math.round(seconds * (1 - share) / share) : 0);
  }

  /** In words, decimal as disks are sold. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double shown = bytes;
    int unit = -1;
    while (shown >= 1000 && unit < 3) {
      shown /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, "%.1f %s", shown, new String[] {"kB", "MB", "GB", "TB"}[unit]);
  }

  @Override
  public synchronized void close() {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
