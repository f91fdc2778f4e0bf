package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON: what is accepted has one canonical form, which is its own, and a lenient parser reads the
 * same value.
 */
public final class JsonFuzz implements FuzzTarget {
  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "{\"b\":[1,-2.5e-7,9007199254740991,true,null],\"a\":{\"ü\":\"\\u20ac\\n\\\"\"}}",
            "[[[[]]],{},\"\\ud83d\\ude00\",1e21,0.1,-0]",
            "{\"type\":\"report\",\"_sd\":[],\"n\":123456789012345680000}",
            " \t\r\n\"text\" ")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    byte[] canonical = CanonicalJson.canonicalize(input);
    FuzzTarget.require(
        Arrays.equals(CanonicalJson.canonicalize(canonical), canonical),
        "the canonical form is its own");
    CanonicalJson.requireCanonical(canonical);
    JsonNode lenient = JsonMapper.shared().readTree(input);
    FuzzTarget.require(
        Arrays.equals(CanonicalJson.canonicalize(lenient), canonical),
        "another parser reads the same value");
    if (Arrays.equals(input, canonical)) {
      CanonicalJson.requireCanonical(input);
    } else {
      requireRefused(input);
    }
    try {
      CanonicalJson.requireRecordNumbers(input);
    } catch (RefusedException e) {
      FuzzTarget.require(e.code().equals("record-number"), "JSON is refused for its numbers only");
    }
  }

  private static void requireRefused(byte[] input) throws RefusedException {
    try {
      CanonicalJson.requireCanonical(input);
    } catch (RefusedException expected) {
      FuzzTarget.require(
          expected.code().equals("json-not-canonical"), "another form is refused as such");
      return;
    }
    throw new AssertionError("Broken promise: only the canonical form passes as canonical");
  }
}
