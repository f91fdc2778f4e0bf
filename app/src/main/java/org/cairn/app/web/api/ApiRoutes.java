package org.cairn.app.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Gives every act a route of its own to the method of the page's form, so that it takes the same
 * right and does the same. Written before the server answers, then only read.
 */
final class ApiRoutes implements SmartInitializingSingleton {
  private final ApiTable table;
  private final RequestMappingHandlerMapping mapping;
  private final Map<Act, Right> rights = new LinkedHashMap<>();

  ApiRoutes(ApiTable table, RequestMappingHandlerMapping mapping) {
    this.table = table;
    this.mapping = mapping;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Map<String, HandlerMethod> pages = new LinkedHashMap<>();
    mapping
        .getHandlerMethods()
        .forEach((info, method) -> {
          if (info.getMethodsCondition().getMethods().contains(RequestMethod.POST)) {
            info.getPatternValues().forEach(pattern -> pages.put(pattern, method));
          }
        });
    for (Act act : table.acts()) {
      HandlerMethod method = pages.get(act.page());
      Needs needs = method == null ? null : method.getMethodAnnotation(Needs.class);
      if (method == null || needs == null) {
        throw new IllegalStateException(act.id() + ": no page posts to " + act.page());
      }
      rights.put(act, needs.value());
      mapping.registerMapping(
          RequestMappingInfo.paths(ByProgram.ROOT + act.path())
              .methods(RequestMethod.POST)
              .options(mapping.getBuilderConfiguration())
              .build(),
          method.getBean(),
          method.getMethod());
    }
  }

  /** What an act takes. */
  Right right(Act act) {
    return rights.getOrDefault(act, Right.ADMINISTER);
  }
}
