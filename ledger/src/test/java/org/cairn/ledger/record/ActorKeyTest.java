package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ActorKeyTest {
  /** RFC 8037 appendix A.1 to A.3. */
  private static final String RFC_8037 =
      """
      {"kty":"OKP","crv":"Ed25519",
       "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
       "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
      """;

  @TempDir Path dir;

  @Test
  void names_the_key_of_the_rfc_by_its_published_thumbprint() throws Exception {
    Path file = owned(RFC_8037);

    ActorKey key = ActorKey.load(file);

    assertThat(key.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(ActorKey.kidOf(key.publicKey())).isEqualTo(key.kid());
    assertThat(key.publicJwk())
        .isEqualTo(
            Records.json(
                "{'kty':'OKP','crv':'Ed25519','kid':'"
                    + key.kid()
                    + "','x':'"
                    + "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'}"));
  }

  @Test
  void signs_as_the_example_of_rfc_8037_appendix_a_4() throws Exception {
    ActorKey key = ActorKey.load(owned(RFC_8037));

    byte[] signature =
        key.sign("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(UTF_8));

    assertThat(Base64Url.encode(signature))
        .isEqualTo(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
  }

  @Test
  void comes_back_from_its_file_as_it_was_for_its_owner_only() throws Exception {
    assumeTrue(posix(), "Skipped: no POSIX permissions here");
    ActorKey key = Records.key("officer");
    Path file = dir.resolve("officer.jwk");

    key.save(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    ActorKey loaded = ActorKey.load(file);
    assertThat(loaded.kid()).isEqualTo(key.kid());
    assertThat(loaded.sign(new byte[3])).isEqualTo(key.sign(new byte[3]));
    assertThat(loaded.publicKey()).isEqualTo(key.publicKey());
    assertThat(dir).isDirectoryContaining(found -> found.equals(file));
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void is_written_as_canonical_json_and_a_line_feed() throws Exception {
    Path file = dir.resolve("officer.jwk");

    Records.key("officer").save(file);

    String text = Files.readString(file);
    assertThat(text).endsWith("}\n").startsWith("{\"crv\":\"Ed25519\",\"d\":\"");
    CanonicalJson.requireCanonical(text.strip().getBytes(UTF_8));
  }

  @Test
  void never_overwrites_a_file() throws Exception {
    Path file = dir.resolve("officer.jwk");
    Records.key("first").save(file);

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Records.key("second").save(file))
        .withMessageContaining("choose another name");

    assertThat(ActorKey.load(file).kid()).isEqualTo(Records.key("first").kid());
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void says_when_the_folder_is_missing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Records.key("a").save(dir.resolve("none").resolve("a.jwk")))
        .withMessageContaining("create it first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void refuses_a_file_that_others_may_use_and_says_what_to_do(String mode) throws Exception {
    assumeTrue(posix(), "Skipped: no POSIX permissions here");
    Path file = dir.resolve("officer.jwk");
    Records.key("officer").save(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> ActorKey.load(file))
        .returns("key-file-open", RefusedException::code)
        .withMessageContaining("chmod 600 " + file)
        .withMessageContaining(mode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json but a secret nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "[1]",
        "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'}",
        "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',"
            + "'d':'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2B'}",
        "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',"
            + "'d':'oWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A'}",
        "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',"
            + "'d':'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A','kid':'mine'}",
        "{'kty':'OKP','crv':'Ed448','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',"
            + "'d':'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A'}"
      })
  void refuses_another_file_without_quoting_it(String json) throws IOException {
    Path file = owned(json.replace('\'', '"'));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> ActorKey.load(file))
        .withNoCause()
        .returns("key-file", RefusedException::code)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("WGxne_9"));
  }

  @Test
  void refuses_a_file_too_large_to_be_a_key() throws IOException {
    Path file = owned(" ".repeat(100_000));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> ActorKey.load(file))
        .returns("key-file", RefusedException::code);
  }

  @Test
  void keeps_its_private_key_out_of_its_text_and_public_form() {
    ActorKey key = Records.key("officer");

    assertThat(key.toString()).isEqualTo("ActorKey[" + key.kid() + "]");
    assertThat(key.publicJwk().propertyNames()).containsExactlyInAnyOrder("crv", "kid", "kty", "x");
  }

  @Test
  void reads_a_public_key_only_when_all_its_members_hold() throws Exception {
    ActorKey key = Records.key("officer");
    assertThat(Jwk.parsePublicKey(key.publicJwk())).isEqualTo(key.publicKey());

    ObjectNode withoutKid = key.publicJwk();
    withoutKid.remove("kid");
    assertThat(Jwk.parsePublicKey(withoutKid)).isEqualTo(key.publicKey());

    assertThat(refusal(key.publicJwk().put("d", "x"))).isEqualTo("jwk-private");
    assertThat(refusal(key.publicJwk().put("use", "sig"))).isEqualTo("jwk-form");
    assertThat(refusal(key.publicJwk().put("kty", "EC"))).isEqualTo("jwk-form");
    assertThat(refusal(key.publicJwk().put("kid", Records.key("b").kid()))).isEqualTo("jwk-kid");
    assertThat(refusal(key.publicJwk().put("x", "AA=="))).isEqualTo("base64url");
    assertThat(refusal(key.publicJwk().put("x", "AA"))).isEqualTo("key-unacceptable");
    byte[] ofOrderTwo = HexFormat.of().parseHex("ec" + "ff".repeat(30) + "7f");
    assertThat(refusal(Jwk.publicKey(ofOrderTwo))).isEqualTo("key-unacceptable");
  }

  @Test
  void gives_copies_that_change_nothing() throws Exception {
    ActorKey key = Records.key("officer");
    key.publicKey()[0] ^= 1;
    key.publicJwk().removeAll();

    assertThat(Ed25519.verify(key.publicKey(), new byte[1], key.sign(new byte[1]))).isTrue();
    assertThat(Jwk.parsePublicKey(key.publicJwk())).isEqualTo(key.publicKey());
  }

  private static String refusal(ObjectNode jwk) {
    try {
      Jwk.parsePublicKey(jwk);
      return "accepted";
    } catch (RefusedException e) {
      return e.code();
    }
  }

  private Path owned(String text) throws IOException {
    Path file = Files.createTempFile(dir, "key", ".jwk");
    return Files.writeString(file, text);
  }

  private boolean posix() {
    return dir.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
