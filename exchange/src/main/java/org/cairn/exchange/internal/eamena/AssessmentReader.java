package org.cairn.exchange.internal.eamena;

import static org.cairn.exchange.internal.eamena.AssessmentColumn.EXTENT;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.INTERVENTION;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.PRIORITY;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.PROBABILITY;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.RECOMMENDATION;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.STATE;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.THREAT;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.THREAT_ASSESSOR;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.THREAT_CATEGORY;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Recommendation;
import org.cairn.heritage.place.ConditionAssessment.Threat;
import org.cairn.heritage.place.Term;

/**
 * The assessments of one place, from the one line of an export or the rows of a sheet. Rows add to
 * the assessment above them until one judges the condition again, otherwise or by others: that
 * begins another, by the assessors of its own row or else by those above. Who assessed a place
 * without saying anything of its condition has made no assessment of it. Single-thread, one for
 * each place.
 */
final class AssessmentReader {
  private final EamenaWords words;
  private final List<ConditionAssessment> finished = new ArrayList<>();
  private AssessmentMaking making = AssessmentMaking.NOBODY;
  private Optional<Term> state = Optional.empty();
  private Optional<Term> extent = Optional.empty();
  private final Set<Disturbance> disturbances = new LinkedHashSet<>();
  private final Set<Threat> threats = new LinkedHashSet<>();
  private final Set<Recommendation> recommendations = new LinkedHashSet<>();
  private List<AssessmentLine> lines = new ArrayList<>();

  AssessmentReader(EamenaWords words) {
    this.words = words;
  }

  /** Reads one more line; the problems of what it says are told at once. */
  void add(AssessmentLine line) {
    AssessmentTerms terms = new AssessmentTerms(line, words);
    AssessmentMaking made = AssessmentMaking.of(line, terms);
    boolean another = isAnother(line, made);
    if (another) {
      finishAssessment();
    }
    making = another && made.says() ? made : making.and(made, line);
    lines.add(line);
    terms.only(STATE).ifPresent(word -> state = Optional.of(word));
    terms.only(EXTENT).ifPresent(word -> extent = Optional.of(word));
    disturbances.addAll(new DisturbanceCells(line, terms).read());
    readThreats(line, terms);
    readRecommendations(line, terms);
  }

  /** Whether a row judges the condition again: otherwise, or by others or on another day. */
  private boolean isAnother(AssessmentLine line, AssessmentMaking made) {
    boolean judged = state.isPresent() || extent.isPresent();
    boolean judges = !line.values(STATE).isEmpty() || !line.values(EXTENT).isEmpty();
    return judged
        && judges
        && (differs(state, line.distinct(STATE))
            || differs(extent, line.distinct(EXTENT))
            || !making.covers(made));
  }

  private static boolean differs(Optional<Term> term, Set<String> words) {
    return term.isPresent()
        && !words.isEmpty()
        && !words.equals(Set.of(term.get().label().orElse("")));
  }

  /** In the order of the source. */
  List<ConditionAssessment> finish() {
    finishAssessment();
    return List.copyOf(finished);
  }

  private void finishAssessment() {
    boolean says =
        state.isPresent()
            || extent.isPresent()
            || !disturbances.isEmpty()
            || !threats.isEmpty()
            || !recommendations.isEmpty();
    if (says) {
      finished.add(
          new ConditionAssessment(
              making.assessors(),
              making.activity(),
              state,
              Optional.empty(),
              extent,
              List.copyOf(disturbances),
              List.copyOf(threats),
              List.copyOf(recommendations),
              Optional.empty(),
              Optional.empty(),
              making.attribution()));
    } else {
      lines.forEach(AssessmentLine::unsayAll);
    }
    lines = new ArrayList<>();
    state = Optional.empty();
    extent = Optional.empty();
    disturbances.clear();
    threats.clear();
    recommendations.clear();
  }

  private void readThreats(AssessmentLine line, AssessmentTerms terms) {
    Aligned cells = Aligned.of(line, THREAT, THREAT_CATEGORY, PROBABILITY, THREAT_ASSESSOR);
    for (int i = 0; i < cells.size(); i++) {
      Threat threat =
          new Threat(
              terms.at(cells, THREAT_CATEGORY, i),
              terms.at(cells, THREAT, i),
              terms.at(cells, PROBABILITY, i),
              cells.at(THREAT_ASSESSOR, i));
      if (threat.category().isPresent()
          || threat.cause().isPresent()
          || threat.probability().isPresent()
          || threat.assessor().isPresent()) {
        threats.add(threat);
      }
    }
    terms.tellMisaligned(THREAT, cells.size(), cells.misaligned());
  }

  private void readRecommendations(AssessmentLine line, AssessmentTerms terms) {
    Aligned cells = Aligned.of(line, RECOMMENDATION, PRIORITY, INTERVENTION);
    for (int i = 0; i < cells.size(); i++) {
      Recommendation advice =
          new Recommendation(
              terms.at(cells, RECOMMENDATION, i),
              terms.at(cells, PRIORITY, i),
              terms.at(cells, INTERVENTION, i),
              Optional.empty());
      if (advice.activity().isPresent()
          || advice.priority().isPresent()
          || advice.intervention().isPresent()) {
        recommendations.add(advice);
      }
    }
    terms.tellMisaligned(RECOMMENDATION, cells.size(), cells.misaligned());
  }
}
