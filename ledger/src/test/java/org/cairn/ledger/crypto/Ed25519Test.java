package org.cairn.ledger.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class Ed25519Test {
  private static final HexFormat HEX = HexFormat.of();

  /** The order of the base point, RFC 8032 section 5.1. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** RFC 8032 section 7.1, tests 1 to 3: seed, public key, message, signature. */
  private static final List<List<String>> RFC_8032 =
      List.of(
          List.of(
              "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
              "",
              "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                  + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
          List.of(
              "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
              "72",
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                  + "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
          List.of(
              "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
              "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
              "af82",
              "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
                  + "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));

  @Test
  void signs_and_verifies_the_examples_of_the_rfc() {
    for (List<String> example : RFC_8032) {
      byte[] seed = HEX.parseHex(example.get(0));
      byte[] message = HEX.parseHex(example.get(2));

      assertThat(Ed25519.publicKey(seed)).asHexString().isEqualToIgnoringCase(example.get(1));
      byte[] signature = Ed25519.sign(seed, Ed25519.publicKey(seed), message);
      assertThat(signature).asHexString().isEqualToIgnoringCase(example.get(3));
      assertThat(Ed25519.verify(Ed25519.publicKey(seed), message, signature)).isTrue();
    }
  }

  @Test
  void gives_the_published_result_for_every_wycheproof_test() throws IOException {
    JsonNode file = Vectors.json(Vectors.folder("wycheproof").resolve("ed25519_test.json"));
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (JsonNode group : file.get("testGroups")) {
      byte[] key = HEX.parseHex(group.get("publicKey").get("pk").asString());
      for (JsonNode test : group.get("tests")) {
        tests++;
        boolean verdict = Ed25519.verify(key, hex(test, "msg"), hex(test, "sig"));
        if (verdict != test.get("result").asString().equals("valid")) {
          wrong.add(test.toString());
        }
      }
    }
    assertThat(tests).isEqualTo(file.get("numberOfTests").asInt());
    assertThat(wrong).isEmpty();
  }

  @Test
  void gives_one_recorded_verdict_for_each_set_of_flags() throws IOException {
    var verdicts = new TreeMap<String, Verdicts>();
    for (JsonNode vector : edgeVectors()) {
      verdicts
          .computeIfAbsent(flags(vector), flags -> new Verdicts())
          .add(Ed25519.verify(hex(vector, "key"), message(vector), hex(vector, "sig")));
    }

    var table = new StringBuilder("# verdict, vectors, flags (C2SP/CCTV ed25519vectors.json)\n");
    verdicts.forEach((flags, seen) -> table.append(seen.line(flags)));
    assertThat(table).doesNotContain("both");
    Vectors.assertGolden("ed25519-verdicts.txt", table.toString());
  }

  @Test
  void accepts_nothing_the_jdk_refuses_and_differs_only_where_recorded() throws IOException {
    var differing = new TreeMap<String, Verdicts>();
    for (JsonNode vector : edgeVectors()) {
      byte[] key = hex(vector, "key");
      byte[] signature = hex(vector, "sig");
      boolean ours = Ed25519.verify(key, message(vector), signature);
      boolean theirs = JdkEd25519.verify(key, message(vector), signature);
      assertThat(ours && !theirs).as("only we accept %s", vector).isFalse();
      if (ours != theirs) {
        differing.computeIfAbsent(flags(vector), flags -> new Verdicts()).add(theirs);
      }
    }

    var table = new StringBuilder("# the JDK's verdict where ours is other, vectors, flags\n");
    differing.forEach((flags, seen) -> table.append(seen.line(flags)));
    Vectors.assertGolden("ed25519-jdk-differences.txt", table.toString());
  }

  @Test
  void registers_only_keys_of_prime_order_in_canonical_encoding() throws IOException {
    for (JsonNode vector : edgeVectors()) {
      String flags = flags(vector);
      byte[] key = hex(vector, "key");
      if (flags.contains("_A")) {
        assertThatExceptionOfType(RefusedException.class)
            .as(vector.toString())
            .isThrownBy(() -> Ed25519.requireAcceptableKey(key))
            .returns("key-unacceptable", RefusedException::code);
      } else {
        assertThatNoException()
            .as(vector.toString())
            .isThrownBy(() -> Ed25519.requireAcceptableKey(key));
      }
    }
  }

  /** The identity, the point of order 2, and y = p, p+1 and 2^255-1, none of them canonical. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        ""
      })
  void refuses_to_register(String key) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Ed25519.requireAcceptableKey(HEX.parseHex(key)))
        .returns("key-unacceptable", RefusedException::code);
  }

  @Test
  void refuses_a_signature_whose_S_is_the_group_order_too_large() {
    byte[] seed = HEX.parseHex(RFC_8032.getFirst().getFirst());
    byte[] message = "a stone".getBytes(UTF_8);
    byte[] signature = Ed25519.sign(seed, Ed25519.publicKey(seed), message);
    BigInteger s = littleEndian(signature).add(ORDER);
    for (int i = 0; i < 32; i++) {
      signature[32 + i] = s.shiftRight(8 * i).byteValue();
    }

    assertThat(Ed25519.verify(Ed25519.publicKey(seed), message, signature)).isFalse();
  }

  @Test
  void agrees_with_the_jdk_on_honest_and_on_damaged_signatures() {
    long randomSeed = 20260917;
    var random = new Random(randomSeed);
    for (int trial = 0; trial < 200; trial++) {
      byte[] seed = new byte[32];
      byte[] message = new byte[random.nextInt(200)];
      random.nextBytes(seed);
      random.nextBytes(message);
      byte[] key = Ed25519.publicKey(seed);
      byte[] signature = Ed25519.sign(seed, Ed25519.publicKey(seed), message);
      assertThat(Ed25519.verify(key, message, signature)).isTrue();
      assertThat(JdkEd25519.verify(key, message, signature)).isTrue();

      byte[] damaged = signature.clone();
      damaged[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      assertThat(Ed25519.verify(key, message, damaged))
          .as("random seed %d, trial %d", randomSeed, trial)
          .isFalse();
      assertThat(JdkEd25519.verify(key, message, damaged)).isFalse();
    }
  }

  @Test
  void calls_lengths_that_cannot_be_a_signature_false_and_a_seed_of_them_a_mistake() {
    byte[] key = HEX.parseHex(RFC_8032.getFirst().get(1));
    assertThat(Ed25519.verify(key, new byte[0], new byte[63])).isFalse();
    assertThat(Ed25519.verify(key, new byte[0], new byte[65])).isFalse();
    assertThat(Ed25519.verify(new byte[31], new byte[0], new byte[64])).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ed25519.sign(new byte[31], new byte[32], new byte[0]))
        .withMessageContaining("31");
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519.publicKey(new byte[33]));
  }

  private static final class Verdicts {
    private int accepted;
    private int refused;

    void add(boolean verdict) {
      if (verdict) {
        accepted++;
      } else {
        refused++;
      }
    }

    String line(String flags) {
      String verdict = accepted == 0 ? "refused" : refused == 0 ? "accepted" : "both";
      return "%-8s %3d  %s\n".formatted(verdict, accepted + refused, flags);
    }
  }

  private static JsonNode edgeVectors() throws IOException {
    return Vectors.json(Vectors.folder("ed25519-edge").resolve("ed25519vectors.json"));
  }

  private static String flags(JsonNode vector) {
    var flags = new ArrayList<String>();
    vector.path("flags").forEach(flag -> flags.add(flag.asString()));
    return flags.isEmpty() ? "none" : String.join(" ", flags);
  }

  private static byte[] hex(JsonNode node, String member) {
    return HEX.parseHex(node.get(member).asString());
  }

  private static byte[] message(JsonNode vector) {
    return vector.get("msg").asString().getBytes(UTF_8);
  }

  private static BigInteger littleEndian(byte[] signature) {
    BigInteger s = BigInteger.ZERO;
    for (int i = 63; i >= 32; i--) {
      s = s.shiftLeft(8).or(BigInteger.valueOf(signature[i] & 0xff));
    }
    return s;
  }
}
