package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.AccessTokens;
import org.cairn.app.web.people.TokenDoor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where a program begins, what it is here, and what its problems mean. */
@Controller
final class ApiPages {
  static final ApiActs ACTS =
      ApiActs.NONE.with(
          Read.of("start", "", "What there is"),
          Read.of("describe", "/openapi.json", "This description"),
          Read.of("me", "/me", "Whose token it is, and what it lets through"));

  private final ApiTable table;
  private final ApiRoutes routes;

  ApiPages(ApiTable table, ApiRoutes routes) {
    this.table = table;
    this.routes = routes;
  }

  @GetMapping(ByProgram.ROOT)
  @Needs(Right.ENTER)
  Answer start() {
    ObjectNode start =
        JsonNodeFactory.instance
            .objectNode()
            .put("title", "Cairn")
            .put("description", "Everything that the pages of this node do, for programs");
    ArrayNode links = start.putArray("links");
    link(links, "self", ByProgram.ROOT, "application/json");
    link(
        links,
        "service-desc",
        ByProgram.ROOT + "/openapi.json",
        "application/vnd.oai.openapi+json;version=3.1");
    link(links, "me", ByProgram.ROOT + "/me", "application/json");
    link(links, "alerts", ByProgram.ROOT + "/alerts", "application/json");
    link(links, "features", "/ogc", "application/json");
    link(links, "stac", "/stac", "application/json");
    return Answer.json(start);
  }

  private static void link(ArrayNode links, String rel, String href, String type) {
    links.addObject().put("rel", rel).put("href", href).put("type", type);
  }

  @GetMapping(ByProgram.ROOT + "/openapi.json")
  @Needs(Right.ENTER)
  Answer describe() {
    return Answer.json(OpenApi.of(table, routes));
  }

  @GetMapping(ByProgram.ROOT + "/me")
  @Needs(Right.ENTER)
  Answer me(Frame frame, HttpServletRequest request) {
    Optional<AccessTokens.Bearer> bearer = TokenDoor.bearer(request);
    if (bearer.isEmpty()) {
      return Problem.of(Problem.Kind.TOKEN_NEEDED);
    }
    AccessTokens.Bearer who = bearer.get();
    Viewer viewer = frame.viewer();
    ObjectNode me = JsonNodeFactory.instance.objectNode();
    me.put("id", who.person().id()).put("name", who.person().name()).put("machine", who.machine());
    me.putObject("organisation")
        .put("id", who.token().organisation().id())
        .put("name", who.token().organisation().name());
    ArrayNode roles = me.putArray("roles");
    who.roles().stream().sorted().map(Role::code).forEach(roles::add);
    ArrayNode rights = me.putArray("rights");
    viewer.rights().stream().sorted().map(Right::code).forEach(rights::add);
    ObjectNode token = me.putObject("token");
    token.put("name", who.token().name()).put("expires", who.token().expires().toString());
    ArrayNode scopes = token.putArray("scopes");
    who.token().sorted().stream().map(Right::code).forEach(scopes::add);
    return Answer.json(me);
  }

  /**
   * What a page of problems shows.
   *
   * @param kinds one, or all
   */
  record View(List<Problem.Kind> kinds, Texts texts) {
    View {
      kinds = List.copyOf(kinds);
    }

    boolean isOne() {
      return kinds.size() == 1;
    }

    String title(Problem.Kind kind) {
      return texts.text("api.problem." + kind.code() + ".title");
    }

    String what(Problem.Kind kind) {
      return texts.text("api.problem." + kind.code() + ".what");
    }

    int status(Problem.Kind kind) {
      return kind.status();
    }
  }

  @GetMapping("/problems")
  @Needs(Right.ENTER)
  Answer problems(Frame frame) {
    return page(frame, List.of(Problem.Kind.values()));
  }

  @GetMapping("/problems/{code}")
  @Needs(Right.ENTER)
  Answer problem(Frame frame, @PathVariable("code") String code) {
    return page(frame, List.of(Problem.Kind.find(code).orElseThrow(NotFoundException::new)));
  }

  private static Answer page(Frame frame, List<Problem.Kind> kinds) {
    View view = new View(kinds, frame.texts(Problem.class));
    return Answer.html(
        frame, (output, forms) -> JteproblemGenerated.render(output, forms, frame, view));
  }
}
