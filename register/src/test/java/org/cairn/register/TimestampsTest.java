package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cairn.fixtures.LocalAuthority;
import org.cairn.fixtures.LocalAuthority.Manner;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.SignedRecord;
import org.cairn.ledger.storage.FolderLock;
import org.cairn.ledger.timestamp.RetrySchedule;
import org.cairn.ledger.timestamp.TimestampClient;
import org.cairn.ledger.timestamp.TimestampOutcome;
import org.cairn.ledger.timestamp.TimestampQueue;
import org.cairn.ledger.timestamp.TimestampStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Threats 5, 6 and 33 of a workspace: backdating, a clock that is wrong, an authority that lies or
 * is gone. Authorities are real servers on this machine, with a clock of their own.
 */
class TimestampsTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder = Path.of("");

  /** What the authorities' clocks show. */
  private Instant truth = START;

  /** How far this machine's clock is wrong. */
  private Duration error = Duration.ZERO;

  private final InstantSource clock = () -> truth.plus(error);
  private final LocalAuthority north = authority("north", () -> truth);
  private final LocalAuthority south = authority("south", () -> truth);

  private static LocalAuthority authority(String name, InstantSource clock) {
    try {
      return new LocalAuthority(name, clock);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Workspace workspace() throws RefusedException {
    return Workspace.at(folder);
  }

  @BeforeEach
  void create() throws Exception {
    Workspace.create(folder, "example.org/log", clock, new SecureRandom());
    settings(north.settings(folder), south.settings(folder));
  }

  @AfterEach
  void close() {
    north.close();
    south.close();
  }

  private void settings(String... authorities) throws IOException {
    Files.writeString(folder.resolve("cairn.yaml"), "timestamps:\n" + String.join("", authorities));
  }

  private void append(String text) throws Exception {
    append(JsonNodeFactory.instance.objectNode().put("type", "note").put("text", text));
  }

  private void append(ObjectNode record) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace(), clock)) {
      writer.append(List.of(Draft.open(record)));
    }
  }

  private Timestamping.Asked stamp() throws Exception {
    return (Timestamping.Asked) Timestamping.run(workspace(), PATIENCE, clock);
  }

  private List<Fault> faults() throws Exception {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace(), faults::add);
    return faults;
  }

  private TimestampSummary summary() throws Exception {
    return LedgerCheck.check(workspace(), fault -> {}).timestamps();
  }

  private ObjectNode record(long index) throws Exception {
    return SignedRecord.parse(workspace().reader().entry(index)).record();
  }

  private Path stamped(Hash checkpoint, String file) {
    return folder.resolve("ledger/timestamps").resolve(checkpoint.hex()).resolve(file);
  }

  @Test
  void each_token_is_named_once_in_the_log_before_the_next_records() throws Exception {
    append("first");
    Hash checkpoint = stamp().newest();
    truth = truth.plusSeconds(60);
    append("second");

    assertThat(workspace().reader().head().size()).isEqualTo(5);
    ObjectNode named = record(2);
    assertThat(named.path("type").asString()).isEqualTo("timestamp");
    assertThat(named.path("checkpoint").asString()).isEqualTo(checkpoint.hex());
    assertThat(named.path("size").asLong()).isEqualTo(2);
    assertThat(named.path("authority").asString()).isEqualTo("north");
    assertThat(named.path("genTime").asString()).isEqualTo(START.toString());
    assertThat(named.path("token").asString())
        .isEqualTo(
            "sha256:"
                + Hash.of(
                        Sha256.of(Files.readAllBytes(stamped(checkpoint, "checkpoint.north.tsr"))))
                    .hex());
    assertThat(record(3).path("authority").asString()).isEqualTo("south");
    assertThat(record(4).path("after").asString())
        .as("the next record commits to the tokens")
        .isEqualTo(workspace().reader().rootAt(4).base64());
    assertThat(faults()).isEmpty();

    append("third");
    assertThat(workspace().reader().head().size()).isEqualTo(6);
  }

  @Test
  void a_crash_after_naming_a_token_leads_to_no_second_record() throws Exception {
    Hash checkpoint = stamp().newest();
    append("names both");
    Path mark = folder.resolve("ledger/timestamps/unrecorded/" + checkpoint.hex() + ".north");
    assertThat(mark).doesNotExist();
    Files.createFile(mark);

    append("next");

    assertThat(workspace().reader().head().size()).isEqualTo(5);
    assertThat(mark).doesNotExist();
    assertThat(faults()).isEmpty();
  }

  @Test
  void the_check_says_how_far_the_ledger_is_stamped() throws Exception {
    append("first");
    stamp();
    truth = truth.plusSeconds(60);
    append("second");
    south.manner = Manner.SERVER_ERROR;
    stamp();

    TimestampSummary summary = summary();
    assertThat(summary.checkpoints()).isEqualTo(2);
    assertThat(summary.tokens()).containsEntry("north", 2L).containsEntry("south", 1L);
    assertThat(summary.waiting()).containsExactlyEntriesOf(Map.of("south", 1L));
    assertThat(summary.newest()).contains(new TimestampSummary.Stamped(5, truth, "north"));
  }

  @Test
  void a_clock_set_an_hour_back_is_exposed_and_appending_goes_on() throws Exception {
    append("honest");
    stamp();
    error = HOUR.negated();
    truth = truth.plusSeconds(60);

    append("backdated");

    assertThat(record(4).path("time").asString()).isEqualTo("2026-11-24T11:01:00Z");
    assertThat(faults())
        .extracting(Fault::code, Fault::where)
        .as("the records that name the tokens, and what came with them")
        .containsExactly(
            tuple("time-outside-bounds", "entry 2"),
            tuple("time-outside-bounds", "entry 3"),
            tuple("time-outside-bounds", "entry 4"));
    assertThat(faults().getLast().message())
        .contains("2026-11-24T12:00:00Z (token of 'north', entry 2)")
        .contains("2026-11-24T11:01:00Z");
    assertThat(aheadOfUs()).containsOnly(HOUR);
  }

  @Test
  void a_clock_set_an_hour_ahead_is_exposed_and_appending_goes_on() throws Exception {
    error = HOUR;
    append("dated ahead");

    assertThat(aheadOfUs()).containsOnly(HOUR.negated());

    assertThat(faults())
        .extracting(Fault::code, Fault::where)
        .containsExactly(tuple("time-outside-bounds", "entry 1"));
    assertThat(faults().getFirst().message())
        .contains("2026-11-24T13:00:00Z")
        .contains("2026-11-24T12:00:00Z (checkpoint of size 2, stamped by");
  }

  private List<Duration> aheadOfUs() throws Exception {
    List<TimestampOutcome> outcomes = stamp().outcomes();
    assertThat(outcomes).hasSize(2);
    return outcomes.stream()
        .map(outcome -> ((TimestampOutcome.Stamped) outcome.result()).ahead())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {300, 301})
  void five_minutes_are_allowed_to_either_side(long seconds) throws Exception {
    stamp();
    error = Duration.ofSeconds(-seconds);
    append("late clock");
    error = Duration.ofSeconds(seconds);
    append("early clock");
    error = Duration.ZERO;
    stamp();

    List<String> where = faults().stream().map(Fault::where).toList();
    if (seconds == 300) {
      assertThat(where).isEmpty();
    } else {
      assertThat(where).containsExactly("entry 1", "entry 2", "entry 3", "entry 4");
    }
  }

  @Test
  void a_witness_bounds_times_as_an_authority_does() throws Exception {
    SecureRandom random = new SecureRandom();
    SigningKey witness = SigningKey.generate("w.example", VerifierKey.Kind.WITNESS, random);
    Files.writeString(
        folder.resolve("cairn.yaml"),
        "witnesses:\n  - name: w\n    key: "
            + witness.verifier().text()
            + "\n    url: http://127.0.0.1:1/\n");
    error = HOUR;
    append("dated ahead");
    SignedNote note = workspace().reader().checkpoint();
    Files.write(
        workspace().log().resolve("checkpoint"),
        note.with(List.of(witness.cosign(note.text(), truth))).bytes());

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("time-outside-bounds");
          assertThat(fault.message()).contains("cosigned by w.example");
        });
  }

  @Test
  void an_absent_authority_is_asked_again_after_a_restart() throws Exception {
    String absent;
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      absent = "http://127.0.0.1:" + port.getLocalPort() + "/tsa";
    }
    String there = south.settings(folder);
    settings(north.settings(folder), there.replace(south.address().toString(), absent));
    append("run");

    Timestamping.Asked degraded = stamp();

    assertThat(state(degraded, "north")).isInstanceOf(TimestampStatus.Obtained.class);
    assertThat(state(degraded, "south"))
        .asInstanceOf(type(TimestampStatus.Waiting.class))
        .satisfies(waiting ->
            assertThat(waiting.failures().getLast().fault().code()).isEqualTo("tsa-unreachable"));
    assertThat(faults()).as("a missing token is no fault").isEmpty();

    settings(north.settings(folder), there);
    truth = truth.plus(Duration.ofMinutes(2));
    Timestamping.Asked mended = stamp();

    assertThat(mended.newest()).isEqualTo(degraded.newest());
    assertThat(mended.status())
        .hasSize(2)
        .allMatch(status -> status.state() instanceof TimestampStatus.Obtained);
    assertThat(summary().waiting()).isEmpty();
    assertThat(faults()).isEmpty();
  }

  @Test
  void a_silent_authority_costs_no_more_than_the_patience() throws Exception {
    south.manner = Manner.NO_ANSWER;
    append("run");
    long start = System.nanoTime();

    var asked = (Timestamping.Asked) Timestamping.run(workspace(), Duration.ofSeconds(5), clock);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(state(asked, "north")).isInstanceOf(TimestampStatus.Obtained.class);
    assertThat(state(asked, "south")).isInstanceOf(TimestampStatus.Waiting.class);
  }

  @Test
  void a_bad_token_is_refused_and_kept_apart() throws Exception {
    south.manner = Manner.FOREIGN_SIGNER;
    append("run");

    Timestamping.Asked asked = stamp();

    assertThat(state(asked, "south")).isInstanceOf(TimestampStatus.Waiting.class);
    assertThat(stamped(asked.newest(), "checkpoint.south.refused-1")).isNotEmptyFile();
    assertThat(stamped(asked.newest(), "checkpoint.south.tsr")).doesNotExist();
    append("goes on");
    assertThat(faults()).isEmpty();
    assertThat(workspace().reader().head().size()).as("one token, one record").isEqualTo(4);
  }

  private static TimestampStatus.State state(Timestamping.Asked asked, String authority) {
    return asked.status().stream()
        .filter(status -> status.checkpoint().equals(asked.newest()))
        .filter(status -> status.authority().equals(authority))
        .map(TimestampStatus::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_kept_token_or_checkpoint_that_was_altered_or_removed_is_named() throws Exception {
    append("run");
    Hash checkpoint = stamp().newest();
    append("names both");
    Path token = stamped(checkpoint, "checkpoint.north.tsr");
    byte[] good = Files.readAllBytes(token);

    byte[] altered = good.clone();
    altered[altered.length - 3] ^= 1;
    Files.write(token, altered);
    assertThat(faults())
        .extracting(Fault::code)
        .containsExactly("tsa-signature", "timestamp-missing");
    assertThat(faults().getFirst().where()).contains(checkpoint.hex() + "/checkpoint.north.tsr");

    Files.delete(token);
    assertThat(faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("timestamp-missing"));

    Files.write(token, good);
    assertThat(faults()).isEmpty();
    Files.writeString(stamped(checkpoint, "checkpoint"), "other");
    assertThat(faults())
        .extracting(Fault::code)
        .containsExactly("timestamp-checkpoint", "timestamp-missing", "timestamp-missing");
  }

  @Test
  void a_record_that_says_another_thing_than_its_token_is_named() throws Exception {
    Hash checkpoint = stamp().newest();
    append("names both");
    ObjectNode lying = record(1).put("genTime", START.minus(HOUR).toString());
    lying.remove(List.of("time", "after"));
    append(lying);

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("timestamp-record");
          assertThat(fault.where()).startsWith("entry 4");
          assertThat(fault.message()).contains(checkpoint.toString());
        });
  }

  @Test
  void a_stamped_checkpoint_of_another_history_proves_a_rewritten_log() throws Exception {
    append("run");
    Checkpoint now = Checkpoint.parse(workspace().reader().checkpoint().text());
    Checkpoint other =
        new Checkpoint(now.origin(), new TreeHead(2, Hash.of(Sha256.of("x".getBytes(UTF_8)))));
    Checkpoint longer = new Checkpoint(now.origin(), new TreeHead(9, now.head().root()));
    SigningKey foreign =
        SigningKey.generate(now.origin(), VerifierKey.Kind.LOG, new SecureRandom());
    SigningKey own = workspace().keys().logKey();
    try (TimestampClient client = new TimestampClient(new SecureRandom(), PATIENCE);
        TimestampQueue queue =
            TimestampQueue.open(
                workspace().timestamps(),
                workspace().settings().timestamps().asked(),
                client,
                RetrySchedule.USUAL,
                clock)) {
      queue.enqueue(SignedNote.of(other.text(), List.of(own.sign(other.text()))).bytes());
      queue.enqueue(SignedNote.of(longer.text(), List.of(own.sign(longer.text()))).bytes());
      queue.enqueue(SignedNote.of(now.text(), List.of(foreign.sign(now.text()))).bytes());
      assertThat(queue.runDue(clock.instant())).hasSize(6);
    }

    assertThat(faults())
        .extracting(Fault::code)
        .containsExactlyInAnyOrder("timestamp-log", "timestamp-log", "timestamp-checkpoint");
    assertThat(summary().checkpoints()).isZero();
  }

  @Test
  void authorities_that_contradict_each_other_are_named_and_no_claim_is_blamed() throws Exception {
    try (LocalAuthority liar = new LocalAuthority("liar", () -> truth.plus(HOUR))) {
      settings(liar.settings(folder), north.settings(folder));
      stamp();
      append("after the lie");
      stamp();

      assertThat(faults())
          .singleElement()
          .satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("timestamp-contradiction");
            assertThat(fault.message()).contains("'liar'").contains("'north'");
          });
    }
  }

  @Test
  void another_process_that_asks_is_told_and_takes_the_checkpoint() throws Exception {
    stamp();
    append("published meanwhile");
    try (FolderLock held =
        FolderLock.take(folder.resolve("ledger/timestamps"), "timestamp-queue-locked")) {
      assertThat(Timestamping.run(workspace(), PATIENCE, clock))
          .isInstanceOf(Timestamping.Elsewhere.class);
    }

    assertThat(stamp().outcomes()).hasSize(2);
    assertThat(summary().newest().orElseThrow().size()).isEqualTo(4);
  }

  @Test
  void without_authorities_nobody_is_asked() throws Exception {
    Files.writeString(folder.resolve("cairn.yaml"), "");

    assertThat(Timestamping.run(workspace(), PATIENCE, clock)).isInstanceOf(Timestamping.Off.class);
    assertThat(folder.resolve("ledger/timestamps")).doesNotExist();
    assertThat(north.asked).hasValue(0);
  }

  @Test
  void tokens_of_an_authority_no_longer_asked_are_still_checked() throws Exception {
    append("run");
    stamp();
    settings("  - id: north\n    roots: north.pem\n", "  - id: south\n    roots: south.pem\n");
    assertThat(Timestamping.run(workspace(), PATIENCE, clock)).isInstanceOf(Timestamping.Off.class);
    assertThat(faults()).isEmpty();
    assertThat(summary().checkpoints()).isEqualTo(1);

    settings("  - id: north\n    roots: north.pem\n");
    assertThat(faults())
        .as("by the roots that Java trusts")
        .extracting(Fault::code)
        .containsExactly("tsa-chain");
  }

  @Test
  void settings_that_cannot_be_meant_are_refused() throws Exception {
    String one = north.settings(folder);
    Files.writeString(folder.resolve("none.pem"), "nothing");
    for (String wrong :
        List.of(
            one,
            one + one,
            one + one.replace("id: north", "id: other"),
            one + "  - id: South!\n    url: http://127.0.0.1:1/\n",
            one + "  - id: south\n    url: ftp://127.0.0.1/\n",
            one + "  - id: south\n    url: http://127.0.0.1:1/\n    roots: gone.pem\n",
            one + "  - id: south\n    url: http://127.0.0.1:1/\n    roots: none.pem\n",
            one + "  - id: south\n    address: http://127.0.0.1:1/\n")) {
      settings(wrong);
      assertThatExceptionOfType(RefusedException.class)
          .as(wrong)
          .isThrownBy(() -> Timestamping.run(workspace(), PATIENCE, clock))
          .satisfies(refused -> assertThat(refused.code()).isIn("settings-format", "tsa-roots"));
    }
    assertThat(north.asked).hasValue(0);
  }

  @Test
  void a_new_workspace_names_two_authorities_or_has_them_as_a_comment() throws Exception {
    Path online = folder.resolve("online");
    Workspace named =
        Workspace.create(
            online, "example.org/other", Workspace.Authorities.NAMED, clock, new SecureRandom());
    assertThat(named.settings().timestamps().asked())
        .extracting(authority -> authority.id())
        .containsExactly("digicert", "globalsign");

    Path offline = folder.resolve("offline");
    Workspace quiet = Workspace.create(offline, "example.org/third", clock, new SecureRandom());
    assertThat(quiet.settings().timestamps().asked()).isEmpty();
    try (Stream<String> lines = Files.lines(offline.resolve("cairn.yaml"))) {
      assertThat(lines.filter(line -> line.contains("digicert")))
          .hasSize(2)
          .allMatch(line -> line.startsWith("#"));
    }
  }
}
