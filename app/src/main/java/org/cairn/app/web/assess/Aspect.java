package org.cairn.app.web.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.app.web.assess.Terms.Word;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Effect;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;

/**
 * One of the things that a statement says, ready to be shown and compared.
 *
 * @param key of the label's text
 * @param values each of several parts; none where nothing is said
 */
record Aspect(String key, List<Value> values) {
  Aspect {
    values = List.copyOf(values);
  }

  /**
   * A value.
   *
   * @param parts shown one after the other
   * @param link address that it leads to elsewhere, or empty
   * @param extent id of a term of damage extent, for its colour, or empty
   */
  record Value(List<Word> parts, String link, String extent) {
    Value {
      parts = List.copyOf(parts);
    }
  }

  /** All that can be said, in the order of the form. */
  static List<Aspect> of(Statement statement, Texts texts) {
    Making making = new Making(texts);
    return switch (statement) {
      case ConditionAssessment condition -> making.condition(condition);
      case UseChange change -> making.useChange(change);
      default -> List.of();
    };
  }

  /** In one language. */
  private record Making(Texts texts) {
    List<Aspect> condition(ConditionAssessment said) {
      List<Aspect> all = new ArrayList<>();
      all.add(one("state", said.state().or(said::sourceState).map(this::term)));
      all.add(one("extent", said.extent().map(this::extent)));
      all.add(
          new Aspect(
              "assess.disturbances", said.disturbances().stream().map(this::disturbance).toList()));
      all.add(
          new Aspect(
              "assess.threats",
              said.threats().stream()
                  .map(each ->
                      value(words(List.of(each.category(), each.cause(), each.probability()))))
                  .toList()));
      all.add(
          new Aspect(
              "assess.recommendations",
              said.recommendations().stream()
                  .map(each ->
                      value(
                          Stream.concat(
                                  words(
                                      List.of(
                                          each.activity(), each.priority(), each.intervention()))
                                      .stream(),
                                  each.text().map(this::foreign).stream())
                              .toList()))
                  .toList()));
      all.add(one("comment", said.comment().map(text -> value(List.of(foreign(text))))));
      all.add(one("activity", said.activity().map(this::term)));
      all.add(one("date", time(AssessmentFilling.span(said.attribution().times()))));
      all.add(
          new Aspect("assess.assessors", said.assessors().stream().map(this::assessor).toList()));
      all.add(sources(said.attribution().sources()));
      return all;
    }

    List<Aspect> useChange(UseChange said) {
      return List.of(
          one("use.change", Optional.of(term(said.change()))),
          one("use.before", said.before().map(text -> value(List.of(foreign(text))))),
          one("use.after", said.after().map(text -> value(List.of(foreign(text))))),
          one("use.statement", said.statement().map(text -> value(List.of(foreign(text))))),
          one("use.date", time(AssessmentFilling.span(said.attribution().times()))),
          sources(said.attribution().sources()));
    }

    private static Aspect one(String key, Optional<Value> value) {
      return new Aspect("assess." + key, value.stream().toList());
    }

    private static Value value(List<Word> words) {
      return new Value(words, "", "");
    }

    private Value term(Term term) {
      return value(List.of(Terms.word(term, language())));
    }

    private Value extent(Term term) {
      String id = Terms.find(term).map(known -> known.id()).orElse("");
      return new Value(List.of(Terms.word(term, language())), "", id);
    }

    private Value disturbance(Disturbance said) {
      List<Word> words = new ArrayList<>(words(List.of(said.category(), said.cause())));
      said.certainty().ifPresent(term -> words.add(labelled("disturbance.certainty", term)));
      for (Effect effect : said.effects()) {
        effect.effect().ifPresent(term -> words.add(labelled("effect", term)));
        effect.certainty().ifPresent(term -> words.add(labelled("effect.certainty", term)));
      }
      said.dateForm().ifPresent(term -> words.add(Terms.word(term, language())));
      if (!said.times().isEmpty()) {
        words.add(new Word(AssessmentFilling.span(said.times()), "en"));
      }
      return value(words);
    }

    private Value assessor(Assessor said) {
      List<Word> words = new ArrayList<>();
      words.add(foreign(said.name()));
      said.organisation().ifPresent(name -> words.add(foreign(name)));
      said.role().ifPresent(term -> words.add(Terms.word(term, language())));
      return value(words);
    }

    private Aspect sources(List<Source> sources) {
      return new Aspect(
          "assess.sources",
          sources.stream()
              .map(source -> {
                String uri = source.uri().filter(Aspect::isWebAddress).orElse("");
                String text = source.citation().or(source::uri).or(source::year).orElse("");
                return new Value(List.of(foreign(text)), uri, "");
              })
              .toList());
    }

    private static Optional<Value> time(String edtf) {
      return edtf.isEmpty() ? Optional.empty() : Optional.of(value(List.of(new Word(edtf, "en"))));
    }

    /** A term after the name of its field. */
    private Word labelled(String key, Term term) {
      Word word = Terms.word(term, language());
      return new Word(
          texts.text("assess.labelled", texts.text("assess." + key), texts.isolate(word.text())),
          language().tag());
    }

    private List<Word> words(List<Optional<Term>> terms) {
      return terms.stream()
          .flatMap(Optional::stream)
          .map(term -> Terms.word(term, language()))
          .toList();
    }

    /** In whatever language. */
    private Word foreign(String text) {
      return new Word(Texts.cleanLines(text), "");
    }

    private Language language() {
      return texts.language();
    }
  }

  static boolean isWebAddress(String uri) {
    return uri.matches("(?i)https?://\\S+");
  }
}
