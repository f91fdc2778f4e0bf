package org.cairn.app.web.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.app.web.api.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Programs are told no more of judgements than their owners, whatever their scopes. */
class BlindApiTest {
  private static final Pattern TOKEN = Pattern.compile("cairn_[A-Za-z0-9_-]{43}");
  private static final String ALERT = "/api/v1/alerts/" + ReviewNode.WELL;
  private static final String JUDGE = "/api/v1/review/" + ReviewNode.WELL;
  private static final List<String> ADDRESSES =
      List.of(
          ALERT,
          "/api/v1/alerts",
          "/api/v1/alerts?show=all",
          "/api/v1/alerts?show=all&status=potential",
          "/api/v1/alerts?show=judged&status=confirmed",
          "/api/v1/places/well");

  @TempDir private Path folder;

  private static Program program(ReviewNode node, String name, String... scopes) throws Exception {
    ReviewNode.Person person = node.person(name);
    List<Program> made = new ArrayList<>();
    for (String scope : scopes) {
      HttpResponse<String> page =
          person.post("/me/tokens", "/me/tokens", Map.of("name", "n", "days", "3", "scope", scope));
      Matcher token = TOKEN.matcher(page.body());
      assertThat(token.find()).as(page.body()).isTrue();
      made.add(new Program(node.at("").toString(), token.group()));
    }
    return made.getFirst();
  }

  /** What one sees of all addresses, with the tags; twice, since claims are taken by looking. */
  private static List<String> look(Program program) throws Exception {
    List<String> seen = new ArrayList<>();
    for (String address : ADDRESSES) {
      HttpResponse<String> answer = program.get(address);
      seen.add(
          address
              + " "
              + answer.statusCode()
              + answer.headers().firstValue("ETag").orElse("")
              + answer.body());
    }
    return seen;
  }

  @Test
  void nothing_of_a_judgement_reaches_a_program_of_who_has_not_judged() throws Exception {
    try (ReviewNode node =
        ReviewNode.start(
            folder.resolve("workspace"),
            new ReviewNode.Invited("Ada", "University", Role.ANALYST),
            new ReviewNode.Invited("Dan", "Museum", Role.REVIEWER),
            new ReviewNode.Invited("Eve", "Museum", Role.REVIEWER),
            new ReviewNode.Invited("Fay", "Museum", Role.CUSTODIAN),
            new ReviewNode.Invited("Cyn", "Museum", Role.PLANNER))) {
      Program judging = program(node, "Ada", "judge");
      Program dan = program(node, "Dan", "judge");
      Program reading = program(node, "Eve", "see-alerts");
      Program planning = program(node, "Cyn", "see-alerts");
      List<String> ofReading = look(reading);
      List<String> ofPlanning = look(planning);

      String body =
          "{\"verdict\":\"likely-damage\",\"cause\":\"%s\",\"certainty\":\"high\",\"note\":\"secret words\"}"
              .formatted(ReviewNode.anyCause());
      HttpResponse<String> judged = judging.post(JUDGE, body);
      assertThat(judged.statusCode()).as(judged.body()).isEqualTo(200);
      assertThat(judged.headers().firstValue("Location")).hasValue(ALERT);

      assertThat(look(reading)).isEqualTo(ofReading);
      assertThat(look(planning)).isEqualTo(ofPlanning);

      long entry = Program.json(judged).path("entries").path(0).asLong();
      Program places = program(node, "Fay", "see-places");
      JsonNode shown = Program.json(places.get("/api/v1/entries/" + entry));
      assertThat(shown.path("type").asString()).isEqualTo("judgement");
      assertThat(shown.has("record")).isFalse();

      HttpResponse<String> wrong = dan.post(JUDGE, "{\"verdict\":\"no-change\"}");
      assertThat(Program.json(wrong).path("errors").findValuesAsString("field"))
          .containsExactly("reason", "certainty");
      String tag = reading.get(ALERT).headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> second =
          dan.post(
              JUDGE,
              "{\"verdict\":\"no-change\",\"reason\":\"shadow\",\"certainty\":\"medium\"}",
              "If-Match",
              tag);
      assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
      JsonNode complete = Program.json(planning.get(ALERT));
      assertThat(complete.path("judgements").size()).isEqualTo(2);
      assertThat(complete.path("finding").path("status").asString()).isEqualTo("disputed");
      assertThat(Program.json(reading.get(ALERT)).path("judgements").size()).isZero();
    }
  }
}
