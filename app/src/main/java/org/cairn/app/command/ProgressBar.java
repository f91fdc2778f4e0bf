package org.cairn.app.command;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import org.cairn.watch.WatchProgress;

/**
 * Tells on stderr how far a run is: a bar with rate and time left on a terminal, a line every tenth
 * elsewhere. Thread-safe.
 */
final class ProgressBar implements WatchProgress {
  private static final int WIDTH = 30;
  private static final long REDRAW_MILLIS = 200;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final InstantSource clock;
  private final int places;

  private long startedMillis;
  private long lastDrawnMillis;
  private int lastTenth;

  /**
   * @param terminal whether the line can be drawn over
   */
  ProgressBar(PrintWriter err, boolean terminal, InstantSource clock, int places) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.places = places;
    this.startedMillis = clock.millis();
  }

  /** One that fits where it is shown. */
  static ProgressBar of(PrintWriter err, InstantSource clock, int places) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    return new ProgressBar(err, terminal, clock, places);
  }

  @Override
  public synchronized void surveying() {
    if (terminal) {
      err.print("Surveying the catalogue ...");
      err.flush();
    } else {
      err.println("Surveying the catalogue ...");
    }
    startedMillis = clock.millis();
  }

  @Override
  public synchronized void watching(double share) {
    long millis = clock.millis();
    int tenth = (int) (share * 10);
    if (terminal && share >= 1) {
      err.print(CLEAR_LINE);
      err.flush();
    } else if (terminal && millis - lastDrawnMillis >= REDRAW_MILLIS) {
      lastDrawnMillis = millis;
      err.print(CLEAR_LINE + line(share, millis));
      err.flush();
    } else if (!terminal && tenth > lastTenth) {
      lastTenth = tenth;
      err.println(line(share, millis));
    }
  }

  private String line(double share, long millis) {
    double seconds = Math.max(1e-3, (millis - startedMillis) / 1e3);
    int filled = (int) (WIDTH * Math.min(1, share));
    String line =
        String.format(
            Locale.ROOT,
            "Watching [%s%s] %d %%, %.1f places/s",
            "#".repeat(filled),
            ".".repeat(WIDTH - filled),
            Math.round(100 * share),
            places * share / seconds);
    return share > 0 && share < 1
        ? line + ", " + words(seconds * (1 - share) / share) + " left"
        : line;
  }

  private static String words(double seconds) {
    if (seconds < 90) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    return seconds < 5400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
  }
}
