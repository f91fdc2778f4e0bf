package org.cairn.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Alert;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;
import org.cairn.watch.PlaceResult;

/** One alert in one language. */
public final class AlertView {
  private final Summary.Ranked ranked;
  private final AlertEvidence evidence;
  private final Alert alert;
  private final int rank;
  private final Texts texts;
  private final PlaceView place;

  /**
   * Of an alert alone, with what is said of its place. For which rate of false alarms the place's
   * threshold was set is not told.
   *
   * @param place with this alert only
   */
  public static AlertView of(PlaceResult place, Texts texts) {
    AlertEvidence evidence = place.alerts().getFirst();
    return new AlertView(
        new Summary.Ranked(place, evidence, 1, 1),
        1,
        texts,
        Asked.of(evidence.layer(), Double.NaN, texts));
  }

  AlertView(Summary.Ranked ranked, int rank, Texts texts, Asked asked) {
    this.ranked = ranked;
    this.evidence = ranked.evidence();
    this.alert = evidence.alert();
    this.rank = rank;
    this.texts = texts;
    this.place = new PlaceView(ranked.place(), texts, asked);
  }

  /** Identifier of its section. */
  public String anchor() {
    return "alert-" + rank;
  }

  public String number() {
    return texts.text("alert.number", texts.plain(rank));
  }

  public PlaceView place() {
    return place;
  }

  // ---- in words

  public String lead() {
    return texts.text("alert.when", texts.between(alert.lastUnchanged(), alert.firstSeen()));
  }

  public String what() {
    List<String> words =
        alert.directions().stream().map(d -> texts.text("direction." + d.name())).toList();
    return words.isEmpty()
        ? texts.text("alert.area", area())
        : texts.text("alert.what", area(), texts.join(words));
  }

  public String area() {
    return alert.areaPixels().isPresent() && Double.isNaN(alert.areaSquareMetres())
        ? texts.pixels(alert.areaPixels().getAsLong())
        : texts.area(alert.areaSquareMetres());
  }

  public String interval() {
    return texts.range(alert.lastUnchanged(), alert.firstSeen());
  }

  public String sensor() {
    return Texts.clean(alert.sensor());
  }

  /** For the list: "by chance once in 140 years". */
  public String chance() {
    return texts.chance("chance.list", alert.expectedPerSiteYear());
  }

  /** Length of the bar, a CSS class. */
  public String bar() {
    return Positions.length(Chance.barPercent(alert.expectedPerSiteYear()));
  }

  /** Which of several alerts of the place this is; empty where it is the only one. */
  public Optional<String> ofPlace() {
    return ranked.ofPlace() > 1
        ? Optional.of(
            texts.text("list.same", texts.plain(ranked.number()), texts.plain(ranked.ofPlace())))
        : Optional.empty();
  }

  public String comparedWith() {
    Alert.Placebos placebos = alert.placebos();
    if (placebos.n() <= 0) {
      return texts.text("compare.noWindows");
    }
    return AmongView.sentence(
        placebos.n(), placebos.independent(), placebos.atLeastAsLarge(), texts);
  }

  public String chanceHere() {
    return texts.chance("chance.here", alert.expectedPerSiteYear());
  }

  // ---- pictures

  /**
   * One of the two pictures.
   *
   * @param note that it is a clear look, or what a grey picture shows
   * @param ratio CSS aspect-ratio
   */
  public record Shot(
      String address,
      String alt,
      String date,
      String sensor,
      String note,
      String side,
      int cols,
      int rows,
      String ratio) {}

  public Optional<Shot> before() {
    return evidence.before().map(chip -> shot(chip, "chip.alt.before", "chip.before"));
  }

  public Optional<Shot> after() {
    return evidence.after().map(chip -> shot(chip, "chip.alt.after", "chip.after"));
  }

  public boolean hasBoth() {
    return evidence.before().isPresent() && evidence.after().isPresent();
  }

  private Shot shot(Chip chip, String altKey, String sideKey) {
    return new Shot(
        Picture.whole(chip),
        texts.text(
            altKey,
            texts.date(chip.date()),
            texts.join(List.of(texts.isolate(chip.sensor()), note(chip))),
            across(chip)),
        texts.date(chip.date()),
        Texts.clean(chip.sensor()),
        note(chip),
        texts.text(sideKey),
        chip.cols(),
        chip.rows(),
        "aspect-ratio:" + chip.cols() + "/" + chip.rows());
  }

