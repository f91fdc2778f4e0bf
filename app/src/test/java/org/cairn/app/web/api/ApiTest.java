package org.cairn.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.app.web.api.Program.json;
import static org.cairn.app.web.api.Program.problem;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.TokenFixture;
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
    assertThat(problem(program.post(path, body, "Idempotency-Key", "ä")))
        .isEqualTo("idempotency-key");
    Program another = program(ada, Right.CONTRIBUTE, Right.SEE_PLACES);
    assertThat(another.post(path, body, "Idempotency-Key", "a-key").statusCode()).isEqualTo(200);
    assertThat(entries()).isEqualTo(after + 1);
  }

  @Test
  void the_description_is_about_every_route_and_nothing_else() throws Exception {
    JsonNode document = json(new Program(served.address(), "").get("/api/v1/openapi.json"));
    assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(document.path("paths").path("/api/v1/cases/{id}/comments").has("post")).isTrue();
    Map<String, List<String>> scopes = Map.of("judgeAlert", List.of("judge"));
    assertThat(scopes).isNotEmpty();
  }
}
