package org.cairn.imagery.stac;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Small catalogues written for a test. */
final class Catalogs {
  /** Three attempts without a pause. */
  static final StacSettings QUICK =
      new StacSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          3,
          Duration.ZERO,
          Duration.ZERO,
          1 << 20,
          2,
          50,
          100,
          10_000,
          Duration.ofMinutes(1));

  private Catalogs() {}

  static String item(String id, String datetime, String assets) {
    return item(id, "\"datetime\": \"" + datetime + "\"", "[10, 45, 11, 46]", assets);
  }

  /**
   * @param properties as JSON members
   * @param box as JSON
   * @param assets as JSON members
   */
  static String item(String id, String properties, String box, String assets) {
    return """
    {"type": "Feature", "stac_version": "1.0.0", "id": "%s", "collection": "c", "geometry": null,
     "bbox": %s, "properties": {%s}, "links": [], "assets": {%s}}
    """
        .formatted(id, box, properties, assets);
  }

  static String collection(String... items) {
    return "{\"type\": \"FeatureCollection\", \"features\": [" + String.join(",", items) + "]}";
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static SearchResult readAll(Path folder, String document) throws IOException {
    Path file = write(folder.resolve("items.json"), document);
    return StacCatalog.open(file.toString(), QUICK).search(ItemSearch.all());
  }

  static Item only(Path folder, String item) throws IOException {
    SearchResult result = readAll(folder, item);
    if (result.items().size() != 1) {
      throw new AssertionError("Expected one item, found " + result);
    }
    return result.items().getFirst();
  }

  static List<String> ids(SearchResult result) {
    return result.items().stream().map(Item::id).toList();
  }

  static List<String> codes(SearchResult result) {
    return result.problems().stream().map(ItemProblem::code).toList();
  }
}
