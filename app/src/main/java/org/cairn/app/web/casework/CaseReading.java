package org.cairn.app.web.casework;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Frame;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.ShownName;
import org.cairn.app.web.people.People;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseEntry;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;

/** Reads a case, and makes of it what the viewer may see. Thread-safe. */
final class CaseReading {
  private static final Set<Role> WORKING = Set.of(Role.ANALYST, Role.REVIEWER, Role.PUBLISHER);

  private final Registers registers;
  private final Workspace workspace;
  private final People people;

  CaseReading(Registers registers, Workspace workspace, People people) {
    this.registers = registers;
    this.workspace = workspace;
    this.people = people;
  }

  static String path(String id) {
    return "/cases/" + id;
  }

  /**
   * @throws NotFoundException for one that nobody opened
   */
  Case get(String id) throws IOException, RefusedException {
    return registers
        .read(register -> register.cases().find(id))
        .orElseThrow(NotFoundException::new);
  }

  /** Whoever may be given a task on this node, by id. */
  Map<String, String> workers() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    for (Role role : WORKING) {
      for (Viewer.Person person : people.listPersons(role)) {
        all.put(person.id(), person.name());
      }
    }
    Map<String, String> sorted = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  /**
   * @param today for what is late
   */
  CaseView view(Frame frame, Case one, CaseView.Typed typed, LocalDate today)
      throws IOException, RefusedException {
    Map<String, String> workers = workers();
    return registers.read(register -> view(frame, one, typed, today, workers, register));
  }

  private CaseView view(
      Frame frame,
      Case one,
      CaseView.Typed typed,
      LocalDate today,
      Map<String, String> workers,
      PlaceRegister register)
      throws IOException, RefusedException {
    Texts texts = frame.texts(CasePages.class);
    CaseItems items = new CaseItems(register, workspace, frame, one.id());
    List<CaseView.Item> shown = new ArrayList<>();
    Set<String> places = new LinkedHashSet<>();
    for (Case.Item item : one.items()) {
      shown.add(items.item(item.entry(), item.item()));
      items.place(item.item()).ifPresent(places::add);
    }
    Map<String, String> names = names(one, workers);
    List<CaseView.Task> tasks = new ArrayList<>();
    for (Case.Task task : one.tasks()) {
      tasks.add(
          new CaseView.Task(
              task.entry(),
              task.text().map(Texts::cleanLines),
              task.assignee().map(id -> names.getOrDefault(id, id)),
              task.due(),
              task.done(),
              !task.done() && task.due().filter(today::isAfter).isPresent()));
    }
    List<CaseView.Publication> publications = new ArrayList<>();
    for (CaseEntry entry : one.publications()) {
      publications.add(publication(entry, one, items, texts));
    }
    return new CaseView(
        one.id(),
        path(one.id()),
        one.title(),
        Texts.clean(one.kind()),
        one.status(),
        one.reason().map(Texts::cleanLines),
        event(one.opened(), texts),
        shown,
        tasks,
        one.comments().stream().map(each -> event(each, texts)).toList(),
        publications,
        one.events().reversed().stream().map(each -> event(each, texts)).toList(),
        workers,
        items.assessments(places),
        frame.viewer().may(Right.PUBLISH),
        typed,
        ownComments(frame, one),
        frame.path().contains("sent=opened"));
  }

  private static long ownComments(Frame frame, Case one) {
    String self = frame.viewer().person().map(Viewer.Person::id).orElse("");
    return one.comments().stream().filter(each -> each.by().person().equals(self)).count();
  }

  /** By whatever is known: an account of this node, else as they called themselves in the case. */
  private Map<String, String> names(Case one, Map<String, String> workers) {
    Map<String, String> names = new LinkedHashMap<>();
    for (CaseEntry entry : one.events()) {
      entry.by().name().ifPresent(name -> names.put(entry.by().person(), name));
    }
    names.putAll(workers);
    return names;
  }

  private static CaseView.Publication publication(
      CaseEntry entry, Case one, CaseItems items, Texts texts)
      throws IOException, RefusedException {
    List<ShownName> titles = new ArrayList<>();
    if (entry.event() instanceof CaseEvent.Published published) {
      for (CaseEntry added : one.events()) {
        if (added.event() instanceof CaseEvent.ItemAdded item
            && published.items().contains(added.entry())) {
          titles.add(items.item(added.entry(), item.item()).title());
        }
      }
    }
    return new CaseView.Publication(event(entry, texts), titles);
  }

  private static CaseView.Event event(CaseEntry entry, Texts texts) {
    return new CaseView.Event(
        entry.entry(),
        entry.time(),
        entry.by(),
        "cases.event." + entry.event().code(),
        Texts.cleanLines(said(entry.event(), texts)));
  }

  private static String said(CaseEvent event, Texts texts) {
    String erased = texts.text("cases.erased");
    return switch (event) {
      case CaseEvent.Opened opened -> opened.title().orElse(erased);
      case CaseEvent.Retitled retitled -> retitled.title().orElse(erased);
      case CaseEvent.ItemAdded added ->
          switch (added.item()) {
            case CaseItem.OfAlert alert -> alert.alert();
            case CaseItem.OfPlace place -> place.place();
            case CaseItem.OfAssessment assessment ->
                assessment.place() + " · " + texts.text("cases.entry", assessment.entry() + "");
            case CaseItem.OfSource source -> source.title().or(source::uri).orElse(erased);
          };
      case CaseEvent.ItemRemoved removed -> texts.text("cases.entry", removed.item() + "");
      case CaseEvent.StatusChanged changed ->
          texts.text(
              "cases.status.because",
              texts.text("cases.status." + changed.status().code()),
              texts.isolate(changed.reason().orElse(erased)));
      case CaseEvent.TaskAdded added -> added.text().orElse(erased);
      case CaseEvent.TaskDone done -> texts.text("cases.entry", done.task() + "");
      case CaseEvent.TaskReopened reopened -> texts.text("cases.entry", reopened.task() + "");
      case CaseEvent.Commented comment -> comment.text().orElse(erased);
      case CaseEvent.Published published -> published.text().orElse(erased);
    };
  }

  /** The later picture of an alert that is in a case. */
  Optional<byte[]> picture(Frame frame, Case one, long entry) throws IOException, RefusedException {
    Optional<CaseItem> item =
        one.items().stream().filter(each -> each.entry() == entry).map(Case.Item::item).findFirst();
    if (item.isEmpty() || !(item.get() instanceof CaseItem.OfAlert alert)) {
      return Optional.empty();
    }
    return registers.read(
        register -> new CaseItems(register, workspace, frame, one.id()).picture(alert.alert()));
  }
}
