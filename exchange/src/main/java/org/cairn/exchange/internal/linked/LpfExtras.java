package org.cairn.exchange.internal.linked;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Members;
import org.cairn.heritage.place.Extra;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Extras as foreign members. What was read as a member of a feature or of its properties is one
 * again, under its own name; all others are in {@code properties.cairn.extra}, as the record of a
 * place has them.
 */
final class LpfExtras {
  private static final Pattern MEMBER =
      Pattern.compile("(properties\\.)?([A-Za-z_:][A-Za-z0-9_:-]*)");

  private LpfExtras() {}

  /** After all statements, whose members are not free. */
  static void write(List<Extra> extras, ObjectNode feature) {
    for (Extra each : extras) {
      if (!asMember(each, feature)) {
        feature
            .withObjectProperty("properties")
            .withObjectProperty("cairn")
            .withArrayProperty("extra")
            .addObject()
            .put("source", each.source())
            .put("field", each.field())
            .put("value", each.value())
            .put("form", each.form().code());
      }
    }
  }

  private static boolean asMember(Extra extra, ObjectNode feature) {
    Matcher path = MEMBER.matcher(extra.field());
    boolean ours =
        extra.source().equals(LpfWords.SOURCE)
            && extra.form() == Extra.Form.JSON
            && path.matches()
            && !extra.field().equals("geometry")
            && !extra.field().equals("properties.cairn");
    if (!ours) {
      return false;
    }
    ObjectNode owner = path.group(1) == null ? feature : feature.withObjectProperty("properties");
    try {
      JsonNode value = Json.MAPPER.readTree(extra.value());
      if (owner.has(path.group(2)) || !Json.text(value).equals(extra.value())) {
        return false;
      }
      owner.set(path.group(2), value);
      return true;
    } catch (JacksonException notJson) {
      return false;
    }
  }

  /** From the member {@code cairn}; what is no extra is left behind in it. */
  static List<Extra> read(Members ours) {
    List<Extra> extras = new ArrayList<>();
    JsonNode list = ours.peek("extra");
    for (JsonNode each : list) {
      try {
        String source = each.path("source").asString("");
        String field = each.path("field").asString("");
        String value = each.path("value").asString("");
        extras.add(
            each.path("form").asString("").equals(Extra.Form.JSON.code())
                ? Extra.json(source, field, value)
                : Extra.text(source, field, value));
      } catch (IllegalArgumentException none) {
        return List.of();
      }
    }
    if (!extras.isEmpty()) {
      ours.take("extra");
    }
    return extras;
  }
}
