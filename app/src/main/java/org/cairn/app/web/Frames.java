package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import org.cairn.app.web.api.ByProgram;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link Frame} of a request, once. Thread-safe. */
final class Frames implements HandlerMethodArgumentResolver {
  private static final String ATTRIBUTE = Frames.class.getName();

  private final Viewers viewers;
  private final ReadOnlyMode mode;

  Frames(Viewers viewers, ReadOnlyMode mode) {
    this.viewers = viewers;
    this.mode = mode;
  }

  Frame of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Frame known) {
      return known;
    }
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : "?" + query);
    // Asking for the token gives the browser a cookie, which assets can do without.
    boolean tokenNeeded = !request.getRequestURI().startsWith("/assets/") && !ByProgram.is(request);
    String csrf =
        tokenNeeded && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
            ? token.getToken()
            : "";
    Frame frame =
        new Frame(
            viewers.of(request),
            path,
            csrf,
            "true".equals(request.getHeader("HX-Request")),
            mode.now());
    request.setAttribute(ATTRIBUTE, frame);
    return frame;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Frame.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
    if (http == null) {
      throw new IllegalStateException("No request of a servlet");
    }
    return of(http);
  }
}
