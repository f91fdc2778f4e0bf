package org.cairn.exchange.internal.eamena;

import static org.cairn.exchange.internal.eamena.AssessmentColumn.ACTIVITY;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DATE;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.GOOGLE_EARTH;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.IMAGERY_DATE;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.INFORMATION;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.INFORMATION_DATE;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.INVESTIGATOR;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.ROLE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;

/**
 * Who assessed a place, how, when and from what. Several activities may stand behind one condition;
 * which person did which on which day is then more than these lists say, so that those columns are
 * left for the caller to keep.
 *
 * @param attribution its times are the days of the assessment, its sources the images and records
 *     it was made from
 */
record AssessmentMaking(
    List<Assessor> assessors, Optional<Term> activity, Attribution attribution) {
  static final AssessmentMaking NOBODY =
      new AssessmentMaking(List.of(), Optional.empty(), Attribution.NONE);

  private static final String GOOGLE_EARTH_IMAGERY = "Google Earth imagery";

  static AssessmentMaking of(AssessmentLine line, AssessmentTerms terms) {
    Aligned people = Aligned.of(line, INVESTIGATOR, ROLE);
    line.say(ACTIVITY, DATE);
    List<Assessor> assessors = assessors(line, terms, people);
    List<TimeSpan> days = new ArrayList<>();
    for (String day : line.distinct(DATE)) {
      DisturbanceTimes.date(line, DATE, day)
          .ifPresent(date -> days.add(TimeSpan.during(TimeBound.in(date))));
    }
    Set<String> activities = line.distinct(ACTIVITY);
    if (activities.size() > 1 || line.distinct(DATE).size() > 1) {
      line.unsay(INVESTIGATOR, ROLE, ACTIVITY, DATE);
    }
    Optional<Term> activity =
        activities.size() == 1
            ? activities.stream().findFirst().map(word -> terms.term(ACTIVITY, word))
            : Optional.empty();
    return new AssessmentMaking(
        assessors, activity, Attribution.NONE.withTimes(days).withSources(sources(line)));
  }

  /** Whether it names anything. */
  boolean says() {
    return !equals(NOBODY);
  }

  /** Whether the other names nobody, no day and no activity that this one does not. */
  boolean covers(AssessmentMaking other) {
    return assessors.containsAll(other.assessors)
        && attribution.times().containsAll(other.attribution.times())
        && (other.activity.isEmpty() || other.activity.equals(activity));
  }

  /** With what a further row says; an activity that differs is left in that row. */
  AssessmentMaking and(AssessmentMaking more, AssessmentLine line) {
    if (activity.isPresent() && more.activity.isPresent() && !activity.equals(more.activity)) {
      line.unsay(ACTIVITY);
      line.note(
          ACTIVITY,
          Code.LIST_MISALIGNED,
          line.text(ACTIVITY),
          "The place was assessed in more than one way; this one was kept beside the assessment.",
          "one activity for each assessment",
          "");
    }
    return new AssessmentMaking(
        joined(assessors, more.assessors),
        activity.or(more::activity),
        attribution
            .withTimes(joined(attribution.times(), more.attribution.times()))
            .withSources(joined(attribution.sources(), more.attribution.sources())));
  }

  private static List<Assessor> assessors(
      AssessmentLine line, AssessmentTerms terms, Aligned people) {
    Set<Assessor> assessors = new LinkedHashSet<>();
    for (int i = 0; i < people.size(); i++) {
      Optional<String> name = people.at(INVESTIGATOR, i);
      if (name.isPresent()) {
        assessors.add(new Assessor(name.get(), Optional.empty(), terms.at(people, ROLE, i)));
      } else {
        line.unsay(ROLE);
      }
    }
    Map<AssessmentColumn, Integer> loose = new LinkedHashMap<>(people.misaligned());
    terms.tellMisaligned(INVESTIGATOR, people.size(), loose);
    return List.copyOf(assessors);
  }

  private static List<Source> sources(AssessmentLine line) {
    Set<Source> sources = new LinkedHashSet<>();
    line.say(IMAGERY_DATE);
    for (String date : line.distinct(IMAGERY_DATE)) {
      sources.add(
          new Source(Optional.of(GOOGLE_EARTH_IMAGERY), Optional.empty(), Optional.of(date)));
    }
    List<Optional<String>> looked = line.values(GOOGLE_EARTH);
    boolean onlyYes =
        looked.stream()
            .flatMap(Optional::stream)
            .allMatch(word -> Set.of("true", "yes").contains(word.toLowerCase(Locale.ROOT)));
    if (onlyYes) {
      line.say(GOOGLE_EARTH);
      if (!looked.isEmpty() && sources.isEmpty()) {
        sources.add(Source.cited(GOOGLE_EARTH_IMAGERY));
      }
    }
    Aligned records = Aligned.of(line, INFORMATION, INFORMATION_DATE);
    for (int i = 0; i < records.size(); i++) {
      Optional<String> name = records.at(INFORMATION, i);
      Optional<String> date = records.at(INFORMATION_DATE, i);
      if (name.isPresent() || date.isPresent()) {
        sources.add(new Source(name, Optional.empty(), date));
      }
    }
    return List.copyOf(sources);
  }

  private static <T> List<T> joined(Collection<T> some, Collection<T> more) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
