package org.cairn.benchmarks.web;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The people of a workspace, in two organisations, made as people are made: the first by the link
 * of the set-up, the others by invitations, each with a password and an authenticator app. A third
 * of them may see where protected places lie. What they know is kept beside the workspace's files,
 * so that they can sign in again. Stateless.
 */
final class Crew {
  private static final String FILE = "load-crew.json";
  private static final Pattern SECRET = Pattern.compile("secret=([A-Z2-7]+)");
  private static final Pattern LINK = Pattern.compile("(/invitation/[A-Za-z0-9_-]+)");
  private static final Pattern ORGANISATIONS =
      Pattern.compile("<option value=\"([a-z0-9-]+)\"[^>]*>[^<]*Second");

  private Crew() {}

  static List<Member> read(Path workspace) {
    return JsonMapper.shared()
        .readValue(workspace.resolve(FILE).toFile(), new TypeReference<List<Member>>() {});
  }

  /**
   * @param setUpLink of the first
   * @param count without the first, who only administers
   */
  static List<Member> make(URI node, String setUpLink, int count, Path workspace)
      throws IOException, InterruptedException {
    List<Member> members = new ArrayList<>();
    try (Visitor first = new Visitor(node)) {
      String link = URI.create(setUpLink).getPath();
      first.get(link);
      Map<String, String> fields = fields(0);
      fields.put("organisation", "First survey of the sample");
      first.post(link, fields);
      first.get("/people");
      first.post("/people/organisations", Map.of("name", "Second survey of the sample"));
      String second = first.find(ORGANISATIONS);
      for (int number = 1; number <= count; number++) {
        String organisation = number % 2 == 0 ? "first-survey-of-the-sample" : second;
        first.get("/people");
        String role = number % 3 == 0 ? "reviewer custodian" : "reviewer";
        first.post("/people/invitations", Map.of("organisation", organisation, "role", role));
        members.add(join(node, first.find(LINK), number, organisation));
      }
    }
    JsonMapper.shared().writeValue(workspace.resolve(FILE).toFile(), members);
    say("%d people in two organisations, each with password and authenticator app", count);
    return members;
  }

  private static Member join(URI node, String link, int number, String organisation)
      throws IOException, InterruptedException {
    try (Visitor visitor = new Visitor(node)) {
      visitor.get(link);
      visitor.post(link, fields(number));
      return enrol(visitor, number, organisation);
    }
  }

  private static Map<String, String> fields(int number) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", name(number));
    fields.put("login", login(number));
    fields.put("password", password(number));
    return fields;
  }

  private static Member enrol(Visitor visitor, int number, String organisation)
      throws IOException, InterruptedException {
    visitor.get("/me/second-factor");
    String secret = visitor.find(SECRET);
    visitor.post("/me/second-factor", Map.of("code", Member.code(secret, Instant.now())));
    return new Member(login(number), name(number), organisation, password(number), secret);
  }

  private static String name(int number) {
    return "Sample person " + number;
  }

  private static String login(int number) {
    return "person-" + number;
  }

  private static String password(int number) {
    return "of the load test, number " + number;
  }
}
