package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Whether a request is from a program rather than a browser. Stateless. */
public final class ByProgram {
  /** Below it are all routes for programs. */
  public static final String ROOT = "/api/v1";

  /** Standards that clients speak which send a name and a password, if anything. */
  private static final List<String> SERVICES = List.of("/ogc", "/stac");

  private static final String ATTRIBUTE = ByProgram.class.getName();

  private ByProgram() {}

  static void mark(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  /** Whether it came with a header {@code Authorization}, or to {@link #ROOT}: no cookie counts. */
  public static boolean is(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  /** Whether its path, decoded, is below {@link #ROOT}. */
  public static boolean isToApi(HttpServletRequest request) {
    return isBelow(request, ROOT);
  }

  static boolean isToService(HttpServletRequest request) {
    return SERVICES.stream().anyMatch(root -> isBelow(request, root));
  }

  private static boolean isBelow(HttpServletRequest request, String root) {
    String path = request.getServletPath();
    return path.equals(root) || path.startsWith(root + "/");
  }

  /** Whether what fails is to be told as a {@link Problem} rather than on a page. */
  public static boolean wantsProblem(HttpServletRequest request) {
    if (is(request)) {
      return true;
    }
    String accepted = request.getHeader("Accept");
    return isToService(request) && (accepted == null || !accepted.contains("text/html"));
  }
}
