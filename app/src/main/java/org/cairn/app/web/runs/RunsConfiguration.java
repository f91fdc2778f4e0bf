package org.cairn.app.web.runs;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
      Optional<RunHistory.Row> newest = last.findLast();
      if (newest.isPresent()) {
        measures.gauge(
            "cairn_run_under_way",
            "1 while a run of the watch goes on",
            newest.get().state() == RunHistory.State.GOING ? 1 : 0);
      }
      Optional<RunHistory.Row> done = last.findLastDone();
      if (done.isPresent() && done.get().ended().isPresent()) {
        measures.gauge(
            "cairn_run_last_done_timestamp_seconds",
            "When the newest run that came to its end did",
            done.get().ended().get().getEpochSecond());
      }
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
