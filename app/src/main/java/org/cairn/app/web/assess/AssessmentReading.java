package org.cairn.app.web.assess;

import static org.cairn.app.web.assess.Fields.ASSESSOR;
import static org.cairn.app.web.assess.Fields.DISTURBANCE;
import static org.cairn.app.web.assess.Fields.EFFECT;
import static org.cairn.app.web.assess.Fields.RECOMMENDATION;
import static org.cairn.app.web.assess.Fields.THREAT;
import static org.cairn.app.web.assess.Fields.USE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.TextLimit;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Effect;
import org.cairn.heritage.place.ConditionAssessment.Recommendation;
import org.cairn.heritage.place.ConditionAssessment.Threat;
import org.cairn.heritage.place.DrawnExtent;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.TermList;
import org.cairn.heritage.vocabulary.UseAndIdentity;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/** Makes statements of what stands in the form, and says of every field what is wrong with it. */
final class AssessmentReading {
  /** Of one line of sources or one text; longer ones are pasted by mistake. */
  private static final int LONGEST_TEXT = 100_000;

  private final Fields fields;
  private final String author;
  private final Canvas canvas;
  private final List<Wrong> wrong = new ArrayList<>();

  private AssessmentReading(Fields fields, String author, Canvas canvas) {
    this.fields = fields;
    this.author = author;
    this.canvas = canvas;
  }

  /**
   * What can be drawn on.
   *
   * @param ground empty where there is no picture, or none that the author may see
   * @param unseen what an earlier version has, where its author may not see it: it stays
   */
  record Canvas(Optional<PictureGround> ground, Optional<DrawnExtent> unseen) {
    static final Canvas NONE = new Canvas(Optional.empty(), Optional.empty());
  }

  /**
   * Something that is to be added.
   *
   * @param replaces entry that it corrects
   */
  record Said(Statement statement, Optional<Long> replaces) {}

  /**
   * @param said nothing where something is wrong
   */
  record Read(List<Said> said, List<Wrong> wrong) {
    Read {
      said = List.copyOf(said);
      wrong = List.copyOf(wrong);
    }
  }

  /**
   * @param author in whose name it is said: the organisation
   */
  static Read read(Fields fields, String author, Canvas canvas) {
    return new AssessmentReading(fields, author, canvas).read();
  }

  private Read read() {
    List<Said> said = new ArrayList<>();
    if (isCondition()) {
      condition()
          .ifPresent(
              condition -> said.add(new Said(condition, replaces(AssessmentFilling.REPLACES))));
    }
    for (String part : filled(USE)) {
      useChange(part)
          .ifPresent(change ->
              said.add(new Said(change, replaces(part + "." + AssessmentFilling.REPLACES))));
    }
    if (said.isEmpty() && wrong.isEmpty()) {
      wrong.add(Wrong.of("state", "state", "nothing"));
    }
    return new Read(wrong.isEmpty() ? said : List.of(), wrong);
  }

  /** Whether anything is said of the condition; who and when alone say nothing. */
  private boolean isCondition() {
    return !fields.text("state").isEmpty()
        || !fields.text("extent").isEmpty()
        || !fields.text("comment").isEmpty()
        || !fields.text(DrawnReading.FIELD).isEmpty()
        || !filled(DISTURBANCE).isEmpty()
        || !filled(THREAT).isEmpty()
        || !filled(RECOMMENDATION).isEmpty();
  }

  private List<String> filled(String kind) {
    return fields.parts(kind).stream().filter(fields::isFilled).toList();
  }

  private Optional<ConditionAssessment> condition() {
    Optional<TimeSpan> date = date();
    List<Assessor> assessors = assessors();
    Optional<Term> state = term(Eamena.CONDITION_STATE, "state", "state");
    if (state.isEmpty()) {
      require("state", "state");
    }
    ConditionAssessment assessment =
        new ConditionAssessment(
            assessors,
            term(Eamena.ACTIVITY, "activity", "activity"),
            state,
            Optional.empty(),
            term(Eamena.DAMAGE_EXTENT, "extent", "extent"),
            filled(DISTURBANCE).stream().map(this::disturbance).toList(),
            filled(THREAT).stream().map(this::threat).toList(),
            filled(RECOMMENDATION).stream().map(this::recommendation).toList(),
            text("comment", "comment"),
            DrawnReading.read(fields, canvas.ground(), wrong).or(canvas::unseen),
            Attribution.by(author)
                .withSources(sources("sources"))
                .withTimes(date.stream().toList()));
    return wrong.isEmpty() ? Optional.of(assessment) : Optional.empty();
  }

  private Optional<TimeSpan> date() {
    if (fields.text("date").isEmpty()) {
      require("date", "date");
      return Optional.empty();
    }
    return times().span("date", "date");
  }

  private List<Assessor> assessors() {
    List<Assessor> assessors = new ArrayList<>();
    for (String part : filled(ASSESSOR)) {
      Optional<String> name = shortText(part + ".name", "assessor.name");
      Optional<String> organisation = shortText(part + ".organisation", "assessor.organisation");
      Optional<Term> role = term(Eamena.INVESTIGATOR_ROLE, part + ".role", "assessor.role");
      if (name.isEmpty()) {
        require(part + ".name", "assessor.name");
      } else {
        assessors.add(new Assessor(name.get(), organisation, role));
      }
    }
    if (assessors.isEmpty() && filled(ASSESSOR).isEmpty()) {
      List<String> parts = fields.parts(ASSESSOR);
      require((parts.isEmpty() ? ASSESSOR + "0" : parts.getFirst()) + ".name", "assessor.name");
    }
    return assessors;
  }

