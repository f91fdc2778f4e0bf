package org.cairn.app.web.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Right;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the API (OpenAPI 3.1), made of the table that the routes are made of.
 * Stateless.
 */
final class OpenApi {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private OpenApi() {}

  static ObjectNode of(ApiTable table, ApiRoutes routes) {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
    all.putObject("info")
        .put("title", "Cairn")
        .put("version", "1")
        .put(
            "description",
            "Everything that the pages of a Cairn node do, for programs. Whatever an act writes to"
                + " the ledger is signed by the node on behalf of the token's owner.");
    all.putArray("servers").addObject().put("url", "/");
    all.putArray("security").addObject().putArray("token");
    ObjectNode paths = all.putObject("paths");
    for (Read read : table.reads()) {
      read(paths.withObjectProperty(ByProgram.ROOT + read.path()), read);
    }
    for (Act act : table.acts()) {
      act(paths.withObjectProperty(act.described()), act, routes.right(act));
    }
    components(all.putObject("components"));
    return all;
  }

  private static void read(ObjectNode path, Read read) {
    ObjectNode operation =
        path.putObject("get").put("operationId", read.id()).put("summary", read.summary());
    ArrayNode parameters = operation.putArray("parameters");
    variables(parameters, read.path());
    for (Field field : read.fields()) {
      ObjectNode parameter =
          parameters
              .addObject()
              .put("name", field.name())
              .put("in", "query")
              .put("required", field.required())
              .put("description", field.meaning());
      schema(parameter.putObject("schema"), field);
    }
    if (read.tagged()) {
      header(parameters, "If-None-Match", "ETag of what the program has: 304 where that is so");
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode found = responses.putObject("200").put("description", "What was asked for");
    found.putObject("content").putObject(JSON).putObject("schema").put("type", "object");
    if (read.tagged()) {
      found
          .putObject("headers")
          .putObject("ETag")
          .put("description", "Strong: the newest entry of the ledger about it, and a hash")
          .putObject("schema")
          .put("type", "string");
      responses.putObject("304").put("description", "The program has it already");
    }
    problems(responses, List.of("401", "403", "404", "429"));
  }

  private static void act(ObjectNode path, Act act, Right right) {
    ObjectNode operation =
        path.putObject("post")
            .put("operationId", act.id())
            .put("summary", act.summary())
            .put("description", "Takes the scope " + right.code() + ".");
    operation.putArray("security").addObject().putArray("token").add(right.code());
    ArrayNode parameters = operation.putArray("parameters");
    variables(parameters, act.described());
    header(
        parameters,
        "Idempotency-Key",
        "Chosen by the program: done once, answered alike for a day");
    boolean conditional = act.subject() != Act.Subject.NONE;
    if (conditional) {
      header(parameters, "If-Match", "ETag of what was read: 412 where something is newer");
    }
    boolean needed = act.fields().stream().anyMatch(Field::required);
    ObjectNode body =
        operation
            .putObject("requestBody")
            .put("required", needed)
            .putObject("content")
            .putObject(JSON)
            .putObject("schema");
    body(body, act);
    ObjectNode responses = operation.putObject("responses");
    responses
        .putObject(act.makes() ? "201" : "200")
        .put("description", act.makes() ? "Made" : "Done")
        .putObject("content")
        .putObject(JSON)
        .putObject("schema")
        .put("$ref", "#/components/schemas/Done");
    problems(
        responses,
        conditional
            ? List.of("400", "401", "403", "404", "409", "412", "413", "415", "422", "429", "503")
            : List.of("400", "401", "403", "404", "409", "413", "415", "422", "429", "503"));
  }

  private static void body(ObjectNode body, Act act) {
    body.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = body.putObject("properties");
    for (Field field : act.fields()) {
      ObjectNode property =
          field.isRepeated()
              ? body.withObjectProperty("patternProperties").putObject(field.pattern())
              : properties.putObject(field.name());
      schema(property, field);
      property.put("description", field.meaning());
      if (field.required()) {
        body.withArrayProperty("required").add(field.name());
      }
    }
  }

  private static void schema(ObjectNode schema, Field field) {
    ObjectNode values = schema;
    switch (field.type()) {
      case TEXT -> schema.put("type", "string");
      case WHOLE -> schema.put("type", "integer");
      case FLAG -> schema.put("type", "boolean");
      case TEXTS -> values = schema.put("type", "array").putObject("items").put("type", "string");
    }
    if (!field.values().isEmpty()) {
      ArrayNode only = values.putArray("enum");
      field.values().forEach(only::add);
    }
  }

  private static void variables(ArrayNode parameters, String path) {
    Set<String> names = new LinkedHashSet<>();
    Matcher variable = VARIABLE.matcher(path);
    while (variable.find()) {
      names.add(variable.group(1));
    }
    for (String name : names) {
      parameters
          .addObject()
          .put("name", name)
          .put("in", "path")
          .put("required", true)
          .putObject("schema")
          .put("type", "string");
    }
  }

  private static void header(ArrayNode parameters, String name, String meaning) {
    parameters
        .addObject()
        .put("name", name)
        .put("in", "header")
        .put("required", false)
        .put("description", meaning)
        .putObject("schema")
        .put("type", "string");
  }

  private static void problems(ObjectNode responses, List<String> statuses) {
    for (String status : statuses) {
      responses.putObject(status).put("$ref", "#/components/responses/Problem");
    }
  }

  private static void components(ObjectNode components) {
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "A token with scopes, made on the page of its owner's account");
    components
        .putObject("responses")
        .putObject("Problem")
        .put("description", "Why it was not done (RFC 9457)")
        .putObject("content")
        .putObject(PROBLEM)
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
    ObjectNode schemas = components.putObject("schemas");
    ObjectNode problem = schemas.putObject("Problem").put("type", "object");
    problem.putArray("required").add("type").add("title").add("status").add("detail");
    ObjectNode members = problem.putObject("properties");
    member(members, "type", "string", "Path of a page that explains it");
    member(members, "title", "string", "In the language asked for");
    member(members, "status", "integer", "Of HTTP");
    member(members, "detail", "string", "What exactly, and what to do");
    member(members, "reference", "string", "Under which the server's log has more");
    ObjectNode errors = members.putObject("errors").put("type", "array").putObject("items");
    errors.put("type", "object");
    ObjectNode error = errors.putObject("properties");
    member(error, "field", "string", "Empty where it is none of them");
    member(error, "message", "string", "What was expected");
    ObjectNode done = schemas.putObject("Done").put("type", "object");
    done.putArray("required").add("done").add("entries");
    ObjectNode told = done.putObject("properties");
    member(told, "done", "boolean", "true");
    told.putObject("entries")
        .put("type", "array")
        .put("description", "Entries that were added to the ledger for it")
        .putObject("items")
        .put("type", "integer");
    member(told, "resource", "string", "Address of what it is about or made");
    member(told, "page", "string", "Where a person would be led");
    member(told, "newer", "boolean", "true where somebody else added something meanwhile");
  }

  private static void member(ObjectNode members, String name, String type, String meaning) {
    members.putObject(name).put("type", type).put("description", meaning);
  }
}
