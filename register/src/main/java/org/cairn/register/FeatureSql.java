package org.cairn.register;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.cairn.register.FeatureFilter.Literal;
import org.cairn.register.FeatureFilter.Operator;
import org.cairn.register.FeatureProperty.Type;

/**
 * Conditions on features as SQL over known columns; what somebody wrote is only ever a value of a
 * parameter. Single-thread.
 */
final class FeatureSql {
  /** Of an instant, to the second. */
  private static final int SECONDS = 19;

  private static final int DAYS = 10;

  /** Expressions by the property's name. */
  private final Map<String, Column> columns = new LinkedHashMap<>();

  private final SqliteFunctions functions;
  private final IntFunction<String> meets;
  private final List<Object> values = new ArrayList<>();

  /**
   * @param sql of one value
   * @param among {@code EXISTS} with the place of the condition as {@code %s} where there may be
   *     several values; empty for one
   */
  private record Column(Type type, String sql, List<Object> values, Optional<String> among) {}

  /**
   * @param meets makes of an area's number the condition that the geometry meets it
   */
  FeatureSql(SqliteFunctions functions, IntFunction<String> meets) {
    this.functions = functions;
    this.meets = meets;
  }

  FeatureSql column(String property, Type type, String sql, Object... parameters) {
    columns.put(property, new Column(type, sql, List.of(parameters), Optional.empty()));
    return this;
  }

  /**
   * @param among {@code EXISTS (SELECT 1 FROM … WHERE … AND %s)}
   */
  FeatureSql column(String property, String sql, String among) {
    columns.put(property, new Column(Type.TEXTS, sql, List.of(), Optional.of(among)));
    return this;
  }

  /** Values of the parameters, in their order. */
  List<Object> values() {
    return values;
  }

  String of(FeatureFilter filter) {
    return switch (filter) {
      case FeatureFilter.All all -> joined(all.parts(), " AND ", "1");
      case FeatureFilter.Any any -> joined(any.parts(), " OR ", "0");
      case FeatureFilter.Not not -> "NOT (" + of(not.part()) + ")";
      case FeatureFilter.Constant constant -> constant.value() ? "1" : "0";
      case FeatureFilter.Intersects with -> meets.apply(functions.area(with.with()));
      case FeatureFilter.IsNull isNull -> isNull(column(isNull.property()));
      case FeatureFilter.Compare compare -> compare(compare);
      case FeatureFilter.Between between -> {
        Column column = column(between.property());
        String low = said(column, Operator.GREATER_OR_EQUAL, between.low(), false);
        yield among(
            column, low + " AND " + said(column, Operator.LESS_OR_EQUAL, between.high(), false));
      }
      case FeatureFilter.In in -> {
        Column column = column(in.property());
        List<String> each = new ArrayList<>();
        in.literals().forEach(one -> each.add(said(column, Operator.EQUAL, one, in.folded())));
        yield each.isEmpty() ? "0" : among(column, "(" + String.join(" OR ", each) + ")");
      }
      case FeatureFilter.Like like -> like(like);
    };
  }

  private String joined(List<FeatureFilter> parts, String with, String none) {
    List<String> each = parts.stream().map(this::of).toList();
    return each.isEmpty() ? none : "(" + String.join(with, each) + ")";
  }

  private Column column(String property) {
    Column known = columns.get(property);
    if (known == null) {
      throw new IllegalArgumentException(
          "Expected one of the properties %s, found '%s'"
              .formatted(String.join(", ", columns.keySet()), property));
    }
    return known;
  }

  private static String among(Column column, String condition) {
    return column.among().map(exists -> exists.formatted(condition)).orElse("(" + condition + ")");
  }

  private String isNull(Column column) {
    if (column.among().isPresent()) {
      return "NOT " + among(column, column.sql() + " IS NOT NULL");
    }
    values.addAll(column.values());
    return "(" + column.sql() + " IS NULL)";
  }

  private String compare(FeatureFilter.Compare compare) {
    Column column = column(compare.property());
    return among(column, said(column, compare.operator(), compare.literal(), compare.folded()));
  }

  private String said(Column column, Operator operator, Literal literal, boolean folded) {
    values.addAll(column.values());
    String sql = column.sql();
    switch (literal) {
      case Literal.OfText text when isText(column) -> {
        values.add(folded ? SqliteFunctions.folded(text.text()) : text.text());
        sql = folded ? "cairn_folded(" + sql + ")" : sql;
      }
      case Literal.OfText text -> {
        return said(column, operator, read(column, text), sql);
      }
      case Literal.OfNumber number when isNumber(column) -> values.add(number.number());
      case Literal.OfDay day when isTime(column) -> {
        return said(column, operator, day, sql);
      }
      case Literal.OfInstant instant when isTime(column) -> {
        return said(column, operator, instant, sql);
      }
      default -> throw mismatch(column, literal);
    }
    return sql + " " + operator.sign() + " ?";
  }

