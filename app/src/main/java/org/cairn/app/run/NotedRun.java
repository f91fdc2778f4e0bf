package org.cairn.app.run;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.ledger.RefusedException;
import org.cairn.watch.WatchSettings;

/** Notes in the {@link RunBook} what becomes of a run that this process makes for a command. */
public final class NotedRun {
  private final RunBook book;
  private final WorkspaceWatch.Request request;
  private final InstantSource clock;

  /** Of this run; empty until it starts. */
  private OptionalLong id = OptionalLong.empty();

  public NotedRun(RunBook book, WorkspaceWatch.Request request, InstantSource clock) {
    this.book = book;
    this.request = request;
    this.clock = clock;
  }

  /** What makes the run. */
  @FunctionalInterface
  public interface Work {
    WorkspaceWatch.Done make() throws IOException, RefusedException, RunFailure;
  }

  /** That it starts; not before, so that what could not even begin is no run. */
  public void starts(String catalog) throws IOException {
    WatchSettings settings = request.settings();
    Asked asked =
        new Asked(
            settings.alarmRatePerSiteYear(),
            settings.also(),
            settings.from(),
            settings.until(),
            false,
            Asked.LONGEST_HOURS);
    id =
        OptionalLong.of(
            book.runs()
                .begin(
                    new RunHistory.Beginning(
                        request.run(),
                        catalog,
                        asked,
                        RunHistory.Starter.COMMAND,
                        Optional.empty(),
                        OptionalLong.empty(),
                        0),
                    ProcessHandle.current(),
                    clock.instant()));
  }

  public WorkspaceWatch.Done around(Work work) throws IOException, RefusedException, RunFailure {
    try {
      WorkspaceWatch.Done done = work.make();
      if (id.isPresent()) {
        book.runs().done(id.getAsLong(), RunOutcome.of(done), clock.instant());
      }
      return done;
    } catch (RunFailure e) {
      fail(e.code(), e);
      throw e;
    } catch (RefusedException e) {
      fail(e.code(), e);
      throw e;
    } catch (IOException | RuntimeException e) {
      fail("failed", e);
      throw e;
    }
  }

  private void fail(String code, Exception why) throws IOException {
    if (id.isPresent()) {
      RunHistory.State state =
          code.equals(RunFailure.STOPPED) ? RunHistory.State.CANCELLED : RunHistory.State.FAILED;
      book.runs()
          .ended(id.getAsLong(), state, code, String.valueOf(why.getMessage()), clock.instant());
    }
  }
}
