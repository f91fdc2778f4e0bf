package org.cairn.change.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Prediction;
import org.cairn.change.DetectorParameters.Scale;
import org.cairn.change.SceneSeries;

/**
 * What each date's image shows beyond what its surroundings predict (design 1.1). Everything said
 * of a date uses that date and the history only.
 */
public final class Residuals {
  private final Centres centres;
  private final IntFunction<float[]> values;
  private final Optional<FitState> fit;
  private final Supplier<Controls> controls;

  /** Of each pixel to the farthest of its controls; empty over a known history. */
  private final float[] distances;

  private Residuals(
      Centres centres,
      IntFunction<float[]> values,
      Optional<FitState> fit,
      Supplier<Controls> controls,
      float[] distances) {
    this.centres = centres;
    this.values = values;
    this.fit = fit;
    this.controls = controls;
    this.distances = distances;
  }

  /** What is usual at each pixel over the history, and on how many dates it was seen. */
  public Centres centres() {
    return centres;
  }

  /** {@code float[rows*cols]} of a date, NaN = masked, unusable date or pixel without history. */
  public float[] of(int date) {
    return values.apply(date);
  }

  /** What the fast path needs of the history for later dates; empty on the reference path. */
  public Optional<FitState> fit() {
    return fit;
  }

  /**
   * {@code double[pixels]}, units of the layer: the standard deviation to expect of each pixel.
   *
   * @throws IllegalStateException over a known history, whose spread is known with it
   */
  public double[] spread(int historyDates, Scale scale) {
    if (distances.length == 0) {
      throw new IllegalStateException("The spread is known with the history");
    }
    double[] spread = Standardised.spread(values, historyDates, distances.length, scale);
    Remoteness.widen(spread, distances, scale.remotePower());
    return spread;
  }

  /** How widely each pixel's controls scatter on each usable date. */
  public ControlNoise noise(Standardised standardised, Scale scale) {
    return ControlNoise.of(values, standardised, scale, controls);
  }

  /** Which dates have enough clear pixels. */
  public static boolean[] usableDates(SceneSeries series, Prediction p) {
    boolean[] usable = new boolean[series.dates()];
    for (int date = 0; date < usable.length; date++) {
      usable[date] = isUsable(series.layer(date), p);
    }
    return usable;
  }

  /** Whether enough of a date is clear. */
  public static boolean isUsable(float[] layer, Prediction p) {
    int clear = 0;
    for (float value : layer) {
      clear += isClear(value) ? 1 : 0;
    }
    return clear > 0 && (double) clear / layer.length >= p.minClearShare();
  }

  /** Finite: infinities count as masked. */
  public static boolean isClear(float value) {
    return Math.abs(value) <= Float.MAX_VALUE;
  }

  /**
   * @param usable from {@link #usableDates}, at least three of them in the history
   * @param leftOut pixels that stay out of the fit and are nobody's controls
   */
  public static Residuals of(
      SceneSeries series, boolean[] usable, boolean[] leftOut, DetectorParameters parameters) {
    Prediction p = parameters.prediction();
    return switch (p.path()) {
      case REFERENCE -> {
        ReferencePrediction reference = new ReferencePrediction(series, usable, leftOut, p);
        yield centred(
            series,
            reference.residuals(usable),
            parameters,
            Optional.empty(),
            reference,
            reference.distances());
      }
      case FAST -> {
        FastPrediction fast = FastPrediction.learn(series, usable, leftOut, p);
        yield centred(
            series,
            predicted(series, usable, fast),
            parameters,
            Optional.of(fast.state()),
            fast.controls(),
            fast.distances());
      }
    };
  }

  private static Residuals centred(
      SceneSeries series,
      float[][] values,
      DetectorParameters parameters,
      Optional<FitState> fit,
      Controls controls,
      float[] distances) {
    Centres centres =
        Centres.of(
            values,
            series.historyDates(),
            parameters.prediction().centreShrink(),
            parameters.limits().clearHistory());
    for (int date = 0; date < values.length; date++) {
      centres.subtract(values[date], series.layer(date));
    }
    return new Residuals(centres, date -> values[date], fit, () -> controls, distances);
  }

