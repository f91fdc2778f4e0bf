package org.cairn.exchange.internal.eamena;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.TermLists;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/** The value lists of EAMENA, by the columns of its sheets. Stateless. */
public final class EamenaLists implements TermLists {
  private static final int NEAREST = 3;

  private static final Map<String, Eamena> BY_COLUMN =
      Map.ofEntries(
          Map.entry("overallconditionstatetype", Eamena.CONDITION_STATE),
          Map.entry("overallconditionstate", Eamena.CONDITION_STATE),
          Map.entry("damageextenttype", Eamena.DAMAGE_EXTENT),
          Map.entry("disturbancecausecategorytype", Eamena.DISTURBANCE_CATEGORY),
          Map.entry("disturbancecausetype", Eamena.DISTURBANCE_CAUSE),
          Map.entry("disturbancecausecertainty", Eamena.CERTAINTY),
          Map.entry("effecttype", Eamena.DISTURBANCE_EFFECT),
          Map.entry("effectcertainty", Eamena.CERTAINTY),
          Map.entry("threatcategory", Eamena.DISTURBANCE_CATEGORY),
          Map.entry("threatcausetype", Eamena.DISTURBANCE_CAUSE),
          Map.entry("threattype", Eamena.DISTURBANCE_CAUSE),
          Map.entry("threatprobability", Eamena.THREAT_PROBABILITY),
          Map.entry("interventionactivitytype", Eamena.INTERVENTION),
          Map.entry("recommendationtype", Eamena.RECOMMENDATION),
          Map.entry("prioritytype", Eamena.PRIORITY),
          Map.entry("assessmentactivitytype", Eamena.ACTIVITY),
          Map.entry("investigatorroletype", Eamena.INVESTIGATOR_ROLE),
          Map.entry("nametype", Eamena.NAME_TYPE),
          Map.entry("heritageplacetype", Eamena.PLACE_TYPE),
          Map.entry("heritageplacefunction", Eamena.FUNCTION),
          Map.entry("heritageplacefunctioncertainty", Eamena.CERTAINTY));

  @Override
  public boolean knows(String list) {
    return BY_COLUMN.containsKey(list);
  }

  @Override
  public Optional<Term> find(String list, String word) {
    return of(list).flatMap(terms -> terms.find(word)).map(term -> Term.of(term, word));
  }

  @Override
  public List<String> nearest(String list, String word) {
    return of(list).stream()
        .flatMap(terms -> terms.terms().nearest(word, NEAREST).stream())
        .map(VocabularyTerm::label)
        .toList();
  }

  private static Optional<Eamena> of(String list) {
    return Optional.ofNullable(BY_COLUMN.get(list));
  }
}
