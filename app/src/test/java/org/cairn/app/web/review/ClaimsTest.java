package org.cairn.app.web.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.people.People;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims and drafts, which are nobody's evidence. */
class ClaimsTest {
  @TempDir private Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T09:00:00Z"));

  private Workspace workspace() throws Exception {
    return Workspace.create(folder, "node.example.org/log", Clock.systemUTC(), new SecureRandom());
  }

  private ReadOnlyMode mode(Workspace workspace, boolean set) {
    return new ReadOnlyMode(workspace, set, now::get, new PrintWriter(Writer.nullWriter()));
  }

  @Test
  void a_claim_is_kept_by_its_holder_until_it_runs_out_and_then_taken_over() throws Exception {
    Workspace workspace = workspace();
    try (People people = People.open(workspace, now::get)) {
      Claims claims = new Claims(people, now::get, mode(workspace, false));
      assertThat(claims.take("a@1", "university", "ada").person()).isEqualTo("ada");
      assertThat(claims.take("a@1", "university", "eve").person()).isEqualTo("ada");
      assertThat(claims.take("a@1", "museum", "ben").person()).isEqualTo("ben");
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(10)));
      Instant longer = claims.take("a@1", "university", "ada").until();
      assertThat(longer).isEqualTo(now.get().plus(Claims.LASTS));
      now.updateAndGet(time -> time.plus(Claims.LASTS));
      assertThat(claims.find("a@1", "university")).isEmpty();
      assertThat(claims.take("a@1", "university", "eve").person()).isEqualTo("eve");
    }
  }

  @Test
  void while_nothing_is_taken_in_a_claim_is_nobodys_and_who_read_is_remembered() throws Exception {
    Workspace workspace = workspace();
    try (People people = People.open(workspace, now::get)) {
      Claims claims = new Claims(people, now::get, mode(workspace, true));
      assertThat(claims.take("a@1", "university", "ada").person()).isEqualTo("ada");
      assertThat(claims.take("a@1", "university", "eve").person()).isEqualTo("eve");
      assertThat(claims.find("a@1", "university")).isEmpty();
      Readers readers = new Readers(people, mode(workspace, true));
      readers.note("ada", "a@1");
      assertThat(readers.hasRead("ada", "a@1")).isTrue();
      assertThat(readers.hasRead("eve", "a@1")).isFalse();
      assertThat(new Readers(people, mode(workspace, false)).hasRead("ada", "a@1")).isFalse();
    }
  }

  @Test
  void an_id_goes_into_an_address_and_back_whatever_its_characters() {
    for (String id :
        new String[] {"well@2026-05-11", "agreement", "a/b?c=#ü@1", "../x", "~y", ""}) {
      String segment = AlertPath.segment(id);
      assertThat(segment).matches("[A-Za-z0-9_.@:~-]+").isNotIn(ReviewPages.RESERVED);
      assertThat(AlertPath.parse(segment)).contains(id);
    }
    assertThat(AlertPath.parse("~***")).isEmpty();
  }
}
