package org.cairn.change.radar;

import java.util.List;
import org.cairn.change.DetectorParameters;

/** Every number the radar test uses, grouped by step. Decibels unless a pure number. */
public record RadarParameters(
    Prediction prediction,
    Scale scale,
    Scan scan,
    DetectorParameters.PlaceboWindows placebos,
    DetectorParameters.Limits limits) {

  public static RadarParameters defaults() {
    return new RadarParameters(
        new Prediction(3, 2.0, 2.0, 4, 2_000, 20_261_123L),
        new Scale(10, 0.05, 4),
        new Scan(List.of(2, 3, 4, 5, 6, 8), List.of(2, 3, 4, 6, 8, 12), 10, 0.5, 30),
        new DetectorParameters.PlaceboWindows(3, 2, 0.7, 20),
        new DetectorParameters.Limits(8, 6, 400, 0.5));
  }

  /**
   * How a pass is predicted from the history of its orbit.
   *
   * @param components leading patterns of the history's change over time that are features
   * @param ridge penalty on the standardised features
   * @param huber residuals above so many robust standard deviations lose weight
   * @param iterations weighted fits
   * @param fitSample at most so many pixels enter a fit
   * @param seed of the random sample; equal seeds give equal results
   */
  public record Prediction(
      int components, double ridge, double huber, int iterations, int fitSample, long seed) {
    public Prediction {
      require(components >= 0, "components", components, "0 or more");
      require(ridge > 0, "ridge", ridge, "above 0");
      require(huber > 0, "huber", huber, "above 0");
      require(iterations >= 1, "iterations", iterations, "at least 1");
      require(fitSample >= 100, "fitSample", fitSample, "at least 100");
    }
  }

  /**
   * How residuals become comparable.
   *
   * @param priorDates the scene's variance counts as so many dates of a pixel's own
   * @param floor added to every pixel's spread, dB
   * @param clip standardised residuals are cut at plus and minus this
   */
  public record Scale(double priorDates, double floor, double clip) {
    public Scale {
      require(priorDates >= 0, "priorDates", priorDates, "0 or more");
      require(floor > 0, "floor", floor, "above 0");
      require(clip > 0, "clip", clip, "above 0");
    }
  }

  /**
   * What is tested.
   *
   * @param boxes sides of the square boxes, pixels, rising
   * @param lags numbers of latest passes of an orbit held against its history, rising
   * @param priorDates the variance of boxes elsewhere counts as so many dates of the box's own
   * @param validShare a box with a smaller share of its pixels has no value on a pass
   * @param staleDays an orbit without a pass for longer does not take part
   */
  public record Scan(
      List<Integer> boxes,
      List<Integer> lags,
      double priorDates,
      double validShare,
      int staleDays) {
    public Scan {
      boxes = List.copyOf(boxes);
      lags = List.copyOf(lags);
      require(rising(boxes), "boxes", boxes, "rising, at least one, each 1 or more");
      require(rising(lags), "lags", lags, "rising, at least one, each 1 or more");
      require(priorDates > 0, "priorDates", priorDates, "above 0");
      require(validShare > 0 && validShare <= 1, "validShare", validShare, "above 0 to 1");
      require(staleDays >= 0, "staleDays", staleDays, "0 or more");
    }
  }

  private static boolean rising(List<Integer> values) {
    boolean rising = !values.isEmpty() && values.getFirst() >= 1;
    for (int i = 1; i < values.size(); i++) {
      rising &= values.get(i) > values.get(i - 1);
    }
    return rising;
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed: " + allowed);
    }
  }
}
