package org.cairn.watch.internal;

import java.util.List;
import java.util.Optional;
import org.cairn.change.Injections;
import org.cairn.change.Placebos;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SiteScores;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;

/**
 * All that one layer of optical images says of one area.
 *
 * @param places one per site of the area
 * @param reference digest of what looks were laid on; empty where that could not be made, where
 *     nothing is kept, and of a further layer
 */
record Verdict(List<Verdict.Judged> places, Registrar.Registered registered, String reference) {
  Verdict {
    places = List.copyOf(places);
  }

  /**
   * A place's verdict before its pictures are read.
   *
   * @param finding empty where no alert was raised
   * @param known what later looks go on from; empty where that is not asked for or not known
   * @param optical the numbers behind it; empty where it could not be judged, or was not anew
   */
  record Judged(
      Coverage coverage,
      List<PlaceResult.ScoreRise> scores,
      Optional<Finding> finding,
      Optional<SiteScores> known,
      Optional<Injections> injections,
      Optional<Optical> optical) {
    Judged with(Optional<SiteScores> changedKnown, Optional<Injections> changedInjections) {
      return new Judged(
          coverage, scores, finding, changedKnown, changedInjections, Optional.empty());
    }
  }

  /**
   * The numbers behind a site's verdict, for other kinds of evidence to be held beside.
   *
   * @param injections empty where they were not asked for
   */
  record Optical(
      SiteStatement statement,
      SceneAnalysis analysis,
      SiteScores scores,
      Placebos placebos,
      Optional<Injections> injections) {}
}
