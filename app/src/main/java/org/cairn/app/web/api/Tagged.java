package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cairn.app.web.Answer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a program reads of something that changes by entries of the ledger: with a strong ETag, and
 * 304 for whoever has it already.
 *
 * @param newest entry about it that the viewer may know of
 */
public record Tagged(long newest, ObjectNode document) implements Answer {
  public Tagged {
    document = document.deepCopy();
  }

  @Override
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String body = document.toString();
    String tag = EntityTags.of(newest, body);
    Optional<EntityTags> known;
    try {
      known = EntityTags.of(request, "If-None-Match");
    } catch (IllegalArgumentException e) {
      Problem.of(Problem.Kind.CONDITION).write(request, response);
      return;
    }
    response.setHeader("ETag", "\"" + tag + "\"");
    response.setHeader("Cache-Control", "private, no-cache");
    response.setHeader("Vary", "Authorization, Accept-Language");
    if (known.filter(tags -> tags.has(tag)).isPresent()) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
