package org.cairn.exchange.internal.eamena;

import static org.cairn.exchange.internal.eamena.AssessmentColumn.CATEGORY;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.CAUSE;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.CAUSE_ASSESSOR;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.CERTAINTY;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_BEFORE;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_FROM;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_ON;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_TO;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.EFFECT;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.EFFECT_CERTAINTY;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Effect;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeSpan;

/**
 * The disturbances of one line. In EAMENA's model an event has one category and one set of dates,
 * and several causes, each with several effects; exports flatten the three levels into columns. So
 * values belong together where there is one to belong to, or as many as on the level above; else
 * nobody knows. Effects that belong to nothing known are a disturbance of their own, without a
 * cause; what else does not line up is left for the caller to keep. Single-thread.
 */
final class DisturbanceCells {
  private final AssessmentLine line;
  private final AssessmentTerms terms;
  private final Aligned events;
  private final Aligned causes;
  private final Aligned effects;

  DisturbanceCells(AssessmentLine line, AssessmentTerms terms) {
    this.line = line;
    this.terms = terms;
    this.events =
        Aligned.of(line, CATEGORY, DISTURBED_FROM, DISTURBED_TO, DISTURBED_BEFORE, DISTURBED_ON);
    this.causes = Aligned.of(line, CAUSE, CERTAINTY, CAUSE_ASSESSOR);
    this.effects = Aligned.of(line, EFFECT, EFFECT_CERTAINTY);
  }

  List<Disturbance> read() {
    int count = causes.size() == 0 ? events.size() : causes.size();
    boolean known = events.size() <= 1 || events.size() == count;
    boolean placed = effects.size() == 0 || count <= 1 || effects.size() == count;
    tellMisaligned(count, known, placed);
    List<Disturbance> read = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int event = !known ? events.size() : events.size() == 1 ? 0 : i;
      disturbance(i, event, placed ? effectsOf(i, count) : List.of()).ifPresent(read::add);
    }
    if (effects.size() > 0 && (!placed || count == 0)) {
      disturbance(causes.size(), events.size(), effectsOf(0, 1)).ifPresent(read::add);
    }
    return read;
  }

  private Optional<Disturbance> disturbance(int cause, int event, List<Effect> done) {
    Map<DisturbanceTimes.Form, TimeSpan> times = DisturbanceTimes.of(line, events, event);
    Disturbance read =
        new Disturbance(
            terms.at(events, CATEGORY, event),
            terms.at(causes, CAUSE, cause),
            terms.at(causes, CERTAINTY, cause),
            done,
            times.size() == 1
                ? Optional.of(Term.of(times.keySet().iterator().next().term()))
                : Optional.empty(),
            List.copyOf(times.values()),
            causes.at(CAUSE_ASSESSOR, cause));
    return read.equals(NOTHING) ? Optional.empty() : Optional.of(read);
  }

  private static final Disturbance NOTHING =
      new Disturbance(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty());

  /**
   * All of them where there is one disturbance, which repeat nothing; else the one by its place.
   */
  private List<Effect> effectsOf(int at, int count) {
    Set<Effect> found = new LinkedHashSet<>();
    for (int i = 0; i < effects.size(); i++) {
      Effect effect =
          new Effect(terms.at(effects, EFFECT, i), terms.at(effects, EFFECT_CERTAINTY, i));
      boolean says = effect.effect().isPresent() || effect.certainty().isPresent();
      if (says && (count == 1 || i == at)) {
        found.add(effect);
      }
    }
    return List.copyOf(found);
  }

  private void tellMisaligned(int count, boolean known, boolean placed) {
    Map<AssessmentColumn, Integer> loose = new LinkedHashMap<>(events.misaligned());
    loose.putAll(causes.misaligned());
    loose.putAll(effects.misaligned());
    if (!known) {
      loose.put(CATEGORY, events.size());
      line.unsay(CATEGORY, DISTURBED_FROM, DISTURBED_TO, DISTURBED_BEFORE, DISTURBED_ON);
    }
    if (!placed) {
      loose.put(EFFECT, effects.size());
      line.unsay(EFFECT, EFFECT_CERTAINTY);
    }
    terms.tellMisaligned(causes.size() == 0 ? CATEGORY : CAUSE, count, loose);
  }
}
