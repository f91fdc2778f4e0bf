package org.cairn.app.web.stac;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;

/** Paths that pages answer by GET. */
final class StacRoutes {
  private StacRoutes() {}

  static Set<String> of(Class<?>... pages) {
    Set<String> paths = new TreeSet<>();
    for (Class<?> page : pages) {
      for (Method method : page.getDeclaredMethods()) {
        GetMapping mapping = method.getAnnotation(GetMapping.class);
        if (mapping != null) {
          paths.addAll(Set.of(mapping.value()));
        }
      }
    }
    return paths;
  }
}
