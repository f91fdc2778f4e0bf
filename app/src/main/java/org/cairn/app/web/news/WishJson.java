package org.cairn.app.web.news;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.app.text.Language;
import org.cairn.heritage.review.Finding;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.io.WKTWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A wish as the database has it. Stateless. */
final class WishJson {
  private WishJson() {}

  static String write(Subscription.Wish wish) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("name", wish.name());
    switch (wish.area()) {
      case Area.Whole whole -> node.put("area", "whole");
      case Area.Within within -> node.put("area", new WKTWriter().write(within.outline()));
      case Area.Places places -> {
        ArrayNode numbers = node.putArray("area");
        places.numbers().forEach(numbers::add);
      }
    }
    ArrayNode types = node.putArray("types");
    wish.types().forEach(types::add);
    ArrayNode values = node.putArray("values");
    wish.values().stream().sorted().forEach(each -> values.add(each.code()));
    ArrayNode statuses = node.putArray("statuses");
    wish.statuses().stream().sorted().forEach(each -> statuses.add(each.code()));
    wish.mostByChance().ifPresent(rate -> node.put("by_chance", rate));
    wish.leastSquareMetres().ifPresent(area -> node.put("area_m2", area));
    Schedule schedule = wish.schedule();
    node.put("frequency", schedule.frequency().code())
        .put("day", schedule.day().getValue())
        .put("hour", schedule.hour())
        .put("zone", schedule.zone().getId());
    node.put("language", wish.language().tag())
        .put("channel", wish.channel().code())
        .put("address", wish.address())
        .put("only_news", wish.onlyNews());
    return node.toString();
  }

  static Subscription.Wish read(String text) {
    JsonNode node = JsonMapper.shared().readTree(text);
    List<String> types = new ArrayList<>();
    node.path("types").values().forEach(each -> types.add(each.asString("")));
    Set<Subscription.Value> values = EnumSet.noneOf(Subscription.Value.class);
    for (JsonNode each : node.path("values").values()) {
      Subscription.Value.findByCode(each.asString("")).ifPresent(values::add);
    }
    Set<Finding.Status> statuses = EnumSet.noneOf(Finding.Status.class);
    for (JsonNode each : node.path("statuses").values()) {
      Finding.Status.findByCode(each.asString("")).ifPresent(statuses::add);
    }
    Schedule schedule =
        new Schedule(
            Schedule.Frequency.findByCode(node.path("frequency").asString("")).orElseThrow(),
            DayOfWeek.of(node.path("day").asInt(1)),
            node.path("hour").asInt(0),
            ZoneId.of(node.path("zone").asString("UTC")));
    return new Subscription.Wish(
        node.path("name").asString(""),
        area(node.path("area")),
        types,
        values,
        statuses,
        number(node.path("by_chance")),
        number(node.path("area_m2")),
        schedule,
        language(node.path("language").asString("")),
        Subscription.Channel.findByCode(node.path("channel").asString("")).orElseThrow(),
        node.path("address").asString(""),
        node.path("only_news").asBoolean(false));
  }

  static Language language(String tag) {
    return Stream.of(Language.values())
        .filter(one -> one.tag().equals(tag))
        .findFirst()
        .orElse(Language.ENGLISH);
  }

  private static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
  }

  private static Area area(JsonNode node) {
    if (node.isArray()) {
      List<Long> numbers = new ArrayList<>();
      node.values().forEach(each -> numbers.add(each.asLong()));
      return new Area.Places(numbers);
    }
    String text = node.asString("whole");
    if (text.equals("whole")) {
      return new Area.Whole();
    }
    try {
      return new Area.Within(new WKTReader().read(text));
    } catch (ParseException e) {
      throw new IllegalArgumentException("An area of a subscription cannot be read", e);
    }
  }
}
