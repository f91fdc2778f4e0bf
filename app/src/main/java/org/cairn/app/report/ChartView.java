package org.cairn.app.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Alert;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.AlertEvidence.Look;
import org.cairn.watch.AlertEvidence.Point;

/**
 * The series of an alert as paths in a box of 1000 by 1000, which the page stretches to any size
 * without stretching lines and dots, and as a table. Time runs from left to right in every
 * language, so that two readers can talk over one chart.
 */
public final class ChartView {
  private static final double BOX = 1000;

  /** Cloudy dates stand on this height, above all values. */
  private static final double CLOUDY_Y = 45;

  private static final double TOP_Y = 110;
  private static final double BOTTOM_Y = 970;

  private final Texts texts;
  private final Alert alert;
  private final String layer;
  private final List<Point> points;
  private final LocalDate first;
  private final LocalDate last;
  private final double low;
  private final double high;

  ChartView(AlertEvidence evidence, Texts texts) {
    this.texts = texts;
    this.alert = evidence.alert();
    this.layer = evidence.layer();
    this.points = evidence.series();
    LocalDate start = alert.lastUnchanged();
    LocalDate end = alert.firstSeen();
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Point point : points) {
      start = point.date().isBefore(start) ? point.date() : start;
      end = point.date().isAfter(end) ? point.date() : end;
      double band = known(point.spread()) ? point.spread().getAsDouble() : 0;
      for (OptionalDouble value : List.of(point.value(), point.expected(), point.surroundings())) {
        if (known(value)) {
          double around = value.equals(point.expected()) ? band : 0;
          least = Math.min(least, value.getAsDouble() - around);
          most = Math.max(most, value.getAsDouble() + around);
        }
      }
    }
    this.first = start;
    this.last = end.isAfter(start) ? end : start.plusDays(1);
    boolean any = least <= most;
    double pad = any ? Math.max((most - least) * 0.06, 1e-3) : 0;
    this.low = any ? least - pad : 0;
    this.high = any ? most + pad : 1;
  }

  private static boolean known(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble());
  }

  public boolean isEmpty() {
    return points.isEmpty();
  }

  /** Whether the points are radar passes: none is cloudy, and nothing predicts them. */
  public boolean isRadar() {
    return isRadar(alert);
  }

  /** Whether radar raised the alert. */
  static boolean isRadar(Alert alert) {
    return !alert.evidence().isEmpty() && alert.evidence().getFirst().kind() == Alert.Kind.RADAR;
  }

  private double x(LocalDate date) {
    double days = ChronoUnit.DAYS.between(first, last);
    return BOX * (0.012 + 0.976 * ChronoUnit.DAYS.between(first, date) / days);
  }

  private double y(double value) {
    return BOTTOM_Y - (BOTTOM_Y - TOP_Y) * (value - low) / (high - low);
  }

  private static String at(double x, double y) {
    return String.format(Locale.ROOT, "%.1f %.1f", x, y);
  }

  private static double percent(double share) {
    return share * 100 / BOX;
  }

  // ---- words

  public String title() {
    return unit()
        .map(unit -> texts.text("chart.titleUnit", layerName(), unit))
        .orElseGet(() -> texts.text("chart.title", layerName()));
  }

  private String layerName() {
    return texts.isolate(texts.band(layer));
  }

  private Optional<String> unit() {
    return alert.changes().stream()
        .filter(change -> change.band().equalsIgnoreCase(layer))
        .findFirst()
        .map(change -> texts.unit(change.unit()));
  }

  /** What a reader without the picture should know first. */
  public String alt() {
    long clear = points.stream().filter(point -> point.look() == Look.CLEAR).count();
    StringBuilder alt = new StringBuilder();
    alt.append(texts.text("chart.alt", title(), texts.date(first), texts.date(last))).append(' ');
    if (isRadar()) {
      return alt.append(texts.text("chart.alt.passes", texts.plain(clear))).toString();
    }
    alt.append(texts.count("chart.alt.clear", (double) clear))
        .append(' ')
        .append(texts.count("chart.alt.cloudy", (double) (points.size() - clear)));
    OptionalDouble seen = meanAfter(true);
    OptionalDouble predicted = meanAfter(false);
    if (seen.isPresent() && predicted.isPresent()) {
      alt.append(' ')
          .append(
              texts.text(
                  "chart.alt.after",
                  texts.value(seen.getAsDouble()),
                  texts.value(predicted.getAsDouble())));
    }
    return alt.toString();
  }

  private OptionalDouble meanAfter(boolean seen) {
    return points.stream()
        .filter(this::isAfter)
        .filter(point -> known(point.value()) && known(point.expected()))
        .mapToDouble(point -> (seen ? point.value() : point.expected()).getAsDouble())
        .average();
  }

  private boolean isAfter(Point point) {
    return !point.date().isBefore(alert.firstSeen());
  }

  // ---- paths

  /** Dots: zero-length strokes with round ends, one per clear look in the chosen part. */
  public String dots(boolean after) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (point.look() == Look.CLEAR && known(point.value()) && isAfter(point) == after) {
        path.append('M').append(at(x(point.date()), y(point.value().getAsDouble()))).append("h0");
      }
    }
    return path.toString();
  }

  public String cloudyMarks() {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (point.look() == Look.CLOUDY) {
        path.append('M').append(at(x(point.date()), CLOUDY_Y)).append("h0");
      }
    }
    return path.toString();
  }

  public String expectedLine() {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (known(point.expected())) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(at(x(point.date()), y(point.expected().getAsDouble())));
      }
    }
    return path.toString();
  }

  public String surroundingsLine() {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (known(point.surroundings())) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(at(x(point.date()), y(point.surroundings().getAsDouble())));
      }
    }
    return path.toString();
  }

  public String bandArea() {
    StringBuilder path = new StringBuilder();
    List<String> lower = new ArrayList<>();
    for (Point point : points) {
      if (known(point.expected()) && known(point.spread())) {
        double x = x(point.date());
        double expected = point.expected().getAsDouble();
        double spread = Math.abs(point.spread().getAsDouble());
        path.append(path.isEmpty() ? 'M' : 'L').append(at(x, y(expected + spread)));
        lower.add("L" + at(x, y(expected - spread)));
      }
    }
    lower.reversed().forEach(path::append);
    return path.isEmpty() ? "" : path.append('Z').toString();
  }

  /** Where the model learns: from the left edge half way to the first monitored date. */
  private double learningUntil() {
    LocalDate lastLearning = first;
    boolean any = false;
    for (Point point : points) {
      if (point.monitored()) {
        return any ? (x(lastLearning) + x(point.date())) / 2 : 0;
      }
      lastLearning = point.date();
      any = true;
    }
    return any ? x(lastLearning) : 0;
  }

  public boolean hasLearning() {
    return learningUntil() > 0;
  }

  public String learningArea() {
    return String.format(Locale.ROOT, "M0 0H%.1fV1000H0Z", learningUntil());
  }

  public String intervalArea() {
    double from = x(alert.lastUnchanged());
    double until = Math.max(x(alert.firstSeen()), from + 3);
    return String.format(Locale.ROOT, "M%.1f 0H%.1fV1000H%.1fZ", from, until, from);
  }

  /** Where a date stands, for what a page sets beside the drawing: a CSS class. */
  public String placeOf(LocalDate date) {
    return Positions.left(percent(x(date)));
  }

  // ---- labels, set as text over the drawing

  /**
   * @param place where it stands, a CSS class
   * @param kind CSS class
   */
  public record Label(String text, String place, String kind) {}

  public Label intervalLabel() {
    double middle = (x(alert.lastUnchanged()) + x(alert.firstSeen())) / 2;
    String words = texts.range(alert.lastUnchanged(), alert.firstSeen());
    return middle > 0.8 * BOX
        ? new Label(words, Positions.right(percent(BOX - x(alert.firstSeen()))), "end")
        : middle < 0.2 * BOX
            ? new Label(words, Positions.left(percent(x(alert.lastUnchanged()))), "start")
            : new Label(words, Positions.left(percent(middle)), "middle");
  }

  /** Whether the word "learning" has room left of the interval's label. */
  public boolean learningFits() {
    return x(alert.lastUnchanged()) > 0.35 * BOX && learningUntil() > 0.1 * BOX;
  }

  public List<Label> valueLabels() {
    List<Label> labels = new ArrayList<>();
    for (double tick : valueTicks()) {
      labels.add(new Label(texts.decimal(tick, 0, 4), Positions.top(percent(y(tick))), ""));
    }
    return labels;
  }

  public String valueLines() {
    StringBuilder path = new StringBuilder();
    for (double tick : valueTicks()) {
      path.append(String.format(Locale.ROOT, "M0 %.1fH1000", y(tick)));
    }
    return path.toString();
  }

  private List<Double> valueTicks() {
    return Ticks.between(low, high, 3.5);
  }

  /** First days of months, at most seven; every second one gives way on a narrow page. */
  public List<Label> dateLabels() {
    List<LocalDate> ticks = dateTicks();
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i++) {
      double x = x(ticks.get(i));
      String edge = x > 0.95 * BOX ? " end" : x < 0.05 * BOX ? " start" : "";
      labels.add(
          new Label(
              texts.month(ticks.get(i)),
              edge.equals(" end") ? Positions.right(percent(BOX - x)) : Positions.left(percent(x)),
              (i % 2 == 1 ? "minor" : "major") + edge));
    }
    return labels;
  }

  public String dateMarks() {
    StringBuilder path = new StringBuilder();
    for (LocalDate tick : dateTicks()) {
      path.append(String.format(Locale.ROOT, "M%.1f 985V1000", x(tick)));
    }
    return path.toString();
  }

  private List<LocalDate> dateTicks() {
    long months = Math.max(1, ChronoUnit.MONTHS.between(first, last));
    int step = 1;
    for (int candidate : new int[] {1, 2, 3, 6, 12, 24, 60, 120}) {
      step = candidate;
      if (months / candidate <= 6) {
        break;
      }
    }
    List<LocalDate> ticks = new ArrayList<>();
    LocalDate tick = first.withDayOfMonth(1);
    // Counted from January, so that ticks fall on quarters and years.
    tick = tick.minusMonths((tick.getYear() * 12L + tick.getMonthValue() - 1) % step);
    while (!tick.isAfter(last) && ticks.size() < 20) {
      if (!tick.isBefore(first)) {
        ticks.add(tick);
      }
      tick = tick.plusMonths(step);
    }
    return ticks;
  }

  // ---- table

  /** One date; absent figures are dashes. */
  public record Row(
      String date,
      String look,
      String value,
      String expected,
      String spread,
      String surroundings,
      String use,
      boolean after) {}

  public String tableTitle() {
    return texts.count("series.title", points.size());
  }

  public List<Row> rows() {
    return points.stream()
        .sorted(Comparator.comparing(Point::date))
        .map(point ->
            new Row(
                texts.shortDate(point.date()),
                texts.text("look." + (isRadar() ? "PASS" : point.look().name())),
                figure(point.value()),
                figure(point.expected()),
                figure(point.spread()),
                figure(point.surroundings()),
                texts.text(point.monitored() ? "use.monitored" : "use.learning"),
                isAfter(point)))
        .toList();
  }

  private String figure(OptionalDouble value) {
    return known(value) ? texts.decimal(value.getAsDouble(), 2, 3) : texts.text("value.none");
  }
}
