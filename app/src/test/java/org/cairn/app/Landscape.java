package org.cairn.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A small simulated landscape on disk, and copies of it with something broken. */
final class Landscape {
  static final LocalDate WATCHED_FROM = LocalDate.parse("2025-01-15");

  /** First watched day of the small landscape. */
  static final LocalDate SMALL_FROM = LocalDate.parse("2024-12-01");

  private final Path folder;

  private Landscape(Path folder) {
    this.folder = folder;
  }

  /** Four places, an event at three of them; red and nir only. */
  static SimulationSettings settings() {
    return new SimulationSettings(
        7, 176, 40, LocalDate.parse("2024-05-03"), 12, WATCHED_FROM, 4, 0.6, false, false);
  }

  static Landscape write(Path folder) throws IOException {
    Simulator.write(settings(), folder, List.of("red", "nir"));
    return new Landscape(folder);
  }

  /** One place at which nothing happens. */
  static Landscape writeSmall(Path folder) throws IOException {
    return writeSmall(folder, 112, 1);
  }

  /** The same with more places, on so many pixels a side. */
  static Landscape writeSmall(Path folder, int pixels, int places) throws IOException {
    Simulator.write(
        new SimulationSettings(
            7, pixels, 32, LocalDate.parse("2024-05-03"), 12, SMALL_FROM, places, 0, false, false),
        folder,
        List.of("red", "nir"));
    return new Landscape(folder);
  }

  /** The same landscape elsewhere: images are links to the same bytes until they are replaced. */
  Landscape copy(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path to = target.resolve(folder.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (file.toString().endsWith(".tif")) {
          Files.createLink(to, file);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return new Landscape(target);
  }

  Path folder() {
    return folder;
  }

  String places() {
    return folder.resolve("places.geojson").toString();
  }

  String items() {
    return folder.resolve("items.json").toString();
  }

  JsonNode truth() {
    return read("truth.json");
  }

  JsonNode read(String name) {
    return JsonMapper.shared().readTree(folder.resolve(name).toFile());
  }

  /** Ids in time order. */
  List<String> itemIds() {
    List<String> ids = new ArrayList<>();
    read("items.json").get("features").forEach(item -> ids.add(item.get("id").asString()));
    return ids;
  }

  Path image(String item, String band) {
    return folder.resolve("scenes").resolve(item + "_" + band + ".tif");
  }

  /** Puts other bytes where an image was, without touching the landscape this one is a copy of. */
  void replaceImage(String item, String band, byte[] bytes) throws IOException {
    Path file = image(item, band);
    Files.delete(file);
    Files.write(file, bytes);
  }

  void editItems(Consumer<ArrayNode> edit) throws IOException {
    JsonNode root = read("items.json");
    edit.accept((ArrayNode) root.get("features"));
    Files.writeString(folder.resolve("items.json"), root.toString());
  }

  void editItem(int index, Consumer<ObjectNode> edit) throws IOException {
    editItems(items -> edit.accept((ObjectNode) items.get(index)));
  }
}
