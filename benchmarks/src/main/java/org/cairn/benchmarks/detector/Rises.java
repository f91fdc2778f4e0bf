package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a method said of windows: from which day on the largest score so far was how large. One row
 * of a file is {@code site_id,window,first_flag_date,score}. Single-thread.
 */
final class Rises {
  private static final String HEADER = "site_id,window,first_flag_date,score";

  private final Map<Window, List<Rise>> rises = new HashMap<>();

  /** A window of a stack. */
  record Window(String site, String name) {}

  /**
   * @param day days since 1970-01-01
   */
  record Rise(int day, double score) {}

  static Rises read(Path file) throws IOException {
    Rises rises = new Rises();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      rises.add(
          new Window(cells[0], cells[1]),
          (int) LocalDate.parse(cells[2]).toEpochDay(),
          Double.parseDouble(cells[3]));
    }
    return rises;
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    rises.forEach((window, list) -> {
      for (Rise rise : list) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s,%s,%s,%.6g",
                window.site(),
                window.name(),
                LocalDate.ofEpochDay(rise.day()),
                rise.score()));
      }
    });
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /** Takes a score if it is larger than those of the window's earlier days. */
  void add(Window window, int day, double score) {
    List<Rise> list = rises.computeIfAbsent(window, unused -> new ArrayList<>());
    if (score > (list.isEmpty() ? 0 : list.getLast().score())) {
      list.add(new Rise(day, score));
    }
  }

  /** In the order of days, scores rising; empty where the method said nothing. */
  List<Rise> of(Window window) {
    return rises.getOrDefault(window, List.of());
  }

  /** All different scores, rising. */
  double[] scores() {
    return rises.values().stream()
        .flatMap(List::stream)
        .mapToDouble(Rise::score)
        .sorted()
        .distinct()
        .toArray();
  }
}
