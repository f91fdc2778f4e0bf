package org.cairn.app.web.stac;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cairn.app.web.Answer;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.api.Problem;
import org.cairn.app.web.api.ProblemException;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import tools.jackson.databind.JsonNode;

/** Documents of this API, and its problem details (RFC 9457). Stateless. */
final class JsonAnswer {
  static final String GEO_JSON = "application/geo+json";
  static final String OPEN_API = "application/vnd.oai.openapi+json;version=3.0";

  private static final System.Logger LOG = System.getLogger(JsonAnswer.class.getName());

  private JsonAnswer() {}

  static Answer json(JsonNode document) {
    return of(200, "application/json", document);
  }

  static Answer geoJson(JsonNode document) {
    return of(200, GEO_JSON, document);
  }

  static Answer of(int status, String type, JsonNode document) {
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    return (request, response) -> {
      response.setStatus(status);
      response.setContentType(type);
      response.setHeader("Cache-Control", Answer.PRIVATE);
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    };
  }

  /** What a route does, with what may be wrong with the question. */
  @FunctionalInterface
  interface Work {
    Answer answer() throws IOException, RefusedException;
  }

  /** What is wrong with a question is told as a problem; the server's own troubles are not here. */
  static Answer of(Work work) throws IOException, RefusedException {
    try {
      return work.answer();
    } catch (ProblemException wrong) {
      return wrong.problem();
    } catch (IntegrityException doubt) {
      LOG.log(System.Logger.Level.ERROR, "An image is not what was recorded", doubt);
      return Problem.of(Problem.Kind.INTEGRITY)
          .withDetail(
              "What is stored is not what was recorded, or is missing: who keeps this node finds"
                  + " out more by 'cairn ledger scrub'");
    } catch (NotFoundException none) {
      return Problem.of(Problem.Kind.NOT_FOUND);
    }
  }
}
