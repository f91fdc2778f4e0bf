package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cairn.app.web.api.Act;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.api.ApiTable;
import org.cairn.app.web.api.ByProgram;
import org.cairn.app.web.api.Program;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.TokenFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Every route there is, tried by a visitor and by every role. */
class RouteMatrixTest {
  private static final Set<Integer> REFUSED = Set.of(401, 403);

  @TempDir static Path folder;

  private static ServedWorkspace served;
  private static List<Route> routes;
  private static final Map<Role, HttpVisitor> PEOPLE = new LinkedHashMap<>();

  /** With every scope. */
  private static final Map<Role, Program> PROGRAMS = new LinkedHashMap<>();

  private static final Right[] ALL_SCOPES =
      EnumSet.complementOf(EnumSet.of(Right.ENTER)).toArray(Right[]::new);

  /** One method of one address. */
  private record Route(String method, String path, HandlerMethod handler) {
    Right right() {
      Needs needs = handler.getMethodAnnotation(Needs.class);
      return needs == null ? Right.ADMINISTER : needs.value();
    }

    /** An address of it under which nothing is. */
    String anAddress() {
      return path.replaceAll("\\{[a-z]+:([a-z-]+)}", "$1")
          .replaceAll("\\{[^}]*\\}", "x")
          .replace("**", "nothing-here")
          .replace("*", "x");
    }

    boolean isForPrograms() {
      return path.startsWith(ByProgram.ROOT);
    }

    /** Of a standard whose clients send a name and a password, if anything. */
    boolean isOfService() {
      return path.startsWith("/ogc") || path.startsWith("/stac");
    }

    /** Of nobody there is nothing to tell. */
    boolean isAboutWhoAsks() {
      return path.equals(ByProgram.ROOT + "/me");
    }

    boolean needsFormToken() {
      return !method.equals("GET") && !handler.hasMethodAnnotation(NoFormToken.class);
    }

