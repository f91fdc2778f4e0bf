package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;

/** Tells who a request is from. */
@FunctionalInterface
public interface Viewers {
  Viewer of(HttpServletRequest request);
}
