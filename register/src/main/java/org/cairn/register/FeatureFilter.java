package org.cairn.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * A condition on features, as a question language says it. Names are those of {@link
 * FeatureLayer#properties}, and {@code id}. As in SQL a comparison with what is not there is
 * neither true nor false. Immutable.
 */
public sealed interface FeatureFilter {
  /** All of them hold; true of none. */
  record All(List<FeatureFilter> parts) implements FeatureFilter {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** One of them holds; false of none. */
  record Any(List<FeatureFilter> parts) implements FeatureFilter {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  record Not(FeatureFilter part) implements FeatureFilter {}

  /**
   * @param folded whether upper and lower case are the same
   */
  record Compare(String property, Operator operator, Literal literal, boolean folded)
      implements FeatureFilter {}

  /**
   * @param pattern {@code %} stands for any characters, {@code _} for one, a backslash before
   *     either takes that meaning away
   */
  record Like(String property, String pattern, boolean folded) implements FeatureFilter {}

  /** Both ends are within. */
  record Between(String property, Literal low, Literal high) implements FeatureFilter {}

  record In(String property, List<Literal> literals, boolean folded) implements FeatureFilter {
    public In {
      literals = List.copyOf(literals);
    }
  }

  record IsNull(String property) implements FeatureFilter {}

  /**
   * The feature's geometry, as far as it may be seen, has a point in common with another.
   *
   * @param with longitude, latitude in degrees of WGS 84
   */
  record Intersects(Geometry with) implements FeatureFilter {}

  /** Always, or never. */
  record Constant(boolean value) implements FeatureFilter {}

  /** How two values are compared. */
  enum Operator {
    EQUAL("="),
    DIFFERENT("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** In SQL, and in CQL2. */
    public String sign() {
      return sign;
    }
  }

  /** A value to compare with. */
  sealed interface Literal {
    record OfText(String text) implements Literal {}

    record OfNumber(double number) implements Literal {}

    record OfDay(LocalDate day) implements Literal {}

    record OfInstant(Instant instant) implements Literal {}
  }
}
