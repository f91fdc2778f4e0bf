package org.cairn.watch.internal;

import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.change.Fusion;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;

/** What the further layer of the same images says of one site. Used by one thread. */
final class LayerSide implements FurtherSide {
  private final String watched;
  private final String layer;
  private final int looks;
  private final String why;
  private final Optional<OpticalSide> side;

  private LayerSide(
      String watched, String layer, int looks, String why, Optional<OpticalSide> side) {
    this.watched = watched;
    this.layer = layer;
    this.looks = looks;
    this.why = why;
    this.side = side;
  }

  /**
   * @param watched name of the watched layer
   * @param layer name of the further one
   * @param judged by the further layer
   */
  static LayerSide of(String watched, String layer, Verdict.Judged judged) {
    return new LayerSide(
        watched,
        layer,
        judged.coverage().looks(),
        judged.coverage().why(),
        judged.optical().map(numbers -> new OpticalSide(numbers, Optional.of(layer))));
  }

  /** Where no image of the area has the layer. */
  static LayerSide none(String watched, String layer) {
    return new LayerSide(
        watched, layer, 0, "No image that shows it has '" + layer + "'.", Optional.empty());
  }

  @Override
  public Optional<String> why() {
    return side.isPresent() ? Optional.empty() : Optional.of(why);
  }

  @Override
  public boolean speaksAlone() {
    return false;
  }

  @Override
  public String tooFewInCommon(int windows) {
    return "Only "
        + windows
        + " separate windows like it were seen in both "
        + watched
        + " and "
        + layer
        + "; at least "
        + SiteStatement.LEAST_INDEPENDENT_PLACEBOS
        + " are needed.";
  }

  @Override
  public Coverage told(Coverage coverage, String reason, String alone) {
    return coverage.withFurther(new Coverage.Further(layer, looks, reason));
  }

  private OpticalSide side() {
    return side.orElseThrow(() -> new IllegalStateException(layer + " says nothing: " + why));
  }

  @Override
  public Fusion.Evidence numbers() {
    return side().numbers();
  }

  @Override
  public int lastHistoryDay() {
    return side().lastHistoryDay();
  }

  @Override
  public int lastDay() {
    return side().lastDay();
  }

  @Override
  public Optional<Raised> raised(
      int number, double score, double expected, Alert.Placebos windows) {
    return side().raised(number, score, expected, windows);
  }

  @Override
  public Alert.Evidence evidence(OptionalInt raised, double probability) {
    return side().evidence(raised, probability);
  }
}
