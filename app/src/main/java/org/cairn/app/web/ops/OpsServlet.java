package org.cairn.app.web.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cairn.app.log.FailureText;
import org.cairn.app.node.Measured;
import org.cairn.app.node.Measures;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /health/live} (the process answers) and {@code /health/ready} (it can do its work; 503
 * where it cannot) for everybody, {@code /metrics} for whom {@link MetricsDoor} lets in.
 * Thread-safe.
 */
final class OpsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(OpsServlet.class.getName());

  static final String LIVE = "/health/live";
  static final String READY = "/health/ready";
  static final String METRICS = "/metrics";

  private static final String HEALTH = "application/health+json";
  private static final String TEXT = "text/plain; charset=utf-8";

  @SuppressWarnings("serial") // Servlets are never written anywhere.
  private final Health health;

  @SuppressWarnings("serial")
  private final MetricsDoor door;

  @SuppressWarnings("serial")
  private final List<Measured> measured;

  OpsServlet(Health health, MetricsDoor door, List<Measured> measured) {
    this.health = health;
    this.door = door;
    this.measured = List.copyOf(measured);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    switch (request.getServletPath()) {
      case LIVE ->
          send(response, HttpServletResponse.SC_OK, HEALTH, json(Map.of("status", "pass")));
      case READY -> {
        Health.Found found = health.ready();
        send(
            response,
            found.status() == Health.Status.FAIL
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_OK,
            HEALTH,
            json(found.asMap()));
      }
      default -> metrics(request, response);
    }
  }

  private void metrics(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!door.isOpenTo(request)) {
      if (door.hasSecret()) {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"metrics\"");
      }
      send(
          response,
          door.hasSecret() ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_FORBIDDEN,
          TEXT,
          "Metrics are for requests made on this machine itself, or with the secret that cairn.yaml"
              + " names (web, metrics_token_file).\n");
      return;
    }
    Measures.Format format = format(request.getHeader("Accept"));
    response.setHeader("Vary", "Accept");
    send(response, HttpServletResponse.SC_OK, format.type(), all().text(format));
  }

  /** Where one part cannot tell, the others do, and that it could not is told. */
  private Measures all() {
    Measures measures = new Measures();
    int silent = 0;
    for (Measured one : measured) {
      try {
        one.tell(measures);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        silent++;
      } catch (Exception e) {
        silent++;
        LOG.log(
            System.Logger.Level.WARNING,
            "No metrics of {0}: {1}",
            one.getClass().getSimpleName(),
            FailureText.of(e));
      }
    }
    measures.gauge(
        "cairn_metrics_missing", "Parts of the node that could not tell their numbers", silent);
    return measures;
  }

  private static Measures.Format format(@Nullable String accept) {
    return accept != null && accept.contains("application/openmetrics-text")
        ? Measures.Format.OPEN_METRICS
        : Measures.Format.PROMETHEUS;
  }

  private static String json(Map<String, ?> document) {
    return JsonMapper.shared().writeValueAsString(document);
  }

  private static void send(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
