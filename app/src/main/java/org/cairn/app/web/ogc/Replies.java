package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.api.ProblemException;
import org.cairn.ledger.RefusedException;
import tools.jackson.databind.JsonNode;

/** Answers of the service: documents, pages, and what is wrong with a request. Stateless. */
final class Replies {
  private Replies() {}

  /** What makes an answer. */
  @FunctionalInterface
  interface Making {
    Answer make() throws IOException, RefusedException;
  }

  /** Tells programs in problem details, and people on a page, what they asked wrongly. */
  static Answer of(Frame frame, HttpServletRequest request, Making making)
      throws IOException, RefusedException {
    try {
      return making.make();
    } catch (ProblemException problem) {
      return Formats.prefersHtml(request) ? page(frame, problem) : problem.problem();
    }
  }

  static Answer json(JsonNode document, String type) {
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    return (request, response) -> {
      response.setHeader("Vary", Formats.VARY);
      Answer.bytes(bytes, type, Answer.PRIVATE).write(request, response);
    };
  }

  private static Answer page(Frame frame, ProblemException problem) {
    if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      return Answer.see("/sign-in?next=" + URLEncoder.encode(frame.path(), StandardCharsets.UTF_8));
    }
    Texts texts = frame.texts(OgcConfiguration.class);
    HtmlPage page =
        new HtmlPage(
            texts.text("ogc.problem." + problem.status()),
            new HtmlPage.Link(texts.text("ogc.title"), OgcPages.ROOT, ""),
            Texts.clean(problem.detail()),
            List.of(),
            List.of(),
            HtmlPage.Table.NONE,
            "",
            "");
    return html(frame, problem.status(), page);
  }

  static Answer html(Frame frame, HtmlPage page) {
    return html(frame, HttpServletResponse.SC_OK, page);
  }

  private static Answer html(Frame frame, int status, HtmlPage page) {
    return Answer.html(
        frame, status, (output, forms) -> JtepageGenerated.render(output, forms, frame, page));
  }
}
