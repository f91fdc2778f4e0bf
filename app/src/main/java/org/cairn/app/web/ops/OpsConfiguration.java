package org.cairn.app.web.ops;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.cairn.app.node.Measured;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Registers;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Health and metrics, and what is around every request. Another part of the node is in the metrics
 * by having a bean of {@link Measured}.
 */
@Configuration(proxyBeanMethods = false)
public class OpsConfiguration {
  @Bean
  Health health(Workspace workspace, ReadOnlyMode mode, Clock clock) {
    return new Health(workspace, mode, clock);
  }

  @Bean
  HttpMeasures httpMeasures() {
    return new HttpMeasures();
  }

  @Bean
  JvmMeasures jvmMeasures() {
    return new JvmMeasures();
  }

  @Bean
  NodeMeasures nodeMeasures(
      Workspace workspace, ReadOnlyMode mode, Registers registers, Clock clock) {
    return new NodeMeasures(workspace, mode, registers, clock);
  }

  @Bean
  ServletRegistrationBean<OpsServlet> ops(
      Workspace workspace, Health health, List<Measured> measured)
      throws IOException, RefusedException {
    MetricsDoor door = new MetricsDoor(workspace.operationsSettings().metricsToken());
    ServletRegistrationBean<OpsServlet> ops =
        new ServletRegistrationBean<>(
            new OpsServlet(health, door, measured),
            OpsServlet.LIVE,
            OpsServlet.READY,
            OpsServlet.METRICS);
    ops.setName("ops");
    return ops;
  }

  @Bean
  FilterRegistrationBean<RequestLog> requestLog(Workspace workspace, HttpMeasures measures)
      throws IOException, RefusedException {
    FilterRegistrationBean<RequestLog> log =
        new FilterRegistrationBean<>(
            new RequestLog(measures, workspace.operationsSettings().access()));
    log.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return log;
  }
}
