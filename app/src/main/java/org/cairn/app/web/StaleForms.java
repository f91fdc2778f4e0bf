package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * What a form gets that comes without the token of its session: refused with 403, whatever it says.
 * Where a page of this server sent it, its session has ended meanwhile, so the sender gets back
 * what was typed; what another site sent is not shown, or somebody could be led to send it on.
 * Thread-safe.
 */
final class StaleForms implements AccessDeniedHandler {
  private final Frames frames;

  StaleForms(Frames frames) {
    this.frames = frames;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    Frame frame = frames.of(request);
    Answer answer =
        isFromHere(request)
            ? SignInFirst.again(frame, request, HttpServletResponse.SC_FORBIDDEN)
            : Failures.forbidden(frame);
    answer.write(request, response);
  }

  /** By the header that every browser sends with a form and no page can set. */
  private static boolean isFromHere(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    if (origin == null || host == null) {
      return false;
    }
    try {
      return host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
