package org.cairn.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.app.web.api.Program.problem;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.TokenFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that takes little: few requests, and nothing in. */
class LimitsTest {
  private static final String SETTINGS =
      "web:\n  read_only: true\n  rate_limit: {reads: 2, acts: 1}\n";

  @TempDir private static Path folder;

  private static ServedWorkspace served;
  private static String token = "";
  private static String other = "";

  @BeforeAll
  static void serve() throws Exception {
    served = ServedWorkspace.create(folder.resolve("workspace"), Clock.systemUTC());
    var ada = served.signedIn("ada", "University", Role.ANALYST);
    token = TokenFixture.of(ada, Right.SEE_PLACES, Right.CONTRIBUTE);
    other = TokenFixture.of(ada, Right.SEE_PLACES);
    served.close();
    Files.writeString(served.workspace().root().resolve("cairn.yaml"), SETTINGS);
    served = ServedWorkspace.serve(served.workspace(), Clock.systemUTC());
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  @Test
  void acts_are_held_back_while_nothing_is_taken_in_and_limited_all_the_same() throws Exception {
    Program program = new Program(served.address(), token);
    String act = "/api/v1/places/new";
    HttpResponse<String> held = program.post(act, "{\"text\":\"x\"}", "Idempotency-Key", "again");
    assertThat(held.statusCode()).isEqualTo(503);
    assertThat(problem(held)).isEqualTo("read-only");
    assertThat(held.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(held.headers().firstValue("RateLimit-Policy")).hasValue("\"acts\";q=10;w=10");
    HttpResponse<String> answer = held;
    for (int tries = 0; tries < 40 && answer.statusCode() == 503; tries++) {
      answer = program.post(act, "{\"text\":\"x\"}");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(problem(answer)).isEqualTo("too-many-requests");
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(answer.headers().firstValue("RateLimit").orElse("")).startsWith("\"acts\";r=0;t=");
    assertThat(program.get("/api/v1/me").statusCode()).isEqualTo(200);
  }

  @Test
  void guesses_are_slowed_and_whoever_has_a_token_is_not() throws Exception {
    Program guessing = new Program(served.address(), "cairn_" + "A".repeat(43));
    HttpResponse<String> answer = guessing.get("/api/v1/me");
    for (int tries = 0; tries < 40 && answer.statusCode() == 401; tries++) {
      answer = guessing.get("/api/v1/me");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(new Program(served.address(), other).get("/api/v1/me").statusCode()).isEqualTo(200);
  }
}
