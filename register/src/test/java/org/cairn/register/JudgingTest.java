package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.alert;
import static org.cairn.register.RegisterFixture.append;
import static org.cairn.register.RegisterFixture.named;
import static org.cairn.register.RegisterFixture.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Finding.Status;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Signing;
import org.cairn.heritage.review.Verdict;
import org.cairn.heritage.review.Visibility;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.record.CanonicalJson;
import org.cairn.ledger.record.SignedRecord;
import org.cairn.register.AlertRegister.Judged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of judgements, over a real workspace. */
class JudgingTest {
  private static final Signing BY_NODE = new Signing.ByNode();

  @TempDir private Path folder = Path.of("");
  private Workspace workspace;
  private LedgerWriter writer;
  private AlertRegister alerts;

  @BeforeEach
  void fill() throws Exception {
    workspace = RegisterFixture.workspace(folder.resolve("w"));
    add(workspace, named("p", "One", "POINT (0 0)"));
    append(
        workspace, alert("r1", "a1", "p"), alert("r1", "a2", "p"), record("run").put("run", "r1"));
    writer = LedgerWriter.open(workspace, CLOCK);
    alerts = AlertRegister.open(workspace);
  }

  @AfterEach
  void close() throws Exception {
    alerts.close();
    writer.close();
  }

  private static Judgement judgement(
      String alert, String person, String organisation, Verdict verdict, boolean afterReveal) {
    return new Judgement(
        alert,
        alert.equals("a2") ? 3 : 2,
        new Author(person, Optional.of("Name of " + person), organisation, "Org " + organisation),
        verdict,
        Optional.empty(),
        DegreeOfCertainty.HIGH,
        Optional.of("Note of " + person),
        afterReveal);
  }

  private Judged judge(String person, String organisation, Verdict verdict, boolean afterReveal)
      throws Exception {
    return alerts.judge(
        writer,
        FindingRule.USUAL,
        judgement("a1", person, organisation, verdict, afterReveal),
        BY_NODE);
  }

