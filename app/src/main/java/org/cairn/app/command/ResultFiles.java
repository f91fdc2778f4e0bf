package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.app.report.HtmlReport;
import org.cairn.app.report.ReportContext;
import org.cairn.exchange.AlertsDocument;
import org.cairn.exchange.AlertsWriter;
import org.cairn.exchange.NamedAlert;
import org.cairn.exchange.RunRecord;
import org.cairn.exchange.ScoresWriter;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.SceneUse;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/**
 * The files that a detection writes.
 *
 * @param out alerts.geojson
 * @param scores CSV
 * @param report folder
 */
record ResultFiles(Path out, Optional<Path> scores, Optional<Path> report) {
  /** Before hours of work, not after them: the folders of all that will be written. */
  void makeRoom() {
    List<Path> folders = new ArrayList<>();
    Stream.concat(Stream.of(out), scores.stream())
        .forEach(file -> {
          if (Files.isDirectory(file)) {
            throw CommandFailure.unreadable(
                "'" + file + "' is a folder: name a file inside it instead.");
          }
          Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(folders::add);
        });
    folders.addAll(report.stream().toList());
    for (Path folder : folders) {
      try {
        Files.createDirectories(folder);
      } catch (FileAlreadyExistsException taken) {
        throw CommandFailure.unreadable(
            "'" + taken.getMessage() + "' is a file where a folder is needed: name another.",
            taken);
      } catch (IOException e) {
        throw CommandFailure.unreadable(
            "Folder '" + folder + "' cannot be made (" + reason(e) + "): name another.", e);
      }
      if (!Files.isWritable(folder)) {
        throw CommandFailure.unreadable(
            "Folder '" + folder + "' may not be written to: name another.");
      }
    }
  }

  /** What the system said, which for some failures is only the file's name. */
  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "access to '" + denied.getFile() + "' denied";
      case FileSystemException system when system.getReason() != null ->
          String.valueOf(system.getReason());
      default -> String.valueOf(failure.getMessage());
    };
  }

  /**
   * @param asked what the user named, for the record of the run
   * @param unwatched places that were asked for beside those of the result
   */
  void write(
      WatchResult result,
      Map<String, String> asked,
      List<Coverage> unwatched,
      ReportContext context) {
    try {
      AlertsWriter.write(out, document(result, asked, unwatched));
      if (scores.isPresent()) {
        ScoresWriter.write(scores.get(), rises(result));
      }
      if (report.isPresent()) {
        HtmlReport.write(result, context, report.get());
      }
    } catch (IOException e) {
      throw CommandFailure.unreadable("The result could not be written: " + reason(e), e);
    }
  }

  private static AlertsDocument document(
      WatchResult result, Map<String, String> named, List<Coverage> unwatched) {
    List<NamedAlert> alerts = new ArrayList<>();
    List<Coverage> coverages = new ArrayList<>();
    for (PlaceResult place : result.places()) {
      String name = place.place().nameFor(List.of()).text();
      place.alerts().forEach(evidence -> alerts.add(new NamedAlert(evidence.alert(), name)));
      coverages.add(place.coverage());
    }
    coverages.addAll(unwatched);
    WatchSettings settings = result.settings();
    Map<String, String> asked = new LinkedHashMap<>(named);
    asked.put("alarm_rate", Double.toString(settings.alarmRatePerSiteYear()));
    asked.put("method", Watch.METHOD.name() + " " + Watch.METHOD.version());
    asked.put("software", "cairn " + CairnCommand.VERSION);
    settings.asset().ifPresent(asset -> asked.put("asset", asset));
    settings.also().ifPresent(also -> asked.put("also", also));
    settings.mask().ifPresent(mask -> asked.put("mask", mask));
    settings.from().ifPresent(from -> asked.put("from", from.toString()));
    settings.until().ifPresent(until -> asked.put("until", until.toString()));
    return new AlertsDocument(
        alerts,
        coverages,
        new RunRecord(
            asked,
            result.scenes().stream()
                .map(use ->
                    new RunRecord.Scene(
                        use.item(),
                        use.acquired(),
                        use.sensor(),
                        use.radiometry(),
                        use.heldBack().map(SceneUse.HeldBack::why)))
                .toList(),
            result.problems().stream()
                .map(met -> new RunRecord.Problem(met.code(), met.subject(), met.message()))
                .toList()));
  }

  private static List<ScoresWriter.Rise> rises(WatchResult result) {
    List<ScoresWriter.Rise> rises = new ArrayList<>();
    for (PlaceResult place : result.places()) {
      place
          .scores()
          .forEach(rise ->
              rises.add(new ScoresWriter.Rise(place.place().id(), rise.date(), rise.score())));
    }
    return rises;
  }

  /** Where they are. */
  void tell(PrintWriter err) {
    err.println("Alerts: " + out);
    scores.ifPresent(file -> err.println("Scores: " + file));
    report.ifPresent(dir -> err.println("Report: " + dir.resolve("index.html")));
  }

  /** What came of the run, for scripts. */
  Map<String, Object> summary(int places, WatchResult result) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("places", places);
    summary.put("watched", watched(result));
    summary.put(
        "alerts",
        result.places().stream()
            .flatMap(place -> place.alerts().stream())
            .map(evidence -> evidence.alert().id())
            .toList());
    summary.put("scenes", result.scenes().size());
    summary.put("held_back", heldBack(result));
    summary.put("out", out.toString());
    summary.put("scores", scores.map(Path::toString).orElse(""));
    summary.put("report", report.map(Path::toString).orElse(""));
    summary.put(
        "problems",
        result.problems().stream()
            .map(met ->
                Map.of("code", met.code(), "subject", met.subject(), "message", met.message()))
            .toList());
    return summary;
  }

  static long watched(WatchResult result) {
    return result.places().stream()
        .filter(place -> place.coverage().status() == Coverage.Status.WATCHED)
        .count();
  }

  static long heldBack(WatchResult result) {
    return result.scenes().stream().filter(use -> use.heldBack().isPresent()).count();
  }
}
