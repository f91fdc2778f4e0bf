package org.cairn.app.web.ogc.cql;

import java.util.Optional;
import org.cairn.register.FeatureFilter.Literal;
import org.cairn.register.FeatureProperty.Type;

/** One side of a predicate. Immutable. */
sealed interface Operand {
  /** Where in the filter it stands. */
  String where();

  /**
   * @param folded whether it is within CASEI
   */
  record OfProperty(String where, String name, Type type, boolean folded) implements Operand {}

  /** The feature's geometry. */
  record OfGeometry(String where) implements Operand {}

  record OfLiteral(String where, Literal literal, boolean folded) implements Operand {}

  /** From one time until another; empty where it is open. */
  record OfInterval(String where, Optional<Literal> from, Optional<Literal> until)
      implements Operand {}

  /** In degrees of WGS 84. */
  record OfShape(String where, org.locationtech.jts.geom.Geometry shape) implements Operand {}

  /** What it is, for messages. */
  default String kind() {
    return switch (this) {
      case OfProperty property -> "the property '" + property.name() + "'";
      case OfGeometry geometry -> "the feature's geometry";
      case OfLiteral literal -> kind(literal.literal());
      case OfInterval interval -> "an interval";
      case OfShape shape -> "a geometry";
    };
  }

  static String kind(Literal literal) {
    return switch (literal) {
      case Literal.OfText text -> "a text";
      case Literal.OfNumber number -> "a number";
      case Literal.OfDay day -> "a date";
      case Literal.OfInstant instant -> "a timestamp";
    };
  }
}