  @Test
  void two_judgements_make_a_finding_and_a_change_of_mind_another() throws Exception {
    Judged first = judge("p1", "o1", Verdict.NO_CHANGE, false);
    assertThat(first.added()).isTrue();
    assertThat(first.finding()).isEmpty();
    assertThat(alerts.find("a1").orElseThrow().status()).isEqualTo(Status.UNREVIEWED);
    assertThat(alerts.find("a1").orElseThrow().judges()).isEqualTo(1);

    Judged second = judge("p2", "o2", Verdict.CERTAIN_DAMAGE, false);
    assertThat(second.finding().orElseThrow().status()).isEqualTo(Status.DISPUTED);
    assertThat(second.finding().orElseThrow().judgements())
        .containsExactly(first.judgement().entry(), second.judgement().entry());
    assertThat(alerts.find("a1").orElseThrow().status()).isEqualTo(Status.DISPUTED);

    Judged changed = judge("p1", "o1", Verdict.LIKELY_DAMAGE, true);
    assertThat(changed.finding().orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    AlertHit hit = alerts.find("a1").orElseThrow();
    assertThat(hit.status()).isEqualTo(Status.CONFIRMED);
    assertThat(hit.finding()).contains(changed.finding().orElseThrow().entry());
    assertThat(alerts.judgements("a1"))
        .extracting(each -> each.judgement().verdict())
        .containsExactly(Verdict.NO_CHANGE, Verdict.CERTAIN_DAMAGE, Verdict.LIKELY_DAMAGE);
    assertThat(alerts.findings("a1"))
        .extracting(RecordedFinding::status)
        .containsExactly(Status.DISPUTED, Status.CONFIRMED);
    assertThat(alerts.find("a2").orElseThrow().status()).isEqualTo(Status.UNREVIEWED);
    List<RecordedJudgement> all = new ArrayList<>();
    alerts.forEachJudgement(all::add);
    assertThat(all).isEqualTo(alerts.judgements("a1"));
  }

  @Test
  void the_public_log_tells_nothing_of_what_the_first_said() throws Exception {
    RecordedJudgement first = judge("p1", "o1", Verdict.CERTAIN_DAMAGE, false).judgement();
    byte[] entry = workspace.reader().entry(first.entry());
    ObjectNode open = SignedRecord.parse(entry).record();
    assertThat(open.propertyNames())
        .containsExactlyInAnyOrder(
            "type",
            "alert",
            "alert_entry",
            "person",
            "organisation",
            "after_reveal",
            "signed",
            "time",
            "after",
            "_sd",
            "_sd_alg");
    assertThat(open.path("_sd").size()).isEqualTo(7);
    assertThat(open.toString()).doesNotContain("damage").doesNotContain("Name of");
    // The same size, whatever is said.
    RecordedJudgement other = judge("p2", "o1", Verdict.NO_CHANGE, false).judgement();
    assertThat(workspace.reader().entry(other.entry())).hasSameSizeAs(entry);
    assertThat(alerts.entries().read(first.entry()).record().path("verdict").asString())
        .isEqualTo("certain-damage");
  }

  @Test
  void the_same_given_again_adds_nothing() throws Exception {
    Judged first = judge("p1", "o1", Verdict.NO_CHANGE, false);
    Judged again = judge("p1", "o1", Verdict.NO_CHANGE, false);
    assertThat(again.added()).isFalse();
    assertThat(again.judgement()).isEqualTo(first.judgement());
    assertThat(alerts.judgements("a1")).hasSize(1);
  }

  @Test
  void a_changed_mind_is_told_from_an_independent_one() throws Exception {
    judge("p1", "o1", Verdict.NO_CHANGE, false);
    // Nobody else is in: nothing was revealed.
    assertThat(judge("p1", "o1", Verdict.OTHER_CHANGE, false).added()).isTrue();
    judge("p2", "o2", Verdict.CERTAIN_DAMAGE, false);
    assertThatThrownBy(() -> judge("p1", "o1", Verdict.CERTAIN_DAMAGE, false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("judgement-after-reveal");
    assertThat(alerts.judgements("a1")).hasSize(3);
  }

  @Test
  void an_alert_that_is_not_known_cannot_be_judged() {
    assertThatThrownBy(() ->
            alerts.judge(
                writer,
                FindingRule.USUAL,
                judgement("none", "p1", "o1", Verdict.NO_CHANGE, false),
                BY_NODE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("judgement-alert-unknown");
  }

  @Test
  void the_entry_that_was_looked_at_has_that_alert() {
    assertThatThrownBy(() ->
            alerts.judge(
                writer,
                FindingRule.USUAL,
                new Judgement(
                    "a1",
                    3,
                    new Author("p1", Optional.empty(), "o1", "One"),
                    Verdict.NO_CHANGE,
                    Optional.empty(),
                    DegreeOfCertainty.HIGH,
                    Optional.empty(),
                    false),
                BY_NODE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("judgement-alert-entry");
  }

  @Test
  void what_a_passkey_signed_can_be_made_again_from_the_entry() throws Exception {
    Judgement judgement = judgement("a1", "p1", "o1", Verdict.NO_CHANGE, false);
    Signing passkey = new Signing.ByPasskey("Y3JlZA", "Y2xpZW50", "YXV0aA", "c2ln", List.of());
    long entry = alerts.judge(writer, FindingRule.USUAL, judgement, passkey).judgement().entry();
    ObjectNode record = alerts.entries().read(entry).record();
    assertThat(record.path("signed").path("client_data").asString()).isEqualTo("Y2xpZW50");
    assertThat(PersonSignature.hash(record))
        .isEqualTo(PersonSignature.hash(AlertRegister.draft(judgement).record()));
    assertThat(alerts.judgements("a1").getFirst().signing()).isEqualTo(passkey);
  }

  @Test
  void many_at_once_are_all_kept_and_the_last_finding_rests_on_all() throws Exception {
    List<Callable<Judged>> work = new ArrayList<>();
    for (int person = 0; person < 12; person++) {
      String id = "p" + person;
      String organisation = "o" + person % 3;
      work.add(() -> judge(id, organisation, Verdict.CERTAIN_DAMAGE, false));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Judged> each : threads.invokeAll(work)) {
        assertThat(each.get().added()).isTrue();
      }
    }
    List<Long> entries = alerts.judgements("a1").stream().map(RecordedJudgement::entry).toList();
    assertThat(entries).hasSize(12);
    assertThat(alerts.findings("a1").getLast().judgements()).isEqualTo(entries);
    assertThat(alerts.find("a1").orElseThrow().judges()).isEqualTo(12);
  }

  @Test
  void findings_that_a_stop_or_another_rule_left_out_are_made_up_for() throws Exception {
    judge("p1", "o1", Verdict.CERTAIN_DAMAGE, false);
    judge("p2", "o1", Verdict.CERTAIN_DAMAGE, false);
    assertThat(alerts.findings("a1")).isEmpty();
    assertThat(alerts.settle(writer, FindingRule.USUAL)).isZero();
    assertThat(alerts.settle(writer, FindingRule.USUAL.among(1))).isOne();
    assertThat(alerts.settle(writer, FindingRule.USUAL.among(1))).isZero();
    assertThat(alerts.findings("a1").getFirst().rule()).isEqualTo(FindingRule.USUAL.among(1));
    assertThat(alerts.find("a1").orElseThrow().status()).isEqualTo(Status.CONFIRMED);
  }

  @Test
  void an_alert_that_a_later_run_has_again_keeps_its_finding() throws Exception {
    judge("p1", "o1", Verdict.CERTAIN_DAMAGE, false);
    judge("p2", "o2", Verdict.CERTAIN_DAMAGE, false);
    writer.append(
        List.of(
            Draft.open(alert("r2", "a1", "p").put("score", "13.5")),
            Draft.open(record("run").put("run", "r2"))));
    alerts.catchUp();
    AlertHit hit = alerts.find("a1").orElseThrow();
    assertThat(hit.run()).isEqualTo("r2");
    assertThat(hit.score()).hasValue(13.5);
    assertThat(hit.status()).isEqualTo(Status.CONFIRMED);
    assertThat(hit.judges()).isEqualTo(2);
  }

  @Test
  void a_rebuild_equals_the_register_that_grew_and_the_check_finds_nothing() throws Exception {
    two_judgements_make_a_finding_and_a_change_of_mind_another();
    appendOpen(record("judgement").put("alert", "a1"), record("finding").put("alert", "a1"));
    alerts.catchUp();
    appendOpen(alert("r2", "a1", "p"), record("run").put("run", "r2"));
    alerts.catchUp();
    List<String> grown = RegisterRows.dump(workspace.register());
    List<Fault> faults = new ArrayList<>();
    PlaceRegister.check(workspace, faults::add);
    assertThat(faults).isEmpty();
    LedgerCheck.check(workspace, Optional.empty(), CLOCK, faults::add);
    assertThat(faults).isEmpty();
    PlaceRegister.rebuild(workspace).close();
    assertThat(RegisterRows.dump(workspace.register())).isEqualTo(grown);
    assertThat(
            RegisterRows.query(
                workspace.register(), "SELECT code, message FROM unreadable ORDER BY fid"))
        .containsExactly(
            "judgement-record|expected true or false in member 'after_reveal', found another value or none",
            "finding-record|expected a text in member 'status', found another value or none");
    // The open register goes on with the new file.
    assertThat(alerts.find("a1").orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    assertThat(judge("p4", "o4", Verdict.NO_CHANGE, false).finding().orElseThrow().status())
        .isEqualTo(Status.DISPUTED);
  }

  private void appendOpen(ObjectNode... records) throws Exception {
    writer.append(List.of(records).stream().map(Draft::open).toList());
  }

  @Test
  void messages_about_malformed_records_have_no_protected_value() throws Exception {
    judge("p1", "o1", Verdict.NO_CHANGE, false);
    ObjectNode record = alerts.entries().read(alerts.judgements("a1").getFirst().entry()).record();
    record.remove(List.of("time", "after"));
    writer.append(
        List.of(
            new Draft(
                record.put("reason", "secret-word"),
                Set.of("verdict", "reason", "certainty", "note", "name"),
                7)));
    alerts.catchUp();
    List<String> told = RegisterRows.query(workspace.register(), "SELECT message FROM unreadable");
    assertThat(told)
        .containsExactly("expected members that fit together as a judgement, found others");
  }

  @Test
  void what_somebody_may_see_follows_from_what_they_did() throws Exception {
    judge("p1", "o1", Verdict.CERTAIN_DAMAGE, false);
    List<RecordedJudgement> all = alerts.judgements("a1");
    assertThat(Visibility.revealedTo("p2", all)).isEmpty();
    assertThat(Visibility.revealedTo("p1", all)).hasSize(1);
    assertThat(Visibility.revealedToReaders(FindingRule.USUAL, all)).isEmpty();
  }

  @Test
  void a_finding_is_open_in_the_log() throws Exception {
    judge("p1", "o1", Verdict.CERTAIN_DAMAGE, false);
    long entry = judge("p2", "o2", Verdict.CERTAIN_DAMAGE, false).finding().orElseThrow().entry();
    ObjectNode record = SignedRecord.parse(workspace.reader().entry(entry)).record();
    record.remove(List.of("time", "after"));
    assertThat(new String(CanonicalJson.canonicalize(record), UTF_8))
        .isEqualTo(
            "{\"alert\":\"a1\",\"judgements\":[5,6],\"rule\":{\"damage\":[\"likely-damage\",\"certain-damage\"],\"judgements\":2,\"least_certainty\":\"medium\",\"organisations\":2},\"status\":\"confirmed\",\"type\":\"finding\"}");
  }
}
