package org.cairn.app.web.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.app.text.Texts;
import org.cairn.app.web.map.ShownName;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Middle;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.locationtech.jts.geom.Coordinate;

/**
 * A statement as a line of a page.
 *
 * @param text what is said; cut where it is long
 * @param language of the text, BCP 47; empty where it is not known
 * @param rest how many more characters the text has
 * @param details words about it, such as what kind of name it is
 * @param href of what it points to; empty for most
 * @param times for which it holds, each in words
 * @param author who says it; empty where nobody is named
 * @param sources where it was read
 * @param certainty how sure that source is, in words
 * @param entry of the ledger behind it
 * @param added who added it by hand, in words
 */
public record StatementView(
    int position,
    String text,
    String language,
    int rest,
    List<String> details,
    String href,
    List<String> times,
    String author,
    List<SourceView> sources,
    String certainty,
    long entry,
    String added) {
  /** More of one text is behind a link. */
  private static final int MOST_CHARACTERS = 600;

  public StatementView {
    details = List.copyOf(details);
    times = List.copyOf(times);
    sources = List.copyOf(sources);
  }

  /**
   * @param href of a web address; empty for others
   */
  public record SourceView(String text, String href) {}

  /**
   * @param whole whether the text is not to be cut
   * @param persons whether persons may be named
   */
  static StatementView of(OpenPlace.Told told, Texts texts, boolean whole, boolean persons) {
    Statement statement = told.statement();
    Attribution attribution = statement.attribution();
    String text = Texts.clean(text(statement, texts));
    int points = text.codePointCount(0, text.length());
    boolean cut = !whole && points > MOST_CHARACTERS;
    return new StatementView(
        told.position(),
        cut ? text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…" : text,
        ShownName.tag(language(statement).orElse("")),
        cut ? points - MOST_CHARACTERS : 0,
        details(statement, texts, persons).stream().map(Texts::clean).toList(),
        href(statement),
        attribution.times().stream().map(span -> Texts.clean(time(span, texts))).toList(),
        Texts.clean(attribution.author().orElse("")),
        attribution.sources().stream().map(StatementView::source).toList(),
        attribution
            .certainty()
            .map(each -> texts.text("place.certainty." + each.code()))
            .orElse(""),
        told.origin().entry(),
        told.origin()
            .by()
            .map(by -> {
              String person = persons ? by.name().orElse("") : "";
              return Texts.clean(
                  person.isEmpty()
                      ? by.organisationName()
                      : person + " · " + by.organisationName());
            })
            .orElse(""));
  }

  private static String text(Statement statement, Texts texts) {
    return switch (statement) {
      case Name name -> name.text();
      case PlaceType type -> shown(type.term());
      case PlaceGeometry geometry -> position(Middle.of(geometry.geometry()), texts);
      case Existence existence -> existence.phase().orElse(texts.text("place.existence"));
      case Link link -> link.scheme().map(scheme -> scheme + ": ").orElse("") + link.identifier();
      case Relation relation -> relation.label().or(relation::target).orElse("");
      case Designation designation -> designation.name();
      case Significance significance -> significance.text();
      case Description description -> description.text();
      case Depiction depiction -> depiction.title().or(depiction::uri).orElse("");
      case Country country -> country.code();
      case ConditionAssessment assessed ->
          assessed
              .state()
              .or(assessed::sourceState)
              .map(StatementView::shown)
              .or(assessed::comment)
              .orElse(texts.text("place.condition.none"));
      case UseChange change -> shown(change.change());
    };
  }

  private static Optional<String> language(Statement statement) {
    return switch (statement) {
      case Name name -> name.language();
      case PlaceType type -> type.term().language();
      case Significance significance -> significance.language();
      case Description description -> description.language();
      default -> Optional.empty();
    };
  }

  private static List<String> details(Statement statement, Texts texts, boolean persons) {
    List<String> details = new ArrayList<>();
    switch (statement) {
      case Name name -> {
        name.role().map(StatementView::shown).ifPresent(details::add);
        name.language().ifPresent(details::add);
        name.script().ifPresent(details::add);
        name.romanisations()
            .forEach(one ->
                details.add(
                    one.text() + one.system().map(system -> " (" + system + ")").orElse("")));
      }
      case PlaceType type -> {
        if (type.facet() != PlaceType.Facet.TYPE) {
          details.add(texts.text("place.facet." + type.facet().code()));
        }
        type.term()
            .vocabulary()
            .ifPresent(vocabulary ->
                details.add(vocabulary + type.term().id().map(id -> ":" + id).orElse("")));
      }
      case PlaceGeometry geometry -> {
        details.add(texts.text("place.extent." + geometry.extent().code()));
        details.add(
            texts.text("place.geometry." + geometry.geometry().getGeometryType())
                + " · "
                + texts.count("place.geometry.positions", geometry.geometry().getNumPoints()));
        geometry.role().map(StatementView::shown).ifPresent(details::add);
        geometry
            .precision()
            .flatMap(Precision::metres)
            .ifPresent(metres -> details.add("± " + texts.length(metres.doubleValue())));
        geometry.precision().flatMap(Precision::asRead).ifPresent(details::add);
      }
      case Link link ->
          details.add(
              link.matchAsRead().orElseGet(() -> texts.text("place.match." + link.match().code())));
      case Relation relation ->
          details.add(
              relation
                  .asRead()
                  .orElseGet(() -> texts.text("place.relation." + relation.type().code())));
      case Designation designation ->
          Stream.of(designation.authority(), designation.grade(), designation.identifier())
              .flatMap(Optional::stream)
              .forEach(details::add);
      case Significance significance -> details.add(significance.community());
      case Depiction depiction -> depiction.licence().ifPresent(details::add);
      case ConditionAssessment assessed -> assessed(assessed, texts, persons, details);
      case UseChange change ->
          Stream.of(change.before().map(was -> was + " →"), change.after(), change.statement())
              .flatMap(Optional::stream)
              .forEach(details::add);
      case Existence existence -> {
        // Its times are all it says.
      }
      case Description description -> {
        // Its text is all it says.
      }
      case Country country -> {
        // Its code is all it says.
      }
    }
    return details;
  }

  private static void assessed(
      ConditionAssessment assessed, Texts texts, boolean persons, List<String> details) {
    assessed.extent().map(StatementView::shown).ifPresent(details::add);
    for (ConditionAssessment.Disturbance one : assessed.disturbances()) {
      details.add(
          texts.text("place.disturbance")
              + " "
              + Stream.concat(
                      Stream.of(one.category(), one.cause(), one.certainty())
                          .flatMap(Optional::stream)
                          .map(StatementView::shown),
                      one.effects().stream()
                          .flatMap(effect -> effect.effect().stream())
                          .map(StatementView::shown))
                  .collect(Collectors.joining(" · ")));
    }
    for (ConditionAssessment.Threat one : assessed.threats()) {
      details.add(
          texts.text("place.threat")
              + " "
              + Stream.of(one.category(), one.cause(), one.probability())
                  .flatMap(Optional::stream)
                  .map(StatementView::shown)
                  .collect(Collectors.joining(" · ")));
    }
    assessed.activity().map(StatementView::shown).ifPresent(details::add);
    if (assessed.state().isPresent() || assessed.sourceState().isPresent()) {
      assessed.comment().ifPresent(details::add);
    }
    if (persons) {
      assessed
          .assessors()
          .forEach(
              one -> details.add(one.name() + one.organisation().map(of -> ", " + of).orElse("")));
    }
  }

  private static String href(Statement statement) {
    return web(
        switch (statement) {
          case Link link -> link.uri();
          case Depiction depiction -> depiction.uri();
          case Description description -> description.uri();
          default -> Optional.empty();
        });
  }

  /** Only what a browser may be sent to. */
  private static String web(Optional<String> uri) {
    return uri.filter(text -> text.matches("https?://[\\x21-\\x7e]+")).orElse("");
  }

  private static SourceView source(Source source) {
    String text =
        Stream.of(
                source.citation(),
                source.citation().isPresent() ? Optional.<String>empty() : source.uri(),
                source.year())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return new SourceView(Texts.clean(text), web(source.uri()));
  }

  static String shown(Term term) {
    return term.label().or(term::id).orElse("");
  }

  /** Latitude first, as people say it. */
  static String position(Coordinate lonLat, Texts texts) {
    return texts.text(
        "place.position",
        String.format(Locale.ROOT, "%.5f", Math.abs(lonLat.y)),
        lonLat.y < 0 ? "S" : "N",
        String.format(Locale.ROOT, "%.5f", Math.abs(lonLat.x)),
        lonLat.x < 0 ? "W" : "E");
  }

  /** As EDTF, or in the source's words. */
  static String time(TimeSpan span, Texts texts) {
    List<String> words = new ArrayList<>();
    span.label().ifPresent(words::add);
    span.periods().forEach(period -> period.label().or(period::uri).ifPresent(words::add));
    if (span.reading() == TimeSpan.Reading.DURING) {
      bound(span.start()).ifPresent(words::add);
    } else {
      words.add(bound(span.start()).orElse("…") + " – " + bound(span.end()).orElse("…"));
    }
    span.duration().ifPresent(words::add);
    span.certainty().ifPresent(each -> words.add(texts.text("place.certainty." + each.code())));
    return words.isEmpty() ? span.original().orElse("") : String.join(" · ", words);
  }

  private static Optional<String> bound(TimeBound bound) {
    return switch (bound) {
      case TimeBound.In in -> Optional.of(in.date()).map(Edtf::text);
      case TimeBound.Between between ->
          Optional.of(
              between.earliest().map(Edtf::text).orElse("")
                  + "…"
                  + between.latest().map(Edtf::text).orElse(""));
      case TimeBound.Open open -> Optional.of("∞");
      case TimeBound.Unknown unknown -> Optional.empty();
    };
  }
}
