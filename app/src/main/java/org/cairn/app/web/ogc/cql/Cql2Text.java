package org.cairn.app.web.ogc.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cairn.register.FeatureFilter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * CQL2 as text (OGC 21-065r2, clause 7), by recursive descent. Single-thread.
 *
 * <pre>
 * condition = term {OR term}        term = factor {AND factor}       factor = [NOT] primary
 * primary   = ( condition ) | TRUE | FALSE | function | operand predicate
 * predicate = op operand | [NOT] LIKE | [NOT] BETWEEN … AND … | [NOT] IN (…) | IS [NOT] NULL
 * </pre>
 */
public final class Cql2Text {
  private static final Set<String> SHAPES =
      Set.of(
          "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION",
          "BBOX",
          "ENVELOPE");

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Tokens tokens;
  private final Conditions conditions;
  private int positions;

  private Cql2Text(String text, Cql2Context context) throws Cql2Exception {
    this.tokens = new Tokens(Conditions.checkedLength(text));
    this.conditions = new Conditions(context);
  }

  public static FeatureFilter parse(String text, Cql2Context context) throws Cql2Exception {
    Cql2Text parser = new Cql2Text(text, context);
    FeatureFilter filter = parser.condition(0);
    if (parser.tokens.kind() != Tokens.Kind.END) {
      throw parser.tokens.unexpected("AND, OR or the end");
    }
    return filter;
  }

  private FeatureFilter condition(int depth) throws Cql2Exception {
    Conditions.depth(depth, tokens.where());
    List<FeatureFilter> parts = new ArrayList<>();
    do {
      parts.add(term(depth));
    } while (tokens.takeWord("OR"));
    return parts.size() == 1 ? parts.getFirst() : new FeatureFilter.Any(parts);
  }

  private FeatureFilter term(int depth) throws Cql2Exception {
    List<FeatureFilter> parts = new ArrayList<>();
    do {
      parts.add(factor(depth));
    } while (tokens.takeWord("AND"));
    return parts.size() == 1 ? parts.getFirst() : new FeatureFilter.All(parts);
  }

  private FeatureFilter factor(int depth) throws Cql2Exception {
    Conditions.depth(depth, tokens.where());
    return tokens.takeWord("NOT") ? new FeatureFilter.Not(factor(depth + 1)) : primary(depth);
  }

  private FeatureFilter primary(int depth) throws Cql2Exception {
    String where = tokens.where();
    conditions.part(where);
    if (tokens.takeSign("(")) {
      FeatureFilter inner = condition(depth + 1);
      tokens.sign(")");
      return inner;
    }
    if (tokens.takeWord("TRUE")) {
      return new FeatureFilter.Constant(true);
    }
    if (tokens.takeWord("FALSE")) {
      return new FeatureFilter.Constant(false);
    }
    if (tokens.kind() == Tokens.Kind.WORD && isFunction(tokens.value())) {
      String name = tokens.value();
      tokens.step();
      return conditions.function(where, name, arguments(depth));
    }
    return predicate(where, operand(depth), depth);
  }

  private static boolean isFunction(String word) {
    String upper = Tokens.upper(word);
    return upper.startsWith("S_") || upper.startsWith("T_") || upper.startsWith("A_");
  }

  private List<Operand> arguments(int depth) throws Cql2Exception {
    List<Operand> all = new ArrayList<>();
    tokens.sign("(");
    do {
      conditions.part(tokens.where());
      all.add(operand(depth + 1));
    } while (tokens.takeSign(","));
    tokens.sign(")");
    return all;
  }

  private FeatureFilter predicate(String where, Operand left, int depth) throws Cql2Exception {
    if (tokens.takeWord("IS")) {
      boolean not = tokens.takeWord("NOT");
      tokens.word("NULL");
      return not(not, conditions.isNull(where, left));
    }
    boolean not = tokens.takeWord("NOT");
    if (tokens.takeWord("LIKE")) {
      return not(not, conditions.like(where, left, operand(depth)));
    }
    if (tokens.takeWord("BETWEEN")) {
      Operand low = operand(depth);
      tokens.word("AND");
      return not(not, conditions.between(where, left, low, operand(depth)));
    }
    if (tokens.takeWord("IN")) {
      return not(not, conditions.in(where, left, arguments(depth)));
    }
    if (not) {
      throw tokens.unexpected("LIKE, BETWEEN or IN");
    }
    if (tokens.kind() != Tokens.Kind.SIGN || "=<>".indexOf(tokens.value().charAt(0)) < 0) {
      throw tokens.unexpected("an operator such as =, <, LIKE, BETWEEN, IN or IS NULL");
    }
    String sign = tokens.value();
    tokens.step();
    return conditions.compare(where, sign, left, operand(depth));
  }

  private static FeatureFilter not(boolean not, FeatureFilter filter) {
    return not ? new FeatureFilter.Not(filter) : filter;
  }

  private Operand operand(int depth) throws Cql2Exception {
    Conditions.depth(depth, tokens.where());
    String where = tokens.where();
    String value = tokens.value();
    switch (tokens.kind()) {
      case TEXT -> {
        tokens.step();
        return Conditions.text(where, value);
      }
      case NUMBER -> {
        tokens.step();
        return Conditions.number(where, Double.parseDouble(value));
      }
      case QUOTED -> {
        tokens.step();
        return conditions.property(where, value);
      }
      case WORD -> {
        tokens.step();
        return tokens.isSign("(") || isEmptyShape(value)
            ? called(where, value.toUpperCase(Locale.ROOT), depth)
            : conditions.property(where, value);
      }
      default -> throw tokens.unexpected("a property or a value");
    }
  }