  private static float[][] predicted(
      SceneSeries series, boolean[] usable, FastPrediction prediction) {
    float[][] values = new float[series.dates()][];
    int column = 0;
    for (int date = 0; date < values.length; date++) {
      boolean own = usable[date] && date < series.historyDates();
      values[date] =
          usable[date]
              ? prediction.residual(
                  series.layer(date), own ? OptionalInt.of(column) : OptionalInt.empty())
              : unknown(series.rows() * series.cols());
      column += own ? 1 : 0;
    }
    return values;
  }

  /**
   * Over a history that was learnt before.
   *
   * @param known of that history, the same pixels left out and the same parameters
   * @param found {@code float[rows*cols]} of a usable date that was worked out before; empty where
   *     it was not
   */
  public static Residuals of(
      SceneSeries series,
      boolean[] usable,
      boolean[] leftOut,
      DetectorParameters parameters,
      History known,
      IntFunction<Optional<float[]>> found) {
    Later later = new Later(known, series.rows(), series.cols(), leftOut, parameters);
    float[][] values = new float[series.dates()][];
    int column = 0;
    for (int date = 0; date < values.length; date++) {
      boolean own = usable[date] && date < series.historyDates();
      if (!usable[date]) {
        values[date] = unknown(series.rows() * series.cols());
      } else {
        int number = date;
        OptionalInt historyColumn = own ? OptionalInt.of(column) : OptionalInt.empty();
        values[date] =
            found.apply(date).orElseGet(() -> later.of(series.layer(number), historyColumn));
      }
      column += own ? 1 : 0;
    }
    return of(known, leftOut, parameters, date -> values[date]);
  }

  /**
   * Of dates that were worked out already, over a known history.
   *
   * @param values by date; asked for each once, when it is needed
   */
  public static Residuals of(
      History known,
      boolean[] leftOut,
      DetectorParameters parameters,
      IntFunction<float[]> values) {
    Prediction p = parameters.prediction();
    return new Residuals(
        known.centres(),
        new Remembered(values),
        Optional.of(known.fit()),
        () ->
            new SharedControls(
                known.fit().controls,
                leftOut.length,
                PixelOrder.of(leftOut, p.seed()),
                p.controlCandidates(),
                p.controls()),
        new float[0]);
  }

  private static final class Remembered implements IntFunction<float[]> {
    private final IntFunction<float[]> source;

    // Guarded by this.
    private final Map<Integer, float[]> known = new HashMap<>();

    Remembered(IntFunction<float[]> source) {
      this.source = source;
    }

    @Override
    public synchronized float[] apply(int date) {
      return known.computeIfAbsent(date, source::apply);
    }
  }

  /** What is known of a history: of the same pixels left out and the same parameters. */
  public record History(FitState fit, Centres centres) {}

  /** Single dates over a known history. The fit is made for the first. Used by one thread. */
  public static final class Later {
    private final History known;
    private final int rows;
    private final int cols;
    private final boolean[] leftOut;
    private final Prediction parameters;
    private Optional<FastPrediction> prediction = Optional.empty();

    public Later(
        History known, int rows, int cols, boolean[] leftOut, DetectorParameters parameters) {
      this.known = known;
      this.rows = rows;
      this.cols = cols;
      this.leftOut = leftOut;
      this.parameters = parameters.prediction();
    }

    /** {@code float[rows*cols]}, as {@link Residuals#of(int)} of a usable monitored date. */
    public float[] of(float[] layer) {
      return of(layer, OptionalInt.empty());
    }

    private float[] of(float[] layer, OptionalInt historyColumn) {
      if (prediction.isEmpty()) {
        prediction = Optional.of(FastPrediction.of(known.fit(), rows, cols, leftOut, parameters));
      }
      float[] values = prediction.get().residual(layer, historyColumn);
      known.centres().subtract(values, layer);
      return values;
    }
  }

  /** The history without gaps, features only. */
  static double[][] filledHistory(
      SceneSeries series, int[] history, int[] order, int sample, Prediction p) {
    int pixels = series.rows() * series.cols();
    double[][] values = new double[history.length][pixels];
    for (int j = 0; j < history.length; j++) {
      float[] layer = series.layer(history[j]);
      for (int i = 0; i < pixels; i++) {
        values[j][i] = isClear(layer[i]) ? layer[i] : Double.NaN;
      }
    }
    LowRankFill.fill(values, order, sample, p.fillRank(), p.fillIterations());
    return values;
  }

  /** Where nothing is known of a date. */
  public static float[] unknown(int pixels) {
    float[] values = new float[pixels];
    Arrays.fill(values, Float.NaN);
    return values;
  }
}
