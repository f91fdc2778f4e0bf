package org.cairn.app.web.news;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.map.PlacePath;
import org.cairn.app.web.review.AlertPath;
import org.cairn.heritage.Alert;

/** A digest in words, the same on a page, in a mail and in a feed. For one thread. */
public final class DigestText {
  private final Digest digest;
  private final Texts texts;
  private final String base;

  /**
   * @param base what stands before paths of this node; empty on its own pages
   */
  private DigestText(Digest digest, Texts texts, String base) {
    this.digest = digest;
    this.texts = texts;
    this.base = base;
  }

  static DigestText of(Digest digest, Texts texts) {
    return new DigestText(digest, texts, "");
  }

  /** For who reads it elsewhere, in its own language. */
  static DigestText away(Digest digest, URI node) {
    return new DigestText(
        digest,
        Texts.of(digest.language(), HtmlReport.class, Frame.class, DigestText.class),
        node.toString());
  }

  public Texts texts() {
    return texts;
  }

  public String name() {
    return Texts.clean(digest.name());
  }

  public boolean isTest() {
    return digest.test();
  }

  public String headline() {
    return digest.count() == 0
        ? texts.text("news.headline.none")
        : texts.count("news.headline", digest.count());
  }

  public String subject() {
    return texts.text("news.subject", name(), headline());
  }

  public String period() {
    return texts.text("news.period", texts.instant(digest.since()), texts.instant(digest.made()));
  }

  /** Of the node itself, where the rest can be read. */
  public String path() {
    return base + "/news/digests/" + digest.id();
  }

  /** One kind of what is new. */
  public record Part(String code, String title, List<Line> lines, String withheld, String more) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param language BCP 47 of the title; may be empty
   */
  public record Line(String title, String language, String text, String path) {}

  public List<Part> parts() {
    return digest.parts().stream().map(this::part).toList();
  }

  private Part part(Digest.Part part) {
    String code = part.kind().code();
    return new Part(
        code,
        texts.count("news.part." + code, part.count()),
        part.items().stream().map(item -> line(item)).toList(),
        part.withheld() == 0 ? "" : texts.count("news.withheld", part.withheld()),
        part.more() == 0 ? "" : texts.count("news.more", part.more()));
  }

  Line line(Digest.Item item) {
    String path =
        base + (item.alert().isEmpty() ? PlacePath.of(item.placeId()) : AlertPath.of(item.alert()));
    return new Line(Texts.clean(item.title()), item.titleLanguage(), words(item), path);
  }

  private String words(Digest.Item item) {
    List<String> words = new ArrayList<>();
    if (item.alert().isEmpty()) {
      return status(item.status());
    }
    if (item.lastUnchanged().isPresent() && item.firstSeen().isPresent()) {
      words.add(texts.between(item.lastUnchanged().get(), item.firstSeen().get()));
    }
    item.areaSquareMetres().ifPresent(area -> words.add(texts.area(area)));
    item.byChance().ifPresent(rate -> words.add(texts.chance("chance.list", rate)));
    for (String code : item.direction().split(", ", -1)) {
      for (Alert.Direction known : Alert.Direction.values()) {
        if (known.code().equals(code)) {
          words.add(texts.text("direction." + known.name()));
        }
      }
    }
    if (!item.before().isEmpty()) {
      words.add(texts.text("news.before", texts.text("news.status." + item.before())));
    }
    return texts.join(words);
  }

  private String status(String code) {
    return code.isEmpty()
        ? texts.text("news.never")
        : texts.text("status." + code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What was watched and raised nothing, and what could have been seen. */
  public List<String> silence() {
    Digest.Silence silence = digest.silence();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        texts.count("news.silence.places", silence.places(), texts.plain(silence.looked())));
    if (silence.watched() > 0) {
      sentences.add(
          silence.from().isPresent() && silence.until().isPresent()
              ? texts.count(
                  "news.silence.quiet",
                  silence.quiet(),
                  texts.range(silence.from().get(), silence.until().get()))
              : texts.count("news.silence.quiet.undated", silence.quiet()));
      sentences.add(
          silence.leastSquareMetres().isPresent()
              ? texts.text(
                  "news.silence.least",
                  texts.area(silence.leastSquareMetres().getAsDouble()),
                  texts.plain(silence.watched()))
              : texts.text("news.silence.least.none", texts.plain(silence.watched())));
    }
    unwatched().ifPresent(sentences::add);
    return sentences;
  }

  private Optional<String> unwatched() {
    int count = digest.silence().unwatched().values().stream().mapToInt(Integer::intValue).sum();
    if (count == 0) {
      return Optional.empty();
    }
    String each =
        digest.silence().unwatched().entrySet().stream()
            .map(one ->
                texts.text("news.silence.each", status(one.getKey()), texts.plain(one.getValue())))
            .collect(Collectors.joining(texts.text("list.comma")));
    return Optional.of(texts.count("news.silence.unwatched", count, each));
  }

  public boolean hasUnwatched() {
    return !digest.silence().unwatched().isEmpty();
  }

  /** The list of places that are not watched. */
  public String quietPath() {
    return base + "/review/quiet";
  }

  /** Ids of alerts at protected places, for the owner's own page. */
  public List<String> withheld() {
    return digest.withheld();
  }

  /** As text without marks, for a mail. */
  String plain() {
    StringBuilder text = new StringBuilder();
    if (isTest()) {
      text.append(texts.text("news.test.note")).append("\n\n");
    }
    text.append(headline()).append('\n').append(period()).append("\n");
    for (Part part : parts()) {
      text.append("\n== ").append(part.title()).append('\n');
      for (Line line : part.lines()) {
        text.append("\n* ").append(texts.isolate(line.title())).append('\n');
        text.append("  ").append(line.text()).append("\n  ").append(line.path()).append('\n');
      }
      if (!part.withheld().isEmpty()) {
        text.append('\n').append(part.withheld()).append("\n  ").append(path()).append('\n');
      }
      if (!part.more().isEmpty()) {
        text.append('\n').append(part.more()).append("\n  ").append(path()).append('\n');
      }
    }
    text.append("\n== ").append(texts.text("news.silence")).append("\n\n");
    silence().forEach(sentence -> text.append(sentence).append('\n'));
    if (hasUnwatched()) {
      text.append("  ").append(quietPath()).append('\n');
    }
    return text.append('\n').append(texts.text("news.no-cause")).append('\n').toString();
  }
}
