package org.cairn.app.web.ogc.cql;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.web.ogc.cql.Operand.OfGeometry;
import org.cairn.app.web.ogc.cql.Operand.OfInterval;
import org.cairn.app.web.ogc.cql.Operand.OfLiteral;
import org.cairn.app.web.ogc.cql.Operand.OfProperty;
import org.cairn.app.web.ogc.cql.Operand.OfShape;
import org.cairn.register.FeatureFilter;
import org.cairn.register.FeatureFilter.Literal;
import org.cairn.register.FeatureFilter.Operator;
import org.cairn.register.FeatureProperty.Type;
import org.locationtech.jts.geom.Geometry;

/**
 * Predicates out of operands, for both ways of writing CQL2: whether they fit together, and what
 * they mean. Stateless but for what it may be about.
 */
final class Conditions {
  /** Of a filter as it is written. */
  static final int MOST_CHARACTERS = 16_000;

  /** Of parentheses, NOT and arguments within one another. */
  static final int MOST_DEPTH = 32;

  /** Of predicates, values of IN and arguments together. */
  static final int MOST_PARTS = 1_000;

  /** Of all geometries in a filter. */
  static final int MOST_POSITIONS = 5_000;

  private static final List<String> FUNCTIONS =
      List.of("S_INTERSECTS", "T_AFTER", "T_BEFORE", "T_DURING", "T_EQUALS", "T_INTERSECTS");

  private static final int LONGEST_TEXT = 2_000;

  private final Cql2Context context;
  private int parts;

  Conditions(Cql2Context context) {
    this.context = context;
  }

  static String checkedLength(String filter) throws Cql2Exception {
    if (filter.length() > MOST_CHARACTERS) {
      throw new Cql2Exception(
          "The filter",
          "at most %,d characters".formatted(MOST_CHARACTERS),
          "%,d".formatted(filter.length()));
    }
    return filter;
  }

  /** Counts one more part. */
  void part(String where) throws Cql2Exception {
    if (++parts > MOST_PARTS) {
      throw new Cql2Exception(where, "at most %,d parts".formatted(MOST_PARTS), "more of them");
    }
  }

  static void depth(int depth, String where) throws Cql2Exception {
    if (depth > MOST_DEPTH) {
      throw new Cql2Exception(
          where, "at most %d levels within one another".formatted(MOST_DEPTH), "more of them");
    }
  }

  Operand property(String where, String name) throws Cql2Exception {
    if (name.equals(Cql2Context.GEOMETRY)) {
      return new OfGeometry(where);
    }
    Type type = context.queryables().get(name);
    if (type == null) {
      throw new Cql2Exception(
          where, "one of the properties " + context.names(), "'" + excerpt(name) + "'");
    }
    return new OfProperty(where, name, type, false);
  }

  static Operand folded(String where, Operand inner) throws Cql2Exception {
    return switch (inner) {
      case OfProperty property when isText(property.type()) ->
          new OfProperty(where, property.name(), property.type(), true);
      case OfLiteral(String at, Literal.OfText text, boolean folded) ->
          new OfLiteral(where, text, true);
      default -> throw new Cql2Exception(where, "a text within CASEI", inner.kind());
    };
  }

  static Operand text(String where, String text) throws Cql2Exception {
    if (text.length() > LONGEST_TEXT) {
      throw new Cql2Exception(
          where, "a text of at most %,d characters".formatted(LONGEST_TEXT), "a longer one");
    }
    return new OfLiteral(where, new Literal.OfText(text), false);
  }

  static Operand number(String where, double number) throws Cql2Exception {
    if (!Double.isFinite(number)) {
      throw new Cql2Exception(where, "a finite number", "another");
    }
    return new OfLiteral(where, new Literal.OfNumber(number), false);
  }

  static Literal date(String where, String text) throws Cql2Exception {
    try {
      return new Literal.OfDay(LocalDate.parse(text));
    } catch (DateTimeException wrong) {
      throw new Cql2Exception(where, "a day as 2026-02-07", "'" + excerpt(text) + "'");
    }
  }

  static Literal timestamp(String where, String text) throws Cql2Exception {
    try {
      return new Literal.OfInstant(Instant.parse(text));
    } catch (DateTimeException wrong) {
      throw new Cql2Exception(
          where, "a time in UTC as 2026-02-07T10:15:00Z", "'" + excerpt(text) + "'");
    }
  }

