package org.cairn.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.cairn.ledger.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ActorKeysTest {
  private static final ActorKey ROOT = Records.key("root");
  private static final ActorKey AMINA = Records.key("amina");
  private static final ActorKey AMINA_2 = Records.key("amina-2");
  private static final ActorKey BORIS = Records.key("boris");

  private final ActorKeys keys = new ActorKeys();

  @Test
  void begins_with_the_root_actors_self_signed_key() {
    assertThat(keys.accept(0, register(ROOT, "root", ROOT))).isEmpty();

    assertThat(keys.rootActor()).contains("root");
    assertThat(keys.spans())
        .containsExactly(new KeySpan("root", ROOT.kid(), 0, OptionalLong.empty(), "register root"));
    assertThat(keys.findPublicKey(ROOT.kid())).hasValue(ROOT.publicKey());
  }

  @Test
  void refuses_a_log_that_begins_otherwise_and_everything_after() {
    assertThat(codes(keys.accept(0, report(ROOT)))).containsExactly("record-key-bootstrap");
    assertThat(codes(keys.accept(1, register(ROOT, "root", ROOT))))
        .containsExactly("record-key-bootstrap");
    assertThat(codes(keys.accept(2, report(ROOT)))).containsExactly("record-key-bootstrap");
    assertThat(keys.spans()).isEmpty();
  }

  @Test
  void refuses_a_root_key_signed_by_another_key() {
    assertThat(codes(keys.accept(0, register(ROOT, "root", AMINA))))
        .containsExactly("record-key-bootstrap");
    assertThat(keys.rootActor()).isEmpty();
  }

  @Test
  void lets_a_key_sign_from_the_entry_after_its_registration() {
    begin();

    assertThat(keys.accept(3, report(AMINA))).isEmpty();
    assertThat(keys.findSpan(AMINA.kid()))
        .hasValue(new KeySpan("amina", AMINA.kid(), 2, OptionalLong.empty(), "register amina"));
  }

  @Test
  void refuses_a_key_that_registers_itself_after_the_first_entry() {
    keys.accept(0, register(ROOT, "root", ROOT));

    assertThat(codes(keys.accept(1, register(AMINA, "amina", AMINA))))
        .containsExactly("record-key-unknown");
    assertThat(codes(keys.accept(2, report(AMINA)))).containsExactly("record-key-unknown");
  }

  @Test
  void accepts_what_was_signed_before_a_revocation_and_refuses_what_came_after() {
    begin();
    assertThat(keys.accept(3, report(AMINA))).isEmpty();
    assertThat(keys.accept(4, revoke(AMINA.kid(), "amina", ROOT))).isEmpty();

    List<Fault> faults = keys.accept(5, report(AMINA));

    assertThat(codes(faults)).containsExactly("record-key-ended");
    assertThat(faults.getFirst().where()).startsWith("entry 5");
    assertThat(faults.getFirst().message()).contains("valid from 2 to 4");
    KeySpan span = keys.findSpan(AMINA.kid()).orElseThrow();
    assertThat(span)
        .isEqualTo(new KeySpan("amina", AMINA.kid(), 2, OptionalLong.of(4), "revoke amina"));
    assertThat(span.contains(1)).isFalse();
    assertThat(span.contains(2)).isTrue();
    assertThat(span.contains(4)).isTrue();
    assertThat(span.contains(5)).isFalse();
  }

  @Test
  void lets_a_key_revoke_itself() {
    begin();

    assertThat(keys.accept(3, revoke(AMINA.kid(), "amina", AMINA))).isEmpty();
    assertThat(codes(keys.accept(4, report(AMINA)))).containsExactly("record-key-ended");
    assertThat(keys.accept(5, report(BORIS))).isEmpty();
  }

  @Test
  void hands_over_from_the_old_key_to_the_new_one_at_a_rotation() {
    begin();
    assertThat(keys.accept(3, rotate(AMINA.kid(), "amina", AMINA_2, AMINA))).isEmpty();

    assertThat(codes(keys.accept(4, report(AMINA)))).containsExactly("record-key-ended");
    assertThat(keys.accept(5, report(AMINA_2))).isEmpty();
    assertThat(keys.spans())
        .extracting(KeySpan::kid)
        .containsExactly(ROOT.kid(), AMINA.kid(), BORIS.kid(), AMINA_2.kid());
    assertThat(keys.findSpan(AMINA_2.kid()).orElseThrow().from()).isEqualTo(4);
  }

  @Test
  void keeps_the_rights_of_the_root_actor_through_a_rotation() {
    begin();
    ActorKey next = Records.key("root-2");
    assertThat(keys.accept(3, rotate(ROOT.kid(), "root", next, ROOT))).isEmpty();

    assertThat(codes(keys.accept(4, register(AMINA_2, "amina", ROOT))))
        .containsExactly("record-key-ended");
    assertThat(keys.accept(5, register(AMINA_2, "amina", next))).isEmpty();
  }

  @Test
  void refuses_a_revocation_of_someone_elses_key_by_others_than_the_root_actor() {
    begin();

    assertThat(codes(keys.accept(3, revoke(AMINA.kid(), "amina", BORIS))))
        .containsExactly("record-key-not-allowed");
    assertThat(codes(keys.accept(4, rotate(AMINA.kid(), "amina", AMINA_2, BORIS))))
        .containsExactly("record-key-not-allowed");
    assertThat(codes(keys.accept(5, revoke(ROOT.kid(), "root", BORIS))))
        .containsExactly("record-key-not-allowed");
    assertThat(keys.accept(6, report(AMINA))).isEmpty();
    assertThat(codes(keys.accept(7, report(AMINA_2)))).containsExactly("record-key-unknown");
  }

  @Test
  void refuses_someone_elses_key_claimed_as_ones_own() {
    begin();

    assertThat(codes(keys.accept(3, revoke(AMINA.kid(), "boris", BORIS))))
        .containsExactly("record-key-form");
    assertThat(codes(keys.accept(4, rotate(AMINA.kid(), "boris", AMINA_2, BORIS))))
        .containsExactly("record-key-form");
    assertThat(keys.accept(5, report(AMINA))).isEmpty();
  }

  @Test
  void refuses_a_registration_by_others_than_the_root_actor() {
    begin();

    assertThat(codes(keys.accept(3, register(AMINA_2, "amina", AMINA))))
        .containsExactly("record-key-not-allowed");
    assertThat(codes(keys.accept(4, register(AMINA_2, "root", AMINA))))
        .containsExactly("record-key-not-allowed");
    assertThat(keys.findSpan(AMINA_2.kid())).isEmpty();
  }

  @Test
  void registers_no_key_twice_not_even_a_revoked_one() {
    begin();
    assertThat(codes(keys.accept(3, register(AMINA, "boris", ROOT))))
        .containsExactly("record-key-reused");
    keys.accept(4, revoke(AMINA.kid(), "amina", ROOT));
    assertThat(codes(keys.accept(5, register(AMINA, "amina", ROOT))))
        .containsExactly("record-key-reused");
    assertThat(codes(keys.accept(6, rotate(BORIS.kid(), "boris", BORIS, BORIS))))
        .containsExactly("record-key-reused");
    assertThat(keys.accept(7, report(BORIS))).isEmpty();
  }

  @Test
  void ends_no_key_twice_and_none_that_is_unknown() {
    begin();
    keys.accept(3, revoke(AMINA.kid(), "amina", ROOT));

    assertThat(codes(keys.accept(4, revoke(AMINA.kid(), "amina", ROOT))))
        .containsExactly("record-key-ended");
    assertThat(codes(keys.accept(5, revoke(AMINA_2.kid(), "amina", ROOT))))
        .containsExactly("record-key-unknown");
    assertThat(keys.findSpan(AMINA.kid()).orElseThrow().to()).hasValue(3);
  }

  /** The identity, the point of order 2, an encoding of y = p. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void refuses_keys_under_which_a_signature_proves_nothing(String hex) {
    begin();
    ObjectNode odd = Jwk.publicKey(HexFormat.of().parseHex(hex));

    assertThat(codes(keys.accept(3, change("register", "odd", ROOT, odd, null))))
        .containsExactly("record-key-unacceptable");
    assertThat(codes(keys.accept(4, change("rotate", "amina", ROOT, odd, AMINA.kid()))))
        .containsExactly("record-key-unacceptable");
    assertThat(keys.accept(5, report(AMINA))).isEmpty();
  }

  @Test
  void refuses_a_registration_that_carries_the_private_key() {
    begin();
    ObjectNode leaked = AMINA_2.publicJwk().put("d", "AAAA");

    List<Fault> faults = keys.accept(3, change("register", "amina", ROOT, leaked, null));

    assertThat(codes(faults)).containsExactly("record-key-unacceptable");
    assertThat(faults.getFirst().message()).contains("stolen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'key'}",
        "{'type':'key','action':'lend','actor':'amina','reason':'r'}",
        "{'type':'key','action':'revoke','actor':'amina','kid':'KID'}",
        "{'type':'key','action':'revoke','actor':'','kid':'KID','reason':'r'}",
        "{'type':'key','action':'revoke','actor':7,'kid':'KID','reason':'r'}",
        "{'type':'key','action':'revoke','actor':'amina','reason':'r'}",
        "{'type':'key','action':'revoke','actor':'amina','kid':'KID','jwk':{},'reason':'r'}",
        "{'type':'key','action':'register','actor':'amina','kid':'KID','jwk':{},'reason':'r'}"
      })
  void refuses_a_key_entry_out_of_form(String json) {
    begin();
    SignedRecord entry = SignedRecord.sign(Records.record(json.replace("KID", AMINA.kid())), ROOT);

    assertThat(codes(keys.accept(3, entry))).containsExactly("record-key-form");
    assertThat(keys.accept(4, report(AMINA))).isEmpty();
  }

  @Test
  void refuses_a_signature_that_does_not_hold() throws Exception {
    begin();
    ObjectNode entry = (ObjectNode) StrictJson.parse(report(AMINA).bytes());
    JsonNode others = StrictJson.parse(report(BORIS).bytes());
    entry.set("signature", others.get("signature"));

    assertThat(codes(keys.accept(3, SignedRecord.parse(CanonicalJson.canonicalize(entry)))))
        .containsExactly("record-signature");
  }

  @Test
  void takes_entries_only_in_the_order_of_the_log() {
    begin();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.accept(2, report(AMINA)))
        .withMessageContaining("above 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ActorKeys().accept(-1, report(AMINA)));
  }

  private static List<String> codes(List<Fault> faults) {
    return faults.stream().map(Fault::code).toList();
  }

  /** Entries 0 to 2: root, Amina, Boris. */
  private void begin() {
    assertThat(keys.accept(0, register(ROOT, "root", ROOT))).isEmpty();
    assertThat(keys.accept(1, register(AMINA, "amina", ROOT))).isEmpty();
    assertThat(keys.accept(2, register(BORIS, "boris", ROOT))).isEmpty();
  }

  private static SignedRecord report(ActorKey signer) {
    return SignedRecord.sign(Records.record("{'type':'report','site':'upper-well'}"), signer);
  }

  private static SignedRecord register(ActorKey newKey, String actor, ActorKey signer) {
    return change("register", actor, signer, newKey.publicJwk(), null);
  }

  private static SignedRecord rotate(
      String oldKid, String actor, ActorKey newKey, ActorKey signer) {
    return change("rotate", actor, signer, newKey.publicJwk(), oldKid);
  }

  private static SignedRecord revoke(String kid, String actor, ActorKey signer) {
    return change("revoke", actor, signer, null, kid);
  }

  private static SignedRecord change(
      String action,
      String actor,
      ActorKey signer,
      @Nullable ObjectNode jwk,
      @Nullable String kid) {
    ObjectNode record =
        Records.record("{'type':'key'}")
            .put("action", action)
            .put("actor", actor)
            .put("reason", action + " " + actor);
    if (jwk != null) {
      record.set("jwk", jwk);
    }
    if (kid != null) {
      record.put("kid", kid);
    }
    return SignedRecord.sign(record, signer);
  }
}
