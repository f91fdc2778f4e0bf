package org.cairn.app.web.casework;

import java.util.stream.Stream;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.Field;
import org.cairn.app.web.api.Read;
import org.cairn.heritage.casework.CaseStatus;

/** What programs may do in cases. Stateless. */
final class CaseActs {
  private CaseActs() {}

  static ApiActs of(CaseReads reads) {
    Act.Subject one = (viewer, path) -> reads.newest(path);
    return ApiActs.NONE
        .with(
            Read.of(
                "listCases",
                "/cases",
                "Cases, those that changed last first",
                Field.text("after", "From a link 'next'")),
            Read.of("getCase", "/cases/{id}", "A case and all that happened in it").withTag())
        .with(
            Act.of("openCase", "/cases/add", "Opens a case")
                .making("/cases/{new}")
                .taking(
                    Field.text("title", "What it is called").needed(),
                    Field.text("kind", "What it is about, in a word").needed(),
                    Field.text("alert", "Id of an alert that is to be in it"),
                    Field.text("place", "Id of a place that is to be in it"),
                    Field.text("entry", "Of an assessment of that place, instead of the place")),
            form("retitleCase", "title", "Gives a case another title", one)
                .taking(Field.text("title", "The new one").needed()),
            form("setCaseStatus", "status", "Changes the status of a case", one)
                .taking(
                    Field.text("status", "The new one")
                        .needed()
                        .among(Stream.of(CaseStatus.values()).map(CaseStatus::code).toList()),
                    Field.text("reason", "Why").needed()),
            form("addPlaceToCase", "places", "Puts a place into a case", one)
                .taking(
                    Field.text("place", "Its id, or a name that only one place has"),
                    Field.text("chosen", "Its id alone")),
            form("addAlertToCase", "alerts", "Puts an alert into a case", one)
                .taking(Field.text("alert", "Its id").needed()),
            form("addAssessmentToCase", "assessments", "Puts an assessment into a case", one)
                .taking(
                    Field.text("assessment", "Its entry and the id of its place, a blank between")
                        .needed()),
            form("addSourceToCase", "sources", "Puts a source into a case", one)
                .taking(
                    Field.text("uri", "Address; nothing is fetched from there").needed(),
                    Field.text("title", "What it is").needed()),
            form("addTask", "tasks", "Adds a task", one)
                .taking(
                    Field.text("text", "What is to be done").needed(),
                    Field.text("assignee", "Id of a person"),
                    Field.text("due", "Its last day, in ISO 8601")),
            form("comment", "comments", "Says something in a case", one)
                .taking(Field.text("text", "In words").needed()),
            Act.of("publish", "/cases/{id}/publications", "Decides what of a case is published")
                .about("/cases/{id}", one)
                .taking(
                    Field.text("text", "What is decided").needed(),
                    Field.texts("item", "Entries of items that it is about")),
            press("removeItem", "items", "remove", "Takes an item out of a case", one),
            press("finishTask", "tasks", "done", "Says that a task is done", one),
            press("reopenTask", "tasks", "reopen", "Says that a task is not done after all", one));
  }

  private static Act form(String id, String form, String summary, Act.Subject one) {
    return Act.of(id, "/cases/{id}/{form}", summary)
        .at("/cases/{id}/{form:" + form + "}")
        .about("/cases/{id}", one);
  }

  private static Act press(String id, String list, String act, String summary, Act.Subject one) {
    return Act.of(id, "/cases/{id}/{list}/{entry}/{act}", summary)
        .at("/cases/{id}/{list:" + list + "}/{entry}/{act:" + act + "}")
        .about("/cases/{id}", one);
  }
}
