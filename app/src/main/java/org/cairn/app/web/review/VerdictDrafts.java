package org.cairn.app.web.review;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.web.Drafts;

/** What persons have filled in and not signed: one for each person and alert. Thread-safe. */
final class VerdictDrafts {
  private final Drafts drafts;

  VerdictDrafts(Drafts drafts) {
    this.drafts = drafts;
  }

  Optional<Filled> find(String person, String alert) throws IOException {
    return drafts
        .find(person, form(alert))
        .map(fields ->
            new Filled(
                first(fields, "verdict"),
                first(fields, "cause"),
                first(fields, "reason"),
                first(fields, "certainty"),
                first(fields, "note")));
  }

  void keep(String person, String alert, Filled filled) throws IOException {
    drafts.keep(
        person,
        form(alert),
        Map.of(
            "verdict", List.of(filled.verdict()),
            "cause", List.of(filled.cause()),
            "reason", List.of(filled.reason()),
            "certainty", List.of(filled.certainty()),
            "note", List.of(filled.note())));
  }

  void discard(String person, String alert) throws IOException {
    drafts.drop(person, form(alert));
  }

  private static String form(String alert) {
    return "review:" + alert;
  }

  private static String first(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of()).stream().findFirst().orElse("");
  }
}
