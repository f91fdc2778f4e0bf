package org.cairn.app.report;

import java.util.List;
import java.util.OptionalDouble;
import org.cairn.heritage.Coverage;

/** Made-up placebos and trials, fit to a threshold of 9.8. */
final class FiguresFixture {
  private FiguresFixture() {}

  /** 412 windows, 15 of them above 9.8, the highest 12.9. */
  static Coverage.Placebos placebos(double score, boolean clear) {
    List<Integer> counts =
        List.of(3, 9, 18, 30, 41, 49, 52, 48, 41, 33, 25, 18, 13, 9, 6, 4, 4, 3, 2, 1, 1, 1, 0, 1);
    int atLeast = 0;
    for (int bin = 0; bin < counts.size(); bin++) {
      atLeast += 4.1 + 8.8 * bin / counts.size() >= score ? counts.get(bin) : 0;
    }
    double perYear = -Math.log1p(-(atLeast + 0.1) / 412) / 0.42;
    return new Coverage.Placebos(412, 87, atLeast, 15, clear, perYear, 4.1, 12.9, counts);
  }

  /** Squares of 2, 3 and 5 pixels; of every fifth place the smallest is rarely found. */
  static List<Coverage.Detection> detection(int number) {
    double even = 0.08 + number % 5 * 0.02;
    return List.of(
        new Coverage.Detection(
            2,
            400,
            20,
            0.5,
            List.of(
                new Coverage.Smallest(0.5, OptionalDouble.of(even), 0.5),
                new Coverage.Smallest(
                    0.9,
                    number % 5 == 4 ? OptionalDouble.empty() : OptionalDouble.of(2.4 * even),
                    number % 5 == 4 ? 0.8 : 0.9))),
        new Coverage.Detection(
            3,
            900,
            20,
            0.5,
            List.of(
                new Coverage.Smallest(0.5, OptionalDouble.of(0.6 * even), 0.55),
                new Coverage.Smallest(0.9, OptionalDouble.of(even), 0.9))),
        new Coverage.Detection(
            5,
            2500,
            18,
            0.5,
            List.of(
                new Coverage.Smallest(0.5, OptionalDouble.of(0.03), 1),
                new Coverage.Smallest(0.9, OptionalDouble.of(0.03), 1))));
  }
}