  private String note(Chip chip) {
    if (ChartView.isRadar(alert)) {
      return texts.text("chip.radar", texts.isolate(evidence.layer()));
    }
    return chip.trueColour()
        ? texts.text("chip.clear")
        : texts.text("chip.grey", texts.isolate(texts.band(evidence.layer())));
  }

  /** A small picture for the list. */
  public record Thumbnail(String address, String alt) {}

  /** The surroundings of the change, afterwards if there is such a picture. */
  public Optional<Thumbnail> thumbnail() {
    return evidence
        .after()
        .or(evidence::before)
        .map(chip ->
            new Thumbnail(
                Picture.thumbnail(chip, evidence.outline()),
                texts.text(
                    "chip.alt.thumbnail", texts.date(chip.date()), texts.isolate(chip.sensor()))));
  }

  /** SVG path around the changed pixels; empty where there are none. */
  public String outlinePath(Shot shot) {
    return Outline.around(evidence.outline(), Math.max(0.8, shot.cols() / 90.0));
  }

  /**
   * Width by height of the first picture, as CSS; keeps a picture shown alone within the window.
   */
  public String ratioStyle() {
    return evidence
        .before()
        .or(evidence::after)
        .map(chip -> String.format(Locale.ROOT, "--ratio:%.3f", (double) chip.cols() / chip.rows()))
        .orElse("");
  }

  public String scaleLine() {
    return evidence
        .before()
        .or(evidence::after)
        .map(chip ->
            texts.text(
                alert.areaPixels().isPresent() ? "view.scalePicture" : "view.scale", across(chip)))
        .orElse("");
  }

  private String across(Chip chip) {
    return length(chip.cols());
  }

  private String length(double pixels) {
    return sizeKnown()
        ? texts.length(pixels * evidence.groundSampleDistanceMetres())
        : texts.pixels(pixels);
  }

  private boolean sizeKnown() {
    return !Double.isNaN(evidence.groundSampleDistanceMetres());
  }

  /** A round length for the scale bar. */
  public record ScaleBar(String label, String style) {}

  public ScaleBar scaleBar(Shot shot) {
    double unit = sizeKnown() ? evidence.groundSampleDistanceMetres() : 1;
    double across = shot.cols() * unit;
    double power = Math.pow(10, Math.floor(Math.log10(across * 0.3)));
    double rest = across * 0.3 / power;
    double length = power * (rest >= 5 ? 5 : rest >= 2 ? 2 : 1);
    return new ScaleBar(
        length(length / unit),
        String.format(Locale.ROOT, "inline-size:%.2f%%", 100 * length / across));
  }

  // ---- series

  public ChartView chart() {
    return new ChartView(evidence, texts);
  }

  // ---- tables

  /** A band before and after. */
  public record BandRow(String band, String unit, String before, String after, String change) {}

  public List<BandRow> bands() {
    List<BandRow> rows = new ArrayList<>();
    for (Alert.BandChange band : alert.changes()) {
      double difference = band.after() - band.before();
      String size = texts.value(Math.abs(difference), band.unit());
      boolean none = !(Math.abs(difference) > 0) || size.equals(texts.value(0, band.unit()));
      rows.add(
          new BandRow(
              texts.band(band.band()),
              texts.unit(band.unit()),
              texts.value(band.before(), band.unit()),
              texts.value(band.after(), band.unit()),
              none
                  ? texts.text("bands.same")
                  : texts.text(difference < 0 ? "bands.lower" : "bands.higher", size)));
    }
    return rows;
  }

  public EvidenceView kinds() {
    return new EvidenceView(alert, texts);
  }

  public List<String> items() {
    return alert.items().stream().map(Texts::clean).toList();
  }

  public String method() {
    return Texts.clean(alert.method().name() + " " + alert.method().version());
  }

  public String id() {
    return Texts.clean(alert.id());
  }

  public String raised() {
    return texts.date(alert.raised());
  }

  public String score() {
    return texts.decimal(alert.score(), 1, 1);
  }
}
