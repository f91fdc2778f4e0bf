package org.cairn.app.web.ops;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
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
      ScopedValue.where(RequestScope.CURRENT, scope)
          .call(() -> {
            measured(request, response, chain);
            return scope;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private void measured(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws Exception {
    measures.begun();
    long start = System.nanoTime();
    try {
      answered(request, response, chain);
    } finally {
      long nanos = System.nanoTime() - start;
      int status = response.getStatus();
      String route = route(request);
      measures.ended(route, request.getMethod(), status, nanos);
      if (access) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "request");
        line.put(
            "method",
            HttpMeasures.METHODS.contains(request.getMethod()) ? request.getMethod() : "other");
        line.put("route", route);
        line.put("status", status);
        line.put("duration_ms", nanos / 1_000_000);
        LOG.log(System.Logger.Level.INFO, "{0}", new LogFields(line));
      }
    }
  }

  /**
   * What even the page of failures could not be made for, such as a damaged database of accounts,
   * gets a line of text with its number; nothing of the inside is told.
   */
  private static void answered(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (ClientAbortException gone) {
      throw gone;
    } catch (IOException | ServletException | RuntimeException e) {
      String reference = RequestScope.reference();
      LOG.log(System.Logger.Level.ERROR, "Request failed, reference " + reference, e);
      if (response.isCommitted()) {
        throw e;
      }
      response.reset();
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      response.setHeader(RequestIds.HEADER, reference);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
      response.setHeader("Cache-Control", "no-store");
      response.setContentType("text/plain; charset=utf-8");
      response
          .getOutputStream()
          .write(
              ("This could not be answered. In the server's log it is " + reference + ".\n")
                  .getBytes(StandardCharsets.UTF_8));
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
