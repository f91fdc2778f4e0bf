package org.cairn.app.web.review;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.record.RecordedAlert;
import org.cairn.app.record.RecordedAlert.Picture;
import org.cairn.app.report.AlertView;
import org.cairn.app.report.ChartView;
import org.cairn.app.report.Outline;
import org.cairn.app.text.Texts;
import org.cairn.app.web.stac.StacPaths;
import org.cairn.heritage.Alert;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;

/** One alert's evidence on its page, in one language: any two of its pictures, and all figures. */
final class CardView {
  private final Reviews.Opened opened;
  private final QueueFilter filter;
  private final Texts texts;
  private final AlertView alert;
  private final List<Shot> shots;
  private final int left;
  private final int right;

  private CardView(
      Reviews.Opened opened,
      QueueFilter filter,
      Texts texts,
      List<Shot> shots,
      int left,
      int right) {
    this.opened = opened;
    this.filter = filter;
    this.texts = texts;
    this.alert = AlertView.of(opened.place(), texts);
    this.shots = shots;
    this.left = left;
    this.right = right;
  }

  /**
   * Reads every picture through, since what is not what was recorded is not shown.
   *
   * @param left number of the picture on the left as asked for; anything else is the one before
   * @param right likewise, the one after
   */
  static CardView of(
      Reviews.Opened opened,
      QueueFilter filter,
      Texts texts,
      BlobStore blobs,
      String left,
      String right)
      throws IOException {
    List<Shot> shots = new ArrayList<>();
    List<Picture> pictures = opened.located() ? opened.recorded().pictures() : List.of();
    for (int number = 0; number < pictures.size(); number++) {
      Picture picture = pictures.get(number);
      shots.add(
          new Shot(
              number,
              picture,
              blobs.holds(picture.blob()),
              address(opened, picture.blob()),
              texts.date(picture.date()),
              texts.shortDate(picture.date()),
              Texts.clean(picture.sensor()),
              note(opened, picture, texts)));
    }
    return new CardView(
        opened,
        filter,
        texts,
        shots,
        chosen(left, "before", pictures),
        chosen(right, "after", pictures));
  }

  private static int chosen(String asked, String role, List<Picture> pictures) {
    if (asked.matches("\\d{1,3}") && Integer.parseInt(asked) < pictures.size()) {
      return Integer.parseInt(asked);
    }
    for (int number = 0; number < pictures.size(); number++) {
      if (pictures.get(number).role().equals(role)) {
        return number;
      }
    }
    return -1;
  }

  private static String address(Reviews.Opened opened, Hash blob) {
    return AlertPath.of(opened.hit().alert())
        + "/pictures/"
        + blob.hex()
        + "?entry="
        + opened.hit().entry();
  }

  private static String note(Reviews.Opened opened, Picture picture, Texts texts) {
    if (picture.isCloudy()) {
      return texts.text("review.cloudy", texts.plain(Math.round(100 * picture.clearShare())));
    }
    if (isRadar(opened)) {
      return texts.text("chip.radar", texts.isolate(opened.recorded().evidence().layer()));
    }
    return picture.trueColour()
        ? texts.text("chip.clear")
        : texts.text("chip.grey", texts.isolate(texts.band(opened.recorded().evidence().layer())));
  }

  private static boolean isRadar(Reviews.Opened opened) {
    List<Alert.Evidence> seen = opened.recorded().evidence().alert().evidence();
    return !seen.isEmpty() && seen.getFirst().kind() == Alert.Kind.RADAR;
  }

  /**
   * A picture.
   *
   * @param isSound whether its bytes are those that were recorded
   */
  record Shot(
      int number,
      Picture picture,
      boolean isSound,
      String address,
      String date,
      String shortDate,
      String sensor,
      String note) {}

  /** Whether there are pictures that this viewer may not see. */
  boolean isKept() {
    return !opened.located() && !opened.recorded().pictures().isEmpty();
  }

  AlertView alert() {
    return alert;
  }

  ChartView chart() {
    return alert.chart();
  }

  RecordedAlert.Curve curve() {
    return opened.recorded().curve();
  }

