package org.cairn.app.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cairn.app.web.api.ByProgram;
import org.cairn.app.web.api.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets nobody to a route without the right it names: visitors are asked to sign in, others are
 * refused. A route that names none is closed. Thread-safe.
 */
final class Gate implements HandlerInterceptor {
  private static final int SECONDS_PER_YEAR = 365 * 24 * 3600;

  private final Frames frames;

  Gate(Frames frames) {
    this.frames = frames;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod method)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return false;
    }
    Frame frame = frames.of(request);
    if (request.getParameter(Languages.NAME) != null && !ByProgram.is(request)) {
      remember(frame, response);
    }
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs != null && frame.viewer().may(needs.value())) {
      return true;
    }
    if (needs != null && !frame.viewer().isSignedIn()) {
      SignInFirst.answer(frame, request).write(request, response);
      return false;
    }
    refusal(frame, needs).write(request, response);
    return false;
  }

  /** Of a token it is told which scope would let it through, where the roles do (RFC 6750, 3.1). */
  private static Answer refusal(Frame frame, @Nullable Needs needs) {
    if (needs == null
        || frame.viewer().scopes().isEmpty()
        || !frame.viewer().mayByRole(needs.value())) {
      return Failures.forbidden(frame);
    }
    String scope = needs.value().code();
    return Problem.of(Problem.Kind.FORBIDDEN)
        .withHeader(
            "WWW-Authenticate",
            "Bearer realm=\"cairn\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
  }

  /** So that the next page is in the same language. */
  private static void remember(Frame frame, HttpServletResponse response) {
    Cookie cookie = new Cookie(Languages.NAME, frame.language().tag());
    cookie.setPath("/");
    cookie.setMaxAge(SECONDS_PER_YEAR);
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }
}
