package org.cairn.change;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one analysis worked out that another one over the same history need not work out again: the
 * history's gaps filled, each pixel's controls, what each date showed beyond the regression, and
 * the scan of the first dates. It depends on nothing but the history, the pixels left out and the
 * parameters, and per date on that date's layer. Taking it over changes no result by a bit; taking
 * it over from another history does, and is not noticed. Immutable: arrays are taken over and
 * handed out as they are, and nobody writes to them.
 */
public final class Learnt {
  private static final Learnt NOTHING =
      new Learnt(false, new double[0], new char[0], Map.of(), Scanned.NONE);

  private final boolean hasModel;
  private final double[] fills;
  private final char[] controls;
  private final Map<Integer, float[]> residuals;
  private final Scanned scanned;

  private Learnt(
      boolean hasModel,
      double[] fills,
      char[] controls,
      Map<Integer, float[]> residuals,
      Scanned scanned) {
    this.scanned = scanned;
    this.hasModel = hasModel;
    this.fills = fills;
    this.controls = controls;
    this.residuals = new TreeMap<>(residuals);
  }

  /** Where everything has to be worked out. */
  public static Learnt nothing() {
    return NOTHING;
  }

  /**
   * A model, of the fast path.
   *
   * @param fills the values of all gaps of the usable history dates, date after date
   * @param controls numbers of the control pixels among the candidates, as the model orders them
   */
  public static Learnt model(double[] fills, char[] controls) {
    return new Learnt(true, fills, controls, Map.of(), Scanned.NONE);
  }

  /**
   * The same model with these dates.
   *
   * @param dates number in the series to {@code float[rows*cols]}: before centring, NaN = masked
   */
  public Learnt withDates(Map<Integer, float[]> dates) {
    return new Learnt(hasModel, fills, controls, dates, scanned);
  }

  /** The same with the scan of the first dates. */
  public Learnt withScanned(Scanned dates) {
    return new Learnt(hasModel, fills, controls, residuals, dates);
  }

  /** The scan of the first dates; of none where it is not known. */
  public Scanned scanned() {
    return scanned;
  }

  /**
   * The scan of the first dates of a series. Later dates do not change it; one that comes in
   * between makes it another.
   */
  public static final class Scanned {
    /** Of no date. */
    public static final Scanned NONE = new Scanned(0, new double[0], new float[0][]);

    private final int dates;
    private final double[] sigmas;
    private final float[][] squares;

    /**
     * @param dates so many usable dates of the series were scanned, all of the history among them
     * @param sigmas per box size, the spread of Z over the history
     * @param squares {@code float[box sizes][rows*cols]}: the largest Z² so far of the box with its
     *     upper left pixel there
     */
    public Scanned(int dates, double[] sigmas, float[][] squares) {
      this.dates = dates;
      this.sigmas = sigmas;
      this.squares = squares;
    }

    public int dates() {
      return dates;
    }

    /** Read only. */
    public double[] sigmas() {
      return sigmas;
    }

    /** Read only. */
    public float[][] squares() {
      return squares;
    }
  }

  /** Whether it has a model; without one it may have dates, of use where no other is asked for. */
  public boolean hasModel() {
    return hasModel;
  }

  /** {@code double[gaps]}. Read only. */
  public double[] fills() {
    return fills;
  }

  /** Read only. */
  public char[] controls() {
    return controls;
  }

  /** {@code float[rows*cols]} of a date of the series, before centring. Read only. */
  public Optional<float[]> findResidual(int date) {
    return Optional.ofNullable(residuals.get(date));
  }

  /** Numbers of the dates it knows, rising. */
  public int[] dates() {
    return residuals.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String toString() {
    return "Learnt " + (hasModel ? "model and " : "") + Arrays.toString(dates());
  }
}
