package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.crypto.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SignedRecordTest {
  private static final ActorKey KEY = Records.key("officer");
  private static final ObjectNode RECORD =
      Records.record("{'type':'report','place':'upper-well','seen':3,'lat':'34.5512'}");
  private static final String HEADER =
      "{'alg':'EdDSA','kid':'" + KEY.kid() + "','typ':'cairn+sd-jwt'}";

  @Test
  void is_read_back_as_it_was_signed() throws Exception {
    SignedRecord signed = SignedRecord.sign(RECORD, KEY);

    SignedRecord read = SignedRecord.parse(signed.bytes());

    read.verifySignature(KEY.publicKey());
    assertThat(read.record()).isEqualTo(RECORD);
    assertThat(read.kid()).isEqualTo(KEY.kid());
    assertThat(read.bytes()).isEqualTo(signed.bytes());
    assertThat(read.recordHash()).isEqualTo(Sha256.of(CanonicalJson.canonicalize(RECORD)));
  }

  @Test
  void is_a_flattened_jws_that_other_software_can_verify() throws Exception {
    JsonNode entry = StrictJson.parse(SignedRecord.sign(RECORD, KEY).bytes());

    assertThat(entry.propertyNames()).containsExactly("payload", "protected", "signature");
    assertThat(new String(decode(entry, "payload"), UTF_8))
        .isEqualTo("{\"lat\":\"34.5512\",\"place\":\"upper-well\",\"seen\":3,\"type\":\"report\"}");
    assertThat(new String(decode(entry, "protected"), UTF_8)).isEqualTo(HEADER.replace('\'', '"'));
    String signingInput =
        entry.get("protected").stringValue() + "." + entry.get("payload").stringValue();
    assertThat(
            Ed25519.verify(
                KEY.publicKey(), signingInput.getBytes(UTF_8), decode(entry, "signature")))
        .isTrue();
  }

  @Test
  void never_verifies_nor_fails_otherwise_than_by_refusal_with_any_bit_flipped() {
    byte[] entry = SignedRecord.sign(RECORD, KEY).bytes();
    for (int bit = 0; bit < entry.length * 8; bit++) {
      byte[] flipped = entry.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);

      assertThatExceptionOfType(RefusedException.class)
          .as("bit %d", bit)
          .isThrownBy(() -> SignedRecord.parse(flipped).verifySignature(KEY.publicKey()));
    }
  }

  @Test
  void refuses_every_beginning_of_an_entry_and_anything_after_it() {
    byte[] entry = SignedRecord.sign(RECORD, KEY).bytes();
    for (int length = 0; length < entry.length; length++) {
      byte[] cut = Arrays.copyOf(entry, length);
      assertThatExceptionOfType(RefusedException.class)
          .as("length %d", length)
          .isThrownBy(() -> SignedRecord.parse(cut));
    }
    for (byte extra : new byte[] {0, ' ', '\n', '}', '1'}) {
      byte[] longer = Arrays.copyOf(entry, entry.length + 1);
      longer[entry.length] = extra;
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> SignedRecord.parse(longer));
    }
  }

  @Test
  void refuses_random_edits_without_any_other_failure() {
    long seed = 7515;
    var random = new Random(seed);
    byte[] entry = SignedRecord.sign(RECORD, KEY).bytes();
    for (int trial = 0; trial < 5_000; trial++) {
      byte[] edited = entry.clone();
      int from = random.nextInt(edited.length);
      int count = 1 + random.nextInt(8);
      for (int i = from; i < Math.min(from + count, edited.length); i++) {
        edited[i] = (byte) random.nextInt(256);
      }
      if (!Arrays.equals(edited, entry)) {
        assertThatExceptionOfType(RefusedException.class)
            .as("seed %d, trial %d", seed, trial)
            .isThrownBy(() -> SignedRecord.parse(edited).verifySignature(KEY.publicKey()));
      }
    }
  }

  @Test
  void carries_every_naughty_string_unchanged() throws Exception {
    for (JsonNode string : Vectors.json(Vectors.folder("naughty-strings").resolve("blns.json"))) {
      ObjectNode record = Records.record("{'type':'report'}").set("text", string);
      if (!string.stringValue().isEmpty()) {
        record.put(string.stringValue(), true);
      }

      SignedRecord read = SignedRecord.parse(SignedRecord.sign(record, KEY).bytes());

      read.verifySignature(KEY.publicKey());
      assertThat(read.record()).isEqualTo(record);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "record-algorithm | {'alg':'none','kid':'KID','typ':'cairn+sd-jwt'}",
        "record-algorithm | {'alg':'HS256','kid':'KID','typ':'cairn+sd-jwt'}",
        "record-algorithm | {'alg':'eddsa','kid':'KID','typ':'cairn+sd-jwt'}",
        "record-type      | {'alg':'EdDSA','kid':'KID','typ':'JWT'}",
        "record-form      | {'alg':'EdDSA','kid':'KID'}",
        "record-form      | {'alg':'EdDSA','crit':[],'kid':'KID','typ':'cairn+sd-jwt'}",
        "record-form      | {'alg':'EdDSA','jwk':{},'kid':'KID','typ':'cairn+sd-jwt'}",
        "record-form      | {'alg':'EdDSA','kid':7,'typ':'cairn+sd-jwt'}",
        "record-form      | {'alg':'EdDSA','kid':'AAAA','typ':'cairn+sd-jwt'}",
        "record-form      | []",
        "base64url        | {'alg':'EdDSA','kid':'KI D','typ':'cairn+sd-jwt'}",
        "json-not-canonical | {'typ':'cairn+sd-jwt','alg':'EdDSA','kid':'KID'}"
      })
  void refuses_a_header_even_when_signed(String code, String header) {
    assertRefused(code, entry(header.replace("KID", KEY.kid()), "{'type':'report'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json-not-canonical  | {'type': 'report'}",
        "json-not-canonical  | {'type':'report','a':1}",
        "json-duplicate-name | {'type':'report','type':'report'}",
        "record-number       | {'n':0.5}",
        "record-number       | {'n':9007199254740992}",
        "json-number-inexact | {'n':9007199254740993}",
        "record-form         | []",
        "record-form         | 'report'",
        "json-malformed      | {'type':"
      })
  void refuses_a_payload_even_when_signed(String code, String payload) {
    assertRefused(code, entry(HEADER, payload));
  }

  @ParameterizedTest
  @ValueSource(strings = {"header", "disclosures", "a"})
  void refuses_another_member(String name) {
    ObjectNode entry = entry(HEADER, "{'type':'report'}");
    entry.put(name, "x");
    assertRefused("record-form", entry);
    entry.remove("signature");
    assertRefused("record-form", entry);
  }

  @Test
  void refuses_padded_and_loose_base64url() {
    ObjectNode entry = entry(HEADER, "{'a':'b'}");
    String payload = entry.get("payload").stringValue();
    assertThat(payload.length() % 4).isEqualTo(0);
    String signature = entry.get("signature").stringValue();
    assertRefused("base64url", entry.deepCopy().put("signature", signature + "=="));
    assertRefused("base64url", entry.deepCopy().put("payload", payload + "\n"));
    assertRefused("base64url", entry.deepCopy().put("payload", "+" + payload.substring(1)));
    assertRefused("record-form", entry.deepCopy().put("signature", "AAAA"));
    // 86 characters hold 516 bits: the last four must be zero.
    char last = signature.charAt(85);
    assertThat(last).isIn('A', 'Q', 'g', 'w');
    assertRefused(
        "base64url",
        entry.deepCopy().put("signature", signature.substring(0, 85) + (char) (last + 1)));
  }

  @Test
  void refuses_an_entry_over_32_kib_and_deep_nesting_without_a_stack_overflow() {
    byte[] large = new byte[SignedRecord.MAX_BYTES + 1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> SignedRecord.parse(large))
        .returns("record-too-large", RefusedException::code);
    byte[] deep = "[".repeat(SignedRecord.MAX_BYTES).getBytes(UTF_8);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> SignedRecord.parse(deep))
        .returns("json-too-deep", RefusedException::code);
    String nested = "{'a':".repeat(65) + "1" + "}".repeat(65);
    assertRefused("json-too-deep", entry(HEADER, nested));
  }

  @Test
  void refuses_to_sign_what_is_no_record() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedRecord.sign(Records.record("{'lat':34.5}"), KEY))
        .withMessageContaining("as strings");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SignedRecord.sign(Records.record("{}").put("t", "x".repeat(32 << 10)), KEY))
        .withMessageContaining("as a blob");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedRecord.sign(Records.record("{}").put("t", "\udc00"), KEY));
  }

  @Test
  void refuses_another_key_and_another_keys_signature() throws Exception {
    ActorKey other = Records.key("other");
    SignedRecord signed = SignedRecord.sign(RECORD, KEY);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> signed.verifySignature(other.publicKey()))
        .returns("record-key-mismatch", RefusedException::code);

    JsonNode entry = StrictJson.parse(signed.bytes());
    ObjectNode forged = ((ObjectNode) entry).deepCopy();
    byte[] input =
        Base64Url.ascii(
            entry.get("protected").stringValue() + "." + entry.get("payload").stringValue());
    forged.put("signature", Base64Url.encode(other.sign(input)));
    SignedRecord read = SignedRecord.parse(CanonicalJson.canonicalize(forged));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> read.verifySignature(KEY.publicKey()))
        .returns("record-signature", RefusedException::code);
  }

  @Test
  void gives_copies_that_change_nothing() throws Exception {
    ObjectNode record = RECORD.deepCopy();
    SignedRecord signed = SignedRecord.sign(record, KEY);
    record.put("type", "altered");
    signed.record().put("type", "altered");
    signed.bytes()[0] = 0;

    assertThat(signed.record()).isEqualTo(RECORD);
    SignedRecord.parse(signed.bytes()).verifySignature(KEY.publicKey());
  }

  /** An entry in form and validly signed but for what header and payload say. */
  private static ObjectNode entry(String header, String payload) {
    String encodedHeader = Base64Url.encode(header.replace('\'', '"').getBytes(UTF_8));
    String encodedPayload = Base64Url.encode(payload.replace('\'', '"').getBytes(UTF_8));
    byte[] signature = KEY.sign(Base64Url.ascii(encodedHeader + "." + encodedPayload));
    return Records.record("{}")
        .put("payload", encodedPayload)
        .put("protected", encodedHeader)
        .put("signature", Base64Url.encode(signature));
  }

  private static void assertRefused(String code, ObjectNode entry) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> SignedRecord.parse(CanonicalJson.canonicalize(entry)))
        .returns(code, RefusedException::code);
  }

  private static byte[] decode(JsonNode entry, String name) throws RefusedException {
    return Base64Url.decode(entry.get(name).stringValue(), name);
  }
}
