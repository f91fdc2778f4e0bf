package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The requests of routes that {@link ChangesNothing}, told by their exact paths. Thread-safe. */
final class ReadingByPost implements RequestMatcher {
  private final Supplier<RequestMappingHandlerMapping> routes;

  /** Of all such routes; empty until first asked for, since routes are known after filters. */
  private volatile Set<String> paths = Set.of();

  ReadingByPost(Supplier<RequestMappingHandlerMapping> routes) {
    this.routes = routes;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    return request.getMethod().equals("POST") && paths().contains(request.getRequestURI());
  }

  private Set<String> paths() {
    if (paths.isEmpty()) {
      Set<String> found = new HashSet<>();
      routes
          .get()
          .getHandlerMethods()
          .forEach((info, method) -> {
            if (method.hasMethodAnnotation(ChangesNothing.class)) {
              found.addAll(info.getDirectPaths());
            }
          });
      paths = Set.copyOf(found);
    }
    return paths;
  }
}
