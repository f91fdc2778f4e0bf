package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import tools.jackson.databind.JsonNode;

/**
 * JSON in the one form that is hashed and signed: RFC 8785 (JCS) over strict I-JSON (RFC 7493).
 * Stateless, thread-safe.
 *
 * <p>Accepted is UTF-8 without byte order mark, one value, no name twice in an object (also not by
 * escapes), no lone surrogate, at most {@value #MAX_DEPTH} levels and {@value #MAX_BYTES} bytes.
 * Strings are not normalised. An integer literal that a double would round is refused, since the
 * canonical text would then state another number; a fraction is rounded to the nearest double, as
 * RFC 8785 has it. Noncharacters such as U+FFFE pass, unlike in RFC 7493: they are in real texts.
 */
public final class CanonicalJson {
  /** Levels of arrays and objects; the outermost is the first. */
  public static final int MAX_DEPTH = 64;

  /** Size of the input, 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int TYPICAL_CHARACTERS = 1024;

  /** 2^53 - 1: beyond it two integers can be the same double. */
  static final long MAX_INTEGER = (1L << 53) - 1;

  private CanonicalJson() {}

  /**
   * The canonical bytes of this text.
   *
   * @throws RefusedException {@code json-too-large}, {@code json-byte-order-mark}, {@code
   *     json-not-utf-8}, {@code json-malformed}, {@code json-duplicate-name}, {@code
   *     json-lone-surrogate}, {@code json-too-deep} or {@code json-number-inexact}
   */
  public static byte[] canonicalize(byte[] json) throws RefusedException {
    return canonicalize(StrictJson.parse(json));
  }

  /**
   * The canonical bytes of this value.
   *
   * @throws IllegalArgumentException when JSON cannot hold it: a number that is not finite or that
   *     a double would round, a lone surrogate, more than {@value #MAX_DEPTH} levels, a node that
   *     is not JSON
   */
  public static byte[] canonicalize(JsonNode value) {
    var text = new StringBuilder(TYPICAL_CHARACTERS);
    write(value, 1, text);
    return text.toString().getBytes(UTF_8);
  }

  /**
   * Refuses every text but the canonical one.
   *
   * @throws RefusedException as {@link #canonicalize(byte[])}, and {@code json-not-canonical} when
   *     canonicalising gives other bytes
   */
  public static void requireCanonical(byte[] json) throws RefusedException {
    parseCanonical(json);
  }

  /**
   * Refuses numbers other than integers within 2^53 - 1 of zero: decimals that matter are strings
   * in a record, so that no reader rounds them.
   *
   * @throws RefusedException as {@link #canonicalize(byte[])}, and {@code record-number}
   */
  public static void requireRecordNumbers(byte[] json) throws RefusedException {
    requireRecordNumbers(StrictJson.parse(json));
  }

  static JsonNode parseCanonical(byte[] json) throws RefusedException {
    JsonNode value = StrictJson.parse(json);
    byte[] canonical = canonicalize(value);
    int difference = Arrays.mismatch(json, canonical);
    if (difference >= 0) {
      throw new RefusedException(
          new Fault(
              "json-not-canonical",
              "byte " + difference,
              "expected the canonical form of RFC 8785; canonicalise before signing or sending"));
    }
    return value;
  }

  /** As {@link #requireRecordNumbers(byte[])}, of a value with at most the allowed levels. */
  static void requireRecordNumbers(JsonNode value) throws RefusedException {
    if (value.isNumber() && !isRecordInteger(value)) {
      throw RefusedException.expected(
          "record-number",
          "record",
          "integers from -(2^53-1) to 2^53-1; write other numbers as strings",
          value.asString());
    }
    for (JsonNode member : value.values()) {
      requireRecordNumbers(member);
    }
  }

  private static boolean isRecordInteger(JsonNode value) {
    return value.isIntegralNumber()
        && value.bigIntegerValue().abs().compareTo(BigInteger.valueOf(MAX_INTEGER)) <= 0;
  }

  private static void write(JsonNode value, int depth, StringBuilder text) {
    if (value.isContainer() && depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "Canonical JSON has at most " + MAX_DEPTH + " levels of arrays and objects");
    }
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, depth, text);
      case ARRAY -> writeArray(value, depth, text);
      case STRING -> writeString(value.stringValue(), text);
      case NUMBER -> writeNumber(value, text);
      case BOOLEAN -> text.append(value.booleanValue());
      case NULL -> text.append("null");
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException(
              "A node of type " + value.getNodeType() + " is not JSON");
    }
  }

  private static void writeObject(JsonNode object, int depth, StringBuilder text) {
    // String's own order is by UTF-16 code units, as RFC 8785 section 3.2.3 wants it.
    String[] names = object.propertyNames().toArray(String[]::new);
    Arrays.sort(names);
    text.append('{');
    for (int member = 0; member < names.length; member++) {
      if (member > 0) {
        text.append(',');
      }
      writeString(names[member], text);
      text.append(':');
      write(object.path(names[member]), depth + 1, text);
    }
    text.append('}');
  }

  private static void writeArray(JsonNode array, int depth, StringBuilder text) {
    text.append('[');
    String separator = "";
    for (JsonNode element : array.values()) {
      text.append(separator);
      write(element, depth + 1, text);
      separator = ",";
    }
    text.append(']');
  }

  private static void writeNumber(JsonNode number, StringBuilder text) {
    if (isRecordInteger(number)) {
      text.append(number.bigIntegerValue());
      return;
    }
    // As text first, so that a float 0.1 stays 0.1 and no integer is rounded unseen.
    double value = Double.parseDouble(number.asString());
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number " + number.asString());
    }
    String written = EcmaNumber.format(value);
    if (number.isIntegralNumber() || number.isBigDecimal()) {
      BigDecimal exact = number.decimalValue();
      if (exact.compareTo(new BigDecimal(written)) != 0) {
        throw new IllegalArgumentException(
            "A double would round " + exact + " to " + written + ": write it as a string");
      }
    }
    text.append(written);
  }

  /** RFC 8785 section 3.2.2.2. */
  private static void writeString(String string, StringBuilder text) {
    if (isPlain(string)) {
      text.append('"').append(string).append('"');
      return;
    }
    if (StrictJson.loneSurrogate(string) >= 0) {
      throw new IllegalArgumentException(
          "A string holds half a surrogate pair at position " + StrictJson.loneSurrogate(string));
    }
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < 0x20) {
            text.append("\\u00").append(c >> 4).append(Character.forDigit(c & 0xf, 16));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  /** Whether nothing in it is escaped or could be half of a pair. */
  private static boolean isPlain(String string) {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
