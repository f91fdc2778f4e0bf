package org.cairn.change;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.cairn.change.internal.Centres;
import org.cairn.change.internal.FitState;
import org.cairn.change.internal.MovedShares;
import org.cairn.change.internal.Residuals;
import org.cairn.change.internal.ScanState;
import org.cairn.change.internal.Standardised;

/**
 * What one analysis worked out that a later one over the same history need not work out again.
 * Taking it over changes no result by a bit; taking it over from another history, other pixels left
 * out or other parameters does, and is not noticed. Immutable: nobody writes to its arrays.
 *
 * <p>Three parts, each of use only with those before it: the {@link Model} of the history; what
 * single dates showed beyond it; and the {@link Progress}, where the analysis stood after its last
 * date.
 */
public final class Learnt {
  private static final Learnt NOTHING =
      new Learnt(Optional.empty(), date -> Optional.empty(), Optional.empty());

  private final Optional<Model> model;
  private final IntFunction<Optional<float[]>> residuals;
  private final Optional<Progress> progress;

  private Learnt(
      Optional<Model> model,
      IntFunction<Optional<float[]>> residuals,
      Optional<Progress> progress) {
    this.model = model;
    this.residuals = residuals;
    this.progress = progress;
  }

  /** Where everything has to be worked out. */
  public static Learnt nothing() {
    return NOTHING;
  }

  /**
   * Of a history.
   *
   * @param residuals by date of the series to be analysed: {@code float[rows*cols]}, as {@link
   *     #findResidual} gave it; empty where it is not known. Asked when needed
   */
  public static Learnt of(Model model, IntFunction<Optional<float[]>> residuals) {
    return new Learnt(Optional.of(model), residuals, Optional.empty());
  }

  /**
   * Of the first dates of the series.
   *
   * @param residuals as in the other, of the usable dates of {@code progress} always given when
   *     asked for
   */
  public static Learnt of(
      Model model, IntFunction<Optional<float[]>> residuals, Progress progress) {
    return new Learnt(Optional.of(model), residuals, Optional.of(progress));
  }

  /** Empty where the history has to be learnt anew, and on the reference path. */
  public Optional<Model> model() {
    return model;
  }

  /**
   * What a date showed, {@code float[rows*cols]}, NaN = masked; empty for dates that are not
   * usable. Read only.
   */
  public Optional<float[]> findResidual(int date) {
    return residuals.apply(date);
  }

  public Optional<Progress> progress() {
    return progress;
  }

  /** All that depends on the history only. */
  public static final class Model {
    final FitState fit;
    final Centres centres;
    final double[] spread;

    Model(FitState fit, Centres centres, double[] spread) {
      this.fit = fit;
      this.centres = centres;
      this.spread = spread;
    }

    Residuals.History history() {
      return new Residuals.History(fit, centres);
    }

    public void write(Numbers.Sink sink) {
      fit.write(sink);
      centres.write(sink);
      sink.put(spread);
    }

    /**
     * @param pixels of the area
     * @throws IllegalArgumentException where the arrays are not those of so many pixels
     */
    public static Model read(Numbers.Source source, int pixels, DetectorParameters parameters) {
      FitState fit = FitState.read(source, pixels);
      Centres centres = Centres.read(source, pixels, parameters.limits().clearHistory());
      double[] spread = source.doubles();
      Numbers.requireLength(spread.length, pixels);
      return new Model(fit, centres, spread);
    }
  }

  /** Where an analysis stood after its last date: all that later dates need of the earlier ones. */
  public static final class Progress {
    final int dates;
    final Standardised standardised;
    final ScanState scan;

    final MovedShares moved;

    Progress(int dates, Standardised standardised, ScanState scan, MovedShares moved) {
      this.moved = moved;
      this.dates = dates;
      this.standardised = standardised;
      this.scan = scan;
    }

    /** So many dates of the series were analysed. */
    public int dates() {
      return dates;
    }

    /** Whether one of them took part. */
    public boolean usable(int date) {
      return Arrays.binarySearch(standardised.dates(), date) >= 0;
    }

    public void write(Numbers.Sink sink) {
      sink.put(new int[] {dates});
      standardised.write(sink);
      scan.write(sink);
      moved.write(sink);
    }

    /**
     * @param model of the same analysis
     * @throws IllegalArgumentException where the arrays do not fit it
     */
    public static Progress read(Numbers.Source source, Model model, DetectorParameters parameters) {
      int dates = Numbers.count(source);
      Standardised standardised = Standardised.read(source, model.spread, parameters.scale());
      ScanState scan = ScanState.read(source, model.spread.length, parameters.scan());
      MovedShares moved =
          MovedShares.read(source, standardised.dates().length, model.spread.length, parameters);
      return new Progress(dates, standardised, scan, moved);
    }
  }
}