  private Disturbance disturbance(String part) {
    Optional<Term> category =
        term(Eamena.DISTURBANCE_CATEGORY, part + ".category", "disturbance.category");
    Optional<Term> cause = term(Eamena.DISTURBANCE_CAUSE, part + ".cause", "disturbance.cause");
    List<Effect> effects = new ArrayList<>();
    for (String each : fields.parts(part + "." + EFFECT)) {
      Optional<Term> effect = term(Eamena.DISTURBANCE_EFFECT, each + ".effect", "effect");
      Optional<Term> certainty = term(Eamena.CERTAINTY, each + ".certainty", "effect.certainty");
      if (effect.isEmpty() && certainty.isPresent()) {
        require(each + ".effect", "effect");
      } else if (effect.isPresent()) {
        effects.add(new Effect(effect, certainty));
      }
    }
    if (category.isEmpty() && cause.isEmpty() && effects.isEmpty()) {
      require(part + ".category", "disturbance.category");
    }
    return new Disturbance(
        category,
        cause,
        term(Eamena.CERTAINTY, part + ".certainty", "disturbance.certainty"),
        effects,
        term(Eamena.DISTURBANCE_DATE, part + ".form", "disturbance.form"),
        times().disturbance(part),
        Optional.empty());
  }

  private Threat threat(String part) {
    Optional<Term> category =
        term(Eamena.DISTURBANCE_CATEGORY, part + ".category", "threat.category");
    Optional<Term> cause = term(Eamena.DISTURBANCE_CAUSE, part + ".cause", "threat.cause");
    if (category.isEmpty() && cause.isEmpty()) {
      require(part + ".category", "threat.category");
    }
    return new Threat(
        category,
        cause,
        term(Eamena.THREAT_PROBABILITY, part + ".probability", "threat.probability"),
        Optional.empty());
  }

  private Recommendation recommendation(String part) {
    Optional<Term> activity =
        term(Eamena.RECOMMENDATION, part + ".activity", "recommendation.activity");
    Optional<String> text = text(part + ".text", "recommendation.text");
    if (activity.isEmpty() && text.isEmpty()) {
      require(part + ".activity", "recommendation.activity");
    }
    return new Recommendation(
        activity,
        term(Eamena.PRIORITY, part + ".priority", "recommendation.priority"),
        Optional.empty(),
        text);
  }

  private Optional<UseChange> useChange(String part) {
    Optional<Term> change = term(UseAndIdentity.terms(), part + ".change", "use.change");
    List<Source> sources = sources(part + ".sources");
    List<TimeSpan> time =
        fields.text(part + ".date").isEmpty()
            ? List.of()
            : times().span(part + ".date", "use.date").stream().toList();
    Optional<String> before = text(part + ".before", "use.before");
    Optional<String> after = text(part + ".after", "use.after");
    Optional<String> statement = text(part + ".statement", "use.statement");
    if (change.isEmpty()) {
      require(part + ".change", "use.change");
    }
    if (sources.isEmpty()) {
      wrong.add(Wrong.of(part + ".sources", "use.sources", "evidence"));
    }
    if (!wrong.isEmpty() || change.isEmpty()) {
      return Optional.empty();
    }
    Attribution by = Attribution.by(author).withSources(sources).withTimes(time);
    return Optional.of(new UseChange(change.get(), before, after, statement, by));
  }

  private AssessmentTimes times() {
    return new AssessmentTimes(fields, wrong);
  }

  private void require(String field, String label) {
    if (wrong.stream().noneMatch(each -> each.field().equals(field))) {
      wrong.add(Wrong.of(field, label, "missing"));
    }
  }

  private Optional<Term> term(Eamena list, String field, String label) {
    return term(list.terms(), field, label);
  }

  private Optional<Term> term(TermList list, String field, String label) {
    String id = fields.text(field);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Optional<VocabularyTerm> term = list.findById(id);
    if (term.isEmpty()) {
      wrong.add(Wrong.of(field, label, "term", TextLimit.excerpt(id)));
    }
    return term.map(Term::of);
  }

  private Optional<String> shortText(String field, String label) {
    return text(field, label, TextLimit.SHORT.length());
  }

  private Optional<String> text(String field, String label) {
    return text(field, label, LONGEST_TEXT);
  }

  private Optional<String> text(String field, String label, int most) {
    String text = fields.text(field).replace("\r\n", "\n");
    if (text.length() > most) {
      wrong.add(Wrong.of(field, label, "long", text.length(), most));
      return Optional.empty();
    }
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(TextLimit.LONG.check("a field", text));
    } catch (IllegalArgumentException e) {
      wrong.add(Wrong.of(field, label, "characters"));
      return Optional.empty();
    }
  }

  /** One a line: an address, or words. */
  private List<Source> sources(String field) {
    List<Source> sources = new ArrayList<>();
    for (String line : text(field, "sources").orElse("").lines().map(String::strip).toList()) {
      if (line.length() > TextLimit.URI.length()) {
        wrong.add(Wrong.of(field, "sources", "long", line.length(), TextLimit.URI.length()));
      } else if (line.matches("(?i)https?://\\S+")) {
        sources.add(Source.at(line));
      } else if (!line.isEmpty()) {
        sources.add(Source.cited(line));
      }
    }
    return sources;
  }

  private Optional<Long> replaces(String field) {
    try {
      return fields.text(field).isEmpty()
          ? Optional.empty()
          : Optional.of(Long.valueOf(fields.text(field)));
    } catch (NumberFormatException e) {
      wrong.add(Wrong.of(field, "title", "term", TextLimit.excerpt(fields.text(field))));
      return Optional.empty();
    }
  }
}
