package org.cairn.app.report;

import java.util.List;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Alert;

/** What each kind of images, and each layer of them, saw of an alert, in one language. */
public final class EvidenceView {
  private final Alert alert;
  private final Texts texts;

  EvidenceView(Alert alert, Texts texts) {
    this.alert = alert;
    this.texts = texts;
  }

  /** Whether there is more than the alert itself says. */
  public boolean isEmpty() {
    return alert.evidence().isEmpty();
  }

  /** One kind in words. */
  public record Kind(String name, String seen, String chance) {}

  public List<Kind> kinds() {
    return alert.evidence().stream()
        .map(one ->
            new Kind(
                name(one),
                seen(one),
                texts.text(
                    "evidence.chance",
                    texts.estimate(one.probability()),
                    texts.decimal(one.score(), 1, 1))))
        .toList();
  }

  private String name(Alert.Evidence one) {
    String kind = "evidence." + one.kind().name();
    return one.layer()
        .map(layer -> texts.text(kind + ".layer", texts.isolate(texts.band(layer))))
        .orElseGet(() -> texts.text(kind));
  }

  /** Dates of a change only of the kind that raised the alert: others may have seen none. */
  private String seen(Alert.Evidence one) {
    if (one.date().isEmpty()) {
      return texts.text("evidence.none");
    }
    String day = texts.date(one.date().get());
    return one.equals(alert.evidence().getFirst())
        ? texts.text("evidence.dated", texts.between(alert.lastUnchanged(), alert.firstSeen()), day)
        : texts.text("evidence.largest", day);
  }

  /** One orbit and polarisation of radar. */
  public record Channel(String name, String note, String before, String after) {}

  public List<Channel> channels() {
    return alert.evidence().stream()
        .flatMap(one -> one.channels().stream())
        .map(one ->
            new Channel(
                texts.text(
                    "evidence." + one.orbitState(),
                    texts.isolate(one.polarisation()),
                    texts.plain(one.relativeOrbit())),
                texts.text(
                    "evidence.beyond",
                    texts.decimal(one.beyond(), 1, 1),
                    texts.plain(one.passes())),
                texts.decimal(one.before(), 1, 1),
                texts.decimal(one.after(), 1, 1)))
        .toList();
  }
}
