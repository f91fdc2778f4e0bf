package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to the API as a page's method sees it: the body's members are the form's fields. */
final class ApiRequest extends HttpServletRequestWrapper {
  private final ApiCall call;

  ApiRequest(HttpServletRequest request, ApiCall call) {
    super(request);
    this.call = call;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> all = new LinkedHashMap<>();
    call.members()
        .forEach((name, value) -> {
          if (!value.texts().isEmpty()) {
            all.put(name, value.texts().toArray(String[]::new));
          }
        });
    call.act()
        .map(Act::fixed)
        .orElse(Map.of())
        .forEach((name, value) -> all.put(name, new String[] {value}));
    return all;
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public @Nullable String getParameter(String name) {
    return Optional.ofNullable(getParameterValues(name)).map(values -> values[0]).orElse(null);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }
}
