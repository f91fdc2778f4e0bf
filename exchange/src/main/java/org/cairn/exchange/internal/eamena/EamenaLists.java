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

  /** Beside the columns of an assessment. */
  private static final Map<String, Eamena> BY_COLUMN =
      Map.ofEntries(
          Map.entry("nametype", Eamena.NAME_TYPE),
          Map.entry("heritageplacetype", Eamena.PLACE_TYPE),
          Map.entry("heritageplacefunction", Eamena.FUNCTION),
          Map.entry("heritageplacefunctioncertainty", Eamena.CERTAINTY),
          Map.entry("geometryqualifier", Eamena.GEOMETRY_TYPE),
          Map.entry("sitelocationcertainty", Eamena.CERTAINTY),
          Map.entry("siteoverallshapetype", Eamena.OVERALL_SHAPE),
          Map.entry("overallsiteshapetype", Eamena.OVERALL_SHAPE),
          Map.entry("overallsitemorphologytype", Eamena.MORPHOLOGY),
          Map.entry("culturalperiodcertainty", Eamena.PERIOD_CERTAINTY),
          Map.entry("culturalsubperiodcertainty", Eamena.PERIOD_CERTAINTY),
          Map.entry("sitefeatureformtype", Eamena.FEATURE_FORM),
          Map.entry("sitefeatureshapetype", Eamena.FEATURE_SHAPE),
          Map.entry("sitefeaturearrangementtype", Eamena.FEATURE_ARRANGEMENT),
          Map.entry("sitefeatureinterpretationtype", Eamena.INTERPRETATION));

  /** The list of a column, by the {@code CleanText.key} of its heading. */
  static Optional<Eamena> of(String column) {
    return AssessmentColumn.of(column)
        .flatMap(AssessmentColumn::list)
        .or(() -> Optional.ofNullable(BY_COLUMN.get(column)));
  }

  @Override
  public boolean knows(String list) {
    return of(list).isPresent();
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
}
