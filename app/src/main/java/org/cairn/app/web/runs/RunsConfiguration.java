package org.cairn.app.web.runs;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Registers;
import org.cairn.app.web.api.ApiActs;
import org.cairn.app.web.people.People;
import org.cairn.register.Workspace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The pages of this package. */
@Configuration(proxyBeanMethods = false)
@Import({RunsPages.class, CatalogPages.class})
public class RunsConfiguration {
  @Bean
  Runs runs(Workspace workspace, ReadOnlyMode mode, Clock clock) {
    return new Runs(workspace, mode, clock);
  }

  @Bean
  CatalogForm catalogForm(Workspace workspace) throws IOException {
    return new CatalogForm(List.of(workspace.root().toRealPath()));
  }

  @Bean
  RunReading runReading(Runs runs, Registers registers, People people) {
    return new RunReading(runs, registers, people);
  }

  @Bean
  ApiActs runsActs() {
    return RunsActs.all();
  }
}
