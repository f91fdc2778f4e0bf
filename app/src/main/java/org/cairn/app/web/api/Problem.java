package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Languages;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What could not be done, for a program: {@code application/problem+json} (RFC 9457), in the
 * language that it asked for. Its {@code type} is a page of this node that explains it. Beside the
 * members of the RFC it has {@code errors}, each with {@code field} and {@code message}, where
 * fields are wrong, and {@code reference} where the server's log has more under that.
 *
 * @param status of HTTP
 * @param detail what exactly; empty where the kind says it all
 * @param faults by field
 * @param reference in the server's log
 * @param headers of the answer
 */
public record Problem(
    Kind kind,
    int status,
    Optional<String> detail,
    List<Answer.Fault> faults,
    Optional<String> reference,
    Map<String, String> headers)
    implements Answer {
  public Problem {
    faults = List.copyOf(faults);
    headers = Map.copyOf(headers);
  }

  /** Codes are told to programs; adding one is compatible. */
  public enum Kind {
    BAD_REQUEST(400),
    NOT_JSON(400),
    AUTHORIZATION(400),
    TOKEN_IN_ADDRESS(400),
    IDEMPOTENCY_KEY(400),
    CONDITION(400),
    TOKEN_NEEDED(401),
    INVALID_TOKEN(401),
    FORBIDDEN(403),
    TOKEN_NOT_HERE(403),
    NOT_FOUND(404),
    METHOD(405),
    IDEMPOTENCY_IN_PROGRESS(409),
    IDEMPOTENCY_UNKNOWN(409),
    CHANGED(412),
    TOO_LARGE(413),
    MEDIA_TYPE(415),
    FIELDS(422),
    IDEMPOTENCY_MISMATCH(422),
    TOO_MANY_REQUESTS(429),
    IDEMPOTENCY_FULL(429),
    FAILED(500),
    INTEGRITY(500),
    BUSY(503),
    READ_ONLY(503),
    ADDED(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int status() {
      return status;
    }

    /** Nothing was done, and it may be asked for once more as it is. */
    boolean isPassing() {
      return this == BUSY || this == READ_ONLY;
    }

    /** The page that explains it. */
    String type() {
      return "/problems/" + code();
    }

    static Optional<Kind> find(String code) {
      for (Kind kind : values()) {
        if (kind.code().equals(code)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  public static Problem of(Kind kind) {
    return new Problem(
        kind, kind.status(), Optional.empty(), List.of(), Optional.empty(), Map.of());
  }

  static Problem ofFields(List<Answer.Fault> faults) {
    return new Problem(
        Kind.FIELDS, Kind.FIELDS.status(), Optional.empty(), faults, Optional.empty(), Map.of());
  }

  /** The kind that a status stands for. */
  public static Problem ofStatus(int status) {
    Kind kind =
        switch (status) {
          case 401 -> Kind.TOKEN_NEEDED;
          case 403 -> Kind.FORBIDDEN;
          case 404 -> Kind.NOT_FOUND;
          case 405 -> Kind.METHOD;
          case 413 -> Kind.TOO_LARGE;
          case 415 -> Kind.MEDIA_TYPE;
          default -> Kind.BAD_REQUEST;
        };
    return new Problem(kind, status, Optional.empty(), List.of(), Optional.empty(), Map.of());
  }

  public Problem withDetail(String text) {
    return new Problem(kind, status, Optional.of(text), faults, reference, headers);
  }

  /** With a reference; none where it is empty. */
  public Problem withReference(String text) {
    return new Problem(
        kind, status, detail, faults, Optional.of(text).filter(one -> !one.isEmpty()), headers);
  }

  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(kind, status, detail, faults, reference, more);
  }

  /** For programs; for everybody else a page. */
  public Answer orElse(Answer page) {
    return (request, response) -> {
      if (ByProgram.wantsProblem(request)) {
        write(request, response);
      } else {
        page.write(request, response);
      }
    };
  }

  static Texts texts(Language language) {
    return Texts.of(language, Problem.class);
  }

  @Override
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<ApiCall> call = ApiCall.of(request);
    if (kind.isPassing() && call.filter(one -> !one.entries().isEmpty()).isPresent()) {
      // It failed on the way from the ledger: it is not to be sent again.
      of(Kind.ADDED).write(request, response);
      return;
    }
    Language language = Languages.of(request);
    Texts texts = texts(language);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", kind.type());
    body.put("title", texts.text("api.problem." + kind.code() + ".title"));
    body.put("status", status);
    body.put("detail", detail.orElseGet(() -> texts.text("api.problem." + kind.code() + ".what")));
    if (!faults.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      faults.forEach(
          fault -> errors.addObject().put("field", fault.field()).put("message", fault.message()));
    }
    reference.ifPresent(text -> body.put("reference", text));
    headers.forEach(response::setHeader);
    if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      challenge(request, response);
    }
    response.setHeader("Content-Language", language.tag());
    ApiCall.Outcome outcome =
        new ApiCall.Outcome(
            status, "application/problem+json", Optional.empty(), body.toString(), kind.code());
    call.ifPresent(one -> one.answered(outcome));
    outcome.send(response);
  }

  /**
   * RFC 6750 section 3; clients of standards that know {@code Basic} only are asked for that too.
   */
  private void challenge(HttpServletRequest request, HttpServletResponse response) {
    String bearer = "Bearer realm=\"cairn\"";
    response.addHeader(
        "WWW-Authenticate",
        kind == Kind.INVALID_TOKEN ? bearer + ", error=\"invalid_token\"" : bearer);
    if (ByProgram.isToService(request)) {
      response.addHeader("WWW-Authenticate", "Basic realm=\"cairn\", charset=\"UTF-8\"");
    }
  }
}
