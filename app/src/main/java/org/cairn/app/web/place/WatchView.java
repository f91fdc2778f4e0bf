package org.cairn.app.web.place;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Alert;
import org.cairn.register.WatchedPast;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the watch could see and saw of a place, in words.
 *
 * @param coverage the newest coverage record; empty where there is none
 * @param strip pictures, the latest first
 * @param pictured whether pictures may be seen, since they tell where the place lies
 */
public record WatchView(
    WatchedPast past,
    Optional<ObjectNode> coverage,
    List<Shot> strip,
    boolean pictured,
    Texts texts) {
  public WatchView {
    strip = List.copyOf(strip);
  }

  /**
   * A picture of an alert.
   *
   * @param blob its SHA-256 in hexadecimal
   * @param held whether it is there; else integrity is in doubt
   * @param role in words: before or after
   * @param day in words
   * @param entry of the alert
   */
  public record Shot(
      String blob,
      boolean held,
      String role,
      String day,
      String sensor,
      String alert,
      long entry) {}

  public Optional<WatchedPast.Span> newest() {
    return past.spans().stream().findFirst();
  }

  public String status() {
    return newest()
        .map(span ->
            texts.text("status." + span.status().toUpperCase(Locale.ROOT).replace('-', '_')))
        .orElse(texts.text("place.watch.never"));
  }

  /** What could have been seen, in plain sentences; empty where no run looked at it. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    Optional<WatchedPast.Span> newest = newest();
    if (newest.isEmpty()) {
      return sentences;
    }
    sentences.add(texts.text("place.watch.period", period(newest.get()), looks(newest.get())));
    newest.get().why().ifPresent(why -> sentences.add(Texts.clean(why)));
    coverage.flatMap(this::detection).ifPresent(sentences::add);
    sentences.add(
        past.alerts().isEmpty()
            ? texts.text("place.watch.no-alert")
            : texts.count("place.watch.alerts", past.alerts().size()));
    return sentences;
  }

  /** The smallest change that would most surely have been found. */
  private Optional<String> detection(ObjectNode record) {
    double bestShare = 0;
    Optional<String> best = Optional.empty();
    for (JsonNode size : record.path("detection")) {
      for (JsonNode one : size.path("smallest")) {
        double share = number(one, "share");
        if (one.has("contrast") && share > bestShare) {
          bestShare = share;
          best =
              Optional.of(
                  texts.text(
                      "place.watch.detect",
                      texts.contrast(number(one, "contrast")),
                      texts.area(number(size, "area_m2")),
                      texts.plain(10 * share)));
        }
      }
    }
    return best;
  }

  private static double number(JsonNode node, String member) {
    try {
      return Double.parseDouble(node.path(member).asString("NaN"));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  public String period(WatchedPast.Span span) {
    Optional<LocalDate> from = span.from().map(LocalDate::parse);
    Optional<LocalDate> until = span.until().map(LocalDate::parse);
    return from.isPresent() && until.isPresent()
        ? texts.range(from.get(), until.get())
        : until.or(() -> from).map(texts::shortDate).orElse("");
  }

  public String looks(WatchedPast.Span span) {
    return texts.text(
        "place.watch.looks", texts.plain(span.looks()), texts.plain(span.acquisitions()));
  }

  public String between(WatchedPast.Raised alert) {
    Optional<LocalDate> last = alert.lastUnchanged().map(LocalDate::parse);
    Optional<LocalDate> first = alert.firstSeen().map(LocalDate::parse);
    return last.isPresent() && first.isPresent()
        ? texts.range(last.get(), first.get())
        : first.map(texts::shortDate).orElse("");
  }

  /** How much changed, and how. */
  public String changed(WatchedPast.Raised alert) {
    List<String> words = new ArrayList<>();
    words.add(texts.area(alert.areaSquareMetres()));
    alert
        .direction()
        .filter(codes -> !codes.isBlank())
        .ifPresent(codes -> {
          for (String code : codes.split(", ", -1)) {
            words.add(direction(code));
          }
        });
    return texts.join(words);
  }

  private String direction(String code) {
    for (Alert.Direction known : Alert.Direction.values()) {
      if (known.code().equals(code)) {
        return texts.text("direction." + known.name());
      }
    }
    return Texts.clean(code);
  }
}