  /** A day, a time or {@code ..}, which is empty. */
  static Optional<Literal> bound(String where, String text) throws Cql2Exception {
    if (text.equals("..")) {
      return Optional.empty();
    }
    return Optional.of(text.length() <= 10 ? date(where, text) : timestamp(where, text));
  }

  /** A geometry as it is written, in the filter's reference system. */
  Operand shape(String where, Geometry geometry) throws Cql2Exception {
    if (geometry.isEmpty()) {
      throw new Cql2Exception(where, "a geometry with positions", "an empty one");
    }
    if (!geometry.isValid()) {
      throw new Cql2Exception(
          where, "a valid geometry", "one whose lines cross or whose rings lie wrong");
    }
    Optional<Geometry> wgs84 = context.toWgs84().apply(geometry);
    return new OfShape(
        where,
        wgs84.orElseThrow(
            () -> new Cql2Exception(where, "positions of the filter's CRS", "others")));
  }

  FeatureFilter compare(String where, String sign, Operand left, Operand right)
      throws Cql2Exception {
    part(where);
    Operator operator = operator(where, sign);
    if (left instanceof OfLiteral && right instanceof OfProperty) {
      return compare(where, turned(operator).sign(), right, left);
    }
    OfProperty property = scalar(left);
    OfLiteral literal = literal(property, right);
    return new FeatureFilter.Compare(
        property.name(), operator, literal.literal(), isFolded(property, literal));
  }

  FeatureFilter like(String where, Operand left, Operand right) throws Cql2Exception {
    part(where);
    OfProperty property = scalar(left);
    if (!isText(property.type())) {
      throw new Cql2Exception(left.where(), "a property of texts before LIKE", left.kind());
    }
    OfLiteral literal = literal(property, right);
    if (!(literal.literal() instanceof Literal.OfText text)) {
      throw new Cql2Exception(right.where(), "a text after LIKE", right.kind());
    }
    return new FeatureFilter.Like(property.name(), text.text(), isFolded(property, literal));
  }

  FeatureFilter between(String where, Operand value, Operand low, Operand high)
      throws Cql2Exception {
    part(where);
    OfProperty property = scalar(value);
    if (isText(property.type())) {
      throw new Cql2Exception(
          value.where(), "a property of numbers or times before BETWEEN", value.kind());
    }
    return new FeatureFilter.Between(
        property.name(), literal(property, low).literal(), literal(property, high).literal());
  }

  FeatureFilter in(String where, Operand value, List<Operand> list) throws Cql2Exception {
    part(where);
    OfProperty property = scalar(value);
    List<Literal> literals = new ArrayList<>();
    boolean folded = property.folded();
    for (Operand each : list) {
      part(each.where());
      OfLiteral literal = literal(property, each);
      isFolded(property, literal);
      literals.add(literal.literal());
    }
    return new FeatureFilter.In(property.name(), literals, folded);
  }

  FeatureFilter isNull(String where, Operand value) throws Cql2Exception {
    part(where);
    return new FeatureFilter.IsNull(scalar(value).name());
  }

  /** A function that is true or false. */
  FeatureFilter function(String where, String name, List<Operand> arguments) throws Cql2Exception {
    part(where);
    String known = name.toUpperCase(Locale.ROOT);
    if (!FUNCTIONS.contains(known)) {
      throw new Cql2Exception(
          where, "one of " + String.join(", ", FUNCTIONS), "'" + excerpt(name) + "'");
    }
    if (arguments.size() != 2) {
      throw new Cql2Exception(where, "two arguments of " + known, arguments.size() + " of them");
    }
    Operand first = arguments.get(0);
    Operand second = arguments.get(1);
    if (known.equals("S_INTERSECTS")) {
      if (first instanceof OfShape && second instanceof OfGeometry) {
        return function(where, name, List.of(second, first));
      }
      if (!(first instanceof OfGeometry)) {
        throw new Cql2Exception(first.where(), "the property 'geometry'", first.kind());
      }
      if (!(second instanceof OfShape shape)) {
        throw new Cql2Exception(second.where(), "a geometry", second.kind());
      }
      return new FeatureFilter.Intersects(shape.shape());
    }
    return temporal(where, known, first, second);
  }

