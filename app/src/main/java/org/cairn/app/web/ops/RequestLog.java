package org.cairn.app.web.ops;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.app.log.LogFields;
import org.cairn.app.log.RequestScope;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Around everything: gives each request its number, which the answer has as {@code X-Request-Id},
 * measures it, and, where that is wanted, writes a line about it: no address, no name, nothing of
 * what was sent; of the path the pattern of its route. Thread-safe.
 */
final class RequestLog implements Filter {
  private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());

  /** Of what no route is for, or what was refused before one was looked for. */
  private static final String NO_ROUTE = "none";

  private final HttpMeasures measures;
  private final boolean access;

  RequestLog(HttpMeasures measures, boolean access) {
    this.measures = measures;
    this.access = access;
  }

  @Override
  public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) asked;
    HttpServletResponse response = (HttpServletResponse) answered;
    RequestScope scope =
        RequestIds.of(request.getHeader(RequestIds.TRACE), request.getHeader(RequestIds.HEADER));
    response.setHeader(RequestIds.HEADER, scope.id());
    try {
      ScopedValue.where(RequestScope.CURRENT, scope).call(() -> {
        measured(request, response, chain);
        return scope;
      });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private void measured(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws Exception {
    measures.begun();
    long start = System.nanoTime();
    boolean answered = false;
    try {
      chain.doFilter(request, response);
      answered = true;
    } finally {
      long nanos = System.nanoTime() - start;
      int status = answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
      String route = route(request);
      measures.ended(route, request.getMethod(), status, nanos);
      if (access) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "request");
        line.put("method", HttpMeasures.METHODS.contains(request.getMethod()) ? request.getMethod() : "other");
        line.put("route", route);
        line.put("status", status);
        line.put("duration_ms", nanos / 1_000_000);
        LOG.log(System.Logger.Level.INFO, "{0}", new LogFields(line));
      }
    }
  }

  private static String route(HttpServletRequest request) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String of) {
      return of;
    }
    String servlet = request.getHttpServletMapping().getPattern();
    return servlet.equals("/") || servlet.isEmpty() ? NO_ROUTE : servlet;
  }
}
