package org.cairn.heritage.place;

import java.util.List;

/**
 * What somebody says a place is or was used for.
 *
 * @param facet which question the term answers
 * @param term in its vocabulary, with the label as read
 * @param sourceLabels further labels of the source for the same, in other words or languages
 */
public record PlaceType(Facet facet, Term term, List<Term> sourceLabels, Attribution attribution)
    implements Statement {
  public PlaceType {
    sourceLabels = List.copyOf(sourceLabels);
  }

  public static PlaceType of(Term term) {
    return new PlaceType(Facet.TYPE, term, List.of(), Attribution.NONE);
  }

  public static PlaceType function(Term term) {
    return new PlaceType(Facet.FUNCTION, term, List.of(), Attribution.NONE);
  }

  @Override
  public PlaceType withAttribution(Attribution attribution) {
    return new PlaceType(facet, term, sourceLabels, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.TYPE;
  }

  /** Codes are written to records; adding one is compatible. */
  public enum Facet {
    /** What it is: a cemetery, a bridge. */
    TYPE("type"),
    /** What it was or is used for: religious, domestic. */
    FUNCTION("function"),
    /** A coarse class of a gazetteer, such as the feature classes of GeoNames. */
    CLASS("class"),
    /** What it looks like on the ground or from above. */
    FORM("form");

    private final String code;

    Facet(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
