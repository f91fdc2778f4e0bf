package org.cairn.app.web.assess;

import static org.cairn.app.web.assess.Fields.ASSESSOR;
import static org.cairn.app.web.assess.Fields.DISTURBANCE;
import static org.cairn.app.web.assess.Fields.EFFECT;
import static org.cairn.app.web.assess.Fields.RECOMMENDATION;
import static org.cairn.app.web.assess.Fields.THREAT;
import static org.cairn.app.web.assess.Fields.USE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;

/** Puts into the form what was said before, to be corrected. Single-thread. */
final class AssessmentFilling {
  /** The field with the entry that is corrected. */
  static final String REPLACES = "replaces";

  private final Map<String, String> values = new LinkedHashMap<>();

  private AssessmentFilling() {}

  /**
   * A new form.
   *
   * @param today in EDTF
   * @param person who fills it in
   */
  static Fields empty(String today, String person, String organisation) {
    AssessmentFilling filling = new AssessmentFilling();
    filling.values.put("date", today);
    filling.values.put(ASSESSOR + "0.name", person);
    filling.values.put(ASSESSOR + "0.organisation", organisation);
    return new Fields(filling.values)
        .withOneMore(DISTURBANCE)
        .withOneMore(DISTURBANCE + "0." + EFFECT);
  }

  static Fields of(ConditionAssessment said, long entry) {
    AssessmentFilling filling = new AssessmentFilling();
    filling.values.put(REPLACES, Long.toString(entry));
    filling.condition(said);
    return new Fields(filling.values);
  }

  static Fields of(UseChange said, long entry) {
    AssessmentFilling filling = new AssessmentFilling();
    filling.values.put(USE + "0." + REPLACES, Long.toString(entry));
    filling.useChange(USE + "0.", said);
    return new Fields(filling.values);
  }

  private void condition(ConditionAssessment said) {
    term("state", said.state());
    term("extent", said.extent());
    term("activity", said.activity());
    values.put("date", span(said.attribution().times()));
    values.put("comment", said.comment().orElse(""));
    said.drawn()
        .ifPresent(drawn -> {
          values.put(DrawnReading.FIELD, drawn.outline().toText());
          values.put(DrawnReading.ON, Grounds.name(drawn.alert(), drawn.picture()));
        });
    values.put("sources", sources(said.attribution().sources()));
    for (int i = 0; i < said.assessors().size(); i++) {
      ConditionAssessment.Assessor each = said.assessors().get(i);
      values.put(ASSESSOR + i + ".name", each.name());
      values.put(ASSESSOR + i + ".organisation", each.organisation().orElse(""));
      term(ASSESSOR + i + ".role", each.role());
    }
    for (int i = 0; i < said.disturbances().size(); i++) {
      disturbance(DISTURBANCE + i + ".", said.disturbances().get(i));
    }
    for (int i = 0; i < said.threats().size(); i++) {
      ConditionAssessment.Threat each = said.threats().get(i);
      term(THREAT + i + ".category", each.category());
      term(THREAT + i + ".cause", each.cause());
      term(THREAT + i + ".probability", each.probability());
    }
    for (int i = 0; i < said.recommendations().size(); i++) {
      ConditionAssessment.Recommendation each = said.recommendations().get(i);
      term(RECOMMENDATION + i + ".activity", each.activity());
      term(RECOMMENDATION + i + ".priority", each.priority());
      values.put(RECOMMENDATION + i + ".text", each.text().orElse(""));
    }
  }

  private void disturbance(String part, ConditionAssessment.Disturbance said) {
    term(part + "category", said.category());
    term(part + "cause", said.cause());
    term(part + "certainty", said.certainty());
    term(part + "form", said.dateForm());
    for (int i = 0; i < said.effects().size(); i++) {
      term(part + EFFECT + i + ".effect", said.effects().get(i).effect());
      term(part + EFFECT + i + ".certainty", said.effects().get(i).certainty());
    }
    if (!said.times().isEmpty()) {
      switch (said.times().getFirst().start()) {
        case TimeBound.In in -> values.put(part + "from", in.date().text());
        case TimeBound.Between between -> {
          values.put(part + "from", between.earliest().map(EdtfDate::text).orElse(""));
          values.put(part + "to", between.latest().map(EdtfDate::text).orElse(""));
        }
        case TimeBound.Open open -> values.put(part + "from", "");
        case TimeBound.Unknown unknown -> values.put(part + "from", "");
      }
    }
  }

  private void useChange(String part, UseChange said) {
    term(part + "change", Optional.of(said.change()));
    values.put(part + "before", said.before().orElse(""));
    values.put(part + "after", said.after().orElse(""));
    values.put(part + "statement", said.statement().orElse(""));
    values.put(part + "date", span(said.attribution().times()));
    values.put(part + "sources", sources(said.attribution().sources()));
  }

  /** The id within its list. */
  private void term(String field, Optional<Term> term) {
    String path = term.flatMap(Term::id).orElse("");
    values.put(field, path.substring(path.indexOf('/') + 1));
  }

  /** The first span as EDTF. */
  static String span(List<TimeSpan> times) {
    if (times.isEmpty()) {
      return "";
    }
    TimeSpan time = times.getFirst();
    String start = bound(time.start());
    return time.reading() == TimeSpan.Reading.DURING ? start : start + "/" + bound(time.end());
  }

  private static String bound(TimeBound bound) {
    return switch (bound) {
      case TimeBound.In in -> in.date().text();
      case TimeBound.Between between ->
          between.earliest().map(EdtfDate::text).orElse("")
              + "/"
              + between.latest().map(EdtfDate::text).orElse("");
      case TimeBound.Open open -> "..";
      case TimeBound.Unknown unknown -> "";
    };
  }

  private static String sources(List<Source> sources) {
    return sources.stream()
        .flatMap(source ->
            Stream.of(source.uri(), source.citation())
                .flatMap(Optional::stream)
                .map(text -> text.replaceAll("\\s*\\R\\s*", " ")))
        .collect(Collectors.joining("\n"));
  }
}
