package org.cairn.app.web.people;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.node.NodeFile;
import org.cairn.app.web.Drafts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** In the database of accounts, since they are personal and no part of the ledger. Thread-safe. */
final class KeptDrafts implements Drafts {
  /** One that nobody went on with is given up. */
  private static final Duration LONGEST = Duration.ofDays(180);

  /** Of one person; the oldest give way. */
  private static final int MOST = 200;

  private final NodeFile file;
  private final InstantSource clock;

  KeptDrafts(NodeFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Optional<Map<String, List<String>>> find(String person, String form) throws IOException {
    Optional<String> kept =
        file.read(questions ->
            questions.find(
                "SELECT fields FROM drafts WHERE person = ? AND form = ?",
                row -> row.getString(1),
                person,
                form));
    return kept.map(KeptDrafts::read);
  }

  @Override
  public void keep(String person, String form, Map<String, List<String>> fields)
      throws IOException {
    String text = write(fields);
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "Expected a draft of at most %d characters, found %d"
              .formatted(MOST_CHARACTERS, text.length()));
    }
    long now = clock.instant().getEpochSecond();
    file.work(questions -> {
      questions.change(
          "INSERT INTO drafts (person, form, fields, changed) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (person, form) DO UPDATE"
              + " SET fields = excluded.fields, changed = excluded.changed",
          person,
          form,
          text,
          now);
      questions.change("DELETE FROM drafts WHERE changed < ?", now - LONGEST.toSeconds());
      return questions.change(
          "DELETE FROM drafts WHERE person = ?1 AND form NOT IN (SELECT form FROM drafts"
              + " WHERE person = ?1 ORDER BY changed DESC, form LIMIT ?2)",
          person,
          MOST);
    });
  }

  @Override
  public void drop(String person, String form) throws IOException {
    file.work(questions ->
        questions.change("DELETE FROM drafts WHERE person = ? AND form = ?", person, form));
  }

  private static String write(Map<String, List<String>> fields) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    fields.forEach((name, values) -> {
      ArrayNode all = json.putArray(name);
      values.forEach(all::add);
    });
    return json.toString();
  }

  private static Map<String, List<String>> read(String text) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : JsonMapper.shared().readTree(text).properties()) {
      List<String> values = new ArrayList<>();
      field.getValue().values().forEach(value -> values.add(value.asString("")));
      fields.put(field.getKey(), values);
    }
    return fields;
  }
}
