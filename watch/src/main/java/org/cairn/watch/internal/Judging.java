package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Place;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.AreaUse;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.WatchSettings;

/** Judges areas of one run, and reads the pictures of alerts. Thread-safe. */
final class Judging {
  private final List<Place> places;
  private final List<String> placeIds;
  private final AreaJudge judge;
  private final LayerJudge layerJudge;
  private final RadarJudge radarJudge;
  private final EvidenceJudge evidenceJudge;
  private final EvidenceReader evidence;
  private final RadarEvidence radarEvidence;
  private final SceneTally tally;

  /** One slot a place; each is written by the one thread that has its area. */
  private final PlaceResult[] results;

  Judging(
      WatchSettings settings,
      Alert.Method method,
      List<Place> places,
      WatchPeriod period,
      StackReader reader,
      SceneTally tally,
      PlaceResult[] results) {
    this.places = places;
    this.placeIds = places.stream().map(Place::id).toList();
    this.judge = new AreaJudge(settings, WatchRun.DETECTOR, period);
    this.layerJudge = new LayerJudge(settings, judge, period);
    this.radarJudge = new RadarJudge(WatchRun.RADAR, period);
    this.evidenceJudge = new EvidenceJudge(settings);
    this.evidence = new EvidenceReader(reader, method);
    this.radarEvidence = new RadarEvidence(method);
    this.tally = tally;
    this.results = results;
  }

  /**
   * @return what went wrong; empty where the area has to be read anew, because something that was
   *     kept of it is not there any more
   */
  Optional<List<Problem>> judge(AreaStack stack) {
    List<Problem> met = new ArrayList<>();
    try {
      stack.kept().save();
      Matter matter = judge.matter(stack, placeIds);
      Verdict verdict = judge.judge(matter, layerJudge.isAsked() || !stack.radar().isEmpty());
      List<Said> said = said(matter, verdict, met);
      List<Registrar.Measured> shifts = verdict.registered().measured();
      AreaUse area = areaUse(stack, placeIds);
      for (int i = 0; i < said.size(); i++) {
        Said one = said.get(i);
        int index = stack.area().sites().get(i).placeIndex();
        Place place = places.get(index);
        results[index] =
            new PlaceResult(
                place,
                one.coverage(),
                one.raised().stream()
                    .map(raised -> alert(stack, place, raised, one.evidence(), verdict, met))
                    .toList(),
                one.scores(),
                verdict.registered().moved(),
                Optional.of(area));
      }
      tally.add(shifts);
      stack.addTo(tally);
      return Optional.of(met);
    } catch (KeptArea.Lost lost) {
      return Optional.empty();
    } finally {
      stack.release();
    }
  }

  /** What is said of each site from all the evidence there is. */
  private List<Said> said(Matter matter, Verdict verdict, List<Problem> met) {
    List<FurtherEvidence> further = new ArrayList<>();
    try {
      layerJudge.of(matter, verdict.registered()).ifPresent(further::add);
      radarJudge.of(matter, met).ifPresent(further::add);
      List<Said> said = new ArrayList<>();
      for (int i = 0; i < verdict.places().size(); i++) {
        int site = i;
        said.add(
            evidenceJudge.said(
                verdict.places().get(i),
                layerJudge.watched(matter),
                further.stream().map(one -> one.side(site)).toList()));
      }
      return said;
    } finally {
      further.forEach(FurtherEvidence::close);
    }
  }

  private AlertEvidence alert(
      AreaStack stack,
      Place place,
      Raised raised,
      List<Alert.Evidence> seen,
      Verdict verdict,
      List<Problem> met) {
    return switch (raised) {
      case Finding finding -> evidence.read(stack, place, finding, seen, verdict, met);
      case RadarRaised radar -> radarEvidence.make(stack, place, radar, seen);
    };
  }

  private static AreaUse areaUse(AreaStack stack, List<String> placeIds) {
    WatchArea area = stack.area();
    return new AreaUse(
        area.sites().stream().map(site -> placeIds.get(site.placeIndex())).toList(),
        area.anchor(),
        area.window(),
        stack.items());
  }
}
