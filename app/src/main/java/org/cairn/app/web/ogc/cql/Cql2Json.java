package org.cairn.app.web.ogc.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.register.FeatureFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CQL2 as JSON (OGC 21-065r2, clause 8). Where something is wrong is told as a path from {@code $},
 * the whole filter. Single-thread.
 */
public final class Cql2Json {
  private final Conditions conditions;

  private Cql2Json(Cql2Context context) {
    this.conditions = new Conditions(context);
  }

  public static FeatureFilter parse(String text, Cql2Context context) throws Cql2Exception {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(Conditions.checkedLength(text));
    } catch (JacksonException wrong) {
      throw new Cql2Exception(
          "At character "
              + Math.max(1, wrong.getLocation() == null ? 1 : wrong.getLocation().getCharOffset()),
          "JSON",
          "what is none");
    }
    return new Cql2Json(context).condition("$", json, 0);
  }

  private FeatureFilter condition(String where, JsonNode json, int depth) throws Cql2Exception {
    Conditions.depth(depth, where);
    conditions.part(where);
    if (json.isBoolean()) {
      return new FeatureFilter.Constant(json.asBoolean());
    }
    if (!json.path("op").isString() || !json.path("args").isArray()) {
      throw new Cql2Exception(where, "an object with 'op' and 'args'", kind(json));
    }
    String op = json.path("op").asString();
    JsonNode args = json.path("args");
    String in = where + ".args";
    return switch (op) {
      case "and" -> new FeatureFilter.All(parts(in, args, depth));
      case "or" -> new FeatureFilter.Any(parts(in, args, depth));
      case "not" -> new FeatureFilter.Not(condition(in + "[0]", only(in, args), depth + 1));
      case "isNull" -> conditions.isNull(where, operand(in + "[0]", only(in, args), depth));
      case "like" -> {
        List<Operand> two = operands(in, args, 2, depth);
        yield conditions.like(where, two.get(0), two.get(1));
      }
      case "between" -> {
        List<Operand> three = operands(in, args, 3, depth);
        yield conditions.between(where, three.get(0), three.get(1), three.get(2));
      }
      case "in" -> {
        if (args.size() != 2 || !args.get(1).isArray() || args.get(1).isEmpty()) {
          throw new Cql2Exception(in, "a property and a list of values", kind(args));
        }
        yield conditions.in(
            where,
            operand(in + "[0]", args.get(0), depth),
            operands(in + "[1]", args.get(1), args.get(1).size(), depth));
      }
      case "=", "<>", "<", "<=", ">", ">=" -> {
        List<Operand> two = operands(in, args, 2, depth);
        yield conditions.compare(where, op, two.get(0), two.get(1));
      }
      default -> {
        if (!op.startsWith("s_") && !op.startsWith("t_")) {
          throw new Cql2Exception(
              where + ".op",
              "and, or, not, isNull, like, between, in, a comparison, s_intersects or t_…",
              "'" + Conditions.excerpt(op) + "'");
        }
        yield conditions.function(where, op, operands(in, args, args.size(), depth));
      }
    };
  }

  private List<FeatureFilter> parts(String where, JsonNode args, int depth) throws Cql2Exception {
    if (args.size() < 2) {
      throw new Cql2Exception(where, "two conditions or more", args.size() + " of them");
    }
    List<FeatureFilter> parts = new ArrayList<>();
    for (int each = 0; each < args.size(); each++) {
      parts.add(condition(where + "[" + each + "]", args.get(each), depth + 1));
    }
    return parts;
  }

  private static JsonNode only(String where, JsonNode args) throws Cql2Exception {
    if (args.size() != 1) {
      throw new Cql2Exception(where, "one argument", args.size() + " of them");
    }
    return args.get(0);
  }

  private List<Operand> operands(String where, JsonNode args, int count, int depth)
      throws Cql2Exception {
    if (args.size() != count) {
      throw new Cql2Exception(where, count + " arguments", args.size() + " of them");
    }
    List<Operand> all = new ArrayList<>();
    for (int each = 0; each < args.size(); each++) {
      String at = where + "[" + each + "]";
      conditions.part(at);
      all.add(operand(at, args.get(each), depth));
    }
    return all;
  }

  private Operand operand(String where, JsonNode json, int depth) throws Cql2Exception {
    Conditions.depth(depth, where);
    if (json.isString()) {
      return Conditions.text(where, json.asString());
    }
    if (json.isNumber()) {
      return Conditions.number(where, json.asDouble());
    }
    if (json.path("property").isString()) {
      return conditions.property(where, json.path("property").asString());
    }
    if (json.path("date").isString()) {
      return new Operand.OfLiteral(
          where, Conditions.date(where + ".date", json.path("date").asString()), false);
    }
    if (json.path("timestamp").isString()) {
      return new Operand.OfLiteral(
          where,
          Conditions.timestamp(where + ".timestamp", json.path("timestamp").asString()),
          false);
    }
    if (json.has("interval")) {
      return interval(where + ".interval", json.path("interval"));
    }
    if (json.path("op").asString("").toLowerCase(Locale.ROOT).equals("casei")) {
      return Conditions.folded(
          where, operand(where + ".args[0]", only(where + ".args", json.path("args")), depth + 1));
    }
    if (json.has("bbox")) {
      List<Double> numbers = new ArrayList<>();
      for (JsonNode each : json.path("bbox")) {
        if (!each.isNumber() || numbers.size() == 6) {
          throw new Cql2Exception(where + ".bbox", "four numbers of a box", "others");
        }
        numbers.add(each.asDouble());
      }
      return conditions.shape(where, Shapes.box(where + ".bbox", numbers));
    }
    if (json.has("type")) {
      return conditions.shape(where, Shapes.geoJson(where, json, depth));
    }
    throw new Cql2Exception(where, "a property, a value or a geometry", kind(json));
  }

  private static Operand interval(String where, JsonNode json) throws Cql2Exception {
    if (json.size() != 2) {
      throw new Cql2Exception(where, "two times", kind(json));
    }
    List<Optional<org.cairn.register.FeatureFilter.Literal>> bounds = new ArrayList<>();
    for (int each = 0; each < 2; each++) {
      JsonNode one = json.get(each);
      String text = one.path("date").asString(one.path("timestamp").asString(one.asString("")));
      bounds.add(Conditions.bound(where + "[" + each + "]", text));
    }
    return new Operand.OfInterval(where, bounds.get(0), bounds.get(1));
  }

  private static String kind(JsonNode json) {
    return Conditions.excerpt(json.toString());
  }
}
