package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.cairn.app.web.api.Problem;

/**
 * What a visitor gets who asks for what takes an account: the way to the sign-in page, and back. A
 * form that was sent, perhaps after the session had ended, comes back to its sender with everything
 * typed into it, to be sent again once signed in: nothing is kept here meanwhile.
 */
final class SignInFirst {
  /** Where a path is too long to be carried along. */
  private static final int LONGEST_PATH = 1_500;

  private SignInFirst() {}

  static Answer answer(Frame frame, HttpServletRequest request) {
    return Problem.of(Problem.Kind.TOKEN_NEEDED).orElse(page(frame, request));
  }

  private static Answer page(Frame frame, HttpServletRequest request) {
    if (!request.getMethod().equals("POST")) {
      String path = frame.path().length() > LONGEST_PATH ? "/" : frame.path();
      String next = URLEncoder.encode(path, StandardCharsets.UTF_8);
      return frame.part() ? again(frame, request) : Answer.see("/sign-in?next=" + next);
    }
    return again(frame, request);
  }

  private static Answer again(Frame frame, HttpServletRequest request) {
    return again(frame, request, HttpServletResponse.SC_UNAUTHORIZED);
  }

  static Answer again(Frame frame, HttpServletRequest request, int status) {
    SentForm form = SentForm.of(request);
    return Answer.html(
        frame,
        status,
        (output, forms) -> JtesignInFirstGenerated.render(output, forms, frame, form));
  }
}
