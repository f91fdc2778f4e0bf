package org.cairn.heritage.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.review.Author;
import org.junit.jupiter.api.Test;

class CaseTest {
  private static final Author ONE = new Author("p1", Optional.empty(), "o1", "One Trust");
  private static final Author TWO = new Author("p2", Optional.empty(), "o2", "Two Trust");

  private final List<CaseEntry> events = new ArrayList<>();

  private long happens(Author by, CaseEvent event) {
    long entry = 10L * (events.size() + 1);
    events.add(new CaseEntry(entry, Optional.of("t" + entry), CaseStep.of("c", by, event)));
    return entry;
  }

  private long happens(CaseEvent event) {
    return happens(ONE, event);
  }

  private static CaseEvent alert(String id) {
    return new CaseEvent.ItemAdded(new CaseItem.OfAlert(id));
  }

  @Test
  void a_case_is_what_its_events_make_it() {
    happens(CaseEvent.Opened.of("A fire", "damage"));
    long alert = happens(alert("a1"));
    happens(TWO, CaseEvent.Retitled.of("A fire at the fort"));
    long place = happens(TWO, new CaseEvent.ItemAdded(new CaseItem.OfPlace("fort")));
    happens(CaseEvent.StatusChanged.of(CaseStatus.ACTIVE, "Two of us look at it"));
    long task =
        happens(
            new CaseEvent.TaskAdded(
                Optional.of("Visit"), Optional.of("p2"), Optional.of(LocalDate.of(2030, 1, 1))));
    happens(TWO, CaseEvent.Commented.of("On my way"));
    long done = happens(TWO, new CaseEvent.TaskDone(task));
    happens(new CaseEvent.ItemRemoved(place));
    long newest = happens(CaseEvent.Published.of(List.of(alert, place), "A fire."));

    Case now = Case.of(events);

    assertThat(now.title()).contains("A fire at the fort");
    assertThat(now.kind()).isEqualTo("damage");
    assertThat(now.status()).isEqualTo(CaseStatus.ACTIVE);
    assertThat(now.reason()).contains("Two of us look at it");
    assertThat(now.items()).containsExactly(new Case.Item(alert, new CaseItem.OfAlert("a1")));
    assertThat(now.tasks())
        .containsExactly(
            new Case.Task(
                task,
                Optional.of("Visit"),
                Optional.of("p2"),
                Optional.of(LocalDate.of(2030, 1, 1)),
                true,
                done));
    assertThat(now.openTasks()).isEmpty();
    assertThat(now.comments()).hasSize(1);
    assertThat(now.publications()).hasSize(1);
    assertThat(now.organisations()).containsExactly("o1", "o2");
    assertThat(now.opened().by()).isEqualTo(ONE);
    assertThat(now.newest().entry()).isEqualTo(newest);
    assertThat(now.events()).isEqualTo(events);
  }

  @Test
  void what_two_people_do_at_once_counts_once() {
    happens(CaseEvent.Opened.of("A fire", "damage"));
    long first = happens(alert("a1"));
    long second = happens(TWO, alert("a1"));
    assertThat(Case.of(events).items()).hasSize(1);
    happens(new CaseEvent.ItemRemoved(second));
    assertThat(Case.of(events).items()).isEmpty();
    happens(TWO, new CaseEvent.ItemRemoved(first));
    assertThat(Case.of(events).items()).isEmpty();
    long again = happens(alert("a1"));
    assertThat(Case.of(events).items()).extracting(Case.Item::entry).containsExactly(again);

    long task = happens(CaseEvent.TaskAdded.of("Visit"));
    long done = happens(new CaseEvent.TaskDone(task));
    happens(TWO, new CaseEvent.TaskDone(task));
    assertThat(Case.of(events).tasks().getFirst().changed()).isEqualTo(done);
    happens(TWO, new CaseEvent.TaskReopened(task));
    assertThat(Case.of(events).openTasks()).hasSize(1);
  }

  @Test
  void sources_that_were_erased_are_not_taken_for_one() {
    happens(CaseEvent.Opened.of("A fire", "damage"));
    long first = happens(new CaseEvent.ItemAdded(CaseItem.OfSource.ERASED));
    long second = happens(new CaseEvent.ItemAdded(CaseItem.OfSource.ERASED));
    happens(new CaseEvent.ItemRemoved(first));
    assertThat(Case.of(events).items()).extracting(Case.Item::entry).containsExactly(second);
  }

  @Test
  void an_event_that_cannot_happen_is_refused() {
    assertThatThrownBy(() ->
            Case.open(
                new CaseEntry(
                    1, Optional.empty(), CaseStep.of("c", ONE, new CaseEvent.TaskDone(1)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'task-done'");
    long opened = happens(CaseEvent.Opened.of("A fire", "damage"));
    Case now = Case.of(events);
    for (CaseEvent wrong :
        List.of(
            CaseEvent.Opened.of("Again", "damage"),
            new CaseEvent.ItemRemoved(opened),
            new CaseEvent.TaskDone(opened),
            new CaseEvent.TaskReopened(99),
            CaseEvent.Published.of(List.of(99L), "This"))) {
      CaseEntry next = new CaseEntry(100, Optional.empty(), CaseStep.of("c", ONE, wrong));
      assertThatThrownBy(() -> now.with(next))
          .as(wrong.code())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found");
    }
    CaseEntry other =
        new CaseEntry(100, Optional.empty(), CaseStep.of("d", ONE, CaseEvent.Commented.of("Hm")));
    assertThatThrownBy(() -> now.with(other)).isInstanceOf(IllegalArgumentException.class);
  }
}
