package org.cairn.heritage.place;

/**
 * One thing said of a place. Statements that contradict each other stand side by side; new kinds
 * may be added.
 */
public sealed interface Statement
    permits Name,
        PlaceType,
        PlaceGeometry,
        Existence,
        Link,
        Relation,
        Designation,
        Significance,
        Description,
        Depiction,
        Country,
        ConditionAssessment,
        UseChange {
  /** Who says it, where, how surely and for what time. */
  Attribution attribution();

  /** The same said by another, elsewhere or for another time. */
  Statement withAttribution(Attribution attribution);

  StatementKind kind();
}
