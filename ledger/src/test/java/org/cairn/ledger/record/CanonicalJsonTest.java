package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class CanonicalJsonTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What the suite calls valid and our stricter rules refuse. */
  private static final Map<String, String> STRICTER_THAN_THE_SUITE =
      Map.of(
          "y_object_duplicated_key.json", "json-duplicate-name",
          "y_object_duplicated_key_and_value.json", "json-duplicate-name");

  /** Of those the suite leaves open we refuse all that are not Unicode in UTF-8. */
  private static final Pattern NOT_UNICODE =
      Pattern.compile("surrogate|utf-?8|utf16|latin|unicode_range|overlong|BOM", CASE_INSENSITIVE);

  @Test
  void writes_the_published_pairs_byte_for_byte() throws Exception {
    Path folder = Vectors.folder("jcs-official");
    int pairs = 0;
    try (DirectoryStream<Path> inputs = Files.newDirectoryStream(folder.resolve("input"))) {
      for (Path input : inputs) {
        byte[] expected = Files.readAllBytes(folder.resolve("output").resolve(input.getFileName()));

        assertThat(CanonicalJson.canonicalize(Files.readAllBytes(input)))
            .as(input.toString())
            .isEqualTo(expected);
        CanonicalJson.requireCanonical(expected);
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThanOrEqualTo(3);
  }

  @Test
  void writes_the_published_hex_dumps() throws Exception {
    Path folder = Vectors.folder("jcs-official");
    try (DirectoryStream<Path> dumps = Files.newDirectoryStream(folder.resolve("outhex"))) {
      for (Path dump : dumps) {
        String name = dump.getFileName().toString().replace(".txt", ".json");
        byte[] input = Files.readAllBytes(folder.resolve("input").resolve(name));

        assertThat(CanonicalJson.canonicalize(input))
            .as(name)
            .isEqualTo(HexFormat.of().parseHex(Files.readString(dump).replaceAll("\\s", "")));
      }
    }
  }

  @Test
  void accepts_the_crafted_pairs() throws Exception {
    for (JsonNode pair : Vectors.json(Vectors.folder("crafted/jcs").resolve("accept.json"))) {
      byte[] canonical = decoded(pair, "canonical_b64");

      assertThat(CanonicalJson.canonicalize(decoded(pair, "input_b64"))).isEqualTo(canonical);
      assertThat(CanonicalJson.canonicalize(canonical)).isEqualTo(canonical);
    }
  }

  @Test
  void refuses_the_crafted_texts_each_for_its_reason() throws IOException {
    var codes = new TreeMap<String, String>();
    for (JsonNode text : Vectors.json(Vectors.folder("crafted/jcs").resolve("reject.json"))) {
      String why = text.get("why").asString();
      codes.put(why, refusal(decoded(text, "input_b64")));
    }
    var listing = new StringBuilder();
    codes.forEach((why, code) -> listing.append(code).append("  ").append(why).append('\n'));
    assertThat(codes).doesNotContainValue("accepted");
    Vectors.assertGolden("jcs-refusals.txt", listing.toString());
  }

  @Test
  void gives_the_suite_of_parser_tests_their_verdicts() throws IOException {
    int judged = 0;
    var names = new TreeMap<String, Path>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Vectors.folder("json-suite"), "*.json")) {
      files.forEach(file -> names.put(file.getFileName().toString(), file));
    }
    var listing = new StringBuilder();
    for (var named : names.entrySet()) {
      String name = named.getKey();
      String verdict = refusal(Files.readAllBytes(named.getValue()));
      judged++;
      listing.append(verdict).append("  ").append(name).append('\n');
      switch (name.charAt(0)) {
        case 'y' ->
            assertThat(verdict)
                .as(name)
                .isEqualTo(STRICTER_THAN_THE_SUITE.getOrDefault(name, "accepted"));
        case 'n' -> assertThat(verdict).as(name).isNotEqualTo("accepted");
        default -> {
          if (NOT_UNICODE.matcher(name).find()) {
            assertThat(verdict).as(name).isNotEqualTo("accepted");
          }
        }
      }
    }
    assertThat(judged).isGreaterThan(100);
    Vectors.assertGolden("json-suite-verdicts.txt", listing.toString());
  }

  @Test
  void carries_every_naughty_string_unchanged() throws Exception {
    for (JsonNode string : Vectors.json(Vectors.folder("naughty-strings").resolve("blns.json"))) {
      byte[] canonical = CanonicalJson.canonicalize(NODES.objectNode().set("text", string));

      assertThat(CanonicalJson.parseCanonical(canonical).get("text")).isEqualTo(string);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":1,\"a\":2}",
        "{ \"a\":1}",
        "{\"a\":1}\\n",
        "[1.0]",
        "[-0]",
        "[1e2]",
        "[\"\\u0041\"]",
        "[\"\\/\"]",
        "[\"\\u001F\"]"
      })
  void refuses_what_is_not_canonical_where_it_begins_to_differ(String json) {
    byte[] bytes = json.replace("\\n", "\n").getBytes(UTF_8);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> CanonicalJson.requireCanonical(bytes))
        .returns("json-not-canonical", RefusedException::code)
        .withMessageContaining("byte ");
  }

  @Test
  void allows_64_levels_and_refuses_65() throws Exception {
    byte[] deepest = ("[".repeat(64) + "]".repeat(64)).getBytes(UTF_8);
    assertThat(CanonicalJson.canonicalize(deepest)).isEqualTo(deepest);

    assertThat(refusal(("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8)))
        .isEqualTo("json-too-deep");
    assertThat(refusal(("{\"a\":".repeat(65) + "1" + "}".repeat(65)).getBytes(UTF_8)))
        .isEqualTo("json-too-deep");
  }

  @Test
  void refuses_a_text_over_the_size_limit_before_reading_it() {
    byte[] largest = new byte[CanonicalJson.MAX_BYTES];
    Arrays.fill(largest, (byte) ' ');
    largest[0] = '1';
    assertThat(refusal(largest)).isEqualTo("accepted");
    assertThat(refusal(Arrays.copyOf(largest, largest.length + 1))).isEqualTo("json-too-large");
    byte[] string = new byte[CanonicalJson.MAX_BYTES];
    Arrays.fill(string, (byte) 'a');
    string[0] = '"';
    string[string.length - 1] = '"';
    assertThat(refusal(string)).isEqualTo("accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740991", "-9007199254740991", "0", "[1,{\"a\":-7}]", "\"1.5\""})
  void allows_whole_numbers_in_a_record(String json) {
    assertThatNoException()
        .isThrownBy(() -> CanonicalJson.requireRecordNumbers(json.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740992", "-9007199254740992", "[1,{\"a\":0.5}]", "1e3", "1.0", "1e300"})
  void refuses_other_numbers_in_a_record(String json) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> CanonicalJson.requireRecordNumbers(json.getBytes(UTF_8)))
        .returns("record-number", RefusedException::code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740993", "-9223372036854775807", "1e309"})
  void refuses_to_round_a_number_to_another(String json) {
    assertThat(refusal(json.getBytes(UTF_8))).isEqualTo("json-number-inexact");
  }

  @Test
  void reads_again_what_it_wrote_for_large_numbers() throws Exception {
    for (String number : new String[] {"1e20", "1.2345678901234567e20", "9007199254740994"}) {
      byte[] canonical = CanonicalJson.canonicalize(number.getBytes(UTF_8));
      assertThat(CanonicalJson.canonicalize(canonical)).isEqualTo(canonical);
    }
  }

  @Test
  void writes_nodes_made_in_java_and_names_those_that_json_cannot_hold() {
    assertThat(written(NODES.numberNode(0.1f))).isEqualTo("0.1");
    assertThat(written(NODES.numberNode(new BigDecimal("1.50")))).isEqualTo("1.5");
    assertThat(written(NODES.numberNode(BigInteger.TEN.pow(20))))
        .isEqualTo("100000000000000000000");
    assertThat(written(NODES.arrayNode().add((short) 7).addNull())).isEqualTo("[7,null]");

    for (JsonNode unwritable :
        new JsonNode[] {
          NODES.numberNode(Double.NaN),
          NODES.numberNode(new BigDecimal("0.1234567890123456789")),
          NODES.numberNode((1L << 53) + 1),
          NODES.numberNode(BigInteger.TWO.pow(60)),
          NODES.stringNode("\ud83d"),
          NODES.binaryNode(new byte[1]),
          NODES.pojoNode(new Object()),
          NODES.missingNode()
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CanonicalJson.canonicalize(NODES.arrayNode().add(unwritable)));
    }
  }

  private static String written(JsonNode node) {
    return new String(CanonicalJson.canonicalize(node), UTF_8);
  }

  private static String refusal(byte[] json) {
    try {
      CanonicalJson.canonicalize(json);
      return "accepted";
    } catch (RefusedException e) {
      return e.code();
    }
  }

  private static byte[] decoded(JsonNode node, String member) {
    return Base64.getDecoder().decode(node.get(member).asString());
  }
}
