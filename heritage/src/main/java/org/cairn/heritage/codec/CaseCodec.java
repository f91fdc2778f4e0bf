package org.cairn.heritage.codec;

import static org.cairn.heritage.codec.StatementCodec.put;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.heritage.casework.CaseStep;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@link CaseStep} as JSON and back.
 *
 * <pre>
 * {"case":ID,"event":"opened","title":TEXT,"kind":TEXT, …}
 * {"case":ID,"event":"retitled","title":TEXT, …}
 * {"case":ID,"event":"item-added","item":"alert","alert":ID, …}
 * {"case":ID,"event":"item-added","item":"place","place":ID, …}
 * {"case":ID,"event":"item-added","item":"assessment","place":ID,"entry":17, …}
 * {"case":ID,"event":"item-added","item":"source","source":{"uri":…,"title":TEXT}, …}
 * {"case":ID,"event":"item-removed","added":18, …}
 * {"case":ID,"event":"status","status":"on-hold","reason":TEXT, …}
 * {"case":ID,"event":"task-added","text":TEXT,"assignee":PERSON,"due":"2030-01-31", …}
 * {"case":ID,"event":"task-done"|"task-reopened","task":19, …}
 * {"case":ID,"event":"comment","text":TEXT, …}
 * {"case":ID,"event":"publication","items":[18],"text":TEXT, …}
 * </pre>
 *
 * Each with who did it and how that is signed, as in {@link ContributionCodec}. Whoever makes a
 * record of it adds {@code type}; other members are passed over when reading.
 */
public final class CaseCodec {
  /** Members to be kept out of an open log: what people wrote, and their names. */
  public static final Set<String> PROTECTED_MEMBERS =
      Set.of("title", "reason", "text", "source", DecisionCodec.NAME);

  private CaseCodec() {}

  public static ObjectNode encode(CaseStep step) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("case", step.caseId()).put("event", step.event().code());
    encode(step.event(), json);
    DecisionCodec.encode(step.by(), step.signing(), json);
    return json;
  }

  private static void encode(CaseEvent event, ObjectNode json) {
    switch (event) {
      case CaseEvent.Opened opened -> {
        put(json, "title", opened.title());
        json.put("kind", opened.kind());
      }
      case CaseEvent.Retitled retitled -> put(json, "title", retitled.title());
      case CaseEvent.ItemAdded added -> encode(added.item(), json);
      case CaseEvent.ItemRemoved removed -> json.put("added", removed.item());
      case CaseEvent.StatusChanged changed -> {
        json.put("status", changed.status().code());
        put(json, "reason", changed.reason());
      }
      case CaseEvent.TaskAdded task -> {
        put(json, "text", task.text());
        put(json, "assignee", task.assignee());
        put(json, "due", task.due().map(LocalDate::toString));
      }
      case CaseEvent.TaskDone done -> json.put("task", done.task());
      case CaseEvent.TaskReopened reopened -> json.put("task", reopened.task());
      case CaseEvent.Commented comment -> put(json, "text", comment.text());
      case CaseEvent.Published published -> {
        ArrayNode items = json.putArray("items");
        published.items().forEach(items::add);
        put(json, "text", published.text());
      }
    }
  }

  private static void encode(CaseItem item, ObjectNode json) {
    switch (item) {
      case CaseItem.OfAlert alert -> json.put("item", "alert").put("alert", alert.alert());
      case CaseItem.OfPlace place -> json.put("item", "place").put("place", place.place());
      case CaseItem.OfAssessment assessment ->
          json.put("item", "assessment")
              .put("place", assessment.place())
              .put("entry", assessment.entry());
      case CaseItem.OfSource source -> {
        json.put("item", "source");
        if (source.uri().isPresent() || source.title().isPresent()) {
          ObjectNode link = json.putObject("source");
          put(link, "uri", source.uri());
          put(link, "title", source.title());
        }
      }
    }
  }

  /**
   * What {@link #encode} wrote. A protected member that is missing was erased.
   *
   * @throws MalformedRecordException where a member is none of the domain's
   */
  public static CaseStep decode(ObjectNode record) {
    return new Members(record, "").to(CaseCodec::decode);
  }

  private static CaseStep decode(Members json) {
    return new CaseStep(
        json.text("case"), DecisionCodec.author(json), event(json), DecisionCodec.signing(json));
  }

  private static CaseEvent event(Members json) {
    String code = json.text("event");
    return switch (code) {
      case "opened" -> new CaseEvent.Opened(json.find("title"), json.text("kind"));
      case "retitled" -> new CaseEvent.Retitled(json.find("title"));
      case "item-added" -> new CaseEvent.ItemAdded(item(json));
      case "item-removed" -> new CaseEvent.ItemRemoved(json.index("added"));
      case "status" ->
          new CaseEvent.StatusChanged(
              json.code("status", CaseStatus.values(), CaseStatus::code), json.find("reason"));
      case "task-added" ->
          new CaseEvent.TaskAdded(
              json.find("text"),
              json.find("assignee"),
              json.find("due").map(day -> day(day, json)));
      case "task-done" -> new CaseEvent.TaskDone(json.index("task"));
      case "task-reopened" -> new CaseEvent.TaskReopened(json.index("task"));
      case "comment" -> new CaseEvent.Commented(json.find("text"));
      case "publication" -> new CaseEvent.Published(json.indexes("items"), json.find("text"));
      default ->
          throw json.malformed(
              "event", "found no event known here: a newer version of Cairn may have written it");
    };
  }

  private static CaseItem item(Members json) {
    String code = json.text("item");
    return switch (code) {
      case "alert" -> new CaseItem.OfAlert(json.text("alert"));
      case "place" -> new CaseItem.OfPlace(json.text("place"));
      case "assessment" -> new CaseItem.OfAssessment(json.text("place"), json.index("entry"));
      case "source" ->
          json.findObject(
                  "source", link -> new CaseItem.OfSource(link.find("uri"), link.find("title")))
              .orElse(CaseItem.OfSource.ERASED);
      default ->
          throw json.malformed(
              "item", "found no item known here: a newer version of Cairn may have written it");
    };
  }

  private static LocalDate day(String text, Members json) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDay) {
      throw json.malformed("due", "expected a day such as 2030-01-31, found another text");
    }
  }
}
