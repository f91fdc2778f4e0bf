package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.cairn.app.web.api.ProblemException;

/**
 * In which form something is answered: {@code f}, else what {@code Accept} has first. Stateless.
 */
final class Formats {
  static final String JSON = "application/json";
  static final String GEO_JSON = "application/geo+json";
  static final String SCHEMA_JSON = "application/schema+json";
  static final String OPEN_API = "application/vnd.oai.openapi+json;version=3.0";
  static final String PROBLEM_JSON = "application/problem+json";
  static final String HTML = "text/html";

  /** What an answer depends on beside its address. */
  static final String VARY = "Accept, Accept-Encoding, Accept-Language, Cookie, Authorization";

  /** Parameters that every address takes. */
  static final Set<String> COMMON = Set.of("f", "lang");

  private Formats() {}

  static boolean isHtml(HttpServletRequest request) {
    String f = request.getParameter("f");
    if (f != null) {
      return switch (f) {
        case "html" -> true;
        case "json", "geojson" -> false;
        default -> throw ProblemException.parameter("f", "json or html", f);
      };
    }
    return prefersHtml(request);
  }

  /** Even where {@code f} is wrong. */
  static boolean prefersHtml(HttpServletRequest request) {
    String f = request.getParameter("f");
    if (f != null) {
      return f.equals("html");
    }
    String accept = request.getHeader("Accept");
    if (accept == null) {
      return false;
    }
    String wanted = accept.toLowerCase(Locale.ROOT);
    int html = wanted.indexOf("text/html");
    int json = wanted.indexOf("json");
    return html >= 0 && (json < 0 || html < json);
  }

  /** Refuses parameters that an address does not take (Requirement 8 of Part 1). */
  static void check(HttpServletRequest request, Set<String> known) {
    for (String name : request.getParameterMap().keySet()) {
      if (!COMMON.contains(name) && !known.contains(name)) {
        java.util.SortedSet<String> all = new java.util.TreeSet<>(known);
        all.addAll(COMMON);
        throw ProblemException.badRequest(
            "Unknown parameter '%s': expected one of %s"
                .formatted(
                    name.length() <= 80 ? name : name.substring(0, 80) + "…",
                    String.join(", ", all)));
      }
    }
  }
}
