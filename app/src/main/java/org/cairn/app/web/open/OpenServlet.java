package org.cairn.app.web.open;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.cairn.app.web.open.ServedFiles.Content;

/**
 * Answers GET and HEAD with {@link OpenFiles}, else with 404, and hands the witness what is its.
 * Paths count as they were sent: nothing is decoded or tidied up. Thread-safe.
 */
public final class OpenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Servlets are never written anywhere.
  private final OpenFiles open;

  public OpenServlet(OpenFiles open) {
    this.open = open;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    String path = request.getRequestURI();
    if (path.startsWith(WitnessDoor.PREFIX)) {
      open.witness().answer(request, response);
      return;
    }
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    Optional<Content> found = find(path);
    if (found.isEmpty()) {
      // What is not there yet may be there soon.
      response.setHeader("Cache-Control", ServedFiles.ASK_AGAIN);
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Content content = found.get();
    response.setContentType(content.type());
    response.setHeader("Cache-Control", content.caching());
    // Files are small and clients want them whole.
    response.setHeader("Accept-Ranges", "none");
    response.setContentLength(content.bytes().length);
    if (method.equals("GET")) {
      response.getOutputStream().write(content.bytes());
    }
  }

  private Optional<Content> find(String path) throws IOException {
    for (ServedFiles files : open.files()) {
      Optional<Content> content = files.find(path);
      if (content.isPresent()) {
        return content;
      }
    }
    return Optional.empty();
  }
}
