package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.api.Problem;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * What a form gets that is sent while the node is read-only: 503, and everything typed into it back
 * on the page, to be sent again. Thread-safe.
 */
final class HeldBack implements HandlerInterceptor {
  /** A form with such could not be sent again from a page: they are not put into one. */
  private static final Set<String> SECRETS = Set.of("password", "code", "passkey");

  private static final String RETRY_SECONDS = "60";

  private final Frames frames;
  private final ReadOnlyMode mode;

  HeldBack(Frames frames, ReadOnlyMode mode) {
    this.frames = frames;
    this.mode = mode;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    boolean reads =
        !request.getMethod().equals("POST")
            || handler instanceof HandlerMethod method
                && method.hasMethodAnnotation(EvenReadOnly.class);
    if (reads) {
      return true;
    }
    Optional<ReadOnlyMode.Now> now = mode.nowForWriting();
    if (now.isEmpty()) {
      return true;
    }
    answer(frames.of(request), request, now.get()).write(request, response);
    return false;
  }

  /** Also for the request that finds the disk full: its page is the first to say so. */
  static Answer answer(Frame frame, HttpServletRequest request, ReadOnlyMode.Now now) {
    Frame told = frame.withReadOnly(now);
    boolean secret = SECRETS.stream().anyMatch(name -> request.getParameter(name) != null);
    boolean post = request.getMethod().equals("POST");
    String next = !post ? "web.held.page" : secret ? "web.held.back" : "web.held.next";
    boolean signing =
        SentForm.SIGNING.stream().anyMatch(name -> request.getParameter(name) != null);
    SentForm form = SentForm.without(SentForm.SIGNING, request);
    return page(
        told,
        Problem.Kind.READ_ONLY,
        (output, forms) -> JteheldBackGenerated.render(output, forms, told, form, next, signing));
  }

  /** For what is in the ledger, and not yet in the files that are read. */
  static Answer added(Frame frame, ReadOnlyMode.Now now) {
    Frame told = frame.withReadOnly(now);
    return page(
        told,
        Problem.Kind.ADDED,
        (output, forms) -> JtefailureGenerated.render(output, forms, told, "added", ""));
  }

  private static Answer page(Frame told, Problem.Kind kind, Answer.Template template) {
    Answer html = Answer.html(told, HttpServletResponse.SC_SERVICE_UNAVAILABLE, template);
    Answer page = Problem.of(kind).orElse(html);
    return (asked, response) -> {
      response.setHeader("Retry-After", RETRY_SECONDS);
      page.write(asked, response);
    };
  }
}
