package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** False alarms observed over those asked, each with its interval. */
final class CalibrationChart {
  private static final double LOWEST = 0.02;
  private static final double HIGHEST = 2;
  private static final int SIDE = 380;
  private static final int LEFT = 68;
  private static final int TOP = 84;
  private static final int LEGEND = 270;

  /** What a rate may be off by, on simulated and on real sites. */
  private static final double[] TARGETS = {1.3, 2};

  private static final List<Svg.Mark> MARKS =
      List.of(Svg.Mark.DISC, Svg.Mark.CIRCLE, Svg.Mark.SQUARE);
  private static final int BESIDE = 8;
  private static final List<Double> TICKS = List.of(0.02, 0.05, 0.1, 0.3, 1.0, 2.0);

  private CalibrationChart() {}

  static void write(List<CalibrationPart.Row> rows, Path file) throws IOException {
    Svg svg =
        new Svg(
            LEFT + SIDE + LEGEND,
            TOP + SIDE + 56,
            "False alarms asked and observed",
            "Alarms per site and year observed where nothing happens, over those asked.");
    svg.text(
        LEFT,
        24,
        Svg.Anchor.START,
        15,
        Svg.INK,
        "Alarms asked and alarms observed, where nothing happens");
    svg.text(
        LEFT,
        44,
        Svg.Anchor.START,
        11,
        Svg.GREY,
        "Thresholds from placebos. Bars: 95 % intervals. Dark band: within a factor of 1.3; light band: of 2.");
    Plot plot =
        new Plot(
            svg,
            LEFT,
            TOP,
            SIDE,
            SIDE,
            new Plot.Axis("alarms asked, per site and year", LOWEST, HIGHEST, true, TICKS),
            new Plot.Axis("alarms observed, per site and year", LOWEST, HIGHEST, true, TICKS));
    corridor(plot, TARGETS[1], "#f1f1f1");
    corridor(plot, TARGETS[0], "#dddddd");
    plot.frame("");
    plot.line(
        List.of(new double[] {LOWEST, LOWEST}, new double[] {HIGHEST, HIGHEST}),
        new Svg.Stroke(Svg.GREY, 1, "4 3"));
    for (int i = 0; i < rows.size(); i++) {
      row(svg, plot, rows.get(i), i, (i - (rows.size() - 1) / 2.0) * BESIDE);
    }
    svg.write(file);
  }

  private static void row(Svg svg, Plot plot, CalibrationPart.Row row, int index, double shift) {
    Svg.Mark mark = MARKS.get(index % MARKS.size());
    Svg.Stroke stroke = Svg.Stroke.solid(Svg.INK, 1.1);
    for (int i = 0; i < CalibrationPart.ASKED.length; i++) {
      AlarmCount.Rate rate = row.counts().get(i).rate();
      double asked = CalibrationPart.ASKED[i];
      plot.bar(asked, shift, within(rate.from()), within(rate.to()), stroke);
      svg.mark(mark, plot.x(asked) + shift, plot.y(within(rate.observed())), 3.6, Svg.INK);
    }
    double y = TOP + 14 + 22 * index;
    svg.mark(mark, LEFT + SIDE + 24, y, 3.6, Svg.INK);
    svg.text(LEFT + SIDE + 36, y + 4, Svg.Anchor.START, 12, Svg.INK, row.name());
  }

  private static double within(double rate) {
    return Math.clamp(rate, LOWEST, HIGHEST);
  }

  /** Between the diagonal times and by a factor, cut at the axes' ends. */
  private static void corridor(Plot plot, double factor, String colour) {
    List<double[]> lower = new ArrayList<>();
    List<double[]> upper = new ArrayList<>();
    for (double asked : List.of(LOWEST, LOWEST * factor, HIGHEST / factor, HIGHEST)) {
      lower.add(new double[] {asked, within(asked / factor)});
      upper.add(new double[] {asked, within(asked * factor)});
    }
    plot.band(lower, upper, colour);
  }
}
