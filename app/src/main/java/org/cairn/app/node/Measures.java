package org.cairn.app.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Numbers of one moment, by name and labels, and their text in the two formats that Prometheus
 * reads: text format 0.0.4 and OpenMetrics 1.0. Labels have few values, known beforehand: no ids,
 * no names, no places. Single-thread.
 */
public final class Measures {
  /** How a metric behaves. */
  private enum Kind {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }

  /** Which of the two. */
  public enum Format {
    PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String type;

    Format(String type) {
      this.type = type;
    }

    /** Of media. */
    public String type() {
      return type;
    }
  }

  private static final String TOTAL = "_total";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private record Family(Kind kind, String help, List<String> samples) {}

  private final Map<String, Family> families = new LinkedHashMap<>();

  /**
   * What goes up and down.
   *
   * @param name in snake_case, its unit last
   * @param labels names and values, by turns
   */
  public void gauge(String name, String help, double value, String... labels) {
    family(name, Kind.GAUGE, help).add(name + labels(labels) + ' ' + number(value));
  }

  /** What only grows while the process runs; its name ends in {@code _total}. */
  public void counter(String name, String help, double value, String... labels) {
    if (!name.endsWith(TOTAL)) {
      throw new IllegalArgumentException("A counter's name ends in _total: " + name);
    }
    String base = name.substring(0, name.length() - TOTAL.length());
    family(base, Kind.COUNTER, help).add(name + labels(labels) + ' ' + number(value));
  }

  /**
   * How often something took how long.
   *
   * @param bounds upper, ascending, in the metric's unit; the last bucket has none
   * @param counts of each bucket by itself, one more than bounds
   * @param sum of all values
   */
  public void histogram(
      String name,
      String help,
      List<Double> bounds,
      List<Long> counts,
      double sum,
      String... labels) {
    List<String> samples = family(name, Kind.HISTOGRAM, help);
    long all = 0;
    for (int i = 0; i < counts.size(); i++) {
      all += counts.get(i);
      String bound = i < bounds.size() ? number(bounds.get(i)) : "+Inf";
      List<String> with = new ArrayList<>(List.of(labels));
      with.add("le");
      with.add(bound);
      samples.add(name + "_bucket" + labels(with.toArray(String[]::new)) + ' ' + all);
    }
    samples.add(name + "_sum" + labels(labels) + ' ' + number(sum));
    samples.add(name + "_count" + labels(labels) + ' ' + all);
  }

  private List<String> family(String name, Kind kind, String help) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name of a metric: " + name);
    }
    Family family =
        families.computeIfAbsent(name, first -> new Family(kind, help, new ArrayList<>()));
    if (family.kind() != kind) {
      throw new IllegalArgumentException(name + " is a " + family.kind() + " already");
    }
    return family.samples();
  }

  private static String labels(String... labels) {
    if (labels.length == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1]).replace("\"", "\\\"")).append('"');
    }
    return text.append('}').toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? String.format(Locale.ROOT, "%d", (long) value) : Double.toString(value);
  }

  /** All that was told. */
  public String text(Format format) {
    StringBuilder text = new StringBuilder();
    boolean open = format == Format.OPEN_METRICS;
    families.forEach((base, family) -> {
      String name = family.kind() == Kind.COUNTER && !open ? base + TOTAL : base;
      text.append("# HELP ").append(name).append(' ').append(escaped(family.help())).append('\n');
      text.append("# TYPE ").append(name).append(' ');
      text.append(family.kind().name().toLowerCase(Locale.ROOT)).append('\n');
      family.samples().forEach(sample -> text.append(sample).append('\n'));
    });
    return open ? text.append("# EOF\n").toString() : text.toString();
  }
}
