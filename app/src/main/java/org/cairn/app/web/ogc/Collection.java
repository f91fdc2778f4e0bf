package org.cairn.app.web.ogc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.Sight;
import org.cairn.register.FeatureLayer;
import org.cairn.register.FeatureSight;

/** A collection of features, and who may see it. */
enum Collection {
  PLACES(FeatureLayer.PLACES, Right.SEE_PLACES),
  ALERTS(FeatureLayer.ALERTS, Right.SEE_ALERTS),
  /** They name persons: they are for whoever has an account, as on pages. */
  ASSESSMENTS(FeatureLayer.ASSESSMENTS, Right.SEE_PLACES),
  CASES(FeatureLayer.CASES, Right.MANAGE_CASES);

  private final FeatureLayer layer;
  private final Right right;

  Collection(FeatureLayer layer, Right right) {
    this.layer = layer;
    this.right = right;
  }

  FeatureLayer layer() {
    return layer;
  }

  /** As written in addresses. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isOpenTo(Viewer viewer) {
    return viewer.may(right) && (this != ASSESSMENTS || viewer.isSignedIn());
  }

  static List<Collection> openTo(Viewer viewer) {
    return Arrays.stream(values()).filter(each -> each.isOpenTo(viewer)).toList();
  }

  static Optional<Collection> find(String id) {
    return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
  }

  /** What of the features somebody may see. */
  static FeatureSight sight(Viewer viewer) {
    Sight sight = Sight.of(viewer);
    return new FeatureSight(
        sight.exact(),
        sight.watch(),
        sight.claims(),
        viewer.may(Right.JUDGE) ? viewer.person().map(Viewer.Person::id) : Optional.empty());
  }
}
