package org.cairn.simulation.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.cairn.simulation.Outline;
import org.cairn.simulation.SimulatedEvent;
import org.cairn.simulation.SimulatedPlace;
import org.cairn.simulation.SimulationSettings;

/** Writes the register of invented places, and what happened to them and what did not. */
final class TruthDocuments {
  private static final String INVENTED = "Invented place in a simulated landscape.";

  private final SimulationSettings settings;
  private final Frame frame;
  private final Plan plan;
  private final List<SceneWriter.Scene> scenes;

  TruthDocuments(
      SimulationSettings settings, Frame frame, Plan plan, List<SceneWriter.Scene> scenes) {
    this.settings = settings;
    this.frame = frame;
    this.plan = plan;
    this.scenes = scenes;
  }

  void write(Path folder) throws IOException {
    JsonFiles.write(folder.resolve("places.geojson"), places());
    JsonFiles.write(folder.resolve("truth.json"), truth());
  }

  private Map<String, Object> places() {
    List<Map<String, Object>> features = new ArrayList<>();
    for (SimulatedPlace place : plan.places()) {
      List<Map<String, Object>> names = new ArrayList<>();
      for (SimulatedPlace.Name name : place.names()) {
        names.add(StacDocuments.ordered("text", name.text(), "language", name.language()));
      }
      features.add(
          StacDocuments.ordered(
              "type",
              "Feature",
              "id",
              place.id(),
              "properties",
              StacDocuments.ordered(
                  "name",
                  place.names().getFirst().text(),
                  "names",
                  names,
                  "kind",
                  place.kind(),
                  "note",
                  INVENTED),
              "geometry",
              geometry(place.outline())));
    }
    return StacDocuments.ordered("type", "FeatureCollection", "features", features);
  }

  private Map<String, Object> geometry(Outline outline) {
    return JsonFiles.geometry(frame.polygon(outline.corners()));
  }

  private Map<String, Object> truth() {
    List<Map<String, Object>> events = new ArrayList<>();
    for (SimulatedEvent event : plan.events()) {
      Outline outline = event.outline();
      events.add(
          StacDocuments.ordered(
              "place",
              event.placeId(),
              "kind",
              event.kind().name().toLowerCase(Locale.ROOT),
              "date",
              event.day().toString(),
              "strength",
              event.strength(),
              // Bounds in the scene's pixels: left, top, width, height.
              "pixels",
              List.of(
                  outline.centreCol() - outline.reachCols(),
                  outline.centreRow() - outline.reachRows(),
                  2 * outline.reachCols(),
                  2 * outline.reachRows()),
              "area_m2",
              Math.round(area(outline)),
              "footprint",
              geometry(outline)));
    }
    return StacDocuments.ordered(
        "note",
        "What was simulated: every place is invented. Events are to be found; the rest is not.",
        "watched_from",
        settings.watchedFrom().toString(),
        "events",
        events,
        "snow",
        dates(scene -> scene.weather().snow() > 0),
        "drought",
        dates(scene -> scene.weather().drought() > 0.1),
        "flood",
        dates(scene -> scene.weather().flood() > 0),
        "missed_cloud",
        dates(scene -> scene.weather().clouds().missed()),
        "misregistered",
        dates(scene -> Math.hypot(scene.weather().shiftCols(), scene.weather().shiftRows()) > 1),
        "lying_scene",
        dates(scene -> scene.radiometry().lies()));
  }

  private static double area(Outline outline) {
    double box = outline.width() * outline.height() * 100;
    return outline.round() ? box * Math.PI / 4 : box;
  }

  private List<String> dates(Predicate<SceneWriter.Scene> which) {
    return scenes.stream().filter(which).map(scene -> scene.weather().date().toString()).toList();
  }
}
