package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cairn.app.log.ServerLog;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.run.RunWriter;
import org.cairn.exchange.DescriptionFormats;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.LedgerWriter;
import org.cairn.register.OperationsSettings.LogFormat;
import org.cairn.register.PlaceAdding;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cairn demo}: an invented landscape, watched and served. */
@Command(
    name = "demo",
    description =
        "Make the sample landscape (invented places, simulated images at 0° N 0° E) and a workspace on it, watch it, and serve"
            + " it: pages to work on, and the ledger.")
final class DemoCommand implements Callable<Integer> {
  private static final long SEED = 2026;
  private static final String CATALOG = "simulated";

  /** Invented; two, so that people of different ones can disagree. */
  private static final List<String> ORGANISATIONS =
      List.of("North Bank Watch", "Three Wells Survey");

  /** Raised when other files are written beside the images. */
  private static final int SAMPLE_LISTS = 1;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port on this machine. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(names = "--once", description = "Stop before serving.")
  private boolean once;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The demo lives in DIR/demo. Default: the current folder.")
  private Path workspace = Path.of(".");

  @Option(names = "--json", description = "Print one JSON document on stdout.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  @Override
  public Integer call() throws IOException, RefusedException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    PrintWriter err = commandLine.getErr();
    if (port < 1 || port > 65_535) {
      throw new CommandLine.ParameterException(
          commandLine, "--port " + port + " is not between 1 and 65535");
    }
    if (!once) {
      Serving.checkFree(port);
    }
    Path folder = workspace.resolve("demo").toAbsolutePath().normalize();
    SimulationSettings settings = SimulationSettings.demo(SEED);
    simulate(settings, folder, err);

    Detection detection = new Detection(commandLine.getOut(), err, Clock.systemUTC());
    int exitCode =
        detection.run(
            new Detection.Request(
                places(folder),
                folder.resolve("items.json").toString(),
                new WatchSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(settings.watchedFrom()),
                    Optional.<LocalDate>empty(),
                    0.1),
                new ResultFiles(
                    folder.resolve("alerts.geojson"),
                    Optional.of(folder.resolve("scores.csv")),
                    Optional.of(folder.resolve("report"))),
                Optional.empty(),
                "Cairn demo",
                json,
                true),
            (places, result) -> keep(folder, result, err));
    if (exitCode == ExitCode.USAGE || once) {
      return exitCode == ExitCode.PARTLY_REFUSED ? ExitCode.DONE : exitCode;
    }
    Workspace served = Workspace.at(folder);
    try (ServerLog log = ServerLog.open(LogFormat.TEXT, false, err, Clock.systemUTC());
        Witness witness = served.openWitness(Clock.systemUTC())) {
      Serving.untilStopped(served, witness, port, log.err(), status -> () -> {});
    }
    return ExitCode.DONE;
  }

  /** In a workspace, made the first time. */
  private static void keep(Path folder, WatchResult result, PrintWriter err)
      throws IOException, RefusedException {
    Workspace workspace;
    if (Files.exists(folder.resolve("cairn.yaml"))) {
      workspace = Workspace.at(folder);
    } else {
      SecureRandom random = new SecureRandom();
      workspace =
          Workspace.create(folder, Workspace.inventOrigin(random), Clock.systemUTC(), random);
      fill(workspace, folder, err);
    }
    EntryLinks.addOrganisations(workspace, ORGANISATIONS);
    RunWriter.Written written =
        RunWriter.write(
            workspace, RunWriter.newName(), WorkspaceIndex.read(workspace), result, CATALOG);
    RunLines.tell(written, err);
    err.println(
        "Workspace: " + folder + "; the run is entry " + written.entry() + " of its ledger");
  }

  /** With the places and the catalogue of the landscape. */
  private static void fill(Workspace workspace, Path folder, PrintWriter err)
      throws IOException, RefusedException {
    String items = folder.resolve("items.json").toString();
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
        PlaceRegister register = PlaceRegister.open(workspace);
        PlaceAdding adding = register.adding(writer)) {
      new PlaceImport(
              register,
              ImportTarget.of(adding),
              new ImportReport(err, err, false, false),
              "",
              Optional.empty())
          .read(places(folder));
      writer.append(List.of(new WorkspaceIndex.Catalog(CATALOG, items, Optional.empty()).draft()));
    }
  }

  private static PlaceFiles places(Path folder) throws IOException {
    return PlaceFiles.find(
        List.of(folder.resolve("places.geojson")), Optional.empty(), DescriptionFormats.all());
  }

  /** Made once; the marker is written last, so that a broken-off attempt is made again. */
  private static void simulate(SimulationSettings settings, Path folder, PrintWriter err)
      throws IOException {
    Path marker = folder.resolve("simulated");
    String what = settings + ", lists " + SAMPLE_LISTS + System.lineSeparator();
    if (Files.exists(marker) && Files.readString(marker).equals(what)) {
      return;
    }
    err.println("Simulating the sample landscape in " + folder + " …");
    Files.createDirectories(folder);
    Files.deleteIfExists(marker);
    Simulator.write(settings, folder);
    Files.writeString(marker, what);
  }
}