  /** Text for what is no text, as property parameters of an address have it. */
  private static Literal read(Column column, Literal.OfText text) {
    try {
      if (isNumber(column)) {
        double number = Double.parseDouble(text.text());
        if (Double.isFinite(number)) {
          return new Literal.OfNumber(number);
        }
      } else if (text.text().length() <= DAYS) {
        return new Literal.OfDay(LocalDate.parse(text.text()));
      } else {
        return new Literal.OfInstant(Instant.parse(text.text()));
      }
    } catch (NumberFormatException | java.time.DateTimeException wrong) {
      // What is told is the same.
    }
    throw mismatch(column, text);
  }

  private String said(Column column, Operator operator, Literal literal, String sql) {
    boolean days = column.type() == Type.DATE || literal instanceof Literal.OfDay;
    switch (literal) {
      case Literal.OfNumber number -> {
        values.add(number.number());
        return sql + " " + operator.sign() + " ?";
      }
      case Literal.OfDay day -> values.add(day.day().toString());
      case Literal.OfInstant instant -> values.add(days ? day(instant) : second(instant.instant()));
      case Literal.OfText text -> throw mismatch(column, literal);
    }
    return "substr(%s, 1, %d) %s ?".formatted(sql, days ? DAYS : SECONDS, operator.sign());
  }

  private static String day(Literal.OfInstant instant) {
    return LocalDate.ofInstant(instant.instant(), ZoneOffset.UTC).toString();
  }

  /** As {@code 2026-02-07T10:15:30}, as which columns with a time begin. */
  static String second(Instant instant) {
    String text = instant.atOffset(ZoneOffset.UTC).toLocalDateTime().withNano(0).toString();
    return text.length() < SECONDS ? text + ":00" : text;
  }

  private String like(FeatureFilter.Like like) {
    Column column = column(like.property());
    if (!isText(column)) {
      throw mismatch(column, new Literal.OfText(like.pattern()));
    }
    values.add(glob(like.folded() ? SqliteFunctions.folded(like.pattern()) : like.pattern()));
    String sql = like.folded() ? "cairn_folded(" + column.sql() + ")" : column.sql();
    // Written as a function, for parameters of the column come after the pattern.
    String condition = "glob(?, " + sql + ")";
    values.addAll(column.values());
    return among(column, condition);
  }

  /** LIKE of SQLite does not tell case in ASCII; its GLOB does. */
  private static String glob(String pattern) {
    StringBuilder glob = new StringBuilder();
    for (int at = 0; at < pattern.length(); at++) {
      char each = pattern.charAt(at);
      switch (each) {
        case '%' -> glob.append('*');
        case '_' -> glob.append('?');
        case '\\' -> {
          if (at + 1 < pattern.length()) {
            at++;
          }
          literal(glob, pattern.charAt(at));
        }
        default -> literal(glob, each);
      }
    }
    return glob.toString();
  }

  private static void literal(StringBuilder glob, char each) {
    if (each == '*' || each == '?' || each == '[') {
      glob.append('[').append(each).append(']');
    } else {
      glob.append(each);
    }
  }

  private static boolean isText(Column column) {
    return column.type() == Type.TEXT || column.type() == Type.TEXTS;
  }

  private static boolean isNumber(Column column) {
    return column.type() == Type.INTEGER || column.type() == Type.NUMBER;
  }

  private static boolean isTime(Column column) {
    return column.type() == Type.DATE || column.type() == Type.INSTANT;
  }

  private static IllegalArgumentException mismatch(Column column, Literal literal) {
    String expected =
        switch (column.type()) {
          case TEXT, TEXTS -> "a text";
          case INTEGER, NUMBER -> "a number";
          case DATE, INSTANT -> "a day as 2026-02-07 or a time as 2026-02-07T10:15:00Z";
        };
    String found =
        switch (literal) {
          case Literal.OfText text ->
              "'" + text.text().substring(0, Math.min(40, text.text().length())) + "'";
          case Literal.OfNumber number -> "the number " + number.number();
          case Literal.OfDay day -> "the day " + day.day();
          case Literal.OfInstant instant -> "the time " + instant.instant();
        };
    return new IllegalArgumentException("Expected %s, found %s".formatted(expected, found));
  }
}
