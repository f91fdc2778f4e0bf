package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What persons sign with their passkeys, and what the check of the ledger says of it. */
class PersonSignatureTest {
  private static final String PERSON = "a2c4e6";

  @TempDir private Path folder = Path.of("");
  private Workspace workspace;

  @BeforeEach
  void create() throws Exception {
    workspace = RegisterFixture.workspace(folder.resolve("ws"));
  }

  private void append(Draft... drafts) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, RegisterFixture.CLOCK)) {
      writer.append(List.of(drafts));
    }
  }

  private List<String> codes() throws Exception {
    List<Fault> told = new ArrayList<>();
    LedgerCheck.check(workspace, told::add);
    return told.stream().map(Fault::code).toList();
  }

  private static ObjectNode decision() {
    return RegisterFixture.record("verdict")
        .put("person", PERSON)
        .put("organisation", "watchers")
        .put("verdict", "damage")
        .put("note", "Roof gone, كما رأيت")
        .put("nonce", "c2FsdA");
  }

  private static Draft draft(ObjectNode record) {
    return new Draft(record, Set.of("note", "nonce"), 4);
  }

  private static Draft signed(SoftwarePasskey passkey) throws Exception {
    ObjectNode record = decision();
    record.set(PersonSignature.MEMBER, passkey.sign(PersonSignature.hash(decision())).json());
    return draft(record);
  }

  @Test
  void a_record_that_a_passkey_signed_holds_with_its_protected_members() throws Exception {
    for (SoftwarePasskey passkey :
        List.of(SoftwarePasskey.es256(), SoftwarePasskey.edDsa(), SoftwarePasskey.rs256())) {
      passkey.credential = "Y3JlZGVudGlhbA" + passkey.hashCode();
      append(passkey.key(PERSON).added());
      append(signed(passkey));
    }
    assertThat(codes()).isEmpty();
  }

  @Test
  void a_record_too_long_for_an_entry_is_judged_whole() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    ObjectNode record = decision().put("story", "stone ".repeat(8_000));
    ObjectNode complete = record.deepCopy();
    complete.set(PersonSignature.MEMBER, passkey.sign(PersonSignature.hash(record)).json());
    append(passkey.key(PERSON).added());
    append(draft(complete));
    assertThat(codes()).isEmpty();
  }

  @Test
  void one_that_the_node_signed_on_behalf_of_a_person_holds() throws Exception {
    ObjectNode record = decision();
    record.set(PersonSignature.MEMBER, PersonSignature.byNode());
    append(draft(record));
    assertThat(codes()).isEmpty();
  }

  @Test
  void another_record_than_the_one_signed_is_told() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    append(passkey.key(PERSON).added());
    for (String changed : List.of("verdict", "note")) {
      ObjectNode record = signed(passkey).record().put(changed, "none");
      append(draft(record));
    }
    assertThat(codes()).containsExactly("person-signature-challenge", "person-signature-challenge");
  }

  @Test
  void records_that_were_signed_together_hold_each_and_no_other_does() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    append(passkey.key(PERSON).added());
    List<ObjectNode> records =
        List.of(decision(), decision().put("verdict", "none"), decision().put("note", "A wall"));
    List<String> hashes = records.stream().map(PersonSignature::hash).toList();
    ObjectNode signature = passkey.sign(hashes).json();
    for (ObjectNode record : records) {
      record.set(PersonSignature.MEMBER, signature);
    }
    append(records.stream().map(PersonSignatureTest::draft).toArray(Draft[]::new));
    assertThat(codes()).isEmpty();

    ObjectNode other = decision().put("verdict", "unknown");
    other.set(PersonSignature.MEMBER, signature);
    append(draft(other));
    assertThat(codes()).containsExactly("person-signature-challenge");
  }

  @Test
  void a_list_of_hashes_other_than_the_one_signed_is_told() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    append(passkey.key(PERSON).added());
    ObjectNode second = decision().put("verdict", "none");
    List<String> hashes = List.of(PersonSignature.hash(decision()), PersonSignature.hash(second));
    ObjectNode signature = passkey.sign(hashes).json();
    ((ArrayNode) signature.path("together")).add(PersonSignature.hash(decision().put("x", "y")));
    ObjectNode record = decision().put("x", "y");
    record.set(PersonSignature.MEMBER, signature);
    append(draft(record));
    signature = passkey.sign(hashes).json();
    signature.put("together", hashes.getFirst());
    record = decision();
    record.set(PersonSignature.MEMBER, signature);
    append(draft(record));
    assertThat(codes()).containsExactly("person-signature-challenge", "person-signature-form");
  }

  @Test
  void what_the_browser_or_authenticator_should_not_say_is_told() throws Exception {
    append(SoftwarePasskey.es256().key(PERSON).added());
    assertBent(passkey -> passkey.type = "webauthn.create", "person-signature-client-data");
    assertBent(passkey -> passkey.origin = "https://evil.example", "person-signature-client-data");
    assertBent(
        passkey -> passkey.origin = "https://evilwatch.example.org",
        "person-signature-client-data");
    assertBent(passkey -> passkey.crossOrigin = true, "person-signature-client-data");
    assertBent(passkey -> passkey.host = "evil.example", "person-signature-host");
    assertBent(passkey -> passkey.flags = 0b001, "person-signature-presence");
    assertBent(passkey -> passkey.flags = 0b100, "person-signature-presence");
  }

  private static void assertBent(Consumer<SoftwarePasskey> bend, String code) throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    bend.accept(passkey);
    String hash = PersonSignature.hash(decision());
    PersonSignature signature = passkey.sign(hash);
    assertThatThrownBy(() -> signature.verify(passkey.key(PERSON), hash))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void a_page_below_the_host_of_the_passkey_may_ask() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.edDsa();
    passkey.origin = "https://review.watch.example.org";
    String hash = PersonSignature.hash(decision());
    assertThat(passkey.sign(hash).verify(passkey.key(PERSON), hash)).isEqualTo(7);
  }

  @Test
  void a_signature_by_another_key_is_told() throws Exception {
    SoftwarePasskey known = SoftwarePasskey.es256();
    append(known.key(PERSON).added());
    append(signed(SoftwarePasskey.es256()));
    assertThat(codes()).containsExactly("person-signature");
  }

  @Test
  void a_passkey_that_is_nobodys_or_somebody_elses_is_told() throws Exception {
    append(signed(SoftwarePasskey.es256()));
    SoftwarePasskey others = SoftwarePasskey.es256();
    append(others.key("b7d9f1").added());
    append(signed(others));
    assertThat(codes()).containsExactly("person-key-unknown", "person-key-unknown");
  }

  @Test
  void a_passkey_signs_until_it_is_ended() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    append(passkey.key(PERSON).added());
    append(signed(passkey));
    append(PersonKey.ended(PERSON, passkey.credential));
    assertThat(codes()).isEmpty();
    append(signed(passkey));
    append(PersonKey.ended(PERSON, passkey.credential));
    append(passkey.key(PERSON).added());
    assertThat(codes())
        .containsExactly("person-key-ended", "person-key-ended", "person-key-reused");
  }

  @Test
  void keys_and_signatures_out_of_form_are_told() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    ObjectNode offCurve =
        passkey.key(PERSON).jwk().put("y", passkey.key(PERSON).jwk().get("x").stringValue());
    append(new PersonKey(PERSON, "watchers", "b2Zm", offCurve, SoftwarePasskey.HOST).added());
    append(Draft.open(RegisterFixture.record("person-key").put("change", "lent")));
    ObjectNode unknown = decision();
    unknown.putObject(PersonSignature.MEMBER).put("by", "pigeon");
    append(draft(unknown));
    ObjectNode bare = decision();
    bare.putObject(PersonSignature.MEMBER).put("by", "passkey");
    append(draft(bare));
    assertThat(codes())
        .containsExactly(
            "person-key-form", "person-key-form", "person-signature-form", "person-signature-form");
  }

  @Test
  void what_the_vault_lost_cannot_be_vouched_for() throws Exception {
    SoftwarePasskey passkey = SoftwarePasskey.es256();
    append(passkey.key(PERSON).added());
    append(signed(passkey));
    for (Path file : workspace.vault().files()) {
      Files.delete(file);
    }
    assertThat(codes()).containsExactly("person-signature-challenge");
  }
}
