package org.cairn.change.internal;

import org.cairn.change.DetectorParameters.Scan;
import org.cairn.change.Numbers;

/**
 * The scan of an area after its last date: all that later dates need of the earlier ones.
 * Immutable: nobody writes to its arrays.
 */
public final class ScanState {
  /** So many usable dates were scanned. */
  final int dates;

  /** Per box size, the spread of Z over the history. */
  final double[] sigmas;

  /** {@code float[box sizes][pixels]}: the largest Z² so far of the box whose corner is there. */
  final float[][] squares;

  /** {@code int[pixels]}: usable monitored dates on which the pixel was clear. */
  final int[] monitoredLooks;

  /**
   * Whitened images, NaN = masked, of the last dates: one fewer than the largest lag, if so many.
   */
  final float[][] latest;

  ScanState(int dates, double[] sigmas, float[][] squares, int[] monitoredLooks, float[][] latest) {
    this.dates = dates;
    this.sigmas = sigmas;
    this.squares = squares;
    this.monitoredLooks = monitoredLooks;
    this.latest = latest;
  }

  public void write(Numbers.Sink sink) {
    sink.put(new int[] {dates});
    sink.put(sigmas);
    Numbers.put(sink, squares);
    sink.put(monitoredLooks);
    Numbers.put(sink, latest);
  }

  /**
   * @throws IllegalArgumentException where the arrays are not those of so many pixels
   */
  public static ScanState read(Numbers.Source source, int pixels, Scan scan) {
    int dates = Numbers.count(source);
    double[] sigmas = source.doubles();
    float[][] squares = Numbers.floats(source, pixels);
    int[] monitoredLooks = source.ints();
    float[][] latest = Numbers.floats(source, pixels);
    Numbers.requireLength(sigmas.length, scan.boxes().size());
    Numbers.requireLength(squares.length, scan.boxes().size());
    Numbers.requireLength(monitoredLooks.length, pixels);
    Numbers.requireLength(latest.length, Math.min(dates, scan.largestLag() - 1));
    return new ScanState(dates, sigmas, squares, monitoredLooks, latest);
  }

  /** The date that {@link #latest} begins with. */
  int first() {
    return dates - latest.length;
  }
}
