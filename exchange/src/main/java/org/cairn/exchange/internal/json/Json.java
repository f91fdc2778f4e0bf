package org.cairn.exchange.internal.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** How JSON of strangers is read here, and how what nobody understood is written down again. */
public final class Json {
  static final int MAX_STRING_CHARACTERS = 16 << 20;
  static final int MAX_DEPTH = 200;

  /** Numbers keep every digit; NaN and raw control characters cost a feature, not the file. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(MAX_STRING_CHARACTERS)
                          .maxNestingDepth(MAX_DEPTH)
                          .build())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Nothing is said by it: null, a blank text, or a list or object of nothing else. */
  public static boolean isBlank(JsonNode node) {
    if (node.isString()) {
      return node.asString().isBlank();
    }
    if (node.isContainer()) {
      for (JsonNode child : node) {
        if (!isBlank(child)) {
          return false;
        }
      }
      return true;
    }
    return node.isNull() || node.isMissingNode();
  }

  /** As JSON text that every record can carry: half surrogate pairs stay, as escapes. */
  public static String text(JsonNode node) {
    String json = MAPPER.writeValueAsString(node);
    StringBuilder out = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < json.length()
              && Character.isLowSurrogate(json.charAt(i + 1));
      if (pair) {
        out.append(c).append(json.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