  private boolean isEmptyShape(String word) {
    return SHAPES.contains(Tokens.upper(word)) && tokens.isWord("EMPTY");
  }

  private Operand called(String where, String name, int depth) throws Cql2Exception {
    if (SHAPES.contains(name)) {
      return conditions.shape(where, shape(name, depth));
    }
    switch (name) {
      case "CASEI" -> {
        tokens.sign("(");
        Operand inner = operand(depth + 1);
        tokens.sign(")");
        return Conditions.folded(where, inner);
      }
      case "DATE" -> {
        tokens.sign("(");
        Operand date = new Operand.OfLiteral(where, Conditions.date(tokens.where(), text()), false);
        tokens.sign(")");
        return date;
      }
      case "TIMESTAMP" -> {
        tokens.sign("(");
        Operand time =
            new Operand.OfLiteral(where, Conditions.timestamp(tokens.where(), text()), false);
        tokens.sign(")");
        return time;
      }
      case "INTERVAL" -> {
        tokens.sign("(");
        var from = Conditions.bound(tokens.where(), text());
        tokens.sign(",");
        var until = Conditions.bound(tokens.where(), text());
        tokens.sign(")");
        return new Operand.OfInterval(where, from, until);
      }
      default ->
          throw new Cql2Exception(
              where,
              "CASEI, DATE, TIMESTAMP, INTERVAL or a geometry",
              "the function '" + Conditions.excerpt(name) + "'");
    }
  }

  private String text() throws Cql2Exception {
    if (tokens.kind() != Tokens.Kind.TEXT) {
      throw tokens.unexpected("a text between single quotes");
    }
    String text = tokens.value();
    tokens.step();
    return text;
  }

  // ---- well-known text

  private Geometry shape(String name, int depth) throws Cql2Exception {
    Conditions.depth(depth, tokens.where());
    tokens.takeWord("Z");
    if (tokens.takeWord("EMPTY")) {
      return FACTORY.createGeometryCollection();
    }
    String where = tokens.where();
    try {
      return switch (name) {
        case "POINT" -> point();
        case "LINESTRING" -> FACTORY.createLineString(line());
        case "POLYGON" -> polygon();
        case "MULTIPOINT" ->
            FACTORY.createMultiPoint(
                list(() -> tokens.isSign("(") ? point() : FACTORY.createPoint(position()))
                    .toArray(Point[]::new));
        case "MULTILINESTRING" ->
            FACTORY.createMultiLineString(
                list(() -> FACTORY.createLineString(line())).toArray(LineString[]::new));
        case "MULTIPOLYGON" ->
            FACTORY.createMultiPolygon(list(this::polygon).toArray(Polygon[]::new));
        case "GEOMETRYCOLLECTION" ->
            FACTORY.createGeometryCollection(
                list(() -> member(depth + 1)).toArray(Geometry[]::new));
        default -> box(where);
      };
    } catch (IllegalArgumentException wrong) {
      throw new Cql2Exception(where, "rings that close and have four positions or more", "others");
    }
  }

  private Geometry member(int depth) throws Cql2Exception {
    String name = Tokens.upper(tokens.value());
    if (tokens.kind() != Tokens.Kind.WORD || !SHAPES.contains(name)) {
      throw tokens.unexpected("a geometry");
    }
    tokens.step();
    return shape(name, depth);
  }

  /** Something in a list. */
  private interface Part<T> {
    T read() throws Cql2Exception;
  }

  private <T> List<T> list(Part<T> part) throws Cql2Exception {
    List<T> all = new ArrayList<>();
    tokens.sign("(");
    do {
      all.add(part.read());
    } while (tokens.takeSign(","));
    tokens.sign(")");
    return all;
  }

  private Point point() throws Cql2Exception {
    tokens.sign("(");
    Point point = FACTORY.createPoint(position());
    tokens.sign(")");
    return point;
  }

  private Coordinate[] line() throws Cql2Exception {
    return list(this::position).toArray(Coordinate[]::new);
  }

  private Polygon polygon() throws Cql2Exception {
    List<LinearRing> rings = list(() -> FACTORY.createLinearRing(line()));
    return FACTORY.createPolygon(
        rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private Coordinate position() throws Cql2Exception {
    if (++positions > Conditions.MOST_POSITIONS) {
      throw tokens.unexpected("at most %,d positions".formatted(Conditions.MOST_POSITIONS));
    }
    double x = number();
    double y = number();
    if (tokens.kind() == Tokens.Kind.NUMBER) {
      number(); // A height takes no part.
    }
    return new Coordinate(x, y);
  }

  private double number() throws Cql2Exception {
    if (tokens.kind() != Tokens.Kind.NUMBER) {
      throw tokens.unexpected("a number");
    }
    double number = Double.parseDouble(tokens.value());
    tokens.step();
    return number;
  }

  private Geometry box(String where) throws Cql2Exception {
    List<Double> numbers = list(this::number);
    return Shapes.box(where, numbers);
  }
}
