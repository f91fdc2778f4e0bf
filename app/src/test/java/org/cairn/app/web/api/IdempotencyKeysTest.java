package org.cairn.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.cairn.app.web.api.IdempotencyKeys.Again;
import org.cairn.app.web.api.IdempotencyKeys.First;
import org.cairn.app.web.api.IdempotencyKeys.Key;
import org.cairn.app.web.api.IdempotencyKeys.Not;
import org.cairn.app.web.people.SetClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyKeysTest {
  private static final Key KEY = new Key("token", "key");
  private static final ApiCall.Outcome DONE =
      new ApiCall.Outcome(201, "application/json", Optional.of("/there"), "{}", "");

  @TempDir private Path folder;

  private final SetClock clock = new SetClock();
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("api.db");
  }

  private IdempotencyKeys open() {
    return new IdempotencyKeys(file, clock, 3);
  }

  @Test
  void gives_the_first_answer_again_after_a_restart_for_a_day() throws Exception {
    try (IdempotencyKeys keys = open()) {
      assertThat(Files.exists(file)).isFalse();
      assertThat(keys.begin(KEY, "a")).isInstanceOf(First.class);
      keys.finish(KEY, Optional.of(DONE));
      assertThat(keys.begin(KEY, "a")).isEqualTo(new Again(DONE));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (IdempotencyKeys keys = open()) {
      assertThat(keys.begin(KEY, "a")).isEqualTo(new Again(DONE));
      assertThat(keys.begin(KEY, "b")).isEqualTo(new Not(Problem.Kind.IDEMPOTENCY_MISMATCH));
      clock.advance(Duration.ofHours(24));
      assertThat(keys.begin(KEY, "b")).isInstanceOf(First.class);
    }
  }

  @Test
  void says_that_the_first_is_still_being_answered() throws Exception {
    try (IdempotencyKeys keys = open()) {
      keys.begin(KEY, "a");
      assertThat(keys.begin(KEY, "a")).isEqualTo(new Not(Problem.Kind.IDEMPOTENCY_IN_PROGRESS));
      keys.finish(KEY, Optional.empty());
      assertThat(keys.begin(KEY, "a")).isInstanceOf(First.class);
    }
  }

  @Test
  void does_not_do_again_what_was_begun_before_a_crash() throws Exception {
    try (IdempotencyKeys keys = open()) {
      keys.begin(KEY, "a");
    }
    try (IdempotencyKeys keys = open()) {
      assertThat(keys.begin(KEY, "a")).isEqualTo(new Not(Problem.Kind.IDEMPOTENCY_UNKNOWN));
    }
  }

  @Test
  void keeps_so_many_of_each_token() throws Exception {
    try (IdempotencyKeys keys = open()) {
      for (int each = 0; each < 3; each++) {
        assertThat(keys.begin(new Key("token", "key " + each), "a")).isInstanceOf(First.class);
      }
      assertThat(keys.begin(KEY, "a")).isEqualTo(new Not(Problem.Kind.IDEMPOTENCY_FULL));
      assertThat(keys.begin(new Key("other", "key"), "a")).isInstanceOf(First.class);
    }
  }
}