  private FeatureFilter temporal(String where, String name, Operand first, Operand second)
      throws Cql2Exception {
    OfProperty property = scalar(first);
    if (property.type() != Type.DATE && property.type() != Type.INSTANT) {
      throw new Cql2Exception(first.where(), "a property of times", first.kind());
    }
    Optional<Literal> from = bounds(property, second, true);
    Optional<Literal> until = bounds(property, second, false);
    return switch (name) {
      case "T_AFTER" -> ordered(property, Operator.GREATER, until);
      case "T_BEFORE" -> ordered(property, Operator.LESS, from);
      case "T_EQUALS" -> compare(where, "=", first, second);
      case "T_DURING" -> both(property, Operator.GREATER, from, Operator.LESS, until);
      case "T_INTERSECTS" ->
          both(property, Operator.GREATER_OR_EQUAL, from, Operator.LESS_OR_EQUAL, until);
      default -> throw new IllegalStateException("A function without a meaning: " + name);
    };
  }

  private static Optional<Literal> bounds(OfProperty property, Operand time, boolean first)
      throws Cql2Exception {
    if (time instanceof OfInterval interval) {
      return first ? interval.from() : interval.until();
    }
    return Optional.of(literal(property, time).literal());
  }

  /** After what has no end is nothing. */
  private static FeatureFilter ordered(
      OfProperty property, Operator operator, Optional<Literal> bound) {
    return bound
        .<FeatureFilter>map(
            literal -> new FeatureFilter.Compare(property.name(), operator, literal, false))
        .orElse(new FeatureFilter.Constant(false));
  }

  private static FeatureFilter both(
      OfProperty property,
      Operator first,
      Optional<Literal> from,
      Operator last,
      Optional<Literal> until) {
    List<FeatureFilter> parts = new ArrayList<>();
    parts.add(new FeatureFilter.Not(new FeatureFilter.IsNull(property.name())));
    from.ifPresent(
        literal -> parts.add(new FeatureFilter.Compare(property.name(), first, literal, false)));
    until.ifPresent(
        literal -> parts.add(new FeatureFilter.Compare(property.name(), last, literal, false)));
    return new FeatureFilter.All(parts);
  }

  private static OfProperty scalar(Operand operand) throws Cql2Exception {
    if (operand instanceof OfProperty property) {
      return property;
    }
    throw new Cql2Exception(operand.where(), "a property that is no geometry", operand.kind());
  }

  private static OfLiteral literal(OfProperty property, Operand operand) throws Cql2Exception {
    String expected =
        switch (property.type()) {
          case TEXT, TEXTS -> "a text";
          case INTEGER, NUMBER -> "a number";
          case DATE, INSTANT -> "a time, such as DATE('2026-02-07')";
        };
    if (operand instanceof OfLiteral literal) {
      boolean fits =
          switch (literal.literal()) {
            case Literal.OfText text -> isText(property.type());
            case Literal.OfNumber number ->
                property.type() == Type.INTEGER || property.type() == Type.NUMBER;
            case Literal.OfDay day -> isTime(property.type());
            case Literal.OfInstant instant -> isTime(property.type());
          };
      if (fits) {
        return literal;
      }
    }
    throw new Cql2Exception(operand.where(), expected + " for " + property.kind(), operand.kind());
  }

  private static boolean isFolded(OfProperty property, OfLiteral literal) throws Cql2Exception {
    if (property.folded() != literal.folded()) {
      throw new Cql2Exception(
          literal.where(), "CASEI on both sides or on none", "it on one of them");
    }
    return property.folded();
  }

  private static boolean isText(Type type) {
    return type == Type.TEXT || type == Type.TEXTS;
  }

  private static boolean isTime(Type type) {
    return type == Type.DATE || type == Type.INSTANT;
  }

  private static Operator operator(String where, String sign) throws Cql2Exception {
    for (Operator each : Operator.values()) {
      if (each.sign().equals(sign)) {
        return each;
      }
    }
    throw new Cql2Exception(where, "one of = <> < <= > >=", "'" + excerpt(sign) + "'");
  }

  private static Operator turned(Operator operator) {
    return switch (operator) {
      case EQUAL, DIFFERENT -> operator;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
    };
  }

  static String excerpt(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
