package org.cairn.app.web.casework;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.map.ShownName;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.heritage.review.Author;

/**
 * A case as its page shows it to one viewer.
 *
 * @param title empty where it was erased
 * @param opened the event that opened it
 * @param people who may be given a task, by id
 * @param assessments of the case's places, which may be added: value to send, what it is called
 * @param mayPublish whether the viewer decides what is published
 * @param typed what was sent and not taken
 * @param ownComments of the viewer so far: a browser's copy of a comment belongs to its number
 * @param opening whether it was opened just now
 */
record CaseView(
    String id,
    String path,
    Optional<String> title,
    String kind,
    CaseStatus status,
    Optional<String> reason,
    Event opened,
    List<Item> items,
    List<Task> tasks,
    List<Event> discussion,
    List<Publication> publications,
    List<Event> history,
    Map<String, String> people,
    Map<String, String> assessments,
    boolean mayPublish,
    Typed typed,
    long ownComments,
    boolean opening) {
  CaseView {
    items = List.copyOf(items);
    tasks = List.copyOf(tasks);
    discussion = List.copyOf(discussion);
    publications = List.copyOf(publications);
    history = List.copyOf(history);
  }

  /** Name of the browser's own copy of a comment. */
  String commentKept(long number) {
    return "case-comment:" + id + ":" + number;
  }

  /**
   * A form that was sent and not taken.
   *
   * @param form its name
   * @param values by field
   * @param wrong keys of what is wrong, by field
   * @param choices places that what was typed may mean, by id
   */
  record Typed(
      String form,
      Map<String, String> values,
      Map<String, String> wrong,
      Map<String, ShownName> choices) {
    /** What of it was not taken, for programs. */
    List<Answer.Fault> faults(Texts texts) {
      return wrong.entrySet().stream()
          .map(each -> new Answer.Fault(each.getKey(), texts.text(each.getValue())))
          .sorted(Comparator.comparing(Answer.Fault::field))
          .toList();
    }

    static final Typed NOTHING = new Typed("", Map.of(), Map.of(), Map.of());

    String value(String form, String field) {
      return this.form.equals(form) ? values.getOrDefault(field, "") : "";
    }

    /** Key of a text, or empty. */
    String wrong(String form, String field) {
      return this.form.equals(form) ? wrong.getOrDefault(field, "") : "";
    }

    boolean is(String form) {
      return this.form.equals(form);
    }
  }

  /**
   * @param entry of the ledger
   * @param time the writer's clock
   * @param key of the text that says what happened
   * @param said what was said with it, in whatever language, or empty
   */
  record Event(long entry, Optional<String> time, Author by, String key, String said) {}

  /** What kind of thing an item is. */
  enum Kind {
    ALERT,
    PLACE,
    ASSESSMENT,
    SOURCE;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param entry of the event that added it
   * @param title a name, or an address of a source
   * @param href where it leads, or empty
   * @param details sentences about it
   * @param picture path of the alert's later picture
   */
  record Item(
      long entry,
      Kind kind,
      ShownName title,
      String href,
      List<String> details,
      Optional<String> picture) {
    Item {
      details = List.copyOf(details);
    }
  }

  /**
   * @param text empty where it was erased
   * @param assignee their name, or id where that is not known here
   * @param late whether its last day is over and it is not done
   */
  record Task(
      long entry,
      Optional<String> text,
      Optional<String> assignee,
      Optional<LocalDate> due,
      boolean done,
      boolean late) {}

  /**
   * @param items titles of what is to be published
   */
  record Publication(Event event, List<ShownName> items) {
    Publication {
      items = List.copyOf(items);
    }
  }
}
