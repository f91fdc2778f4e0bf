package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DisclosuresTest {
  private static final String SALT = "F6K9qRS_aWtw9gHru0BPyQ";
  private static final ObjectNode REPORT =
      Records.record(
          "{'type':'report','site':'upper-well','reporter':'ليلى حداد','phone':null,"
              + "'geometry':{'lat':'34.5512','lon':'38.2'},'seen':3}");
  private static final Set<String> FIELDS = Set.of("reporter", "phone", "geometry");

  private final SecureRandom random = Records.random("disclosures");

  @Test
  void digests_are_the_published_ones() throws Exception {
    for (JsonNode vector :
        Vectors.json(Vectors.folder("crafted/disclosures").resolve("object-property.json"))) {
      Disclosure disclosure = Disclosure.parse(vector.get("disclosure").stringValue());

      assertThat(disclosure.digest()).isEqualTo(vector.get("digest").stringValue());
      assertThat(disclosure.name()).isEqualTo(vector.get("name").stringValue());
      assertThat(disclosure.value()).isEqualTo(vector.get("value"));
      ObjectNode record = withDigests(disclosure.digest());
      assertThat(Disclosures.reveal(record, List.of(disclosure)))
          .isEqualTo(Records.record("{}").set(disclosure.name(), vector.get("value")));
    }
  }

  /** RFC 9901 section 4.2.1, whose JSON has blanks that ours has not. */
  @Test
  void digests_the_example_of_the_rfc_as_it_stands() throws Exception {
    Disclosure disclosure =
        Disclosure.parse("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");

    assertThat(disclosure.digest()).isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    assertThat(disclosure.value().stringValue()).isEqualTo("Möbius");
  }

  @Test
  void refuses_the_crafted_disclosures_each_for_its_reason() throws IOException {
    var codes = new TreeMap<String, String>();
    for (JsonNode vector :
        Vectors.json(Vectors.folder("crafted/disclosures").resolve("reject.json"))) {
      List<String> encoded = new ArrayList<>();
      vector.get("disclosures").forEach(disclosure -> encoded.add(disclosure.stringValue()));
      ObjectNode record = Records.record("{'type':'report'}").set("_sd", vector.get("sd"));
      codes.put(vector.get("why").asString(), refusal(record, encoded));
    }

    var listing = new StringBuilder();
    codes.forEach((why, code) -> listing.append(code).append("  ").append(why).append('\n'));
    assertThat(codes).doesNotContainValue("accepted");
    Vectors.assertGolden("disclosure-refusals.txt", listing.toString());
  }

  @Test
  void refuses_disclosures_of_array_elements() throws IOException {
    for (JsonNode vector :
        Vectors.json(Vectors.folder("crafted/disclosures").resolve("array-element.json"))) {
      assertThat(
              refusal(
                  withDigests(vector.get("digest").stringValue()),
                  List.of(vector.get("disclosure").stringValue())))
          .isEqualTo("disclosure-form");
    }
  }

  @Test
  void keeps_protected_members_out_of_the_record_and_brings_them_back() throws Exception {
    Disclosures.Protection protection = Disclosures.protect(REPORT, FIELDS, 8, random);

    ObjectNode open = protection.record();
    assertThat(open.propertyNames())
        .containsExactlyInAnyOrder("type", "site", "seen", "_sd", "_sd_alg");
    assertThat(open.get("_sd_alg").stringValue()).isEqualTo("sha-256");
    assertThat(open.toString()).doesNotContain("ليلى").doesNotContain("34.5512");
    assertThat(protection.disclosures())
        .extracting(Disclosure::name)
        .containsExactly("geometry", "phone", "reporter");
    assertThat(Disclosures.reveal(open, protection.disclosures())).isEqualTo(REPORT);
  }

  @Test
  void is_a_record_that_can_be_signed_and_revealed_in_part() throws Exception {
    ActorKey key = Records.key("officer");
    Disclosures.Protection protection = Disclosures.protect(REPORT, FIELDS, 8, random);
    SignedRecord signed = SignedRecord.sign(protection.record(), key);
    List<Disclosure> some = protection.disclosures().subList(0, 1);

    ObjectNode revealed =
        Disclosures.reveal(SignedRecord.parse(signed.bytes()).record(), List.copyOf(some));

    assertThat(revealed.propertyNames())
        .containsExactlyInAnyOrder("type", "site", "seen", "geometry");
    assertThat(Disclosures.reveal(signed.record(), List.of()).propertyNames())
        .containsExactlyInAnyOrder("type", "site", "seen");
  }

  @Test
  void has_as_many_digests_however_many_members_there_were_and_sorts_them() {
    for (ObjectNode record : List.of(REPORT, Records.record("{'type':'report'}"))) {
      List<String> digests = digests(Disclosures.protect(record, FIELDS, 8, random).record());

      assertThat(digests).hasSize(8).doesNotHaveDuplicates().isSorted();
      assertThat(digests).allMatch(digest -> digest.matches("[A-Za-z0-9_-]{43}"));
    }
    assertThat(Disclosures.protect(REPORT, Set.of(), 0, random).record()).isEqualTo(REPORT);
  }

  @Test
  void salts_each_member_anew_with_32_bytes() throws Exception {
    var salts = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      for (Disclosure disclosure : Disclosures.protect(REPORT, FIELDS, 3, random).disclosures()) {
        JsonNode array = StrictJson.parse(Base64Url.decode(disclosure.encoded(), "disclosure"));
        assertThat(Base64Url.decode(array.get(0).stringValue(), "salt")).hasSize(32);
        salts.add(array.get(0).stringValue());
      }
    }
    assertThat(salts).hasSize(150);
  }

  @Test
  void puts_back_what_was_protected_in_an_inner_object_or_in_a_disclosed_value() throws Exception {
    Disclosure inner = Disclosure.of("lat", Records.json("'34.5512'"), random);
    ObjectNode place = Records.record("{'grid':'N34'}");
    place.putArray("_sd").add(inner.digest());
    Disclosure outer = Disclosure.of("place", place, random);

    ObjectNode expected = Records.record("{'place':{'grid':'N34','lat':'34.5512'}}");
    ObjectNode inOpen = Records.record("{}").set("place", place);
    assertThat(Disclosures.reveal(inOpen, List.of(inner))).isEqualTo(expected);
    assertThat(Disclosures.reveal(withDigests(outer.digest()), List.of(inner, outer)))
        .isEqualTo(expected);
    assertThat(refusal(withDigests(outer.digest()), List.of(inner.encoded())))
        .isEqualTo("disclosure-unmatched");
  }

  @Test
  void refuses_one_digest_in_two_places_even_when_nothing_is_disclosed() {
    String digest = Disclosure.of("a", Records.json("1"), random).digest();
    ObjectNode record = withDigests(digest);
    record.putObject("inner").putArray("_sd").add(digest);

    assertThat(refusal(record, List.of())).isEqualTo("disclosure-digest-repeated");
  }

  @Test
  void refuses_a_disclosure_that_collides_with_an_open_member_or_another() {
    Disclosure one = Disclosure.of("type", Records.json("'forged'"), random);
    Disclosure two = Disclosure.of("type", Records.json("'forged again'"), random);

    assertThat(refusal(withDigests(one.digest()).put("type", "report"), encoded(one)))
        .isEqualTo("disclosure-collision");
    assertThat(refusal(withDigests(one.digest(), two.digest()), encoded(one, two)))
        .isEqualTo("disclosure-collision");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "disclosure-name     | ['SALT','_sd',[]]",
        "disclosure-name     | ['SALT','...','x']",
        "disclosure-name     | ['SALT','_sd_alg','sha-256']",
        "disclosure-form     | ['SALT','a']",
        "disclosure-form     | ['SALT','a',1,2]",
        "disclosure-form     | [1,'a','b']",
        "disclosure-form     | ['SALT',1,'b']",
        "disclosure-form     | {'SALT':'a'}",
        "disclosure-salt     | ['AAAAAAAAAAAAAAAAAAAA','a','b']",
        "disclosure-salt     | ['','a','b']",
        "base64url           | ['not base64url, but long enough','a','b']",
        "json-duplicate-name | ['SALT','a',{'b':1,'b':2}]",
        "json-malformed      | ['SALT','a','b'",
      })
  void refuses_a_disclosure_out_of_form(String code, String json) {
    String text = json.replace("SALT", SALT).replace('\'', '"');
    assertThat(refusal(withDigests(), List.of(Base64Url.encode(text.getBytes(UTF_8)))))
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "disclosure-record    | {'_sd':'x'}",
        "disclosure-record    | {'_sd':[1]}",
        "disclosure-record    | {'_sd':['AAAA']}",
        "base64url            | {'_sd':['AA==']}",
        "disclosure-record    | {'list':[{'...':'x'}]}",
        "disclosure-algorithm | {'_sd_alg':'sha-512'}",
        "disclosure-algorithm | {'_sd_alg':7}"
      })
  void refuses_a_record_out_of_form(String code, String record) {
    assertThat(refusal(Records.record(record), List.of())).isEqualTo(code);
  }

  @Test
  void refuses_values_nested_without_end() {
    List<Disclosure> chain = new ArrayList<>();
    Disclosure last = Disclosure.of("a", Records.json("1"), random);
    chain.add(last);
    for (int i = 0; i < 200; i++) {
      last = Disclosure.of("a", withDigests(last.digest()), random);
      chain.add(last);
    }
    ObjectNode record = withDigests(last.digest());

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Disclosures.reveal(record, chain))
        .returns("json-too-deep", RefusedException::code);
  }

  @Test
  void calls_what_cannot_be_protected_the_callers_mistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Disclosures.protect(REPORT, FIELDS, 2, random))
        .withMessageContaining("3 fields");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Disclosures.protect(REPORT, Set.of("_sd"), 2, random));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Disclosures.protect(Records.record("{'a':[{'...':1}]}"), FIELDS, 3, random));
  }

  @Test
  void leaves_its_arguments_as_they_were_and_secrets_out_of_its_text() throws Exception {
    ObjectNode record = REPORT.deepCopy();
    Disclosures.Protection protection = Disclosures.protect(record, FIELDS, 3, random);
    assertThat(record).isEqualTo(REPORT);

    ObjectNode open = protection.record();
    Disclosures.reveal(open, protection.disclosures());
    assertThat(open).isEqualTo(protection.record());
    assertThat(protection.toString()).doesNotContain("ليلى").doesNotContain("34.5512");
    Disclosure first = protection.disclosures().getFirst();
    assertThat(protection.toString()).doesNotContain(first.encoded());
    assertThat(Disclosure.parse(first.encoded())).isEqualTo(first).hasSameHashCodeAs(first);
  }

  private static List<String> encoded(Disclosure... disclosures) {
    return List.of(disclosures).stream().map(Disclosure::encoded).toList();
  }

  private static ObjectNode withDigests(String... digests) {
    ObjectNode record = Records.record("{}");
    ArrayNode array = record.putArray("_sd");
    for (String digest : digests) {
      array.add(digest);
    }
    return record;
  }

  private static List<String> digests(ObjectNode record) {
    var digests = new ArrayList<String>();
    record.get("_sd").forEach(digest -> digests.add(digest.stringValue()));
    return digests;
  }

  private static String refusal(ObjectNode record, List<String> encoded) {
    try {
      List<Disclosure> disclosures = new ArrayList<>();
      for (String text : encoded) {
        disclosures.add(Disclosure.parse(text));
      }
      Disclosures.reveal(record, disclosures);
      return "accepted";
    } catch (RefusedException e) {
      return e.code();
    }
  }
}
