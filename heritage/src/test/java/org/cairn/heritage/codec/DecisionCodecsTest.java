package org.cairn.heritage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DecisionCodecsTest {
  private static final Author NAMED =
      new Author("p1", Optional.of("Invented Person"), "o1", "Invented Trust");
  private static final Author UNNAMED = new Author("p2", Optional.empty(), "o2", "صندوق");
  private static final Signing PASSKEY =
      new Signing.ByPasskey("AQ", "e30", "_-8", "MEU", List.of("AAAA", "BBBB"));

  /** Everything that a step can be, once. */
  static final List<CaseEvent> EVENTS =
      List.of(
          CaseEvent.Opened.of("The wall by the river", "damage"),
          CaseEvent.Retitled.of("جدار"),
          new CaseEvent.ItemAdded(new CaseItem.OfAlert("a1")),
          new CaseEvent.ItemAdded(new CaseItem.OfPlace("fort")),
          new CaseEvent.ItemAdded(new CaseItem.OfAssessment("fort", 1L << 40)),
          new CaseEvent.ItemAdded(CaseItem.OfSource.of("https://example.org/a?b=c", "A report")),
          new CaseEvent.ItemRemoved(3),
          CaseEvent.StatusChanged.of(CaseStatus.ON_HOLD, "Waiting for images"),
          CaseEvent.TaskAdded.of("Ask the custodian"),
          new CaseEvent.TaskAdded(
              Optional.of("Visit"), Optional.of("p2"), Optional.of(LocalDate.of(2030, 2, 28))),
          new CaseEvent.TaskDone(9),
          new CaseEvent.TaskReopened(9),
          CaseEvent.Commented.of("I saw it.\nOn foot."),
          CaseEvent.Published.of(List.of(3L, 1L << 40), "A wall fell."),
          CaseEvent.Published.of(List.of(), "Nothing is known."));

  private static ObjectNode bytes(ObjectNode json) {
    JsonMapper mapper = JsonMapper.shared();
    return (ObjectNode) mapper.readTree(mapper.writeValueAsBytes(json));
  }

  @Test
  void any_contribution_comes_back_equal() {
    Set<StatementKind> seen = EnumSet.noneOf(StatementKind.class);
    for (int seed = 0; seed < 1_000; seed++) {
      RandomPlaces places = new RandomPlaces(new Random(seed));
      StatementKind kind = StatementKind.values()[seed % StatementKind.values().length];
      seen.add(kind);
      Contribution one =
          Contribution.of("p" + seed, seed % 2 == 0 ? NAMED : UNNAMED, places.statement(kind))
              .withSigning(seed % 3 == 0 ? PASSKEY : new Signing.ByNode());
      Contribution given = seed % 5 == 0 ? one.withReplaces(seed) : one;
      Contribution back = ContributionCodec.decode(bytes(ContributionCodec.encode(given)));
      assertThat(back.equals(given)).as("seed %d", seed).isTrue();
    }
    assertThat(seen).hasSize(StatementKind.values().length);
    Contribution takenBack = Contribution.takingBack("p", NAMED, 12);
    assertThat(ContributionCodec.decode(bytes(ContributionCodec.encode(takenBack))))
        .isEqualTo(takenBack);
  }

  @Test
  void a_contribution_that_was_erased_keeps_its_place_and_kind() {
    ObjectNode json = ContributionCodec.encode(Contribution.of("p", NAMED, Name.of("A name")));
    json.remove(ContributionCodec.PROTECTED_MEMBERS);

    Contribution erased = ContributionCodec.decode(json);

    assertThat(json.toString()).doesNotContain("A name").doesNotContain("Invented Person");
    assertThat(erased.statement()).isEmpty();
    assertThat(erased.kind()).contains(StatementKind.NAME);
    assertThat(erased.by().name()).isEmpty();
  }

  @Test
  void a_contribution_in_no_form_is_refused_with_its_member() {
    ObjectNode json = ContributionCodec.encode(Contribution.of("p", NAMED, Name.of("A name")));
    for (String member : List.of("kind", "place", "person", "organisation", "signed")) {
      ObjectNode without = json.deepCopy();
      without.remove(member);
      assertThatThrownBy(() -> ContributionCodec.decode(without))
          .as(member)
          .isInstanceOf(MalformedRecordException.class)
          .hasMessageContaining("'" + member);
    }
    for (String wrong :
        List.of(
            "{'kind':'name'}",
            "{'replaces':-1}",
            "{'replaces':1.5}",
            "{'replaces':'1'}",
            "{'add':[]}",
            "{'signed':{'by':'nobody'}}",
            "{'signed':{'by':'passkey','credential':'+'}}")) {
      ObjectNode changed = json.deepCopy();
      changed.setAll((ObjectNode) JsonMapper.shared().readTree(wrong.replace('\'', '"')));
      assertThatThrownBy(() -> ContributionCodec.decode(changed))
          .as(wrong)
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void every_step_of_a_case_comes_back_equal() {
    for (CaseEvent event : EVENTS) {
      for (Author by : List.of(NAMED, UNNAMED)) {
        CaseStep step = CaseStep.of("c1", by, event).withSigning(PASSKEY);
        assertThat(CaseCodec.decode(bytes(CaseCodec.encode(step)))).isEqualTo(step);
        assertThat(step.event().isWhole()).isTrue();
      }
    }
    assertThat(EVENTS.stream().map(CaseEvent::code).collect(java.util.stream.Collectors.toSet()))
        .hasSize(CaseEvent.class.getPermittedSubclasses().length);
  }

  @Test
  void what_people_wrote_is_in_protected_members_alone() {
    Set<String> open = new HashSet<>();
    for (CaseEvent event : EVENTS) {
      ObjectNode json = CaseCodec.encode(CaseStep.of("c1", NAMED, event));
      json.remove(CaseCodec.PROTECTED_MEMBERS);
      open.addAll(json.propertyNames());
      assertThat(json.toString())
          .doesNotContain("wall", "جدار", "report", "example.org", "Waiting", "custodian")
          .doesNotContain("Visit", "saw", "fell", "Nothing", "Invented Person");
      CaseEvent erased = CaseCodec.decode(bytes(json)).event();
      assertThat(erased.code()).isEqualTo(event.code());
      boolean hadTexts =
          !Stream.of("item-removed", "task-done", "task-reopened", "item-added")
              .toList()
              .contains(event.code());
      assertThat(hadTexts && erased.isWhole()).as(event.code()).isFalse();
    }
    assertThat(open).contains("case", "event", "person", "organisation", "signed");
  }

  @Test
  void a_step_in_no_form_is_refused() {
    ObjectNode task = CaseCodec.encode(CaseStep.of("c1", NAMED, CaseEvent.TaskAdded.of("Go")));
    assertThatThrownBy(() -> CaseCodec.decode(task.deepCopy().put("due", "2030-02-30")))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("'due'");
    assertThatThrownBy(() -> CaseCodec.decode(task.deepCopy().put("event", "burnt")))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("'event'");
    assertThatThrownBy(() -> CaseItem.OfSource.of("javascript:alert(1)", "A link"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://");
  }
}
