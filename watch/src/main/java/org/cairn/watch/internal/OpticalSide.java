package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.change.Fusion;
import org.cairn.change.SiteScores;
import org.cairn.heritage.Alert;

/** What one layer of optical images says of one site. Used by one thread. */
final class OpticalSide implements Side {
  private final Verdict.Optical optical;
  private final Optional<String> layer;

  /**
   * @param layer its name, where there are several
   */
  OpticalSide(Verdict.Optical optical, Optional<String> layer) {
    this.optical = optical;
    this.layer = layer;
  }

  @Override
  public Fusion.Evidence numbers() {
    SiteScores scores = optical.scores();
    List<Integer> days = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      days.add(optical.statement().day(scores.date(i)));
    }
    return new Fusion.Evidence(scores, days, optical.placebos());
  }

  @Override
  public int lastHistoryDay() {
    return optical.statement().lastHistoryDay();
  }

  @Override
  public int lastDay() {
    return optical.statement().lastDay();
  }

  @Override
  public Optional<Raised> raised(
      int number, double score, double expected, Alert.Placebos windows) {
    return finding(number, score, expected, windows).map(one -> one);
  }

  private Optional<Finding> finding(
      int number, double score, double expected, Alert.Placebos windows) {
    return optical
        .statement()
        .finding(optical.analysis(), optical.scores(), number, score, expected, windows);
  }

  @Override
  public Alert.Evidence evidence(OptionalInt raised, double probability) {
    SiteScores scores = optical.scores();
    OptionalInt number = raised.isPresent() ? raised : Side.largest(scores);
    Optional<Finding> finding =
        number.isEmpty()
            ? Optional.empty()
            : finding(number.getAsInt(), scores.max(), 0, new Alert.Placebos(0, 0, 0));
    return new Alert.Evidence(
        Alert.Kind.OPTICAL,
        scores.max(),
        probability,
        number.isEmpty()
            ? Optional.empty()
            : Optional.of(
                LocalDate.ofEpochDay(optical.statement().day(scores.date(number.getAsInt())))),
        finding.map(one -> LocalDate.ofEpochDay(one.before().day())),
        finding.map(one -> LocalDate.ofEpochDay(one.after().day())),
        List.of(),
        layer);
  }
}
