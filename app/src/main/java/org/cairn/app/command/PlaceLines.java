package org.cairn.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.time.DaySpan;
import org.cairn.heritage.time.IsoDay;
import org.cairn.heritage.time.TimeSpan;

/** All that is said of a place as lines of text, each with who says it. */
final class PlaceLines {
  private PlaceLines() {}

  static List<String> of(PlaceDescription place) {
    List<String> lines = new ArrayList<>();
    lines.add("Place: " + place.id());
    if (!place.sensitivity().equals(Sensitivity.PUBLIC)) {
      lines.add(
          "Sensitivity: "
              + place.sensitivity().level().code()
              + place.sensitivity().reason().map(reason -> ", " + reason).orElse(""));
    }
    for (Statement statement : place.statements()) {
      lines.add(said(statement) + by(statement.attribution()));
    }
    for (Extra extra : place.extra()) {
      lines.add("Also in %s, %s: %s".formatted(extra.source(), extra.field(), extra.value()));
    }
    return lines.stream().map(PlaceLines::printable).toList();
  }

  /** On one line, and nothing that steers a terminal. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028-\\u202E\\u2066-\\u2069]", "\uFFFD");
  }

  private static String said(Statement statement) {
    return switch (statement) {
      case Name name ->
          "Name: "
              + name.text()
              + name.language().map(language -> " [" + language + "]").orElse("")
              + name.romanisations().stream()
                  .map(each -> ", in Latin letters " + each.text())
                  .reduce("", String::concat)
              + name.role().map(role -> ", " + term(role)).orElse("");
      case PlaceType type -> "%s: %s".formatted(capital(type.facet().code()), term(type.term()));
      case PlaceGeometry geometry ->
          "Geometry: %s, %s".formatted(geometry.geometry().toText(), geometry.extent().code());
      case Existence existence -> "Existence" + existence.phase().map(": "::concat).orElse("");
      case Link link ->
          "Link: %s, %s".formatted(link.uri().orElse(link.identifier()), link.match().code());
      case Relation relation ->
          "Relation: %s %s"
              .formatted(relation.type().code(), relation.label().or(relation::target).orElse(""));
      case Designation designation ->
          "Designation: " + designation.name() + also(designation.authority());
      case Significance significance ->
          "Significance to %s: %s".formatted(significance.community(), significance.text());
      case Description description -> "Description: " + description.text();
      case Depiction depiction ->
          "Depiction: " + depiction.title().orElse("untitled") + also(depiction.uri());
      case Country country -> "Country: " + country.code();
      case ConditionAssessment assessed -> condition(assessed);
      case UseChange change ->
          "Change of use or identity: "
              + term(change.change())
              + also(change.before().map("before: "::concat))
              + also(change.after().map("after: "::concat))
              + also(change.statement());
    };
  }

  private static String condition(ConditionAssessment assessed) {
    StringBuilder said = new StringBuilder("Condition: ");
    said.append(
        assessed.state().or(assessed::sourceState).map(PlaceLines::term).orElse("not said"));
    if (assessed.state().isPresent()) {
      said.append(also(assessed.sourceState().map(code -> "in the source " + term(code))));
    }
    said.append(also(assessed.extent().map(PlaceLines::term)));
    for (ConditionAssessment.Disturbance each : assessed.disturbances()) {
      said.append(
          also(each.cause().or(each::category).map(cause -> "disturbed by: " + term(cause))));
    }
    for (ConditionAssessment.Threat each : assessed.threats()) {
      said.append(
          also(each.cause().or(each::category).map(cause -> "threatened by: " + term(cause))));
    }
    return said.append(also(assessed.comment())).toString();
  }

  private static String term(Term term) {
    return term.label().or(term::id).orElse("")
        + term.vocabulary()
            .map(vocabulary -> " (" + vocabulary + term.id().map(" "::concat).orElse("") + ")")
            .orElse("");
  }

  private static String by(Attribution attribution) {
    StringBuilder by = new StringBuilder();
    attribution.author().ifPresent(author -> by.append("; says ").append(author));
    for (Source source : attribution.sources()) {
      by.append("; in ").append(source.citation().or(source::uri).or(source::year).orElse(""));
    }
    attribution.certainty().ifPresent(certainty -> by.append("; ").append(certainty.code()));
    for (TimeSpan span : attribution.times()) {
      by.append("; ").append(time(span));
    }
    return by.toString();
  }

  private static String time(TimeSpan span) {
    DaySpan days = span.possible();
    return span.reading().code()
        + " "
        + days.earliest().map(IsoDay::toString).orElse("..")
        + " to "
        + days.latest().map(IsoDay::toString).orElse("..")
        + span.label().map(label -> " (" + label + ")").orElse("");
  }

  private static String also(Optional<String> more) {
    return more.map(", "::concat).orElse("");
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
