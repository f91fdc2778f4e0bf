package org.cairn.ledger.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.cairn.fixtures.LocalAuthority;
import org.cairn.fixtures.LocalAuthority.Manner;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.timestamp.TimestampStatus.Failure;
import org.cairn.ledger.timestamp.TimestampStatus.NotConfigured;
import org.cairn.ledger.timestamp.TimestampStatus.Obtained;
import org.cairn.ledger.timestamp.TimestampStatus.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimestampQueueTest {
  private static final byte[] FIRST = "example.org/log\n1\n".getBytes(UTF_8);
  private static final byte[] SECOND = "example.org/log\n2\n".getBytes(UTF_8);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final RetrySchedule SCHEDULE =
      new RetrySchedule(Duration.ofMinutes(1), Duration.ofMinutes(5));

  @TempDir Path temporary;

  private final TimestampClient client =
      new TimestampClient(new SecureRandom(), Duration.ofSeconds(20));
  private Instant now = START;
  private final InstantSource clock = () -> now;
  private final LocalAuthority north = authority("north");
  private final LocalAuthority south = authority("south");
  private Path folder = Path.of("");

  private LocalAuthority authority(String name) {
    try {
      return new LocalAuthority(name, () -> now);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void choose() {
    folder = temporary.resolve("timestamps");
  }

  @AfterEach
  void close() {
    client.close();
    north.close();
    south.close();
  }

  private TimestampQueue open() throws Exception {
    return open(client, north, south);
  }

  private TimestampQueue open(TimestampClient by, LocalAuthority... those) throws Exception {
    var authorities = new ArrayList<TimestampAuthority>();
    for (LocalAuthority one : those) {
      authorities.add(Asked.of(one));
    }
    return TimestampQueue.open(folder, authorities, by, SCHEDULE, clock);
  }

  @Test
  void keeps_a_token_of_each_authority_beside_the_checkpoint() throws Exception {
    try (TimestampQueue queue = open()) {
      Hash checkpoint = queue.enqueue(FIRST);

      assertThat(queue.runDue(now))
          .extracting(TimestampOutcome::authority)
          .containsExactlyInAnyOrder("north", "south");

      assertThat(queue.status()).isEmpty();
      assertThat(queue.statusOf(checkpoint))
          .allMatch(status -> status.state() instanceof Obtained)
          .extracting(TimestampStatus::authority)
          .containsExactly("north", "south");
      Path beside = folder.resolve(checkpoint.hex());
      assertThat(beside.resolve("checkpoint")).hasBinaryContent(FIRST);
      assertThat(names(beside))
          .containsExactly("checkpoint", "checkpoint.north.tsr", "checkpoint.south.tsr");
      assertThat(names(folder.resolve("pending"))).isEmpty();
      var store = new TimestampStore(folder);
      assertThat(store.listTokens(checkpoint).keySet()).containsExactly("north", "south");
      assertThat(store.getCheckpoint(checkpoint)).isEqualTo(FIRST);
      assertThat(queue.runDue(now)).isEmpty();
    }
  }

  @Test
  void asks_once_for_a_checkpoint_enqueued_twice() throws Exception {
    try (TimestampQueue queue = open()) {
      queue.enqueue(FIRST);
      queue.enqueue(FIRST);
      queue.runDue(now);
      queue.enqueue(FIRST);

      assertThat(queue.runDue(now)).isEmpty();
      assertThat(north.asked).hasValue(1);
    }
  }

  @Test
  void waits_longer_after_each_failure_up_to_the_cap_and_records_each() throws Exception {
    south.manner = Manner.SERVER_ERROR;
    try (TimestampQueue queue = open()) {
      Hash checkpoint = queue.enqueue(FIRST);
      var waits = new ArrayList<Duration>();
      for (int attempt = 1; attempt <= 5; attempt++) {
        queue.runDue(now);
        Waiting waiting = waiting(queue, checkpoint, "south");
        assertThat(waiting.attempts()).isEqualTo(attempt);
        assertThat(waiting.failures()).hasSize(attempt);
        Failure last = waiting.failures().getLast();
        assertThat(last.at()).isEqualTo(now);
        assertThat(last.fault().code()).isEqualTo("tsa-http-status");
        assertThat(last.nextTry()).isEqualTo(waiting.nextTry());
        waits.add(Duration.between(now, waiting.nextTry()));

        now = waiting.nextTry().minusMillis(1);
        assertThat(queue.runDue(now)).isEmpty();
        now = waiting.nextTry();
      }

      assertThat(waits).extracting(Duration::toMinutes).containsExactly(1L, 2L, 4L, 5L, 5L);
      assertThat(north.asked).hasValue(1);
      south.manner = Manner.GOOD;
      queue.runDue(now);
      assertThat(queue.status()).isEmpty();
    }
  }

  @Test
  void goes_on_after_a_restart_where_it_was() throws Exception {
    south.manner = Manner.REJECTION;
    Hash checkpoint;
    Waiting before;
    try (TimestampQueue queue = open()) {
      checkpoint = queue.enqueue(FIRST);
      queue.runDue(now);
      before = waiting(queue, checkpoint, "south");
    }
    south.manner = Manner.GOOD;

    try (TimestampQueue queue = open()) {
      assertThat(waiting(queue, checkpoint, "south")).isEqualTo(before);
      assertThat(queue.runDue(now)).isEmpty();
      now = before.nextTry();
      assertThat(queue.runDue(now))
          .extracting(TimestampOutcome::authority)
          .containsExactly("south");
      assertThat(queue.status()).isEmpty();
    }
    assertThat(north.asked).hasValue(1);
    try (TimestampQueue queue = open()) {
      assertThat(queue.status()).isEmpty();
      assertThat(queue.statusOf(checkpoint)).hasSize(2);
    }
  }

  @Test
  void takes_a_token_kept_before_a_crash_as_obtained_and_clears_half_written_files()
      throws Exception {
    Hash checkpoint;
    byte[] pending;
    Path file;
    try (TimestampQueue queue = open()) {
      checkpoint = queue.enqueue(FIRST);
      file = folder.resolve("pending").resolve(checkpoint.hex() + ".json");
      pending = Files.readAllBytes(file);
      queue.runDue(now);
    }
    Files.write(file, pending);
    Path left = folder.resolve(checkpoint.hex()).resolve("checkpoint.north.tsr.1-1.tmp");
    Files.write(left, new byte[3]);

    try (TimestampQueue queue = open()) {
      assertThat(queue.status()).isEmpty();
      assertThat(queue.runDue(now)).isEmpty();
      assertThat(left).doesNotExist();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void is_not_held_up_by_an_authority_that_does_not_answer() throws Exception {
    south.manner = Manner.NO_ANSWER;
    try (var impatient = new TimestampClient(new SecureRandom(), Duration.ofSeconds(5));
        TimestampQueue queue = open(impatient, north, south)) {
      Hash first = queue.enqueue(FIRST);
      Hash second = queue.enqueue(SECOND);

      List<TimestampOutcome> outcomes = queue.runDue(now);

      assertThat(outcomes)
          .filteredOn(outcome -> outcome.result() instanceof TimestampOutcome.Stamped)
          .extracting(TimestampOutcome::checkpoint)
          .containsExactly(first, second);
      assertThat(outcomes)
          .filteredOn(outcome -> outcome.result() instanceof TimestampOutcome.Failed)
          .singleElement()
          .satisfies(outcome -> assertThat(outcome.checkpoint()).isEqualTo(first));
      assertThat(south.asked).as("left alone after the first failure").hasValue(1);
      assertThat(waiting(queue, first, "south").failures().getLast().fault().code())
          .isEqualTo("tsa-timeout");
      assertThat(waiting(queue, second, "south").attempts()).isZero();
    }
  }

  @Test
  void shows_an_authority_that_is_not_there() throws Exception {
    try (TimestampQueue queue = open()) {
      south.close();
      Hash checkpoint = queue.enqueue(FIRST);
      queue.runDue(now);

      assertThat(queue.status()).extracting(TimestampStatus::authority).contains("north", "south");
      assertThat(waiting(queue, checkpoint, "south").failures().getLast().fault().code())
          .isEqualTo("tsa-unreachable");
    }
  }

  @Test
  void refuses_a_bad_token_and_keeps_it_apart() throws Exception {
    south.manner = Manner.WRONG_NONCE;
    try (TimestampQueue queue = open()) {
      Hash checkpoint = queue.enqueue(FIRST);
      for (int attempt = 0; attempt < TimestampStore.MAX_REFUSED + 2; attempt++) {
        queue.runDue(now);
        now = now.plus(SCHEDULE.cap());
      }

      assertThat(waiting(queue, checkpoint, "south").failures().getLast().fault().code())
          .isEqualTo("tsa-nonce");
      assertThat(new TimestampStore(folder).listTokens(checkpoint).keySet())
          .containsExactly("north");
      assertThat(names(folder.resolve(checkpoint.hex())))
          .contains("checkpoint.south.refused-1", "checkpoint.south.refused-8")
          .doesNotContain("checkpoint.south.refused-9");
    }
  }

  @Test
  void tells_how_far_the_authoritys_clock_is_from_ours() throws Exception {
    Instant theirs = START.plus(Duration.ofHours(1));
    try (var ahead = new LocalAuthority("ahead", InstantSource.fixed(theirs));
        TimestampQueue queue = open(client, north, ahead)) {
      queue.enqueue(FIRST);

      var found = new TreeMap<String, Duration>();
      for (TimestampOutcome outcome : queue.runDue(now)) {
        if (outcome.result() instanceof TimestampOutcome.Stamped stamped) {
          found.put(outcome.authority(), stamped.ahead());
        }
      }

      assertThat(found).containsEntry("north", Duration.ZERO);
      assertThat(found).containsEntry("ahead", Duration.ofHours(1));
    }
  }

  @Test
  void tries_again_although_the_clock_went_back() throws Exception {
    south.manner = Manner.SERVER_ERROR;
    try (TimestampQueue queue = open()) {
      queue.enqueue(FIRST);
      queue.runDue(now);
      south.manner = Manner.GOOD;
      now = START.minus(Duration.ofDays(10));

      assertThat(queue.runDue(now))
          .extracting(TimestampOutcome::authority)
          .containsExactly("south");
    }
  }

  @Test
  void keeps_requests_to_an_authority_that_is_not_configured_now() throws Exception {
    south.manner = Manner.SERVER_ERROR;
    Hash checkpoint;
    try (TimestampQueue queue = open()) {
      checkpoint = queue.enqueue(FIRST);
      queue.runDue(now);
    }
    south.manner = Manner.GOOD;
    now = now.plus(SCHEDULE.cap());
    try (var west = new LocalAuthority("west", clock);
        TimestampQueue queue = open(client, north, west)) {
      assertThat(queue.runDue(now)).isEmpty();
      assertThat(queue.status())
          .filteredOn(status -> status.authority().equals("south"))
          .singleElement()
          .extracting(TimestampStatus::state)
          .isInstanceOf(NotConfigured.class);
      queue.enqueue(FIRST);
      assertThat(queue.runDue(now)).extracting(TimestampOutcome::authority).containsExactly("west");
    }
    try (TimestampQueue queue = open()) {
      queue.runDue(now);
      assertThat(queue.statusOf(checkpoint)).allMatch(one -> one.state() instanceof Obtained);
    }
  }

  @Test
  void lets_one_queue_at_a_time_have_the_folder() throws Exception {
    try (TimestampQueue queue = open()) {
      assertThat(queue.status()).isEmpty();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(this::open)
          .satisfies(refused -> assertThat(refused.code()).isEqualTo("timestamp-queue-locked"));
    }
    open().close();
  }

  @Test
  void wants_two_authorities_that_differ() {
    assertThatIllegalArgumentException().isThrownBy(() -> open(client, north));
    assertThatIllegalArgumentException().isThrownBy(() -> open(client, north, north));
  }

  @Test
  void stops_where_its_own_files_contradict_each_other() throws Exception {
    south.manner = Manner.SERVER_ERROR;
    Hash checkpoint;
    try (TimestampQueue queue = open()) {
      checkpoint = queue.enqueue(FIRST);
      queue.runDue(now);

      Path token = folder.resolve(checkpoint.hex()).resolve("checkpoint.north.tsr");
      byte[] good = Files.readAllBytes(token);
      Files.write(token, Arrays.copyOf(good, good.length - 1));
      assertThatExceptionOfType(IntegrityException.class)
          .isThrownBy(queue::status)
          .satisfies(doubt -> assertThat(doubt.code()).isEqualTo("timestamp-stored"));
      Files.write(token, good);
    }
    Path stored = folder.resolve(checkpoint.hex()).resolve("checkpoint");
    Files.write(stored, SECOND);
    assertDoubt("timestamp-checkpoint");
    Files.delete(stored);
    assertDoubt("timestamp-checkpoint");
    Files.write(stored, FIRST);
    Path pending = folder.resolve("pending").resolve(checkpoint.hex() + ".json");
    for (String damaged :
        new String[] {"", "{", "[]", "{\"enqueued\":\"x\",\"requests\":[]}", "5"}) {
      Files.writeString(pending, damaged);
      assertDoubt("timestamp-queue-format");
    }
  }

  private void assertDoubt(String code) {
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(this::open)
        .satisfies(doubt -> assertThat(doubt.code()).isEqualTo(code));
  }

  /** Another program, on the files as they lie. */
  @Test
  void keeps_tokens_that_openssl_accepts() throws Exception {
    assumeTrue(opensslIsThere(), "Skipped: no openssl on this machine");
    // Openssl judges the certificates by today's clock.
    now = InstantSource.system().instant();
    try (var today = new LocalAuthority("today", clock);
        TimestampQueue queue = open(client, north, today)) {
      Hash checkpoint = queue.enqueue(FIRST);
      queue.runDue(now);
      Path beside = folder.resolve(checkpoint.hex());
      Path roots = temporary.resolve("roots.pem");
      Files.write(roots, today.rootPem());

      assertThat(
              openssl(beside.resolve("checkpoint"), beside.resolve("checkpoint.today.tsr"), roots))
          .contains("Verification: OK");
      Path other = temporary.resolve("other");
      Files.write(other, SECOND);
      assertThat(openssl(other, beside.resolve("checkpoint.today.tsr"), roots))
          .contains("Verification: FAILED");
    }
  }

  private static boolean opensslIsThere() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "openssl"))) {
        return true;
      }
    }
    return false;
  }

  private static String openssl(Path data, Path token, Path roots) throws Exception {
    Process process =
        new ProcessBuilder(
                "openssl",
                "ts",
                "-verify",
                "-data",
                data.toString(),
                "-in",
                token.toString(),
                "-CAfile",
                roots.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static Waiting waiting(TimestampQueue queue, Hash checkpoint, String authority)
      throws IOException {
    return queue.statusOf(checkpoint).stream()
        .filter(status -> status.authority().equals(authority))
        .map(status -> (Waiting) status.state())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
