package org.cairn.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.PlaceResult.Registration;

/** What could have been seen at one place, in words. */
public final class PlaceView {
  private final PlaceResult place;
  private final Texts texts;
  private final Asked asked;

  PlaceView(PlaceResult place, Texts texts, Asked asked) {
    this.place = place;
    this.texts = texts;
    this.asked = asked;
  }

  public NameView name() {
    return NameView.first(place.place(), texts.language());
  }

  public List<NameView> otherNames() {
    return NameView.others(place.place(), texts.language());
  }

  private Coverage coverage() {
    return place.coverage();
  }

  /** For example "31 of 70". */
  public String looks() {
    return texts.text(
        "looks.of", texts.plain(coverage().looks()), texts.plain(coverage().acquisitions()));
  }

  /** Looks and period as a sentence. */
  public String looksSentence() {
    String acquisitions = texts.plain(coverage().acquisitions());
    return coverage()
        .from()
        .flatMap(from -> coverage().until().map(until -> texts.between(from, until)))
        .map(between -> texts.count("looks.here", coverage().looks(), acquisitions, between))
        .orElseGet(() -> texts.count("looks.hereUndated", coverage().looks(), acquisitions));
  }

  /** Highest score beside the threshold; empty unless watched. */
  public Optional<String> score() {
    if (coverage().maxScore().isEmpty()) {
      return Optional.empty();
    }
    String highest = texts.decimal(coverage().maxScore().getAsDouble(), 1, 1);
    return Optional.of(
        coverage().threshold().isPresent()
            ? texts.text(
                "places.score.value",
                highest,
                texts.decimal(coverage().threshold().getAsDouble(), 1, 1))
            : highest);
  }

  /** The place among windows like it. */
  public Optional<AmongView> among() {
    return AmongView.of(coverage(), texts);
  }

  /** What the alarm threshold is set for. */
  public List<String> setting() {
    return among().map(among -> among.setting(asked.alarmRate())).orElseGet(List::of);
  }

  /** What would have been found, as a figure. */
  public Optional<DetectionView> detection() {
    return DetectionView.of(coverage(), asked, texts);
  }

  /**
   * The same in words, where there is no figure: one line per size, smallest first as the watch
   * gives them; never empty.
   */
  public List<String> detectable() {
    List<String> lines = new ArrayList<>();
    for (Coverage.Detectable size : coverage().smallestDetectable()) {
      lines.add(
          Double.isFinite(size.contrast())
              ? texts.text(
                  "detectable.line",
                  texts.contrast(size.contrast()),
                  asked.layer(),
                  area(size, texts),
                  texts.plain(tenths(size.power())))
              : texts.text("detectable.never", area(size, texts)));
    }
    return lines.isEmpty() ? List.of(texts.text("detectable.none")) : lines;
  }

  static String area(Coverage.Detectable size, Texts texts) {
    return size.areaPixels().isPresent()
        ? texts.pixels(size.areaPixels().getAsInt())
        : texts.area(size.areaSquareMetres());
  }

  /** That the ground around it changed as a whole; empty where it did not. */
  public Optional<String> regionalSentence() {
    return coverage()
        .regional()
        .map(change ->
            texts.text(
                "regional.here",
                texts.between(change.lastBefore(), change.seen()),
                texts.plain(Math.round(100 * change.share()))));
  }

  /**
   * A sentence on evidence beside the watched layer's.
   *
   * @param why the watch's own reason, in English; empty where there is none
   */
  public record EvidenceSentence(String text, String why) {}

  /** What a further layer and radar could have seen; empty where there is neither. */
  public List<EvidenceSentence> evidenceSentences() {
    List<EvidenceSentence> sentences = new ArrayList<>();
    coverage()
        .further()
        .ifPresent(further -> {
          String layer = texts.isolate(texts.band(further.layer()));
          sentences.add(
              further.why().isEmpty()
                  ? new EvidenceSentence(
                      texts.text("further.used", layer, texts.plain(further.looks())), "")
                  : new EvidenceSentence(
                      texts.text("further.notUsed", layer), Texts.clean(further.why())));
        });
    coverage()
        .radar()
        .ifPresent(radar -> {
          if (!radar.why().isEmpty()) {
            sentences.add(
                new EvidenceSentence(texts.text("radar.notUsed"), Texts.clean(radar.why())));
            return;
          }
          if (!radar.alone().isEmpty()) {
            sentences.add(new EvidenceSentence(texts.text("radar.alone"), ""));
          }
          sentences.add(
              new EvidenceSentence(texts.text("radar.used", texts.plain(radar.passes())), ""));
          for (Coverage.Track track : radar.tracks()) {
            if (!track.why().isEmpty()) {
              sentences.add(
                  new EvidenceSentence(texts.text("radar.trackNotUsed"), Texts.clean(track.why())));
            }
          }
        });
    return sentences;
  }

  /** Cases in ten, never rounded up: 0.79 is 7. */
  private static double tenths(double power) {
    return Math.floor(Math.clamp(power, 0, 1) * 10 + 1e-9);
  }

  /** How many acquisitions did not lie on the others; empty where all did. */
  public List<String> registrationSentences() {
    long rejected = place.registrations().stream().filter(Registration::rejected).count();
    long moved = place.registrations().size() - rejected;
    List<String> sentences = new ArrayList<>();
    if (moved > 0) {
      sentences.add(texts.count("registration.moved", (double) moved));
    }
    if (rejected > 0) {
      sentences.add(texts.count("registration.rejected", (double) rejected));
    }
    return sentences;
  }

  /** An acquisition that did not lie on the others. */
  public record RegistrationRow(String date, String down, String right, String outcome) {}

  public List<RegistrationRow> registrations() {
    return place.registrations().stream()
        .map(registration ->
            new RegistrationRow(
                texts.shortDate(registration.date()),
                texts.value(registration.shiftRows()),
                texts.value(registration.shiftCols()),
                texts.text(
                    registration.rejected() ? "registration.leftOut" : "registration.movedBack")))
        .toList();
  }

  /** The watch's own sentence, in English. */
  public String why() {
    return Texts.clean(coverage().why());
  }
}
