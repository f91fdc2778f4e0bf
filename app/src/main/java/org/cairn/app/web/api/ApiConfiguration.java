package org.cairn.app.web.api;

import java.io.IOException;
import java.time.Clock;
import org.cairn.app.web.Viewers;
import org.cairn.app.web.people.TokenDoor;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What programs ask, put together of all features' {@link ApiActs}. */
@Configuration(proxyBeanMethods = false)
@Import(ApiPages.class)
public class ApiConfiguration {
  private static final int MOST_KEYS = 20_000;

  @Bean
  ApiDoor apiDoor(Workspace workspace, TokenDoor tokens) throws IOException, RefusedException {
    return new ApiDoor(
        tokens, new RateLimits(workspace.webSettings().rateLimit(), System::nanoTime));
  }

  @Bean
  ApiInterceptor apiInterceptor(
      ObjectProvider<ApiTable> table, ObjectProvider<IdempotencyKeys> keys, Viewers viewers) {
    return new ApiInterceptor(table, keys, viewers);
  }

  @Bean
  IdempotencyKeys idempotencyKeys(Workspace workspace, Clock clock) {
    return new IdempotencyKeys(workspace.root().resolve("api.db"), clock, MOST_KEYS);
  }

  @Bean
  ApiActs startingActs() {
    return ApiPages.ACTS;
  }

  @Bean
  ApiTable apiTable(ObjectProvider<ApiActs> features) {
    return new ApiTable(features.orderedStream().toList());
  }

  @Bean
  ApiRoutes apiRoutes(ApiTable table, RequestMappingHandlerMapping requestMappingHandlerMapping) {
    return new ApiRoutes(table, requestMappingHandlerMapping);
  }
}
