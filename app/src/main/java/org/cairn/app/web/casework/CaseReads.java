package org.cairn.app.web.casework;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.api.ByProgram;
import org.cairn.app.web.api.Tagged;
import org.cairn.heritage.casework.Case;
import org.cairn.ledger.RefusedException;
import org.cairn.register.CaseHit;
import org.cairn.register.CasePage;
import org.cairn.register.CaseQuery;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cases for programs, as their pages show them. */
@Controller
final class CaseReads {
  private static final String PATH = ByProgram.ROOT + "/cases";
  private static final int ON_A_PAGE = 100;

  private final CaseReading reading;
  private final Registers registers;
  private final Clock clock;

  CaseReads(CaseReading reading, Registers registers, Clock clock) {
    this.reading = reading;
    this.registers = registers;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Needs(Right.MANAGE_CASES)
  Answer list(@RequestParam(name = "after", defaultValue = "") String after)
      throws IOException, RefusedException {
    CaseQuery all = CaseQuery.ALL.withLimit(ON_A_PAGE);
    CaseQuery query = after.matches("[0-9]{1,18}") ? all.withAfter(Long.parseLong(after)) : all;
    CasePage page = registers.read(register -> register.cases().search(query));
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode cases = list.putArray("cases");
    for (CaseHit hit : page.cases()) {
      ObjectNode one = cases.addObject().put("id", hit.id()).put("href", PATH + "/" + hit.id());
      hit.title().ifPresent(title -> one.put("title", title));
      one.put("kind", hit.kind()).put("status", hit.status().code());
      one.put("organisation", hit.organisation());
      one.put("items", hit.items()).put("open_tasks", hit.openTasks()).put("entry", hit.entry());
    }
    page.next().ifPresent(key -> list.put("next", PATH + "?after=" + key));
    return Answer.json(list);
  }

  @GetMapping(PATH + "/{id}")
  @Needs(Right.MANAGE_CASES)
  Answer show(Frame frame, @PathVariable("id") String id) throws IOException, RefusedException {
    Case found = reading.get(id);
    CaseView view = reading.view(frame, found, CaseView.Typed.NOTHING, LocalDate.now(clock));
    ObjectNode one = JsonNodeFactory.instance.objectNode().put("id", view.id());
    one.put("page", view.path());
    view.title().ifPresent(title -> one.put("title", title));
    one.put("kind", view.kind()).put("status", view.status().code());
    view.reason().ifPresent(reason -> one.put("reason", reason));
    ArrayNode items = one.putArray("items");
    for (CaseView.Item item : view.items()) {
      ObjectNode shown = items.addObject().put("entry", item.entry());
      shown.put("kind", item.kind().code()).put("title", item.title().text());
      shown.put("href", item.href());
      ArrayNode details = shown.putArray("details");
      item.details().forEach(details::add);
    }
    ArrayNode tasks = one.putArray("tasks");
    for (CaseView.Task task : view.tasks()) {
      ObjectNode shown = tasks.addObject().put("entry", task.entry());
      task.text().ifPresent(text -> shown.put("text", text));
      task.assignee().ifPresent(who -> shown.put("assignee", who));
      task.due().ifPresent(day -> shown.put("due", day.toString()));
      shown.put("done", task.done()).put("late", task.late());
    }
    events(one.putArray("comments"), view.discussion());
    events(
        one.putArray("publications"),
        view.publications().stream().map(CaseView.Publication::event).toList());
    events(one.putArray("history"), view.history());
    return new Tagged(found.newest().entry(), one);
  }

  private static void events(ArrayNode all, List<CaseView.Event> events) {
    for (CaseView.Event event : events) {
      ObjectNode one = all.addObject().put("entry", event.entry());
      event.time().ifPresent(time -> one.put("time", time));
      one.put("person", event.by().person());
      event.by().name().ifPresent(name -> one.put("name", name));
      one.put("organisation", event.by().organisationName());
      one.put("event", event.key().substring(event.key().lastIndexOf('.') + 1));
      one.put("said", event.said());
    }
  }

  /** Of a case, for conditions. */
  OptionalLong newest(Map<String, String> path) throws IOException, RefusedException {
    Optional<Case> found =
        registers.read(register -> register.cases().find(path.getOrDefault("id", "")));
    return found.isPresent() ? OptionalLong.of(found.get().newest().entry()) : OptionalLong.empty();
  }
}
