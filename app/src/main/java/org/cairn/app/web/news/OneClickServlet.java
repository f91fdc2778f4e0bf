package org.cairn.app.web.news;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.cairn.app.web.ReadOnlyMode;

/**
 * Ends a subscription by one POST of a mail program (RFC 8058), which has no cookie, no session and
 * no token of a form: what shows that it may is the secret in its address, and all it can do is end
 * that one subscription. So it stands before the filters that ask for tokens, as what is for
 * everybody does, and no page needs an exception from them. GET leads to the page with a button.
 * Thread-safe.
 */
final class OneClickServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  static final String PATH = "/news/one-click/";
  private static final String RETRY_SECONDS = "60";

  @SuppressWarnings("serial") // Servlets are never written anywhere.
  private final GuestPages pages;

  @SuppressWarnings("serial")
  private final News news;

  @SuppressWarnings("serial")
  private final ReadOnlyMode mode;

  OneClickServlet(GuestPages pages, News news, ReadOnlyMode mode) {
    this.pages = pages;
    this.news = news;
    this.mode = mode;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'");
    response.setHeader("Cache-Control", "no-store");
    String path = request.getRequestURI();
    String secret = path.startsWith(PATH) ? path.substring(PATH.length()) : "";
    Optional<Subscription> one = pages.unsubscribing(secret);
    if (one.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (!request.getMethod().equals("POST")) {
      response.setHeader("Location", "/news/unsubscribe/" + secret);
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    } else if (mode.now().isPresent()) {
      response.setHeader("Retry-After", RETRY_SECONDS);
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } else {
      news.unsubscribe(one.get());
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }
}
