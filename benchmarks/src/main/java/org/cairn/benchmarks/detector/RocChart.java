package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Recall over false alarms, a panel for each set of stacks and a line for each method. */
final class RocChart {
  private static final double LOWEST_RATE = 0.03;
  private static final double HIGHEST_RATE = 2;
  private static final int POINTS = 61;
  private static final int MARKED_EVERY = 10;
  private static final int PANEL = 360;
  private static final int HEIGHT = 330;
  private static final int TOP = 84;
  private static final int LEFT = 64;
  private static final int GAP = 74;
  private static final int LEGEND = 150;
  private static final String BAND = "#ededed";

  private static final Plot.Axis RATE =
      new Plot.Axis(
          "false alarms per site and year (logarithmic)",
          LOWEST_RATE,
          HIGHEST_RATE,
          true,
          List.of(0.03, 0.1, 0.3, 1.0, 2.0));
  private static final Plot.Axis RECALL =
      new Plot.Axis("share of events found", 0, 1, false, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0));

  /** A contender, scored once. */
  private record Scored(String family, Scoring scoring) {}

  /** How a method's line looks. */
  private record Style(Svg.Stroke stroke, Svg.Mark mark, double markRadius) {}

  private static final Style CAIRN = new Style(Svg.Stroke.solid(Svg.INK, 2.6), Svg.Mark.DISC, 3.4);
  private static final Style PROTOTYPE =
      new Style(new Svg.Stroke(Svg.INK, 1.4, "2 3"), Svg.Mark.NONE, 0);
  private static final List<Style> PEERS =
      List.of(
          new Style(Svg.Stroke.solid("#2f6690", 1.3), Svg.Mark.CIRCLE, 3),
          new Style(Svg.Stroke.solid("#9a5b13", 1.3), Svg.Mark.SQUARE, 2.7),
          new Style(Svg.Stroke.solid("#3f7d58", 1.3), Svg.Mark.DIAMOND, 3),
          new Style(Svg.Stroke.solid("#7d5ba6", 1.3), Svg.Mark.TRIANGLE, 3),
          new Style(Svg.Stroke.solid("#8c8c8c", 1.3), Svg.Mark.CROSS, 2.7));

  /**
   * One set of stacks.
   *
   * @param scoring of a contender over it
   */
  record Panel(String heading, List<Contender> contenders, Function<Contender, Scoring> scoring) {}

  private RocChart() {}

  static void write(List<Panel> panels, Path file) throws IOException {
    int width = LEFT + panels.size() * (PANEL + GAP) + LEGEND;
    Svg svg =
        new Svg(
            width,
            TOP + HEIGHT + 56,
            "Events found over false alarms",
            "Share of injected events found at each rate of false alarms, by method. Figures are in"
                + " the table of the benchmarks.");
    svg.text(LEFT, 24, Svg.Anchor.START, 15, Svg.INK, "What is found, at how many false alarms");
    svg.text(
        LEFT,
        44,
        Svg.Anchor.START,
        11,
        Svg.GREY,
        "At each rate the best of a family's settings. An alarm before its event counts as a miss,"
            + " so lines fall again at high rates. Band: 95 % interval of Cairn's share.");
    for (int i = 0; i < panels.size(); i++) {
      panel(svg, panels.get(i), LEFT + i * (PANEL + GAP));
    }
    legend(svg, panels.getFirst().contenders(), width - LEGEND - GAP / 2);
    svg.write(file);
  }

  private static void panel(Svg svg, Panel panel, double left) {
    Plot plot = new Plot(svg, left, TOP, PANEL, HEIGHT, RATE, RECALL);
    List<Scored> all =
        panel.contenders().stream()
            .map(one -> new Scored(one.family(), panel.scoring().apply(one)))
            .toList();
    List<String> families = families(panel.contenders());
    band(plot, all);
    plot.frame(panel.heading());
    for (int i = families.size() - 1; i >= 0; i--) {
      Style style = style(families, i);
      List<double[]> line = line(families.get(i), all);
      plot.line(line, style.stroke());
      for (int k = MARKED_EVERY / 2; k < line.size(); k += MARKED_EVERY) {
        plot.mark(
            style.mark(),
            line.get(k)[0],
            line.get(k)[1],
            style.markRadius(),
            style.stroke().colour());
      }
    }
  }

  private static void band(Plot plot, List<Scored> all) {
    List<double[]> lower = new ArrayList<>();
    List<double[]> upper = new ArrayList<>();
    for (Scored one : all) {
      if (one.family().equals(Contenders.CAIRN)) {
        for (double rate : rates()) {
          Scoring.At at = one.scoring().rate(rate);
          double[] interval = Shares.wilson(at.found(), at.events());
          lower.add(new double[] {rate, interval[0]});
          upper.add(new double[] {rate, interval[1]});
        }
      }
    }
    plot.band(lower, upper, BAND);
  }

  private static List<double[]> line(String family, List<Scored> all) {
    List<double[]> line = new ArrayList<>();
    for (double rate : rates()) {
      double best =
          all.stream()
              .filter(one -> one.family().equals(family))
              .mapToDouble(one -> one.scoring().rate(rate).recall())
              .max()
              .orElseThrow();
      line.add(new double[] {rate, best});
    }
    return line;
  }

  private static double[] rates() {
    double[] rates = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      rates[i] = LOWEST_RATE * Math.pow(HIGHEST_RATE / LOWEST_RATE, i / (POINTS - 1.0));
    }
    return rates;
  }

  private static void legend(Svg svg, List<Contender> contenders, double left) {
    List<String> families = families(contenders);
    for (int i = 0; i < families.size(); i++) {
      Style style = style(families, i);
      double y = TOP + 14 + 24 * i;
      svg.line(left, y, left + 34, y, style.stroke());
      svg.mark(style.mark(), left + 17, y, style.markRadius(), style.stroke().colour());
      svg.text(left + 44, y + 4, Svg.Anchor.START, 12, Svg.INK, families.get(i));
    }
  }

  private static List<String> families(List<Contender> contenders) {
    return contenders.stream().map(Contender::family).distinct().toList();
  }

  private static Style style(List<String> families, int index) {
    return switch (families.get(index)) {
      case Contenders.CAIRN -> CAIRN;
      case Contenders.PROTOTYPE -> PROTOTYPE;
      default -> {
        long before =
            families.subList(0, index).stream()
                .filter(name -> !name.equals(Contenders.CAIRN))
                .filter(name -> !name.equals(Contenders.PROTOTYPE))
                .count();
        yield PEERS.get((int) before % PEERS.size());
      }
    };
  }
}
