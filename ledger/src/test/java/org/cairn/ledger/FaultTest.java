package org.cairn.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTest {
  /** Found by fuzzing: a witness's refusal repeated the control characters it was sent. */
  @Test
  void quotes_nothing_that_steers_a_terminal_or_begins_a_line() {
    Fault fault =
        Fault.expected("note-format", "line \u001b[2J", "a name", "'a\nfault: b\u202e\u0000'");

    assertThat(fault.toString())
        .isEqualTo(
            "note-format: line \\u001b[2J: expected a name, found 'a\\u000afault: b\\u202e\\u0000'");
  }

  @Test
  void keeps_the_beginning_and_the_end_of_what_is_long() {
    Fault fault =
        new Fault("file-size", "x".repeat(100_000), "begins " + "y".repeat(100_000) + " ends");

    assertThat(fault.message()).startsWith("begins y").contains("y … y").endsWith("y ends");
    assertThat(fault.toString().length()).isLessThan(1000);
    assertThat(Fault.expected("c", "w", "\n".repeat(5000), "\n".repeat(5000)).message().length())
        .isLessThanOrEqualTo(600);
  }

  @Test
  void leaves_names_of_all_scripts_as_they_are() {
    String name = "تدمر 𒀭 café नेपाल می\u200cخواهم";

    assertThat(new Fault("place", name, name).toString()).isEqualTo("place: " + name + ": " + name);
  }
}
