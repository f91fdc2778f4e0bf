package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The requests of routes that need {@link NoFormToken}. Thread-safe. */
final class KnownOtherwise implements RequestMatcher {
  private final Supplier<RequestMappingHandlerMapping> routes;

  /** Of all such routes; empty until first asked for, since routes are known after filters. */
  private volatile List<RequestMatcher> matchers = List.of();

  KnownOtherwise(Supplier<RequestMappingHandlerMapping> routes) {
    this.routes = routes;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    return request.getMethod().equals("POST")
        && matchers().stream().anyMatch(matcher -> matcher.matches(request));
  }

  private List<RequestMatcher> matchers() {
    if (matchers.isEmpty()) {
      List<RequestMatcher> found = new ArrayList<>();
      routes
          .get()
          .getHandlerMethods()
          .forEach((info, method) -> {
            if (method.hasMethodAnnotation(NoFormToken.class)) {
              for (String path : info.getPatternValues()) {
                found.add(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, path));
              }
            }
          });
      matchers = List.copyOf(found);
    }
    return matchers;
  }
}
