package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.exchange.internal.AlertJsonReader;
import org.cairn.exchange.internal.AlertJsonReader.Member;

/**
 * Reads an alerts.geojson as {@link AlertsWriter} writes it; strict, so that a file that has lost
 * something is noticed. Members that are not known are passed over: later versions may add some.
 */
public final class AlertsReader {
  private AlertsReader() {}

  /**
   * @throws AlertsFormatException when a member is missing or of the wrong kind
   * @throws IOException when the file cannot be read
   */
  public static AlertsDocument read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file.toString(), null, "no such alerts file");
    }
    Member root = AlertJsonReader.parse(file.toString(), bytes);
    root.expect("type", "FeatureCollection");
    List<NamedAlert> alerts = new ArrayList<>();
    for (Member feature : root.get("features").elements()) {
      alerts.add(AlertJsonReader.alert(feature));
    }
    List<org.cairn.heritage.Coverage> places = new ArrayList<>();
    for (Member place : root.get("places").elements()) {
      places.add(AlertJsonReader.coverage(place));
    }
    return new AlertsDocument(alerts, places, run(root));
  }

  private static RunRecord run(Member root) throws AlertsFormatException {
    Map<String, String> settings = new TreeMap<>();
    for (Member setting : root.get("run").members()) {
      settings.put(setting.name(), setting.text());
    }
    List<RunRecord.Scene> scenes = new ArrayList<>();
    for (Member scene : root.get("scenes").elements()) {
      scenes.add(AlertJsonReader.scene(scene));
    }
    List<RunRecord.Problem> problems = new ArrayList<>();
    for (Member problem : root.get("problems").elements()) {
      problems.add(
          new RunRecord.Problem(
              problem.get("code").text(),
              problem.get("subject").text(),
              problem.get("message").text()));
    }
    return new RunRecord(settings, scenes, problems);
  }
}
