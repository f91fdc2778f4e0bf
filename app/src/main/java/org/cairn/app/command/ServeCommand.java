package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cairn.app.log.ServerLog;
import org.cairn.app.node.BackgroundTask;
import org.cairn.app.node.NodeStatus;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.OperationsSettings;
import org.cairn.register.OperationsSettings.LogFormat;
import org.cairn.register.WebSettings;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cairn serve}: the pages of a workspace, and what is public of its ledger, over HTTP. */
@Command(
    name = "serve",
    description = {
      "Serve the workspace on this machine: the pages on which a team reviews alerts, looks at places, assesses them and gathers"
          + " cases. The first start prints a link by which the first account is made.",
      "",
      "For everybody, and without an account: the ledger's public files, /log/checkpoint and /log/tile/… (C2SP tlog-tiles).",
      "",
      "/timestamps/… has the checkpoints that authorities have time-stamped, with the tokens (RFC 3161). Missing ones are asked for"
          + " about once a minute, from the authorities in cairn.yaml.",
      "For the logs that cairn.yaml names it is a witness: /witness/add-checkpoint (C2SP tlog-witness).",
      "Every five minutes it looks at those with an address ('cairn ledger peers'); once a day it reads every file of the"
          + " ledger and repairs what a mirror has ('cairn ledger scrub').",
      "For whoever keeps it running: /health/live, /health/ready, and on this machine /metrics (Prometheus).",
      "Where the disk is full, or cairn.yaml says 'read_only' (member 'web'), everything can be read and nothing is taken in; the"
          + " pages say so.",
      "Any tool that knows the format can check them with the key that 'cairn ledger key' prints."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Duration LOOK_AT_PEERS = Duration.ofMinutes(5);
  private static final Duration SCRUB = Duration.ofDays(1);

  @Spec private @Nullable CommandSpec spec;

  @Mixin private WorkspaceOption workspace = new WorkspaceOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port on this machine. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address of this machine to listen on; 0.0.0.0 for all, as in a container. Readers elsewhere need"
              + " https, so a proxy in front. Default: ${DEFAULT-VALUE}, this machine only.")
  private InetAddress listen = InetAddress.getLoopbackAddress();

  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      description =
          "How messages look on stderr: text, or json, one object a line. Default: as cairn.yaml says (log, format), else text.")
  private @Nullable LogFormat log;

  @Option(
      names = "--once",
      description = "Stop as soon as it answers: shows whether this workspace can be served.")
  private boolean once;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  @Override
  public Integer call() throws IOException, RefusedException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    if (port < (once ? 0 : 1) || port > 65_535) {
      throw new CommandLine.ParameterException(
          commandLine, "--port " + port + " is not between 1 and 65535");
    }
    Workspace served = workspace.open();
    served.reader();
    if (once) {
      try (Witness witness = served.openWitness(Clock.systemUTC())) {
        Serving.answerOnce(served, witness, port, commandLine.getErr());
      }
      return ExitCode.DONE;
    }
    OperationsSettings operations = served.operationsSettings();
    LogFormat format = log == null ? operations.format() : log;
    try (ServerLog kept =
        ServerLog.open(format, operations.details(), commandLine.getErr(), Clock.systemUTC())) {
      // What ends the server is an event of its log too.
      commandLine.setErr(kept.err());
      serve(served, format, kept.err());
    }
    return ExitCode.DONE;
  }

  private void serve(Workspace served, LogFormat format, PrintWriter err)
      throws IOException, RefusedException {
    WebSettings web = served.webSettings();
    boolean secure = web.address().filter(one -> "https".equals(one.getScheme())).isPresent();
    if (!listen.isLoopbackAddress() && !secure) {
      err.println(
          "cairn: whoever reaches this machine reaches the pages, without https: put a proxy before them and name its"
              + " address in cairn.yaml (web, address)");
    }
    try (Witness witness = served.openWitness(Clock.systemUTC())) {
      // Where nothing is taken in, what goes on beside it does not write either.
      boolean readOnly = web.readOnly();
      Serving.untilStopped(
          served,
          witness,
          new WebServer.Place(listen, port, WebServer.Place.PATIENCE),
          format,
          err,
          status -> readOnly ? () -> {} : beside(served, status, err));
    }
  }

  private static Serving.Closing beside(Workspace served, NodeStatus status, PrintWriter err) {
    TimestampRounds rounds =
        TimestampRounds.start(served, TimestampRounds.PERIOD, Clock.systemUTC(), status, err);
    Watching watching = Watching.start(served, LOOK_AT_PEERS, SCRUB, status, err);
    return () -> {
      try (rounds) {
        watching.close();
      }
    };
  }

  /**
   * What a server does beside serving.
   *
   * @param peers looks at the logs of others
   * @param scrub reads the ledger through
   */
  record Watching(BackgroundTask peers, BackgroundTask scrub) implements AutoCloseable {
    static Watching start(
        Workspace workspace,
        Duration peersInterval,
        Duration scrubInterval,
        NodeStatus status,
        PrintWriter err) {
      return new Watching(
          new BackgroundTask(
              "looking at peers",
              peersInterval,
              status.noting("peers", () -> PeersCommand.round(workspace, err)),
              err),
          new BackgroundTask(
              "scrubbing the ledger",
              scrubInterval,
              status.noting("scrub", () -> ScrubCommand.round(workspace, err)),
              err));
    }

    @Override
    public void close() {
      peers.close();
      scrub.close();
    }
  }
}
