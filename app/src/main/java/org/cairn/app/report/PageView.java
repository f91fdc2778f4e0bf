package org.cairn.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Coverage.Status;
import org.cairn.heritage.PlaceName;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.SceneUse;
import org.cairn.watch.WatchResult;

/** One language's page. For one thread. */
final class PageView {
  /** A longer table starts closed. */
  static final int OPEN_ROWS = 12;

  private final WatchResult result;
  private final ReportContext context;
  private final Summary summary;
  private final Texts texts;

  PageView(WatchResult result, ReportContext context, Summary summary, Language language) {
    this.result = result;
    this.context = context;
    this.summary = summary;
    this.texts = Texts.of(language, HtmlReport.class);
  }

  Texts texts() {
    return texts;
  }

  Language language() {
    return texts.language();
  }

  ReportContext context() {
    return context;
  }

  Summary summary() {
    return summary;
  }

  String title() {
    return Texts.clean(context.title());
  }

  // ---- head of the file

  String style() {
    return fonts().css()
        + resource("tokens.css")
        + resource("positions.css")
        + resource("evidence.css")
        + resource("report.css");
  }

  String script() {
    return resource("compare.js") + "\n" + resource("report.js");
  }

  /** Nothing from elsewhere, and no script but ours. */
  String contentSecurityPolicy() {
    return "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline';"
        + " script-src 'sha256-"
        + sha256(script())
        + "'; base-uri 'none'; form-action 'none'";
  }

  private Fonts fonts() {
    Fonts fonts = new Fonts();
    texts.all().forEach(fonts::use);
    context.languages().forEach(language -> fonts.use(language.ownName()));
    fonts.use(context.title());
    for (PlaceResult place : result.places()) {
      place.place().names().stream().map(PlaceName::text).forEach(fonts::use);
    }
    return fonts;
  }

  private static String resource(String name) {
    try (InputStream in = PageView.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Resource " + name + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Resource " + name + " could not be read", e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  // ---- head of the page

  /** The run in one sentence. */
  String sentence() {
    if (result.places().isEmpty()) {
      return texts.text("summary.empty.title");
    }
    if (summary.ranked().isEmpty()) {
      return summary.watched() == 0
          ? texts.text("summary.unwatched.title")
          : texts.text("summary.none.title", between().orElse(texts.text("value.none")));
    }
    String places = texts.plain(result.places().size());
    return between()
        .map(b -> texts.count("summary.changed", summary.alertedPlaces(), places, b))
        .orElseGet(() -> texts.count("summary.changedUndated", summary.alertedPlaces(), places));
  }

  /** What to do where there is nothing to look at; else empty. */
  Optional<String> next() {
    if (result.places().isEmpty()) {
      return Optional.of(texts.text("summary.empty.next"));
    }
    if (!summary.ranked().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        texts.text(summary.watched() == 0 ? "summary.unwatched.next" : "summary.none.next"));
  }

  private Optional<String> between() {
    return summary.from().flatMap(from -> summary.until().map(until -> texts.between(from, until)));
  }

  /** A figure of the head. */
  record Fact(String label, String value) {}

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("fact.places", texts.plain(result.places().size())));
    facts.add(fact("fact.watched", texts.plain(summary.watched())));
    facts.add(fact("fact.alerts", texts.plain(summary.ranked().size())));
    facts.add(
        fact(
            "fact.rate",
            texts.text(
                "fact.rate.value", texts.decimal(result.settings().alarmRatePerSiteYear(), 0, 4))));
    summary
        .expectedByChance()
        .ifPresent(expected ->
            facts.add(
                fact(
                    "fact.expected", texts.text("fact.expected.value", texts.estimate(expected)))));
    facts.add(fact("fact.scenes", texts.plain(result.scenes().size() - summary.heldBack())));
    facts.add(fact("fact.heldBack", texts.plain(summary.heldBack())));
    return facts;
  }

  private Fact fact(String key, String value) {
    return new Fact(texts.text(key), value);
  }

  Optional<String> period() {
    return summary.from().flatMap(from -> summary.until().map(until -> texts.range(from, until)));
  }

  /** How pictures without location were watched; none where places came from a list. */
  List<String> pictureSentences() {
    return context.pictures().map(notes -> notes.sentences(texts)).orElse(List.of());
  }

  // ---- alerts

