package org.cairn.benchmarks.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two axes with what is drawn between them, on part of a drawing. */
final class Plot {
  private static final int TEXT = 12;
  private static final int SMALL = 11;

  private final Svg svg;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private final Axis x;
  private final Axis y;

  /**
   * An axis.
   *
   * @param label what it shows, with its unit
   * @param logarithmic with both ends above 0 then
   * @param ticks rising, within the ends
   */
  record Axis(String label, double from, double to, boolean logarithmic, List<Double> ticks) {
    Axis {
      ticks = List.copyOf(ticks);
    }

    /** 0 at its beginning, 1 at its end. */
    double share(double value) {
      return logarithmic
          ? Math.log(value / from) / Math.log(to / from)
          : (value - from) / (to - from);
    }
  }

  Plot(Svg svg, double left, double top, double width, double height, Axis x, Axis y) {
    this.svg = svg;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.x = x;
    this.y = y;
  }

  /** Heading, grid, ticks and labels: what is drawn later lies over them. */
  void frame(String heading) {
    svg.text(left, top - 12, Svg.Anchor.START, TEXT, Svg.INK, heading);
    for (double tick : y.ticks()) {
      svg.line(left, y(tick), left + width, y(tick), Svg.Stroke.solid(Svg.FAINT, 1));
      svg.text(left - 8, y(tick) + 4, Svg.Anchor.END, SMALL, Svg.GREY, label(tick));
    }
    for (double tick : x.ticks()) {
      svg.line(x(tick), top, x(tick), top + height, Svg.Stroke.solid(Svg.FAINT, 1));
      svg.text(x(tick), top + height + 17, Svg.Anchor.MIDDLE, SMALL, Svg.GREY, label(tick));
    }
    svg.line(left, top + height, left + width, top + height, Svg.Stroke.solid(Svg.GREY, 1));
    svg.line(left, top, left, top + height, Svg.Stroke.solid(Svg.GREY, 1));
    svg.text(left + width / 2, top + height + 37, Svg.Anchor.MIDDLE, TEXT, Svg.INK, x.label());
    svg.upward(left - 40, top + height / 2, TEXT, Svg.INK, y.label());
  }

  private static String label(double tick) {
    return tick == Math.rint(tick)
        ? String.valueOf((long) tick)
        : String.format(Locale.ROOT, "%.3f", tick).replaceAll("0+$", "");
  }

  /** Through points {x, y} in the axes' units. */
  void line(List<double[]> points, Svg.Stroke stroke) {
    svg.path(placed(points), stroke);
  }

  /** Between two lines of the same points in x. */
  void band(List<double[]> lower, List<double[]> upper, String colour) {
    List<double[]> outline = new ArrayList<>(placed(upper));
    outline.addAll(placed(lower.reversed()));
    svg.area(outline, colour);
  }

  void mark(Svg.Mark mark, double atX, double atY, double radius, String colour) {
    svg.mark(mark, x(atX), y(atY), radius, colour);
  }

  /** Upright, from one value of y to another. */
  void bar(double atX, double shift, double from, double to, Svg.Stroke stroke) {
    svg.line(x(atX) + shift, y(from), x(atX) + shift, y(to), stroke);
  }

  double x(double value) {
    return left + width * x.share(value);
  }

  double y(double value) {
    return top + height * (1 - y.share(value));
  }

  private List<double[]> placed(List<double[]> points) {
    return points.stream().map(point -> new double[] {x(point[0]), y(point[1])}).toList();
  }
}
