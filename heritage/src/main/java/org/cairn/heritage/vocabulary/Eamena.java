package org.cairn.heritage.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vocabulary of the <a href="https://eamena.org/">EAMENA</a> project: its complete value lists
 * of place types, forms, functions, condition, disturbances, threats and recommendations, in
 * English and Arabic. Origin and licence are in the README beside the file.
 */
public enum Eamena {
  /** The six states of a place as a whole. */
  CONDITION_STATE("condition-state"),
  /** The share of the horizontal extent that is visibly damaged. */
  DAMAGE_EXTENT("damage-extent"),
  /** Of disturbances and of threats. */
  DISTURBANCE_CATEGORY("disturbance-category"),
  /** What disturbs; the same words are the types of threat. */
  DISTURBANCE_CAUSE("disturbance-cause"),
  DISTURBANCE_EFFECT("disturbance-effect"),
  /** How the dates of a disturbance are meant: on, between, before. */
  DISTURBANCE_DATE("disturbance-date"),
  /** Of cause, effect, function, form, interpretation, location and extent. */
  CERTAINTY("certainty"),
  THREAT_PROBABILITY("threat-probability"),
  INTERVENTION("intervention"),
  /** Within four groups, which are terms themselves. */
  RECOMMENDATION("recommendation"),
  PRIORITY("priority"),
  /** How an assessment was made, within field and desk based. */
  ACTIVITY("activity"),
  INVESTIGATOR_ROLE("investigator-role"),
  NAME_TYPE("name-type"),
  PLACE_TYPE("place-type"),
  FUNCTION("function"),
  DESIGNATION("designation"),
  DESCRIPTION_TYPE("description-type"),
  /** What a geometry stands for. */
  GEOMETRY_TYPE("geometry-type"),
  OVERALL_SHAPE("overall-shape"),
  MORPHOLOGY("morphology"),
  PERIOD_CERTAINTY("period-certainty"),
  FEATURE_FORM("feature-form"),
  FEATURE_SHAPE("feature-shape"),
  FEATURE_ARRANGEMENT("feature-arrangement"),
  FEATURE_NUMBER("feature-number"),
  /** What a feature is taken to be: an altar, a cistern. */
  INTERPRETATION("interpretation"),
  MODIFICATION("modification");

  /** {@link VocabularyTerm#vocabulary()} of all its terms. */
  public static final String VOCABULARY = "eamena";

  private final String list;

  Eamena(String list) {
    this.list = list;
  }

  public TermList terms() {
    return Optional.ofNullable(Lists.BY_NAME.get(list))
        .orElseThrow(() ->
            new IllegalStateException(
                "The program has no list '" + list + "' of EAMENA: build it again"));
  }

  /**
   * @throws IllegalArgumentException where the list has no such id
   */
  public VocabularyTerm get(String id) {
    return terms().get(id);
  }

  /** See {@link TermList#find}. */
  public Optional<VocabularyTerm> find(String label) {
    return terms().find(label);
  }

  /** A term by its {@link VocabularyTerm#path()}. */
  public static Optional<VocabularyTerm> findByPath(String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(Lists.BY_NAME.get(path.substring(0, slash)))
        .flatMap(terms -> terms.findById(path.substring(slash + 1)));
  }

  /** Read at the first use. */
  private static final class Lists {
    static final Map<String, TermList> BY_NAME = read();

    private static Map<String, TermList> read() {
      Map<String, List<VocabularyTerm>> terms = new LinkedHashMap<>();
      for (List<String> row : Table.rows("eamena.tsv", 6)) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("en", row.get(2));
        if (!row.get(3).isEmpty()) {
          labels.put("ar", row.get(3));
        }
        terms
            .computeIfAbsent(row.get(0), list -> new ArrayList<>())
            .add(
                new VocabularyTerm(
                    VOCABULARY,
                    row.get(0),
                    row.get(1),
                    labels,
                    Map.of(),
                    Optional.of(row.get(4)).filter(broader -> !broader.isEmpty()),
                    Table.values(row.get(5)),
                    List.of()));
      }
      Map<String, TermList> lists = new LinkedHashMap<>();
      terms.forEach((name, list) -> lists.put(name, new TermList(name, list)));
      return lists;
    }
  }
}
