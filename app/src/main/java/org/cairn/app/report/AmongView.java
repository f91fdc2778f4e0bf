package org.cairn.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Coverage.Placebos;

/**
 * A place among windows like it: how many of them reached which score, as bars in a box of 1000 by
 * 1000 that the page stretches, the place's own score and the alarm threshold as lines. Scores rise
 * from left to right in every language, as in {@link ChartView}.
 */
public final class AmongView {
  private static final double BOX = 1000;

  /** Of the tallest bar. */
  private static final double TALLEST = 940;

  /** Of a bar that stands for a single window: seen even beside hundreds. */
  private static final double LEAST = 30;

  private final Placebos placebos;
  private final double score;

  /** NaN where there is none. */
  private final double threshold;

  private final Texts texts;
  private final double low;
  private final double high;

  private AmongView(Placebos placebos, double score, double threshold, Texts texts) {
    this.placebos = placebos;
    this.score = score;
    this.threshold = threshold;
    this.texts = texts;
    double least = Math.min(placebos.lowest(), score);
    double most = Math.max(placebos.highest(), score);
    if (hasThreshold()) {
      least = Math.min(least, threshold);
      most = Math.max(most, threshold);
    }
    double pad = most > least ? (most - least) * 0.04 : 1;
    this.low = least - pad;
    this.high = most + pad;
  }

  /** Empty where there is nothing to draw: no window, or no score to set among them. */
  static Optional<AmongView> of(Coverage coverage, Texts texts) {
    Optional<Placebos> found = coverage.placebos();
    double score = coverage.maxScore().orElse(Double.NaN);
    if (found.isEmpty()
        || found.get().n() <= 0
        || found.get().counts().stream().allMatch(count -> count <= 0)
        || !Double.isFinite(found.get().lowest())
        || !Double.isFinite(found.get().highest())
        || !Double.isFinite(score)) {
      return Optional.empty();
    }
    double threshold = coverage.threshold().orElse(Double.NaN);
    return Optional.of(
        new AmongView(
            found.get(), score, Double.isFinite(threshold) ? threshold : Double.NaN, texts));
  }

  public boolean hasThreshold() {
    return Double.isFinite(threshold);
  }

  /** Whether the place passed the threshold. */
  public boolean isAbove() {
    return score > threshold;
  }

  private double x(double value) {
    return BOX * (value - low) / (high - low);
  }

  // ---- paths

  /** Lower end of a bin. */
  private double start(int bin) {
    int bins = placebos.counts().size();
    return placebos.lowest() + (placebos.highest() - placebos.lowest()) * bin / bins;
  }

  private int tallest() {
    return placebos.counts().stream().mapToInt(Integer::intValue).max().orElse(1);
  }

  public String bars() {
    StringBuilder path = new StringBuilder();
    for (int bin = 0; bin < placebos.counts().size(); bin++) {
      int count = placebos.counts().get(bin);
      if (count > 0) {
        double left = x(start(bin));
        double width = Math.max(6, (x(start(bin + 1)) - left) * 0.88);
        double height = Math.max(LEAST, TALLEST * count / tallest());
        path.append(
            String.format(Locale.ROOT, "M%.0f 1000v-%.0fh%.1fv%.0fZ", left, height, width, height));
      }
    }
    return path.toString();
  }

  public String thresholdLine() {
    return line(threshold);
  }

  public String placeLine() {
    return line(score);
  }

  /** The upper end of the place's line, as a dot: a stroke of no length with round ends. */
  public String placeDot() {
    return String.format(Locale.ROOT, "M%.1f 0h0", x(score));
  }

  private String line(double value) {
    return String.format(Locale.ROOT, "M%.1f 0V1000", x(value));
  }

  // ---- labels, set as text over the drawing

  /**
   * Text beside a line.
   *
   * @param place where it stands, a CSS class
   * @param kind CSS class: which way it runs from the line
   */
  public record Label(String text, String place, String kind) {}

  public Label thresholdLabel() {
    return label(texts.text("among.threshold", figure(threshold)), threshold);
  }

  public Label placeLabel() {
    return label(texts.text("among.place", figure(score)), score);
  }

