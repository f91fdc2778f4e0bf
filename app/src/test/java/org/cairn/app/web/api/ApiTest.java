package org.cairn.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.app.web.api.Program.json;
import static org.cairn.app.web.api.Program.problem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.TokenFixture;
import org.cairn.heritage.vocabulary.Eamena;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acts and reads of programs, over HTTP. */
class ApiTest {
  @TempDir private static Path folder;

  private static ServedWorkspace served;
  private static HttpVisitor ada;
  private static Program program;

  @BeforeAll
  static void serve() throws Exception {
    served = Teams.serve(folder.resolve("workspace"));
    ada = served.signedIn("ada", "University", Role.ANALYST);
    program =
        program(
            ada,
            Right.SEE_PLACES,
            Right.SEE_ALERTS,
            Right.CONTRIBUTE,
            Right.ASSESS,
            Right.MANAGE_CASES,
            Right.JUDGE);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  static Program program(HttpVisitor person, Right... scopes) throws Exception {
    return new Program(served.address(), TokenFixture.of(person, scopes));
  }

  private static long entries() throws Exception {
    return served.workspace().reader().head().size();
  }

  @Test
  void an_act_does_what_the_form_does_and_says_where_it_is() throws Exception {
    long before = entries();
    HttpResponse<String> answer =
        program.post(
            "/api/v1/places/mill/add/names", "{\"text\":\"Old Mill\",\"language\":\"en\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/places/mill");
    assertThat(json(answer).path("done").asBoolean()).isTrue();
    assertThat(json(answer).path("entries").path(0).asLong()).isEqualTo(before);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(program.get("/api/v1/places/mill").body()).contains("Old Mill");
    JsonNode entry = json(program.get("/api/v1/entries/" + before));
    assertThat(entry.path("record").path("signed").path("by").asString("")).isNotEqualTo("passkey");
    assertThat(entry.path("proof").asString("")).contains("example.org/log");
  }

  @Test
  void a_form_with_mistakes_names_the_fields() throws Exception {
    HttpResponse<String> answer =
        program.post("/api/v1/places/mill/add/names", "{\"text\":\"\",\"time\":\"yesterday\"}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem(answer)).isEqualTo("fields");
    assertThat(json(answer).path("errors").findValuesAsString("field"))
        .containsExactly("text", "time");
    HttpResponse<String> assess = program.post("/api/v1/places/mill/assess", "{\"date\":\"\"}");
    assertThat(assess.statusCode()).as(assess.body()).isEqualTo(422);
    assertThat(json(assess).path("errors").findValuesAsString("field")).isNotEmpty();
    HttpResponse<String> invited =
        program.post("/api/v1/cases/add", "{\"title\":\"\"}", "Accept-Language", "fr");
    assertThat(json(invited).path("title").asString("")).startsWith("Des champs");
    assertThat(json(invited).path("errors").findValuesAsString("field"))
        .containsExactly("kind", "title");
  }

  @Test
  void a_case_is_opened_and_worked_on() throws Exception {
    HttpResponse<String> opened =
        program.post(
            "/api/v1/cases/add", "{\"title\":\"Mill\",\"kind\":\"survey\",\"place\":\"mill\"}");
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    String path = opened.headers().firstValue("Location").orElseThrow();
    assertThat(path).matches("/api/v1/cases/c[0-9a-f]{20}");
    assertThat(program.post(path + "/comments", "{\"text\":\"Seen\"}").statusCode()).isEqualTo(200);
    JsonNode task =
        json(program.post(path + "/tasks", "{\"text\":\"Go there\",\"due\":\"2026-06-01\"}"));
    String entry = task.path("entries").path(0).asString();
    assertThat(program.post(path + "/tasks/" + entry + "/done", "").statusCode()).isEqualTo(200);
    JsonNode one = json(program.get(path));
    assertThat(one.path("comments").path(0).path("said").asString()).isEqualTo("Seen");
    assertThat(one.path("tasks").path(0).path("done").asBoolean()).isTrue();
    assertThat(json(program.get("/api/v1/cases")).path("cases").size()).isPositive();
  }

  @Test
  void a_condition_that_does_not_hold_keeps_an_act_from_being_done() throws Exception {
    HttpResponse<String> read = program.get("/api/v1/places/shrine");
    String tag = read.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).matches("\"[0-9]+-[0-9a-f]{16}\"");
    assertThat(program.get("/api/v1/places/shrine", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    String name = "{\"text\":\"Shrine of the valley\"}";
    String path = "/api/v1/places/shrine/add/names";
    assertThat(program.post(path, name, "If-Match", tag).statusCode()).isEqualTo(200);
    long before = entries();
    HttpResponse<String> late = program.post(path, name, "If-Match", tag);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(problem(late)).isEqualTo("changed");
    assertThat(entries()).isEqualTo(before);
    assertThat(program.post(path, name, "If-Match", "W/" + tag).statusCode()).isEqualTo(412);
    assertThat(program.post(path, name, "If-Match", "12").statusCode()).isEqualTo(400);
    assertThat(program.post("/api/v1/places/new", name, "If-Match", tag).statusCode())
        .isEqualTo(400);
    assertThat(program.post(path, name, "If-Match", "*").statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_done_under_a_key_is_done_once() throws Exception {
    String path = "/api/v1/places/well/add/names";
    String body = "{\"text\":\"Deep Well\"}";
    HttpResponse<String> first = program.post(path, body, "Idempotency-Key", "\"a-key\"");
    long after = entries();
    HttpResponse<String> second = program.post(path, body, "Idempotency-Key", "\"a-key\"");
    assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    assertThat(entries()).isEqualTo(after);
    HttpResponse<String> other =
        program.post(path, "{\"text\":\"Other\"}", "Idempotency-Key", "a-key");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(problem(other)).isEqualTo("idempotency-mismatch");
    assertThat(problem(program.post(path, body, "Idempotency-Key", "a key")))
        .isEqualTo("idempotency-key");
    Program another = program(ada, Right.CONTRIBUTE, Right.SEE_PLACES);
    assertThat(another.post(path, body, "Idempotency-Key", "a-key").statusCode()).isEqualTo(200);
    assertThat(entries()).isEqualTo(after + 1);
  }

  @Test
  void the_same_request_sent_many_times_at_once_is_done_once() throws Exception {
    long before = entries();
    List<Integer> statuses = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (var all = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int each = 0; each < 8; each++) {
        all.submit(() ->
            statuses.add(
                program
                    .post(
                        "/api/v1/places/mill/add/names",
                        "{\"text\":\"Mill of many\"}",
                        "Idempotency-Key",
                        "many")
                    .statusCode()));
      }
    }
    assertThat(statuses).hasSize(8).contains(200).containsAnyOf(200, 409);
    assertThat(statuses).isSubsetOf(200, 409);
    assertThat(entries()).isEqualTo(before + 1);
  }

  @Test
  void where_a_protected_place_lies_is_told_by_role_and_scope_together() throws Exception {
    HttpVisitor cus = served.signedIn("cus", "University", Role.CUSTODIAN);
    Program exact = program(cus, Right.SEE_PLACES, Right.SEE_ALERTS, Right.SEE_EXACT);
    Program scoped = program(cus, Right.SEE_PLACES, Right.SEE_ALERTS);
    Program analyst = program(ada, Right.SEE_PLACES, Right.SEE_ALERTS, Right.SEE_EXACT);
    assertThat(exact.get("/api/v1/places/well").body()).contains("0.03456");
    JsonNode place = json(exact.get("/api/v1/places/well"));
    String entry = place.path("statements").path(0).path("entry").asString();
    assertThat(exact.get("/api/v1/entries/" + entry).body()).contains("0.03456");
    for (Program less : List.of(scoped, analyst)) {
      for (String path : List.of("/api/v1/places/well", "/api/v1/entries/" + entry)) {
        HttpResponse<String> answer = less.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("0.0345");
      }
    }
  }

  @Test
  void a_tag_is_the_same_however_an_answer_is_packed() throws Exception {
    String path = "/api/v1/places/mill";
    assertThat(program.get(path, "Accept-Encoding", "gzip").headers().firstValue("ETag"))
        .isEqualTo(program.get(path).headers().firstValue("ETag"))
        .isPresent();
  }

  @Test
  void bodies_that_are_no_object_of_ours_are_refused() throws Exception {
    long before = entries();
    String path = "/api/v1/places/mill/add/names";
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("text=Old+Mill", "not-json");
    bad.put("", "fields");
    bad.put("[\"text\"]", "not-json");
    bad.put("null", "not-json");
    bad.put("{\"text\":\"a\",\"text\":\"b\"}", "not-json");
    bad.put("{\"text\":\"a\"} {}", "not-json");
    bad.put("{\"text\":\"a\"", "not-json");
    bad.put("{\"text\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", "not-json");
    bad.put("{\"text\":1}", "fields");
    bad.put("{\"text\":null}", "fields");
    bad.put("{\"text\":{\"a\":\"b\"}}", "fields");
    bad.put("{\"text\":[1]}", "fields");
    bad.put("{\"text\":1.5}", "fields");
    bad.put("{\"text\":\"\\ud800\"}", "fields");
    bad.put("{\"text\":\"a\",\"_assertion\":\"{}\"}", "fields");
    bad.put("{\"text\":\"a\",\"_sign\":\"prepare\"}", "fields");
    bad.put("{\"text\":\"a\",\"colour\":\"red\"}", "fields");
    for (Map.Entry<String, String> each : bad.entrySet()) {
      HttpResponse<String> answer = program.post(path, each.getKey());
      String shown = each.getKey().substring(0, Math.min(60, each.getKey().length()));
      assertThat(problem(answer)).as(shown + answer.body()).isEqualTo(each.getValue());
    }
    HttpResponse<String> unknown = program.post(path, "{\"text\":\"a\",\"colour\":\"red\"}");
    assertThat(json(unknown).path("errors").path(0).path("field").asString()).isEqualTo("colour");
    byte[] notUtf8 = "{\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(problem(program.post(path, BodyPublishers.ofByteArray(notUtf8))))
        .isEqualTo("not-json");
    assertThat(problem(program.post(path + "?text=a", "{}"))).isEqualTo("bad-request");
    HttpResponse<String> huge = program.post(path, "{\"text\":\"" + "a".repeat(10 << 20) + "\"}");
    assertThat(huge.statusCode()).isEqualTo(413);
    assertThat(problem(huge)).isEqualTo("too-large");
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void what_goes_wrong_is_explained_on_a_page() throws Exception {
    HttpResponse<String> missing = program.get("/api/v1/places/nothing");
    assertThat(missing.statusCode()).isEqualTo(404);
    HttpVisitor visitor = served.visitor();
    String type = json(missing).path("type").asString();
    assertThat(visitor.get(type).body()).contains("Nothing is here");
    assertThat(visitor.get("/problems").body()).contains("Something newer is there");
    assertThat(visitor.get("/problems/none").statusCode()).isEqualTo(404);
    assertThat(problem(program.get("/api/v1/nothing"))).isEqualTo("not-found");
    HttpResponse<String> wrongWay = program.post("/api/v1/me", "{}");
    assertThat(wrongWay.statusCode()).isEqualTo(405);
    assertThat(problem(wrongWay)).isEqualTo("method");
    assertThat(wrongWay.headers().firstValue("Allow").orElse("")).contains("GET");
  }

  @Test
  void a_form_that_is_open_in_a_browser_stays_as_it_is() throws Exception {
    ada.post("/places/mill/assess", "do", "keep", "comment", "half a sentence");
    HttpResponse<String> said =
        program.post(
            "/api/v1/places/mill/assess",
            "{\"date\":\"2026-05\",\"state\":\"%s\",\"a0.name\":\"Ada\"}"
                .formatted(Eamena.CONDITION_STATE.terms().terms().getFirst().id()));
    assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
    assertThat(ada.get("/places/mill/assess").body()).contains("half a sentence");
  }
}
