package org.cairn.heritage.casework;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.heritage.casework.CaseEvent.Commented;
import org.cairn.heritage.casework.CaseEvent.ItemAdded;
import org.cairn.heritage.casework.CaseEvent.ItemRemoved;
import org.cairn.heritage.casework.CaseEvent.Opened;
import org.cairn.heritage.casework.CaseEvent.Published;
import org.cairn.heritage.casework.CaseEvent.Retitled;
import org.cairn.heritage.casework.CaseEvent.StatusChanged;
import org.cairn.heritage.casework.CaseEvent.TaskAdded;
import org.cairn.heritage.casework.CaseEvent.TaskDone;
import org.cairn.heritage.casework.CaseEvent.TaskReopened;

/**
 * A case as its events make it, in their order: the same events make the same case. Immutable.
 *
 * @param title the newest; empty where it was erased
 * @param kind a word of the organisation that opened it
 * @param reason of the status; empty for a case that was only opened, and where it was erased
 * @param items that are in it now, as they were added
 * @param tasks all, as they were added
 * @param events everything that happened, the oldest first; at least one
 */
public record Case(
    String id,
    Optional<String> title,
    String kind,
    CaseStatus status,
    Optional<String> reason,
    List<Item> items,
    List<Task> tasks,
    List<CaseEntry> events) {
  public Case {
    items = List.copyOf(items);
    tasks = List.copyOf(tasks);
    events = List.copyOf(events);
  }

  /**
   * @param entry of the event that added it
   */
  public record Item(long entry, CaseItem item) {}

  /**
   * @param entry of the event that added it
   * @param text empty where it was erased
   * @param assignee id of the person who is to do it
   * @param due the last day for it
   * @param changed entry of the newest event about it
   */
  public record Task(
      long entry,
      Optional<String> text,
      Optional<String> assignee,
      Optional<LocalDate> due,
      boolean done,
      long changed) {
    private Task withDone(boolean now, long changed) {
      return done == now ? this : new Task(entry, text, assignee, due, now, changed);
    }
  }

  /**
   * @throws IllegalArgumentException where it does not open a case
   */
  public static Case open(CaseEntry first) {
    if (!(first.event() instanceof Opened opened)) {
      throw new IllegalArgumentException(
          "Expected a case that was opened before '%s' happens to it, found none"
              .formatted(first.event().code()));
    }
    return new Case(
        first.step().caseId(),
        opened.title(),
        opened.kind(),
        CaseStatus.OPEN,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(first));
  }

  /**
   * All of its events together.
   *
   * @param events in the order of the ledger, at least one
   * @throws IllegalArgumentException as {@link #open} and {@link #with}
   */
  public static Case of(List<CaseEntry> events) {
    Case all = open(events.getFirst());
    for (CaseEntry next : events.subList(1, events.size())) {
      all = all.with(next);
    }
    return all;
  }

  /**
   * The case after one more event.
   *
   * @throws IllegalArgumentException where it is of another case, opens this one again, or is about
   *     an item or task that no event added
   */
  public Case with(CaseEntry next) {
    if (!next.step().caseId().equals(id)) {
      throw new IllegalArgumentException(
          "Expected an event of case '%s', found one of '%s'".formatted(id, next.step().caseId()));
    }
    return switch (next.event()) {
      case Opened again ->
          throw new IllegalArgumentException(
              "Expected a case that is not open yet, found one that entry %d opened"
                  .formatted(opened().entry()));
      case Retitled retitled ->
          new Case(id, retitled.title(), kind, status, reason, items, tasks, and(next));
      case ItemAdded added -> withItems(itemsWith(next.entry(), added.item()), next);
      case ItemRemoved removed -> withItems(itemsWithout(removed.item()), next);
      case StatusChanged changed ->
          new Case(id, title, kind, changed.status(), changed.reason(), items, tasks, and(next));
      case TaskAdded added -> {
        List<Task> more = new ArrayList<>(tasks);
        long entry = next.entry();
        more.add(new Task(entry, added.text(), added.assignee(), added.due(), false, entry));
        yield withTasks(more, next);
      }
      case TaskDone done -> withTasks(tasksWith(done.task(), true, next.entry()), next);
      case TaskReopened reopened ->
          withTasks(tasksWith(reopened.task(), false, next.entry()), next);
      case Commented comment -> withItems(items, next);
      case Published published -> {
        published.items().forEach(this::added);
        yield withItems(items, next);
      }
    };
  }

  private Case withItems(List<Item> now, CaseEntry next) {
    return new Case(id, title, kind, status, reason, now, tasks, and(next));
  }

  private Case withTasks(List<Task> now, CaseEntry next) {
    return new Case(id, title, kind, status, reason, items, now, and(next));
  }

  private List<CaseEntry> and(CaseEntry next) {
    List<CaseEntry> more = new ArrayList<>(events);
    more.add(next);
    return more;
  }

  private List<Item> itemsWith(long entry, CaseItem item) {
    if (items.stream().anyMatch(each -> each.item().isSame(item))) {
      return items;
    }
    List<Item> more = new ArrayList<>(items);
    more.add(new Item(entry, item));
    return more;
  }

  private List<Item> itemsWithout(long entry) {
    CaseItem gone = added(entry);
    return items.stream()
        .filter(each -> each.entry() != entry && !each.item().isSame(gone))
        .toList();
  }

  /** The item that an event added, whether it is in the case now or not. */
  private CaseItem added(long entry) {
    return events.stream()
        .filter(each -> each.entry() == entry)
        .map(CaseEntry::event)
        .filter(ItemAdded.class::isInstance)
        .map(each -> ((ItemAdded) each).item())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Expected the entry of an item that was added to case '%s', found %d"
                    .formatted(id, entry)));
  }

  private List<Task> tasksWith(long entry, boolean done, long changed) {
    if (tasks.stream().noneMatch(each -> each.entry() == entry)) {
      throw new IllegalArgumentException(
          "Expected the entry of a task that was added to case '%s', found %d"
              .formatted(id, entry));
    }
    return tasks.stream()
        .map(each -> each.entry() == entry ? each.withDone(done, changed) : each)
        .toList();
  }

  /** The event that opened it. */
  public CaseEntry opened() {
    return events.getFirst();
  }

  /** What happened last. */
  public CaseEntry newest() {
    return events.getLast();
  }

  /** Tasks that are not done. */
  public List<Task> openTasks() {
    return tasks.stream().filter(each -> !each.done()).toList();
  }

  /** The discussion, the oldest first. */
  public List<CaseEntry> comments() {
    return events(Commented.class).toList();
  }

  /** What was said to be published, the oldest first. */
  public List<CaseEntry> publications() {
    return events(Published.class).toList();
  }

  /** Ids of organisations that took part, in the order in which they came. */
  public Set<String> organisations() {
    Set<String> all = new LinkedHashSet<>();
    events.forEach(each -> all.add(each.by().organisation()));
    return all;
  }

  private Stream<CaseEntry> events(Class<? extends CaseEvent> kind) {
    return events.stream().filter(each -> kind.isInstance(each.event()));
  }
}