  private Label label(String text, double value) {
    double percent = x(value) / BOX * 100;
    return percent > 70
        ? new Label(text, Positions.right(100 - percent), "end")
        : percent < 30
            ? new Label(text, Positions.left(percent), "start")
            : new Label(text, Positions.left(percent), "middle");
  }

  public List<Label> ticks() {
    List<Label> labels = new ArrayList<>();
    for (double tick : Ticks.between(low, high, 4)) {
      double percent = x(tick) / BOX * 100;
      // Beside the edges a figure would be cut off.
      if (percent > 2 && percent < 96) {
        labels.add(new Label(texts.decimal(tick, 0, 2), Positions.left(percent), "middle"));
      }
    }
    return labels;
  }

  private String figure(double value) {
    return texts.decimal(value, 1, 1);
  }

  // ---- words

  /** What the axis and the bars are. */
  public String axis() {
    return texts.text("among.axis", texts.plain(tallest()));
  }

  /** The whole figure for a reader who does not see it. */
  public String alt() {
    String windows =
        texts.count(
            "among.alt",
            placebos.n(),
            figure(placebos.lowest()),
            figure(placebos.highest()),
            figure(half()));
    String place = texts.text("among.alt.place", figure(score));
    return hasThreshold()
        ? windows + " " + place + " " + texts.text("among.alt.threshold", figure(threshold))
        : windows + " " + place;
  }

  /** A score that at least half of the windows do not pass: the end of a bin. */
  private double half() {
    int below = 0;
    for (int bin = 0; bin < placebos.counts().size(); bin++) {
      below += placebos.counts().get(bin);
      if (2L * below >= placebos.n()) {
        return start(bin + 1);
      }
    }
    return placebos.highest();
  }

  /** How many windows there were, and how many reached what the place reached. */
  public String sentence() {
    return sentence(placebos.n(), placebos.independent(), placebos.atLeastAsLarge(), texts);
  }

  static String sentence(int n, int independent, int atLeastAsLarge, Texts texts) {
    String windows = texts.count("compare.windows", n, texts.plain(independent));
    String scored =
        atLeastAsLarge == 0
            ? texts.text("compare.none")
            : texts.count("compare.some", atLeastAsLarge);
    return windows + " " + scored;
  }

  /** Of a place without alert: that it lies within, or how it does not. */
  public String standing() {
    String where =
        texts.text(
            placebos.atLeastAsLarge() > 0
                ? "among.within"
                : hasThreshold() ? "among.below" : "among.beyond");
    return where + " " + texts.chance("chance.score", placebos.expectedPerSiteYear());
  }

  /** What the threshold is set for, and how many windows pass it. */
  public List<String> setting(double alarmRate) {
    if (!hasThreshold()) {
      return List.of(texts.text("among.noThreshold"));
    }
    return List.of(
        texts.chance("among.setting", alarmRate),
        placebos.aboveThreshold() == 0
            ? texts.text("among.above.none")
            : texts.count("among.above", placebos.aboveThreshold()));
  }

  /** What overlapping windows are worth. */
  public List<String> witnesses() {
    List<String> sentences = new ArrayList<>();
    sentences.add(texts.count("among.overlap", placebos.independent()));
    if (placebos.atLeastAsLarge() == 0) {
      sentences.add(texts.count("among.carries", placebos.independent()));
    }
    crowded().ifPresent(sentences::add);
    return sentences;
  }

  /** That other places are among the windows; empty where there was room to leave them out. */
  public Optional<String> crowded() {
    return placebos.clearOfOtherPlaces()
        ? Optional.empty()
        : Optional.of(texts.text("among.crowded"));
  }

  // ---- table

  /** Windows in a bin. */
  public record Row(String from, String to, String windows) {}

  public String tableTitle() {
    return texts.count("among.table", placebos.n());
  }

  /** Bins with a window in them. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int bin = 0; bin < placebos.counts().size(); bin++) {
      int count = placebos.counts().get(bin);
      if (count > 0) {
        rows.add(
            new Row(
                texts.decimal(start(bin), 2, 2),
                texts.decimal(start(bin + 1), 2, 2),
                texts.plain(count)));
      }
    }
    return rows;
  }
}
