package org.cairn.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class KeyHistoryTest {
  private static final String ORIGIN = "example.org/log";
  private static final ActorKey ROOT = Records.key("root");
  private static final ActorKey AMINA = Records.key("amina");
  private static final SigningKey FIRST = logKey("first");
  private static final SigningKey SECOND = logKey("second");
  private static final SigningKey THIRD = logKey("third");

  private final KeyHistory history = new KeyHistory();

  @Test
  void the_first_entry_names_the_logs_first_key() {
    begin();

    assertThat(history.logKeys())
        .containsExactly(
            new LogKeySpan(FIRST.verifier(), 0, OptionalLong.empty(), "register root"));
    assertSigned(0, FIRST);
    assertSigned(7, FIRST);
  }

  @Test
  void after_a_change_only_the_new_key_signs_and_what_the_old_one_signed_before_stands() {
    begin();
    assertThat(history.accept(5, rotate(FIRST, SECOND, ROOT))).isEmpty();

    assertThat(history.logKeys())
        .containsExactly(
            new LogKeySpan(FIRST.verifier(), 0, OptionalLong.of(6), "moved"),
            new LogKeySpan(SECOND.verifier(), 6, OptionalLong.empty(), "moved"));
    assertSigned(2, FIRST);
    assertSigned(5, FIRST);
    assertSigned(6, FIRST, SECOND);
    assertSigned(7, SECOND);
    assertSigned(7, SECOND, FIRST);
  }

  @Test
  void what_a_stolen_old_key_signs_later_is_refused() {
    begin();
    history.accept(5, rotate(FIRST, SECOND, ROOT));

    assertRefused("log-key-ended", 7, FIRST);
    assertRefused("log-key-ended", 1000, FIRST);
    history.accept(9, rotate(SECOND, THIRD, ROOT));
    assertRefused("log-key-ended", 11, SECOND);
    assertRefused("log-key-ended", 11, FIRST);
    assertSigned(8, SECOND);
  }

  @Test
  void a_key_signs_nothing_before_its_time_and_the_change_itself_needs_both() {
    begin();
    history.accept(5, rotate(FIRST, SECOND, ROOT));

    assertRefused("log-key-early", 5, SECOND);
    assertRefused("checkpoint-unsigned", 6, SECOND);
    assertRefused("checkpoint-unsigned", 6, FIRST);
    assertRefused("checkpoint-unsigned", 3, THIRD);
  }

  @Test
  void refuses_a_checkpoint_of_another_log_and_a_signature_that_does_not_hold() throws Exception {
    begin();
    String other = text("other.org/log", 3);
    assertThat(code(SignedNote.of(other, List.of(FIRST.sign(other)))))
        .isEqualTo("checkpoint-origin");
    String signed = text(ORIGIN, 3);
    assertThat(code(SignedNote.of(text(ORIGIN, 4), List.of(FIRST.sign(signed)))))
        .isEqualTo("note-signature");
  }

  @Test
  void only_the_root_actor_changes_the_logs_key() {
    begin();
    assertThat(history.accept(5, rotate(FIRST, SECOND, AMINA)))
        .extracting(Fault::code)
        .containsExactly("log-key-not-allowed");
    assertSigned(9, FIRST);
  }

  @Test
  void only_the_present_key_is_changed_and_to_one_never_used_before() {
    begin();
    assertCode("log-key-not-current", 2, rotate(SECOND, THIRD, ROOT));
    assertCode("log-key-reused", 3, rotate(FIRST, FIRST, ROOT));
    assertThat(history.accept(4, rotate(FIRST, SECOND, ROOT))).isEmpty();
    assertCode("log-key-reused", 5, rotate(SECOND, FIRST, ROOT));
    assertCode("log-key-not-current", 6, rotate(FIRST, THIRD, ROOT));
    SigningKey renamed = SigningKey.generate("other.org/log", Kind.LOG, Records.random("renamed"));
    assertCode("log-key-form", 7, rotate(SECOND, renamed, ROOT));
    assertThat(history.logKeys()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'log-key'}",
        "{'type':'log-key','action':'revoke','old':'OLD','new':'NEW','reason':'r'}",
        "{'type':'log-key','action':'rotate','old':'OLD','new':'NEW'}",
        "{'type':'log-key','action':'rotate','old':'OLD','new':'NEW','reason':' '}",
        "{'type':'log-key','action':'rotate','old':'OLD','new':'none','reason':'r'}",
        "{'type':'log-key','action':'rotate','old':7,'new':'NEW','reason':'r'}",
        "{'type':'log-key','action':'rotate','old':'OLD','new':'WITNESS','reason':'r'}"
      })
  void refuses_a_change_out_of_form(String json) {
    begin();
    SigningKey witness = SigningKey.generate(ORIGIN, Kind.WITNESS, Records.random("witness"));
    ObjectNode record =
        Records.record(
            json.replace("OLD", FIRST.verifier().text())
                .replace("NEW", SECOND.verifier().text())
                .replace("WITNESS", witness.verifier().text()));

    assertCode("log-key-form", 2, SignedRecord.sign(record, ROOT));
    assertSigned(9, FIRST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"none", "'log':7", "'log':''", "'log':'example.org/log+00000000+AAAA'"})
  void refuses_a_first_entry_without_the_logs_key(String member) {
    ObjectNode first = KeyRecords.register("root", ROOT.publicJwk(), "register root");
    if (!member.equals("none")) {
      first.setAll(Records.record("{" + member + "}"));
    }

    assertCode("log-key-form", 0, SignedRecord.sign(first, ROOT));
    assertThat(history.logKeys()).isEmpty();
    assertRefused("checkpoint-unsigned", 1, FIRST);
  }

  @Test
  void an_entry_that_may_not_be_signed_changes_no_key() {
    begin();
    history.accept(
        2,
        SignedRecord.sign(
            KeyRecords.rotate("root", ROOT.kid(), Records.key("root-2").publicJwk(), "r"), ROOT));

    assertCode("record-key-ended", 3, rotate(FIRST, SECOND, ROOT));
    assertThat(history.accept(4, rotate(FIRST, SECOND, Records.key("root-2")))).isEmpty();
  }

  @Test
  void knows_which_records_can_change_a_key() {
    SignedRecord logKey = rotate(FIRST, SECOND, ROOT);
    SignedRecord actorKey = SignedRecord.sign(KeyRecords.revoke("root", ROOT.kid(), "r"), ROOT);
    SignedRecord other = SignedRecord.sign(Records.record("{'type':'report'}"), ROOT);
    SignedRecord nested =
        SignedRecord.sign(Records.record("{'a':{'type':'key'},'type':'report'}"), ROOT);

    for (SignedRecord bearing : List.of(logKey, actorKey)) {
      assertThat(KeyHistory.bearsOnKeys(bearing)).isTrue();
      assertThat(KeyHistory.mayBearOnKeys(bearing.bytes())).isTrue();
    }
    assertThat(KeyHistory.bearsOnKeys(other)).isFalse();
    assertThat(KeyHistory.mayBearOnKeys(other.bytes())).isFalse();
    assertThat(KeyHistory.bearsOnKeys(nested)).isFalse();
    assertThat(KeyHistory.mayBearOnKeys(nested.bytes())).as("to be read").isTrue();
    assertThat(KeyHistory.mayBearOnKeys(new byte[] {'{', '}'})).as("to be refused").isTrue();
  }

  /** Entries 0 and 1: root, with the log's first key, and Amina. */
  private void begin() {
    ObjectNode first = KeyRecords.register("root", ROOT.publicJwk(), "register root");
    first.put("log", FIRST.verifier().text());
    assertThat(history.accept(0, SignedRecord.sign(first, ROOT))).isEmpty();
    ObjectNode second = KeyRecords.register("amina", AMINA.publicJwk(), "register amina");
    assertThat(history.accept(1, SignedRecord.sign(second, ROOT))).isEmpty();
  }

  private static SignedRecord rotate(SigningKey old, SigningKey next, ActorKey signer) {
    return SignedRecord.sign(
        KeyRecords.rotateLog(old.verifier(), next.verifier(), "moved"), signer);
  }

  private void assertCode(String code, long index, SignedRecord record) {
    assertThat(history.accept(index, record)).extracting(Fault::code).containsExactly(code);
  }

  private void assertSigned(long size, SigningKey... keys) {
    assertThatCode(() -> history.requireSigned(note(size, keys))).doesNotThrowAnyException();
  }

  private void assertRefused(String code, long size, SigningKey... keys) {
    assertThatThrownBy(() -> history.requireSigned(note(size, keys)))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private String code(SignedNote note) {
    try {
      history.requireSigned(note);
      return "";
    } catch (RefusedException e) {
      return e.code();
    }
  }

  private static SignedNote note(long size, SigningKey... keys) {
    String text = text(ORIGIN, size);
    return SignedNote.of(text, Stream.of(keys).map(key -> key.sign(text)).toList());
  }

  private static String text(String origin, long size) {
    return new Checkpoint(origin, new TreeHead(size, Hash.of(new byte[Hash.LENGTH]))).text();
  }

  private static SigningKey logKey(String name) {
    return SigningKey.generate(ORIGIN, Kind.LOG, Records.random(name));
  }
}
