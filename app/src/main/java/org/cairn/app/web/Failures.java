package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.cairn.app.log.RequestScope;
import org.cairn.app.web.api.ChangedException;
import org.cairn.app.web.api.Problem;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.register.NotYetPublishedException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns whatever a route throws into a page that says what happened and what to do, in the viewer's
 * language; nothing of the inside is told, but a number under which it stands in the server's log.
 * Thread-safe.
 */
final class Failures implements HandlerExceptionResolver {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  private final Frames frames;
  private final ReadOnlyMode mode;

  Failures(Frames frames, ReadOnlyMode mode) {
    this.frames = frames;
    this.mode = mode;
  }

  static Answer forbidden(Frame frame) {
    return page(frame, HttpServletResponse.SC_FORBIDDEN, "forbidden", "");
  }

  static Answer notFound(Frame frame) {
    return page(frame, HttpServletResponse.SC_NOT_FOUND, "not-found", "");
  }

  private static Answer page(Frame frame, int status, String key, String reference) {
    Answer page =
        Answer.html(
            frame,
            status,
            (output, forms) -> JtefailureGenerated.render(output, forms, frame, key, reference));
    Problem problem =
        switch (key) {
          case "busy" -> Problem.of(Problem.Kind.BUSY).withHeader("Retry-After", "5");
          case "integrity" -> Problem.of(Problem.Kind.INTEGRITY);
          case "failed" -> Problem.of(Problem.Kind.FAILED);
          case "forbidden" -> Problem.of(Problem.Kind.FORBIDDEN);
          default -> Problem.ofStatus(status);
        };
    return problem.withReference(reference).orElse(page);
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (failure instanceof AsyncRequestNotUsableException) {
      return new ModelAndView(); // Whoever asked has gone.
    }
    if (response.isCommitted()) {
      return null; // Half of an answer has gone: no page may follow it, the connection ends.
    }
    try {
      answer(frames.of(request), request, failure).write(request, response);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    return new ModelAndView();
  }

  private Answer answer(Frame frame, HttpServletRequest request, Exception failure) {
    Optional<ReadOnlyMode.Now> readOnly = mode.noticed(failure);
    if (readOnly.isPresent() && !(failure instanceof IntegrityException)) {
      return failure instanceof NotYetPublishedException
          ? HeldBack.added(frame, readOnly.get())
          : HeldBack.answer(frame, request, readOnly.get());
    }
    return switch (failure) {
      case NotFoundException missing -> notFound(frame);
      case MethodArgumentTypeMismatchException mistyped -> notFound(frame);
      case ChangedException changed -> Problem.of(Problem.Kind.CHANGED);
      case RefusedException busy when busy.code().equals("log-locked") ->
          page(frame, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "busy", "");
      case IntegrityException doubt ->
          logged(frame, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "integrity", failure);
      case ErrorResponse known when known.getStatusCode().is4xxClientError() ->
          badRequest(frame, known);
      default -> logged(frame, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "failed", failure);
    };
  }

  private static Answer badRequest(Frame frame, ErrorResponse known) {
    Answer page = page(frame, known.getStatusCode().value(), "bad-request", "");
    Optional<String> allow = Optional.ofNullable(known.getHeaders().getFirst("Allow"));
    return (request, response) -> {
      allow.ifPresent(methods -> response.setHeader("Allow", methods));
      page.write(request, response);
    };
  }

  private static Answer logged(Frame frame, int status, String key, Exception failure) {
    String reference = RequestScope.reference();
    LOG.log(System.Logger.Level.ERROR, "Request failed, reference " + reference, failure);
    return page(frame, status, key, reference);
  }
}
