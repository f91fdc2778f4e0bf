package org.cairn.app.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A {@link RunProcess} as its server has it. Thread-safe. */
final class RunChild {
  /** Longer lines are no lines of a run's process. */
  private static final int MOST_LINE = 1 << 20;

  /** For a process that was told to stop; then it is ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int TAIL = 2000;

  private final Process process;
  private final BufferedWriter toProcess;
  private final CompletableFuture<Optional<JsonNode>> result = new CompletableFuture<>();
  private volatile RunProgress progress = RunProgress.BEGUN;
  private volatile String complaints = "";
  private volatile boolean stopped;

  private RunChild(Process process) {
    this.process = process;
    this.toProcess = process.outputWriter(UTF_8);
  }

  static RunChild start(ProcessBuilder command, ObjectNode what) throws IOException {
    RunChild child = new RunChild(command.start());
    Thread.ofVirtual().name("run-complaints").start(child::hearComplaints);
    Thread.ofVirtual().name("run-progress").start(child::hear);
    try {
      child.toProcess.write(what.toString());
      child.toProcess.newLine();
      child.toProcess.flush();
    } catch (IOException gone) {
      // It ended at once: so it says, by what it says last.
    }
    return child;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  RunProgress progress() {
    return progress;
  }

  /**
   * What it said last: {@code done}, {@code tried} or {@code failed}; empty where it ended without
   * a word. Complete once the process has ended.
   */
  CompletableFuture<Optional<JsonNode>> result() {
    return result;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Of a process that ended without saying what came of it, for who keeps the node. */
  String complaints() {
    return complaints;
  }

  private void hear() {
    Optional<JsonNode> last = Optional.empty();
    try (BufferedReader from = process.inputReader(UTF_8)) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        if (line.length() <= MOST_LINE && line.startsWith("{")) {
          JsonNode said = JsonMapper.shared().readTree(line);
          if (said.has("progress")) {
            progress = RunProgress.of(said.path("progress"));
          } else {
            last = Optional.of(said);
          }
        }
      }
      process.waitFor();
    } catch (IOException | JacksonException broken) {
      complaints = broken.toString();
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    result.complete(last);
  }

  private void hearComplaints() {
    try (BufferedReader from = process.errorReader(UTF_8)) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        String all = complaints + line + "\n";
        complaints = all.substring(Math.max(0, all.length() - TAIL));
      }
    } catch (IOException gone) {
      // It ended.
    }
  }

  /**
   * Stops it within seconds, in whatever it is; but a run that is being written is written to its
   * end. Returns at once.
   */
  void stop() {
    stopped = true;
    try {
      toProcess.write("cancel\n");
      toProcess.flush();
    } catch (IOException gone) {
      // It ended before.
    }
    Thread.ofVirtual()
        .name("run-ending")
        .start(() -> {
          try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                && progress.stage() != RunProgress.Stage.WRITING) {
              process.destroyForcibly();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Stops it, and waits until it has ended. */
  void stopAndWait() {
    stop();
    try {
      result.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
      // It is writing, and will be found to have ended at the next start.
    }
  }
}