    boolean endsTheSession() {
      return path.equals("/sign-out");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  static void serve() throws Exception {
    served = ServedWorkspace.create(folder.resolve("ws"), Clock.systemUTC());
    routes = routes();
    for (Role role : Role.values()) {
      PEOPLE.put(role, signedIn(role, "main"));
      PROGRAMS.put(role, new Program(served.address(), TokenFixture.of(person(role), ALL_SCOPES)));
    }
  }

  private static HttpVisitor person(Role role) {
    return Objects.requireNonNull(PEOPLE.get(role));
  }

  private static HttpVisitor signedIn(Role role, String which) throws Exception {
    return served.signedIn(role.code() + "-" + which, "Stone Watch", role);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  private static List<Route> routes() {
    RequestMappingHandlerMapping mapping = served.server().part(RequestMappingHandlerMapping.class);
    Map<String, Route> all = new TreeMap<>();
    for (Map.Entry<RequestMappingInfo, HandlerMethod> one :
        mapping.getHandlerMethods().entrySet()) {
      Set<RequestMethod> methods = one.getKey().getMethodsCondition().getMethods();
      for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
        for (String path : one.getKey().getPatternValues()) {
          Route route = new Route(method.name(), path, one.getValue());
          all.put(route.toString(), route);
        }
      }
    }
    return List.copyOf(all.values());
  }

  @Test
  void every_route_names_the_right_that_it_needs() {
    assertThat(routes).hasSizeGreaterThan(20);
    assertThat(routes)
        .allSatisfy(route ->
            assertThat(route.handler().getMethodAnnotation(Needs.class))
                .as("%s", route)
                .isNotNull());
    assertThat(routes).extracting(Route::method).containsOnly("GET", "POST");
  }

  @Test
  void each_role_gets_through_where_it_has_the_right_and_nowhere_else() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : ofPages()) {
      for (Role role : Role.values()) {
        HttpVisitor person = route.endsTheSession() ? signedIn(role, "leaving") : person(role);
        int status = ask(person, route).statusCode();
        boolean may = role.rights().contains(route.right());
        boolean fits = may ? !REFUSED.contains(status) && status < 500 : status == 403;
        if (!fits) {
          wrong.add(role + " " + route + ": " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_visitor_is_asked_to_sign_in_for_what_is_not_for_everybody() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : ofPages()) {
      HttpResponse<String> answer = ask(served.visitor(), route);
      int status = answer.statusCode();
      boolean toSignIn = answer.headers().firstValue("Location").orElse("").startsWith("/sign-in");
      boolean fits =
          route.right() == Right.ENTER
              ? !REFUSED.contains(status) && status < 500
              : route.method().equals("GET") && !route.isOfService()
                  ? status == 303 && toSignIn
                  : status == 401;
      if (!fits) {
        wrong.add(route + ": " + status);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void no_form_counts_without_the_token_of_its_session() throws Exception {
    HttpVisitor administrator = person(Role.ADMINISTRATOR);
    for (Route route : ofPages()) {
      if (route.needsFormToken()) {
        for (String token : List.of("", served.visitor().csrf())) {
          assertThat(administrator.postWith(token, route.anAddress(), "name", "x").statusCode())
              .as("%s", route)
              .isEqualTo(403);
        }
      }
    }
  }

  /** Whoever adds a route says there why no form of another site can do harm by it. */
  @Test
  void the_routes_that_need_no_token_of_a_form_are_known() {
    assertThat(routes)
        .filteredOn(route -> route.handler().hasMethodAnnotation(NoFormToken.class))
        .extracting(Route::toString)
        .containsExactly(
            "POST /news/one-click/{secret}",
            "POST /sign-in/oidc/{provider}/logout",
            "POST /stac/search");
  }

  @Test
  void every_answer_says_what_a_browser_may_load_for_it() throws Exception {
    for (Route route : routes) {
      HttpResponse<String> answer = ask(served.visitor(), route);
      String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
      assertThat(policy)
          .as("%s", route)
          .contains("default-src 'none'")
          .doesNotContain("unsafe")
          .doesNotContain("http:")
          .doesNotContain("https:");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void what_another_site_sent_is_not_shown_to_be_sent_on() throws Exception {
    HttpVisitor visitor = served.visitor();
    String own = visitor.postWith("", "/people/organisations", "name", "typed here").body();
    assertThat(own).contains("typed here");
    String foreign =
        new HttpVisitor(served.address(), "https://elsewhere.example")
            .postWith("", "/people/organisations", "name", "typed there")
            .body();
    assertThat(foreign).doesNotContain("typed there");
  }

  private static List<Route> ofPages() {
    return routes.stream().filter(route -> !route.isForPrograms()).toList();
  }

  private static List<Route> ofPrograms() {
    return routes.stream().filter(Route::isForPrograms).toList();
  }

  @Test
  void a_token_gets_through_where_its_owner_s_role_does_and_posts_to_no_page() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : routes) {
      for (Role role : Role.values()) {
        int status = ask(Objects.requireNonNull(PROGRAMS.get(role)), route).statusCode();
        boolean may =
            role.rights().contains(route.right())
                && (route.isForPrograms() || route.isOfService() || route.method().equals("GET"));
        boolean fits = may ? !REFUSED.contains(status) && status < 500 : status == 403;
        if (!fits) {
          wrong.add(role + " " + route + ": " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_token_gets_through_no_further_than_its_scopes() throws Exception {
    HttpVisitor everything = served.signedIn("everything", "Stone Watch", Role.values());
    for (Right scope : List.of(Right.SEE_PLACES, Right.MANAGE_CASES)) {
      Program narrow = new Program(served.address(), TokenFixture.of(everything, scope));
      List<String> wrong = new ArrayList<>();
      for (Route route : ofPrograms()) {
        int status = ask(narrow, route).statusCode();
        boolean may = route.right() == scope || route.right() == Right.ENTER;
        if (may == REFUSED.contains(status)) {
          wrong.add(scope + " " + route + ": " + status);
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void no_cookie_counts_where_programs_ask() throws Exception {
    HttpVisitor administrator = person(Role.ADMINISTRATOR);
    for (Route route : ofPrograms()) {
      boolean open = route.right() == Right.ENTER && !route.isAboutWhoAsks();
      HttpResponse<String> answer =
          route.method().equals("GET")
              ? administrator.get(route.anAddress())
              : new Program(served.address(), "").post(route.anAddress(), "{}");
      assertThat(answer.statusCode()).as("%s", route).isEqualTo(open ? 200 : 401);
      if (!open) {
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
      }
    }
  }

  @Test
  void every_form_of_a_page_can_be_sent_by_programs_or_has_a_reason_why_not() {
    ApiTable table = served.server().part(ApiTable.class);
    List<String> told = new ArrayList<>();
    table.acts().stream().map(Act::page).distinct().forEach(told::add);
    table.excluded().stream().map(ApiActs.Excluded::page).forEach(told::add);
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            ofPages().stream()
                .filter(route -> route.method().equals("POST"))
                .map(Route::path)
                .toList());
    assertThat(table.excluded()).allSatisfy(one -> assertThat(one.reason()).hasSizeGreaterThan(20));
  }

  @Test
  void the_description_has_every_route_for_programs_and_each_answers_as_it_says() throws Exception {
    JsonNode paths =
        Program.json(new Program(served.address(), "").get("/api/v1/openapi.json")).path("paths");
    Set<String> described = new TreeSet<>();
    Program program =
        new Program(
            served.address(),
            TokenFixture.of(
                served.signedIn("describing", "Stone Watch", Role.values()), ALL_SCOPES));
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String name = method.getKey().toUpperCase(java.util.Locale.ROOT);
        described.add(name + " " + path.getKey());
        String address = path.getKey().replaceAll("\\{[a-z]+}", "1");
        HttpResponse<String> answer =
            name.equals("GET") ? program.get(address) : program.post(address, "{}");
        String status = Integer.toString(answer.statusCode());
        String type = answer.headers().firstValue("Content-Type").orElse("");
        boolean fits =
            method.getValue().path("responses").has(status)
                && type.startsWith(
                    status.startsWith("2") ? "application/json" : "application/problem+json");
        if (!fits) {
          wrong.add(name + " " + path.getKey() + ": " + status + " " + type);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(described)
        .isEqualTo(
            ofPrograms().stream()
                .map(route ->
                    route.method() + " " + route.path().replaceAll("\\{[a-z]+:([a-z-]+)}", "$1"))
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
  }

  private static HttpResponse<String> ask(Program program, Route route) throws Exception {
    return route.method().equals("GET")
        ? program.get(route.anAddress())
        : program.post(route.anAddress(), "{}");
  }

  private static HttpResponse<String> ask(HttpVisitor person, Route route) throws Exception {
    return route.method().equals("GET")
        ? person.get(route.anAddress())
        : person.post(route.anAddress());
  }
}
