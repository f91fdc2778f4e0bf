package org.cairn.change;

import java.util.List;

/** The numbers that the prototype has, where ours are others by now. */
final class PrototypeParameters {
  private PrototypeParameters() {}

  static DetectorParameters of(DetectorParameters.Path path) {
    DetectorParameters ours = DetectorParameters.defaults();
    return ours.with(
            new DetectorParameters.Scale(0.2, 0.005, 0.5, 0.5, 0, 0, 3.0),
            new DetectorParameters.Scan(
                0.9, List.of(2, 3, 4, 5, 6, 8), List.of(3, 4, 6, 8, 12, 16), 2.5, 0))
        .withPrediction(ours.prediction().withApartDays(0).withPath(path));
  }
}
