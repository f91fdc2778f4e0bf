package org.cairn.app.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.run.RunWriter;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.register.Workspace;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.SceneUse;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Another process that writes the outcome of a watch to a workspace, again and again, until it is
 * killed. Says the name of each run that was written.
 */
final class RunWritingProcess {
  static final int SCENES = 17;
  static final int PLACES = 6;

  private static final int RECORDS_AT_ONCE = 3;
  private static final PrintStream OUT = System.out;

  private RunWritingProcess() {}

  static Process start(Path workspace) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx96m",
            "-cp",
            System.getProperty("java.class.path"),
            RunWritingProcess.class.getName(),
            workspace.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] args) throws Exception {
    Workspace workspace = Workspace.at(Path.of(args[0]));
    WorkspaceIndex index = WorkspaceIndex.read(workspace);
    say("ready");
    while (true) {
      RunWriter.Written written =
          RunWriter.write(
              workspace, RunWriter.newName(), index, result(), "images", RECORDS_AT_ONCE);
      say(written.name());
    }
  }

  /** The outcome of a watch that found nothing. */
  static WatchResult result() {
    List<SceneUse> scenes = new ArrayList<>();
    for (int scene = 0; scene < SCENES; scene++) {
      scenes.add(
          new SceneUse(
              "scene-" + scene,
              Instant.parse("2026-01-01T10:00:00Z").plusSeconds(scene),
              "test-1",
              "as it is",
              scene == 3
                  ? Optional.of(
                      new SceneUse.HeldBack("tiff-not-a-tiff", "'/data/x.tif' is no TIFF"))
                  : Optional.empty()));
    }
    List<PlaceResult> places = new ArrayList<>();
    for (int place = 0; place < PLACES; place++) {
      String id = "place-" + place;
      places.add(
          new PlaceResult(
              new Place(id, List.of(), new GeometryFactory().createPoint(new Coordinate(place, 1))),
              new Coverage(
                  id,
                  Coverage.Status.NO_IMAGERY,
                  "No image of the catalogue covers it.",
                  0,
                  0,
                  Optional.of(LocalDate.parse("2025-01-01")),
                  Optional.of(LocalDate.parse("2026-01-01")),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  List.of()),
              List.of(),
              List.of(),
              List.of()));
    }
    return new WatchResult(
        new WatchSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0.1),
        places,
        scenes,
        List.of(new Problem("tiff-not-a-tiff", "scene-3", "'/data/x.tif' is no TIFF")));
  }

  private static void say(String line) {
    OUT.print(line + "\n");
    OUT.flush();
  }
}
