package org.cairn.app.web.news;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A digest as JSON: as it is kept, and, but for one member, as a webhook is told. Stateless. */
final class DigestJson {
  /** For the owner's page only. */
  private static final String WITHHELD = "withheld_alerts";

  private DigestJson() {}

  /** To be kept. */
  static String write(Digest digest) {
    ObjectNode node = told(digest);
    var withheld = node.putArray(WITHHELD);
    digest.withheld().forEach(withheld::add);
    return node.toString();
  }

  /** To be sent. */
  static ObjectNode told(Digest digest) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("id", digest.id())
        .put("subscription", digest.subscription())
        .put("name", digest.name())
        .put("language", digest.language().tag())
        .put("made", digest.made().toString())
        .put("since", digest.since().toString())
        .put("test", digest.test());
    var parts = node.putArray("parts");
    for (Digest.Part part : digest.parts()) {
      ObjectNode one =
          parts
              .addObject()
              .put("kind", part.kind().code())
              .put("count", part.count())
              .put("at_protected_places", part.withheld());
      var items = one.putArray("items");
      part.items().forEach(item -> put(items.addObject(), item));
    }
    put(node.putObject("silence"), digest.silence());
    return node;
  }

  private static void put(ObjectNode node, Digest.Item item) {
    node.put("place", item.placeId())
        .put("place_number", item.place())
        .put("place_name", item.title())
        .put("place_name_language", item.titleLanguage());
    if (!item.alert().isEmpty()) {
      node.put("alert", item.alert());
    }
    item.lastUnchanged().ifPresent(day -> node.put("last_unchanged", day.toString()));
    item.firstSeen().ifPresent(day -> node.put("first_seen", day.toString()));
    item.areaSquareMetres().ifPresent(area -> node.put("area_m2", area));
    item.byChance().ifPresent(rate -> node.put("expected_per_site_year", rate));
    node.put("direction", item.direction())
        .put("status", item.status())
        .put("status_before", item.before());
  }

  private static void put(ObjectNode node, Digest.Silence silence) {
    node.put("places", silence.places())
        .put("looked_at", silence.looked())
        .put("watched", silence.watched())
        .put("watched_without_news", silence.quiet());
    ObjectNode unwatched = node.putObject("not_watched");
    silence
        .unwatched()
        .forEach((status, count) -> unwatched.put(status.isEmpty() ? "never" : status, count));
    silence.from().ifPresent(day -> node.put("from", day.toString()));
    silence.until().ifPresent(day -> node.put("until", day.toString()));
    silence
        .leastSquareMetres()
        .ifPresent(area -> node.put("smallest_detectable_m2_at_half_of_places", area));
  }

  static Digest read(String text) {
    JsonNode node = JsonMapper.shared().readTree(text);
    List<Digest.Part> parts = new ArrayList<>();
    for (JsonNode part : node.path("parts").values()) {
      List<Digest.Item> items = new ArrayList<>();
      part.path("items").values().forEach(item -> items.add(item(item)));
      parts.add(
          new Digest.Part(
              Digest.Kind.findByCode(part.path("kind").asString("")).orElseThrow(),
              part.path("count").asInt(),
              part.path("at_protected_places").asInt(),
              items));
    }
    List<String> withheld = new ArrayList<>();
    node.path(WITHHELD).values().forEach(each -> withheld.add(each.asString("")));
    return new Digest(
        node.path("id").asString(""),
        node.path("subscription").asString(""),
        node.path("name").asString(""),
        WishJson.language(node.path("language").asString("")),
        Instant.parse(node.path("made").asString("")),
        Instant.parse(node.path("since").asString("")),
        parts,
        silence(node.path("silence")),
        withheld,
        node.path("test").asBoolean(false));
  }

  private static Digest.Item item(JsonNode node) {
    return new Digest.Item(
        node.path("alert").asString(""),
        node.path("place_number").asLong(),
        node.path("place").asString(""),
        node.path("place_name").asString(""),
        node.path("place_name_language").asString(""),
        day(node, "last_unchanged"),
        day(node, "first_seen"),
        number(node, "area_m2"),
        number(node, "expected_per_site_year"),
        node.path("direction").asString(""),
        node.path("status").asString(""),
        node.path("status_before").asString(""));
  }

  private static Digest.Silence silence(JsonNode node) {
    Map<String, Integer> unwatched = new TreeMap<>();
    for (var each : node.path("not_watched").properties()) {
      unwatched.put(each.getKey().equals("never") ? "" : each.getKey(), each.getValue().asInt());
    }
    return new Digest.Silence(
        node.path("places").asInt(),
        node.path("looked_at").asInt(),
        node.path("watched_without_news").asInt(),
        unwatched,
        day(node, "from"),
        day(node, "until"),
        number(node, "smallest_detectable_m2_at_half_of_places"),
        node.path("watched").asInt());
  }

  private static Optional<LocalDate> day(JsonNode node, String member) {
    String text = node.path(member).asString("");
    return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
  }

  private static OptionalDouble number(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }
}
