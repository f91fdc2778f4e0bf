package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the object that an act takes: members are texts, whole numbers, flags and lists of texts.
 * Stateless.
 */
final class ApiBody {
  static final int MOST_BYTES = 1 << 20;

  /** Of one that is too large, so much is taken and thrown away, that its sender hears why. */
  private static final long MOST_DRAINED = 16L << 20;

  private static final int MOST_MEMBERS = 1_000;
  private static final int MOST_IN_A_LIST = 500;
  private static final int DEEPEST = 4;

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(40)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ApiBody() {}

  /** Why a body is not taken. */
  static final class RefusedBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedBodyException(Problem problem) {
      super(problem.kind().code());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }

  /**
   * Of a member.
   *
   * @param texts as a form would send it; none for a flag that is not set
   */
  record Value(Field.Type type, List<String> texts) {
    Value {
      texts = List.copyOf(texts);
    }
  }

  /** The body's bytes; none where there is no body. */
  static byte[] read(HttpServletRequest request) throws IOException, RefusedBodyException {
    InputStream in = request.getInputStream();
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      drain(in);
      throw new RefusedBodyException(
          Problem.of(Problem.Kind.TOO_LARGE).withHeader("Connection", "close"));
    }
    String type = request.getContentType();
    boolean json =
        type != null
            && type.toLowerCase(Locale.ROOT)
                .replace(" ", "")
                .matches("application/json(;charset=\"?utf-8\"?)?");
    if (bytes.length > 0 && !json) {
      throw new RefusedBodyException(Problem.of(Problem.Kind.MEDIA_TYPE));
    }
    return bytes;
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = MOST_DRAINED;
    int read = 0;
    while (left > 0 && read >= 0) {
      read = in.read(buffer);
      left -= Math.max(read, 0);
    }
  }

  /**
   * @param texts of what is wrong
   */
  static Map<String, Value> parse(byte[] bytes, Texts texts) throws RefusedBodyException {
    Map<String, Value> members = new LinkedHashMap<>();
    if (bytes.length == 0) {
      return members;
    }
    ObjectNode object = object(bytes, texts);
    List<Answer.Fault> faults = new ArrayList<>();
    if (object.size() > MOST_MEMBERS) {
      faults.add(new Answer.Fault("", texts.text("api.field.many", texts.plain(MOST_MEMBERS))));
    } else {
      object
          .properties()
          .forEach(member -> {
            Value value = value(member.getValue());
            if (value == null) {
              faults.add(new Answer.Fault(shortened(member.getKey()), texts.text("api.field.any")));
            } else {
              members.put(member.getKey(), value);
            }
          });
    }
    if (!faults.isEmpty()) {
      throw new RefusedBodyException(Problem.ofFields(faults));
    }
    return members;
  }

  private static ObjectNode object(byte[] bytes, Texts texts) throws RefusedBodyException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (STRICT.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw notJson(texts.text("api.body.object"));
    } catch (CharacterCodingException e) {
      throw notJson(texts.text("api.body.utf8"));
    } catch (JacksonException e) {
      Optional<TokenStreamLocation> where = Optional.ofNullable(e.getLocation());
      String why = shortened(String.valueOf(e.getOriginalMessage()));
      throw notJson(
          where.isPresent()
              ? texts.text(
                  "api.body.at",
                  texts.plain(where.get().getLineNr()),
                  texts.plain(where.get().getColumnNr()),
                  texts.isolate(why))
              : why);
    }
  }

  private static RefusedBodyException notJson(String detail) {
    return new RefusedBodyException(Problem.of(Problem.Kind.NOT_JSON).withDetail(detail));
  }

  static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private static @org.jspecify.annotations.Nullable Value value(JsonNode node) {
    if (node.isString()) {
      return isText(node) ? new Value(Field.Type.TEXT, List.of(node.asString())) : null;
    }
    if (node.isBoolean()) {
      return new Value(Field.Type.FLAG, node.asBoolean() ? List.of("yes") : List.of());
    }
    if (node.isIntegralNumber()) {
      return new Value(Field.Type.WHOLE, List.of(node.asString()));
    }
    if (!node.isArray() || node.size() > MOST_IN_A_LIST) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : node) {
      if (!one.isString() || !isText(one)) {
        return null;
      }
      texts.add(one.asString());
    }
    return new Value(Field.Type.TEXTS, texts);
  }

  /** Half a surrogate pair can be escaped in JSON, and is in no text. */
  private static boolean isText(JsonNode node) {
    return StandardCharsets.UTF_16BE.newEncoder().canEncode(node.asString());
  }
}
