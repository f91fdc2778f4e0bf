package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Where readers reach this server, for links that are to work elsewhere. Immutable.
 *
 * @param set by the settings; else it is whatever was asked
 */
record OgcAddress(Optional<URI> set) {
  /** Scheme, host and port, without a slash at the end. */
  String root(HttpServletRequest request) {
    return set.map(URI::toString).orElseGet(() -> asked(request));
  }

  /** Of the landing page. */
  String base(HttpServletRequest request) {
    return root(request) + OgcPages.ROOT;
  }

  private static String asked(HttpServletRequest request) {
    String host = request.getServerName();
    int port = request.getServerPort();
    boolean usual = port == ("https".equals(request.getScheme()) ? 443 : 80);
    return request.getScheme() + "://" + host + (usual ? "" : ":" + port);
  }
}
