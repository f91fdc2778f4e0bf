package org.cairn.app.web;

import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Everybody is a visitor. */
@Component
final class VisitorViewers implements Viewers {
  @Override
  public Viewer of(jakarta.servlet.http.HttpServletRequest request) {
    return new Viewer(
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        Languages.of(request),
        Languages.order(request));
  }
}
