package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing, in pixels from the upper left. Single-thread. */
final class Svg {
  static final String INK = "#1c1c1c";
  static final String GREY = "#6b6b6b";
  static final String FAINT = "#e3e3e3";

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;
  private final String description;

  /** Where a text is held. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** A stroke: SVG colour, width in pixels, and lengths of dashes and gaps; empty for none. */
  record Stroke(String colour, double width, String dashes) {
    static Stroke solid(String colour, double width) {
      return new Stroke(colour, width, "");
    }
  }

  /** What a mark looks like, so that lines are told apart without colour. */
  enum Mark {
    NONE,
    DISC,
    CIRCLE,
    SQUARE,
    DIAMOND,
    TRIANGLE,
    CROSS
  }

  /**
   * @param title and {@code description} for those who do not see it
   */
  Svg(int width, int height, String title, String description) {
    this.width = width;
    this.height = height;
    this.title = title;
    this.description = description;
  }

  void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    path(List.of(new double[] {x1, y1}, new double[] {x2, y2}), stroke);
  }

  /** Straight from point to point {x, y}. */
  void path(List<double[]> points, Stroke stroke) {
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s stroke-linejoin=\"round\"/>",
        trace(points),
        stroke.colour(),
        number(stroke.width()),
        stroke.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + stroke.dashes() + "\"");
  }

  /** A filled outline without an edge. */
  void area(List<double[]> points, String colour) {
    add("<path d=\"%sZ\" fill=\"%s\"/>", trace(points), colour);
  }

  void mark(Mark mark, double x, double y, double radius, String colour) {
    String shape =
        switch (mark) {
          case NONE -> "";
          case DISC, CIRCLE ->
              "<circle cx=\"%s\" cy=\"%s\" r=\"%s\""
                  .formatted(number(x), number(y), number(radius));
          case SQUARE ->
              "<path d=\"M%s %sh%sv%sh-%sZ\""
                  .formatted(
                      number(x - radius),
                      number(y - radius),
                      number(2 * radius),
                      number(2 * radius),
                      number(2 * radius));
          case DIAMOND -> "<path d=\"%sZ\"".formatted(around(x, y, 1.3 * radius, 4, 0));
          case TRIANGLE -> "<path d=\"%sZ\"".formatted(around(x, y, 1.3 * radius, 3, 0));
          case CROSS ->
              "<path d=\"M%s %sL%s %sM%s %sL%s %s\""
                  .formatted(
                      number(x - radius),
                      number(y - radius),
                      number(x + radius),
                      number(y + radius),
                      number(x - radius),
                      number(y + radius),
                      number(x + radius),
                      number(y - radius));
        };
    if (!shape.isEmpty()) {
      add(
          "%s fill=\"%s\" stroke=\"%s\" stroke-width=\"1.2\"/>",
          shape, mark == Mark.DISC ? colour : "#ffffff", colour);
    }
  }

  void text(double x, double y, Anchor anchor, int size, String colour, String text) {
    add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>",
        number(x), number(y), anchor.name().toLowerCase(Locale.ROOT), size, colour, escaped(text));
  }

  /** Reads upwards; its middle is at the point. */
  void upward(double x, double y, int size, String colour, String text) {
    add(
        "<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\" font-size=\"%d\""
            + " fill=\"%s\">%s</text>",
        number(x), number(y), size, colour, escaped(text));
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="Helvetica, Arial, sans-serif">
        <title>%s</title>
        <desc>%s</desc>
        <rect width="%d" height="%d" fill="#ffffff"/>
        %s</svg>
        """
            .formatted(
                width,
                height,
                width,
                height,
                escaped(title),
                escaped(description),
                width,
                height,
                body));
  }

  private void add(String format, Object... values) {
    body.append(format.formatted(values)).append('\n');
  }

  private static String trace(List<double[]> points) {
    StringBuilder trace = new StringBuilder();
    for (double[] point : points) {
      trace
          .append(trace.isEmpty() ? 'M' : 'L')
          .append(number(point[0]))
          .append(' ')
          .append(number(point[1]));
    }
    return trace.toString();
  }

  private static String around(double x, double y, double radius, int corners, double turn) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      double angle = turn + 2 * Math.PI * i / corners;
      points.add(new double[] {x + radius * Math.sin(angle), y - radius * Math.cos(angle)});
    }
    return trace(points);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
