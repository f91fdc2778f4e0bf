package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cairn.app.web.Drafts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDraftsTest {
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "comment",
          List.of("\u0645\u0631\u062d\u0628\u0627 \uD83E\uDEA8\n\""),
          "choice",
          List.of("1", "2"));

  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-05-11T09:00:00Z");
  private People people;
  private Drafts drafts;

  @BeforeEach
  void opens() throws Exception {
    people = People.open(folder.resolve("people.db"), () -> now, new SecureRandom());
    people.accounts().add("one", "one", "One");
    people.accounts().add("two", "two", "Two");
    drafts = people.drafts();
  }

  @AfterEach
  void closes() throws Exception {
    people.close();
  }

  @Test
  void keeps_what_was_typed_for_its_person_alone() throws Exception {
    drafts.keep("one", "assess:mill", Map.of("comment", List.of("earlier")));
    drafts.keep("one", "assess:mill", FIELDS);
    assertThat(drafts.find("one", "assess:mill")).contains(FIELDS);
    assertThat(drafts.find("one", "assess:well")).isEmpty();
    assertThat(drafts.find("two", "assess:mill")).isEmpty();
    drafts.drop("two", "assess:mill");
    assertThat(drafts.find("one", "assess:mill")).isPresent();
    drafts.drop("one", "assess:mill");
    assertThat(drafts.find("one", "assess:mill")).isEmpty();
  }

  @Test
  void gives_up_the_oldest_and_those_that_nobody_went_on_with() throws Exception {
    for (int i = 0; i <= 200; i++) {
      now = now.plusSeconds(1);
      drafts.keep("one", "form " + i, FIELDS);
    }
    assertThat(drafts.find("one", "form 0")).isEmpty();
    assertThat(drafts.find("one", "form 1")).isPresent();
    now = now.plus(Duration.ofDays(181));
    drafts.keep("two", "another", FIELDS);
    assertThat(drafts.find("one", "form 200")).isEmpty();
    assertThat(drafts.find("two", "another")).isPresent();
  }

  @Test
  void refuses_what_no_form_can_send() {
    Map<String, List<String>> tooLong = Map.of("a", List.of("x".repeat(Drafts.MOST_CHARACTERS)));
    assertThatThrownBy(() -> drafts.keep("one", "form", tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most");
  }
}
