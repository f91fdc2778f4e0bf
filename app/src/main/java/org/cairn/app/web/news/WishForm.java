package org.cairn.app.web.news;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.app.web.news.OutlineReading.NoOutlineException;
import org.cairn.app.web.news.Subscription.Channel;
import org.cairn.heritage.review.Finding;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * What stands in the form of a subscription, and what is wrong with it. For one request.
 *
 * @param values by field; a field with several has them all
 * @param wrong by field the key of what is wrong
 */
record WishForm(Map<String, List<String>> values, Map<String, String> wrong) {
  private static final int LONGEST_NAME = 120;
  private static final int MOST_TYPES = 20;
  private static final double MOST_YEARS = 1e6;

  WishForm {
    values = Map.copyOf(values);
    wrong = new LinkedHashMap<>(wrong);
  }

  static WishForm of(Map<String, String[]> parameters) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    parameters.forEach((name, all) -> values.put(name, List.of(all)));
    return new WishForm(values, Map.of());
  }

  /** Of a new one. */
  static WishForm fresh(Language language, Map<String, List<String>> more) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("where", List.of("whole"));
    values.put("statuses", List.of("unreviewed", "potential", "confirmed", "disputed"));
    values.put("frequency", List.of("weekly"));
    values.put("day", List.of("1"));
    values.put("hour", List.of("7"));
    values.put("zone", List.of("UTC"));
    values.put("language", List.of(language.tag()));
    values.put("channel", List.of("mail"));
    values.putAll(more);
    return new WishForm(values, Map.of());
  }

  static WishForm of(Subscription.Wish wish) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("name", List.of(wish.name()));
    switch (wish.area()) {
      case Area.Whole whole -> values.put("where", List.of("whole"));
      case Area.Places places -> values.put("where", List.of("kept"));
      case Area.Within within -> {
        Geometry outline = within.outline();
        if (outline.isRectangle()) {
          Envelope box = outline.getEnvelopeInternal();
          values.put("where", List.of("box"));
          values.put("west", List.of(Double.toString(box.getMinX())));
          values.put("south", List.of(Double.toString(box.getMinY())));
          values.put("east", List.of(Double.toString(box.getMaxX())));
          values.put("north", List.of(Double.toString(box.getMaxY())));
        } else {
          values.put("where", List.of("outline"));
          values.put("outline", List.of(outline.toText()));
        }
      }
    }
    values.put("types", wish.types());
    values.put("values", wish.values().stream().map(Subscription.Value::code).toList());
    values.put("statuses", wish.statuses().stream().map(Finding.Status::code).toList());
    wish.mostByChance()
        .ifPresent(rate -> values.put("years", List.of(Long.toString(Math.round(1 / rate)))));
    wish.leastSquareMetres()
        .ifPresent(area -> values.put("area", List.of(Long.toString(Math.round(area)))));
    values.put("frequency", List.of(wish.schedule().frequency().code()));
    values.put("day", List.of(Integer.toString(wish.schedule().day().getValue())));
    values.put("hour", List.of(Integer.toString(wish.schedule().hour())));
    values.put("zone", List.of(wish.schedule().zone().getId()));
    values.put("language", List.of(wish.language().tag()));
    values.put("channel", List.of(wish.channel().code()));
    values.put(wish.channel() == Channel.WEBHOOK ? "hook" : "address", List.of(wish.address()));
    if (wish.onlyNews()) {
      values.put("only", List.of("1"));
    }
    return new WishForm(values, Map.of());
  }

  /** One value; empty where the field has none. */
  public String get(String field) {
    List<String> all = values.getOrDefault(field, List.of());
    return all.isEmpty() ? "" : all.getFirst().strip();
  }

  public boolean has(String field, String value) {
    return values.getOrDefault(field, List.of()).contains(value);
  }

  public String wrong(String field) {
    return wrong.getOrDefault(field, "");
  }

  /** What the form is read with. */
  interface Ground {
    /** The places that a filter finds, as an area. */
    Area places(String query) throws IOException;

    /** The area there was before. */
    Optional<Area> before();

    /** Whether this node sends mail. */
    boolean sendsMail();

    Optional<URI> hook(String address);

    /** Looks where it is. */
    void look(URI address) throws IOException;
  }

  /** A file that came with the form. */
  record Sent(String name, byte[] bytes) {}

  /**
   * @return empty where something is wrong, which then stands in {@link #wrong()}
   */
  Optional<Subscription.Wish> read(Optional<Sent> file, Ground ground) throws IOException {
    String name = Texts.clean(get("name")).strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      wrong.put("name", "news.wrong.name");
    }
    Area area = area(file, ground);
    List<String> types =
        values.getOrDefault("types", List.of()).stream()
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .distinct()
            .toList();
    if (types.size() > MOST_TYPES || types.stream().anyMatch(each -> each.length() > 200)) {
      wrong.put("types", "news.wrong.types");
    }
    Set<Subscription.Value> worth = EnumSet.noneOf(Subscription.Value.class);
    for (String each : values.getOrDefault("values", List.of())) {
      Subscription.Value.findByCode(each).ifPresent(worth::add);
    }
    Set<Finding.Status> statuses = EnumSet.noneOf(Finding.Status.class);
    for (String each : values.getOrDefault("statuses", List.of())) {
      Finding.Status.findByCode(each).ifPresent(statuses::add);
    }
    OptionalDouble years = number("years", MOST_YEARS);
    OptionalDouble least = number("area", 1e10);
    Schedule schedule = schedule();
    Channel channel = Channel.findByCode(get("channel")).orElse(Channel.FEED);
    String address = address(channel, ground);
    if (!wrong.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Subscription.Wish(
            name,
            area,
            types,
            worth,
            statuses,
            years.isPresent() && years.getAsDouble() > 0
                ? OptionalDouble.of(1 / years.getAsDouble())
                : OptionalDouble.empty(),
            least,
            schedule,
            WishJson.language(get("language")),
            channel,
            address,
            !get("only").isEmpty()));
  }

  private Area area(Optional<Sent> file, Ground ground) throws IOException {
    try {
      switch (get("where")) {
        case "box" -> {
          return new Area.Within(
              OutlineReading.box(
                  degrees("west"), degrees("south"), degrees("east"), degrees("north")));
        }
        case "outline" -> {
          if (file.isPresent()) {
            return new Area.Within(OutlineReading.sent(file.get().bytes(), file.get().name()));
          }
          return new Area.Within(OutlineReading.text(get("outline")));
        }
        case "places" -> {
          Area found = ground.places(get("from"));
          if (found instanceof Area.Places places && places.numbers().isEmpty()) {
            wrong.put("where", "news.wrong.places");
          }
          return found;
        }
        case "kept" -> {
          return ground.before().orElse(new Area.Whole());
        }
        default -> {
          return new Area.Whole();
        }
      }
    } catch (NoOutlineException e) {
      wrong.putIfAbsent(
          e.code().equals("box") ? "west" : "outline", "news.wrong.outline." + e.code());
      return new Area.Whole();
    }
  }

  private double degrees(String field) throws NoOutlineException {
    try {
      return Double.parseDouble(get(field).replace(',', '.').replace('−', '-'));
    } catch (NumberFormatException none) {
      throw new NoOutlineException("box", none);
    }
  }

  private OptionalDouble number(String field, double most) {
    if (get(field).isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(get(field).replace(',', '.'));
      if (number >= 0 && number <= most) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException none) {
      // Told below, as a number that is out of range.
    }
    wrong.put(field, "news.wrong.number");
    return OptionalDouble.empty();
  }

  private Schedule schedule() {
    ZoneId zone = ZoneOffset.UTC;
    try {
      zone = ZoneId.of(get("zone").isEmpty() ? "UTC" : get("zone"));
    } catch (DateTimeException none) {
      wrong.put("zone", "news.wrong.zone");
    }
    int day = get("day").matches("[1-7]") ? Integer.parseInt(get("day")) : 1;
    int hour = get("hour").matches("1?[0-9]|2[0-3]") ? Integer.parseInt(get("hour")) : 7;
    Schedule.Frequency frequency =
        Schedule.Frequency.findByCode(get("frequency")).orElse(Schedule.Frequency.WEEKLY);
    return new Schedule(frequency, DayOfWeek.of(day), hour, zone);
  }

  private String address(Channel channel, Ground ground) {
    return switch (channel) {
      case FEED -> "";
      case MAIL -> {
        if (!ground.sendsMail()) {
          wrong.put("channel", "news.wrong.no-mail");
        } else if (!Mailer.isAddress(get("address"))) {
          wrong.put("address", "news.wrong.address");
        }
        yield get("address");
      }
      case WEBHOOK -> {
        Optional<URI> hook = ground.hook(get("hook"));
        if (hook.isEmpty()) {
          wrong.put("hook", "news.wrong.hook");
        } else {
          try {
            ground.look(hook.get());
          } catch (PublicAddresses.PrivateAddressException e) {
            wrong.put("hook", "news.wrong.hook.private");
          } catch (IOException e) {
            wrong.put("hook", "news.wrong.hook.nowhere");
          }
        }
        yield get("hook");
      }
    };
  }

  /** Zones to choose from. */
  static List<String> zones() {
    List<String> zones = new ArrayList<>(List.of("UTC"));
    ZoneId.getAvailableZoneIds().stream()
        .filter(each ->
            each.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
        .sorted()
        .forEach(zones::add);
    return zones;
  }

  /** A day's name. */
  public static String day(int day, Texts texts) {
    return DayOfWeek.of(day)
        .getDisplayName(
            java.time.format.TextStyle.FULL_STANDALONE,
            Locale.forLanguageTag(texts.language().tag()));
  }
}