  /** Made one by one while the page is written, so that no two pictures are held at once. */
  Iterable<AlertView> alerts() {
    List<Summary.Ranked> ranked = summary.ranked();
    return () ->
        IntStream.range(0, ranked.size())
            .mapToObj(index -> new AlertView(ranked.get(index), index + 1, texts, asked()))
            .iterator();
  }

  boolean hasAlerts() {
    return !summary.ranked().isEmpty();
  }

  private Asked asked() {
    return Asked.of(
        result.settings().asset().orElse("ndvi"), result.settings().alarmRatePerSiteYear(), texts);
  }

  /** What places without alert stand among, and what the layer's values mean. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (summary.quiet().stream().anyMatch(place -> place.coverage().placebos().isPresent())) {
      notes.add(texts.text("places.among"));
    }
    if (asked().vegetation()
        && summary.quiet().stream().anyMatch(place -> !place.coverage().detection().isEmpty())) {
      notes.add(texts.text("places.ndvi"));
    }
    return notes;
  }

  String fullBarYears() {
    return texts.plain(Chance.FULL_BAR_YEARS);
  }

  // ---- places without alert

  /** Sentences under the list of alerts. */
  List<String> quietSentences() {
    List<String> sentences = new ArrayList<>();
    if (!summary.quiet().isEmpty()) {
      sentences.add(texts.count("quiet.watched", summary.quiet().size()));
    }
    summary
        .typicalDetectable()
        .ifPresent(size ->
            sentences.add(
                texts.text(
                    "quiet.detectable",
                    texts.contrast(size.contrast()),
                    asked().layer(),
                    PlaceView.area(size, texts))));
    if (!summary.unwatched().isEmpty()) {
      sentences.add(texts.count("quiet.unwatched", summary.unwatched().size()));
    }
    return sentences;
  }

  Iterable<PlaceView> quietPlaces() {
    return () ->
        summary.quiet().stream().map(place -> new PlaceView(place, texts, asked())).iterator();
  }

  /** Places that were not watched for one reason. */
  record Unwatched(String title, String next, int size, Iterable<PlaceView> places) {}

  List<Unwatched> unwatched() {
    Map<Status, List<PlaceResult>> byStatus = new EnumMap<>(Status.class);
    for (PlaceResult place : summary.unwatched()) {
      byStatus.computeIfAbsent(place.coverage().status(), s -> new ArrayList<>()).add(place);
    }
    List<Unwatched> groups = new ArrayList<>();
    byStatus.forEach((status, places) ->
        groups.add(
            new Unwatched(
                texts.text("status." + status.name()),
                texts.text("next." + status.name()),
                places.size(),
                () ->
                    places.stream()
                        .map(place -> new PlaceView(place, texts, asked()))
                        .iterator())));
    return groups;
  }

  // ---- scenes and problems

  /** A row of the table of scenes. */
  record SceneRow(
      String item, String acquired, String sensor, String radiometry, Optional<String> heldBack) {}

  int sceneCount() {
    return result.scenes().size();
  }

  Iterable<SceneRow> scenes() {
    return () -> result.scenes().stream().map(this::row).iterator();
  }

  Iterable<SceneRow> heldBackScenes() {
    return () ->
        result.scenes().stream()
            .filter(scene -> scene.heldBack().isPresent())
            .map(this::row)
            .iterator();
  }

  private SceneRow row(SceneUse scene) {
    return new SceneRow(
        Texts.clean(scene.item()),
        context.pictures().isPresent()
            ? texts.date(scene.acquired().atOffset(ZoneOffset.UTC).toLocalDate())
            : texts.instant(scene.acquired()),
        Texts.clean(scene.sensor()),
        Texts.clean(scene.radiometry()),
        scene.heldBack().map(held -> Texts.clean(held.why())));
  }

  int problemCount() {
    return result.problems().size();
  }

  Iterable<Problem> problems() {
    return () ->
        result.problems().stream()
            .map(problem ->
                new Problem(
                    Texts.clean(problem.code()),
                    Texts.clean(problem.subject()),
                    Texts.clean(problem.message())))
            .iterator();
  }

  String made() {
    return texts.text("head.made", generated(), texts.isolate("Cairn " + version()));
  }

  String version() {
    return Texts.clean(context.softwareVersion());
  }

  String generated() {
    return texts.instant(context.generatedAt());
  }
}
