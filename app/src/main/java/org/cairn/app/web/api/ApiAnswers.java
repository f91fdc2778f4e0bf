package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Answer;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells a program what a page's method answered. Stateless. */
public final class ApiAnswers {
  private static final Pattern NEWER = Pattern.compile("[?&]newer=([0-9]{1,18})");

  private ApiAnswers() {}

  /** As a page, or to a program as JSON. */
  public static void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ApiCall> call = ApiCall.of(request).filter(one -> one.act().isPresent());
    if (call.isEmpty()) {
      answer.write(request, response);
      return;
    }
    switch (answer) {
      case Answer.See see -> done(call.get(), Optional.of(see.path()), Map.of(), request, response);
      case Answer.Telling telling ->
          done(call.get(), Optional.empty(), telling.members(), request, response);
      case Answer.Refused refused -> Problem.ofFields(refused.faults()).write(request, response);
      case Problem problem -> problem.write(request, response);
      default ->
          throw new IllegalStateException(
              call.get().act().orElseThrow().id() + " answers with what no program can read");
    }
  }

  private static void done(
      ApiCall call,
      Optional<String> page,
      Map<String, String> told,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Act act = call.act().orElseThrow();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("done", true);
    ArrayNode entries = body.putArray("entries");
    call.entries().forEach(entries::add);
    Optional<String> location = location(act, page, ApiInterceptor.variables(request));
    location.ifPresent(where -> body.put("resource", where));
    page.ifPresent(path -> body.put("page", path));
    Matcher newer = NEWER.matcher(page.orElse(""));
    if (newer.find()) {
      body.put("newer", true);
    }
    told.forEach(body::put);
    int status = act.makes() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK;
    ApiCall.Outcome outcome =
        new ApiCall.Outcome(status, "application/json", location, body.toString(), "");
    call.answered(outcome);
    outcome.send(response);
  }

  private static Optional<String> location(
      Act act, Optional<String> page, Map<String, String> variables) {
    if (act.resource().isEmpty()) {
      return Optional.empty();
    }
    String[] parts = page.orElse("").split("[/?#]");
    String address = act.resource().replace("{new}", parts.length > 2 ? parts[2] : "");
    for (Map.Entry<String, String> each : variables.entrySet()) {
      address =
          address.replace(
              "{" + each.getKey() + "}",
              UriUtils.encodePathSegment(each.getValue(), StandardCharsets.UTF_8));
    }
    return Optional.of(ByProgram.ROOT + address);
  }
}
