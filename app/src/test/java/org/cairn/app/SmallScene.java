package org.cairn.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A simulated scene small enough for tests: four places, something happens to each. Made once,
 * copied to be damaged.
 */
final class SmallScene {
  static final LocalDate FROM = LocalDate.parse("2025-03-10");
  private static final JsonMapper JSON = JsonMapper.shared();

  private SmallScene() {}

  static void make(Path folder) throws IOException {
    Simulator.write(
        new SimulationSettings(
            4, 176, 52, LocalDate.parse("2024-05-03"), 10, FROM, 4, 1.0, false, false),
        folder,
        List.of("green", "red", "nir", "blue"));
  }

  static Path copy(Path scene, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(scene)) {
      for (Path file : files.toList()) {
        Path copied = target.resolve(scene.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied);
        }
      }
    }
    return target;
  }

  /** Rewrites items.json. */
  static void edit(Path scene, Consumer<List<ObjectNode>> change) throws IOException {
    Path file = scene.resolve("items.json");
    JsonNode root = JSON.readTree(file.toFile());
    List<ObjectNode> items = new java.util.ArrayList<>();
    root.get("features").forEach(item -> items.add((ObjectNode) item));
    change.accept(items);
    ObjectNode collection = JSON.createObjectNode();
    collection.put("type", "FeatureCollection");
    items.forEach(collection.putArray("features")::add);
    Files.writeString(file, collection.toString());
  }

  /** The file of an item's asset. */
  static Path asset(Path scene, ObjectNode item, String key) {
    return scene.resolve(item.get("assets").get(key).get("href").asString()).normalize();
  }
}
