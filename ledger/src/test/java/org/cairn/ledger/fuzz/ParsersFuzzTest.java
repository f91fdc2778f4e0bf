package org.cairn.ledger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold of every parser is tried on inputs that Jazzer finds by the code they reach. All
 * parsers share one short campaign; {@code -Dcairn.fuzz=SECONDS} gives each one of its own, of that
 * length, and {@code -Dcairn.fuzz.only=NAME} leaves out the others.
 */
class ParsersFuzzTest {
  private static final int LONG_SECONDS = Integer.getInteger("cairn.fuzz", 0);
  private static final String ONLY = System.getProperty("cairn.fuzz.only", "");
  private static final int SHORT_SECONDS = 8;

  static Stream<FuzzTarget> targets() throws Exception {
    return FuzzTargets.all().stream();
  }

  static Stream<List<String>> campaigns() throws Exception {
    List<String> names = new ArrayList<>();
    targets()
        .map(FuzzTarget::name)
        .filter(name -> ONLY.isEmpty() || ONLY.equals(name))
        .forEach(names::add);
    return LONG_SECONDS > 0 ? names.stream().map(List::of) : Stream.of(names);
  }

  /** A seed that is refused would leave the campaign at the door. */
  @ParameterizedTest
  @MethodSource("targets")
  void every_seed_is_accepted(FuzzTarget target) throws Exception {
    assertThat(target.seeds()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      assertThatCode(() -> target.accept(seed)).as(target.name()).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  @SuppressWarnings("SystemOut")
  void no_input_breaks_a_promise(List<String> names) throws Exception {
    int seconds = LONG_SECONDS > 0 ? LONG_SECONDS : SHORT_SECONDS;
    String folder = names.size() == 1 ? names.getFirst() : "all";

    Campaign.Outcome outcome = Campaign.run(folder, names, seconds);

    System.out.println("Fuzzed " + outcome.executions() + " inputs: " + outcome.tallies());
    assertThat(outcome.exitStatus()).as(outcome.describe()).isZero();
    assertThat(outcome.findings()).as(outcome.describe()).isEmpty();
    assertThat(outcome.coverage()).as("edges reached").isGreaterThan(50);
    assertThat(outcome.tallies()).containsOnlyKeys(names);
    assertThat(outcome.tallies().values())
        .allSatisfy(tally -> {
          assertThat(tally.runs()).isGreaterThan(20);
          assertThat(tally.accepted()).isPositive();
        });
  }

  /** Were the campaign blind, all the tests above would pass. */
  @Test
  void a_planted_fault_is_found() throws Exception {
    Campaign.Outcome outcome = Campaign.run("planted", List.of(), 50);

    assertThat(outcome.exitStatus()).as(outcome.output()).isNotZero();
    assertThat(outcome.describe()).contains("IllegalStateException: planted");
    assertThat(outcome.findings()).anySatisfy(finding -> assertThat(finding).hasContent("cairn!"));
  }
}