  List<Shot> shots() {
    return shots;
  }

  Optional<Shot> left() {
    return left < 0 ? Optional.empty() : Optional.of(shots.get(left));
  }

  Optional<Shot> right() {
    return right < 0 ? Optional.empty() : Optional.of(shots.get(right));
  }

  boolean hasBoth() {
    return left().filter(Shot::isSound).isPresent() && right().filter(Shot::isSound).isPresent();
  }

  boolean isInDoubt() {
    return curve() == RecordedAlert.Curve.IN_DOUBT
        || shots.stream().anyMatch(shot -> !shot.isSound());
  }

  String alt(Shot shot) {
    return texts.text(
        "review.picture.alt",
        shot.date(),
        texts.join(List.of(texts.isolate(shot.sensor()), shot.note())));
  }

  /** Before, after, or between, in words. */
  String side(Shot shot) {
    Alert found = opened.recorded().evidence().alert();
    return texts.text(
        shot.picture().date().isBefore(found.firstSeen())
            ? shot.picture().date().isAfter(found.lastUnchanged())
                ? "review.picture.between"
                : "chip.before"
            : "chip.after");
  }

  /** The page with this picture on the left. */
  String onLeft(Shot shot) {
    return address(shot.number(), right);
  }

  String onRight(Shot shot) {
    return address(left, shot.number());
  }

  private String address(int onLeft, int onRight) {
    return AlertPath.of(opened.hit().alert())
        + filter.address("left=" + onLeft + "&right=" + onRight)
        + "#pair";
  }

  /** Pictures from then on belong on the right. */
  java.time.LocalDate alertFirstSeen() {
    return opened.recorded().evidence().alert().firstSeen();
  }

  boolean isLeft(Shot shot) {
    return shot.number() == left;
  }

  boolean isRight(Shot shot) {
    return shot.number() == right;
  }

  /** Empty where the record has no outline. */
  String outlinePath() {
    return Outline.around(opened.recorded().evidence().outline(), Math.max(0.8, cols() / 90.0));
  }

  int cols() {
    return opened.recorded().size().map(RecordedAlert.Size::cols).orElse(1);
  }

  int rows() {
    return opened.recorded().size().map(RecordedAlert.Size::rows).orElse(1);
  }

  String scaleLine() {
    return opened.recorded().widthMetres().isPresent()
        ? texts.text("view.scale", texts.length(opened.recorded().widthMetres().getAsDouble()))
        : texts.text("review.no-scale");
  }

  /**
   * A round length over the picture.
   *
   * @param cols how long it is, in pixels of the picture
   */
  record ScaleBar(String label, String cols) {}

  Optional<ScaleBar> scaleBar() {
    if (opened.recorded().widthMetres().isEmpty()) {
      return Optional.empty();
    }
    double across = opened.recorded().widthMetres().getAsDouble();
    double power = Math.pow(10, Math.floor(Math.log10(across * 0.3)));
    double rest = across * 0.3 / power;
    double length = power * (rest >= 5 ? 5 : rest >= 2 ? 2 : 1);
    return Optional.of(
        new ScaleBar(
            texts.length(length),
            String.format(java.util.Locale.ROOT, "%.2f", cols() * length / across)));
  }

  // ---- the foot

  long entry() {
    return opened.hit().entry();
  }

  Optional<Long> coverageEntry() {
    return opened.coverage();
  }

  String signer() {
    return Texts.clean(opened.entry().actor());
  }

  String recorded() {
    return opened.entry().record().path("time").asString("");
  }

  String run() {
    return Texts.clean(opened.hit().run());
  }

  /** Its pictures as items of the STAC API; empty where the viewer may see none. */
  Optional<String> stac() {
    return shots.isEmpty()
        ? Optional.empty()
        : Optional.of(StacPaths.ofPictures(opened.hit().entry(), shots.size()));
  }

  int scenes() {
    return opened.recorded().evidence().alert().items().size();
  }

  String id() {
    return opened.hit().alert();
  }

  /** Its id. */
  String place() {
    return opened.hit().place();
  }

  String path() {
    return AlertPath.of(opened.hit().alert());
  }
}
