package org.cairn.exchange.internal.linked;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.LinkScheme;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Term;

/** The words of the Linked Places Format and what they are here, both ways. */
final class LpfWords {
  static final String SOURCE = "lpf";

  /** Vocabulary of {@code fclasses}: the feature classes of GeoNames. */
  static final String FEATURE_CLASS = "geonames-class";

  private static final Pattern AAT =
      Pattern.compile("(?:aat:|https?://vocab\\.getty\\.edu/(?:page/)?aat/)?(3\\d{8})/?");
  private static final Pattern PREFIXED =
      Pattern.compile("([A-Za-z][A-Za-z0-9_.-]{0,29}):(?!//)(.*\\S.*)", Pattern.DOTALL);

  private static final Map<String, Link.Match> MATCHES =
      Map.of(
          "exactmatch", Link.Match.EXACT,
          "closematch", Link.Match.CLOSE,
          "broadmatch", Link.Match.BROAD,
          "narrowmatch", Link.Match.NARROW,
          "relatedmatch", Link.Match.RELATED,
          "primarytopicof", Link.Match.PRIMARY_TOPIC_OF,
          "subjectof", Link.Match.SUBJECT_OF,
          "seealso", Link.Match.SEE_ALSO);

  /** Getty's ontology, <a href="http://vocab.getty.edu/ontology">GVP</a>. */
  private static final Map<Relation.Type, String> RELATIONS =
      Map.of(
          Relation.Type.PART_OF, "gvp:broaderPartitive",
          Relation.Type.HAS_PART, "gvp:narrowerPartitive",
          Relation.Type.RELATED_TO, "gvp:tgn3000_related_to",
          Relation.Type.MOVED_FROM, "gvp:tgn3401_moved_from",
          Relation.Type.MOVED_TO, "gvp:tgn3402_moved_to",
          Relation.Type.SUCCESSOR_OF, "gvp:tgn3411_successor_of",
          Relation.Type.PREDECESSOR_OF, "gvp:tgn3412_predecessor_of");

  /** Those the format's context defines. */
  private static final Set<LinkScheme> PREFIXES =
      Set.of(
          LinkScheme.BNF,
          LinkScheme.CERL,
          LinkScheme.DBPEDIA,
          LinkScheme.GEONAMES,
          LinkScheme.GND,
          LinkScheme.GOV,
          LinkScheme.LOC,
          LinkScheme.PLEIADES,
          LinkScheme.TGN,
          LinkScheme.VIAF,
          LinkScheme.WIKIDATA,
          LinkScheme.WIKIPEDIA);

  private LpfWords() {}

  /** {@code less-certain} and {@code less certain} are one word. */
  static Optional<Certainty> certainty(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    for (Certainty each : Certainty.values()) {
      if (each.code().equals(plain)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  static Optional<Link.Match> match(String word) {
    String local = word.substring(Math.max(word.lastIndexOf(':'), word.lastIndexOf('#')) + 1);
    return Optional.ofNullable(MATCHES.get(local.strip().toLowerCase(Locale.ROOT)));
  }

  static String word(Link.Match match) {
    return switch (match) {
      case EXACT -> "exactMatch";
      case CLOSE -> "closeMatch";
      case PRIMARY_TOPIC_OF -> "primaryTopicOf";
      case SUBJECT_OF -> "subjectOf";
      case BROAD, NARROW, RELATED, SOURCE_RECORD, SEE_ALSO, OTHER -> "seeAlso";
    };
  }

  /** {@code wd:Q1953} where the format has a prefix, else the URI. */
  static String identifier(Link link) {
    Optional<LinkScheme> scheme = link.scheme().flatMap(LinkScheme::ofCode);
    return scheme
        .filter(PREFIXES::contains)
        .map(known -> known.prefix() + ":" + link.identifier())
        .or(link::uri)
        .orElse(link.identifier());
  }

  static Optional<Relation.Type> relation(String word) {
    String plain = word.replace("http://vocab.getty.edu/ontology#", "gvp:");
    return RELATIONS.entrySet().stream()
        .filter(each -> each.getValue().equals(plain))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static Optional<String> word(Relation.Type type) {
    return Optional.ofNullable(RELATIONS.get(type));
  }

  /** {@code aat:300008375}, its number or its URI; another prefix is another vocabulary. */
  static Term term(Optional<String> identifier, Optional<String> label) {
    if (identifier.isEmpty()) {
      return new Term(Optional.empty(), Optional.empty(), label, Optional.empty());
    }
    Matcher aat = AAT.matcher(identifier.get().strip());
    if (aat.matches()) {
      return new Term(Optional.of("aat"), Optional.of(aat.group(1)), label, Optional.empty());
    }
    Matcher prefixed = PREFIXED.matcher(identifier.get());
    return prefixed.matches()
        ? new Term(
            Optional.of(prefixed.group(1)), Optional.of(prefixed.group(2)), label, Optional.empty())
        : new Term(Optional.empty(), identifier, label, Optional.empty());
  }

  static Optional<String> identifier(Term term) {
    return term.id().map(id -> term.vocabulary().map(name -> name + ":" + id).orElse(id));
  }
}
