package org.cairn.app.web.runs;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.cairn.app.node.Chores;
import org.cairn.app.node.Measured;
import org.cairn.app.run.LastRun;
import org.cairn.app.run.RunHistory;
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
  Runs runs(Workspace workspace, ReadOnlyMode mode, Clock clock, Chores chores) {
    return new Runs(workspace, mode, clock, chores);
  }

  @Bean
  Measured runsMeasured(LastRun last) {
    return measures -> {
      measures.gauge(
          "cairn_run_under_way",
          "1 while a run of the watch goes on",
          last.findLast().filter(row -> row.state() == RunHistory.State.GOING).isPresent() ? 1 : 0);
      measures.gauge(
          "cairn_run_last_done_timestamp_seconds",
          "When the newest run that came to its end did; 0 where none has",
          last.findLastDone()
              .flatMap(RunHistory.Row::ended)
              .map(Instant::getEpochSecond)
              .orElse(0L));
    };
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
