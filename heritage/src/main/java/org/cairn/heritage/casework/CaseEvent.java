package org.cairn.heritage.casework;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * One thing that happens to a case. Texts that people wrote are empty only where they were erased;
 * items, tasks and comments go by the entry of the ledger that added them. Immutable.
 */
public sealed interface CaseEvent {
  /** Written to records, never renamed. */
  String code();

  /**
   * Whether every text is there that an event of its kind is written with; one of which it was
   * erased is read, never written.
   */
  default boolean isWhole() {
    return switch (this) {
      case Opened opened -> opened.title().isPresent();
      case Retitled retitled -> retitled.title().isPresent();
      case ItemAdded added ->
          !(added.item() instanceof CaseItem.OfSource source)
              || source.uri().isPresent() && source.title().isPresent();
      case StatusChanged changed -> changed.reason().isPresent();
      case TaskAdded task -> task.text().isPresent();
      case Commented comment -> comment.text().isPresent();
      case Published published -> published.text().isPresent();
      case ItemRemoved removed -> true;
      case TaskDone done -> true;
      case TaskReopened reopened -> true;
    };
  }

  /**
   * The first event of every case, and of no other.
   *
   * @param kind a word of the organisation's own choice
   */
  record Opened(Optional<String> title, String kind) implements CaseEvent {
    public Opened {
      TextLimit.SHORT.check("a case's title", title);
      TextLimit.SHORT.check("a case's kind", kind);
    }

    public static Opened of(String title, String kind) {
      return new Opened(Optional.of(title), kind);
    }

    @Override
    public String code() {
      return "opened";
    }
  }

  record Retitled(Optional<String> title) implements CaseEvent {
    public Retitled {
      TextLimit.SHORT.check("a case's title", title);
    }

    public static Retitled of(String title) {
      return new Retitled(Optional.of(title));
    }

    @Override
    public String code() {
      return "retitled";
    }
  }

  /** Of an item that is in the case already, nothing changes. */
  record ItemAdded(CaseItem item) implements CaseEvent {
    @Override
    public String code() {
      return "item-added";
    }
  }

  /**
   * @param item entry of an event that added it; one that is out already stays out
   */
  record ItemRemoved(long item) implements CaseEvent {
    @Override
    public String code() {
      return "item-removed";
    }
  }

  record StatusChanged(CaseStatus status, Optional<String> reason) implements CaseEvent {
    public StatusChanged {
      TextLimit.LONG.check("the reason of a case's status", reason);
    }

    public static StatusChanged of(CaseStatus status, String reason) {
      return new StatusChanged(status, Optional.of(reason));
    }

    @Override
    public String code() {
      return "status";
    }
  }

  /**
   * @param assignee id of the person who is to do it
   * @param due the last day for it
   */
  record TaskAdded(Optional<String> text, Optional<String> assignee, Optional<LocalDate> due)
      implements CaseEvent {
    public TaskAdded {
      TextLimit.LONG.check("a task", text);
      TextLimit.SHORT.check("the id of who is to do a task", assignee);
    }

    public static TaskAdded of(String text) {
      return new TaskAdded(Optional.of(text), Optional.empty(), Optional.empty());
    }

    @Override
    public String code() {
      return "task-added";
    }
  }

  /**
   * @param task entry of the event that added it; one that is done already stays so
   */
  record TaskDone(long task) implements CaseEvent {
    @Override
    public String code() {
      return "task-done";
    }
  }

  /**
   * @param task entry of the event that added it
   */
  record TaskReopened(long task) implements CaseEvent {
    @Override
    public String code() {
      return "task-reopened";
    }
  }

  record Commented(Optional<String> text) implements CaseEvent {
    public Commented {
      TextLimit.LONG.check("a comment", text);
    }

    public static Commented of(String text) {
      return new Commented(Optional.of(text));
    }

    @Override
    public String code() {
      return "comment";
    }
  }

  /**
   * What is to be published; publishing it is another matter.
   *
   * @param items entries of events that added them
   * @param text what is to be said
   */
  record Published(List<Long> items, Optional<String> text) implements CaseEvent {
    public Published {
      items = List.copyOf(items);
      TextLimit.LONG.check("the text of a publication", text);
    }

    public static Published of(List<Long> items, String text) {
      return new Published(items, Optional.of(text));
    }

    @Override
    public String code() {
      return "publication";
    }
  }
}
