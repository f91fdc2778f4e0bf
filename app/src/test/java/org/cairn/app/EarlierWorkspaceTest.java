package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A workspace whose places were recorded with names and one geometry, as releases before did. */
class EarlierWorkspaceTest {
  @TempDir private Path folder;

  private Cli.Run cairn(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--workspace");
    all.add(folder.resolve("workspace").toString());
    return Cli.run(folder, all.toArray(String[]::new));
  }

  private static JsonNode json(Cli.Run run) {
    return JsonMapper.shared().readTree(run.out());
  }

  private void register(ObjectNode place) throws Exception {
    Workspace workspace = Workspace.at(folder.resolve("workspace"));
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
      writer.append(List.of(new Draft(place, Set.of("geometry"), 2)));
    }
  }

  @Test
  void is_watched_checked_and_added_to_and_places_without_location_are_told() throws Exception {
    Landscape landscape = Landscape.writeSmall(folder.resolve("landscape"));
    JsonNode feature = landscape.read("places.geojson").path("features").path(0);
    String id = feature.path("id").asString();
    Cli.run(folder, "init", "--offline", folder.resolve("workspace").toString());
    ObjectNode place = JsonNodeFactory.instance.objectNode().put("type", "place").put("place", id);
    place.putArray("names").addObject().put("text", "Long Ford").put("language", "en");
    register(place.put("geometry", wkt(feature.path("geometry"))));
    cairn("catalog", "add", "images", landscape.items());

    assertThat(cairn("place", "list").out()).isEqualTo(id + "\tLong Ford\n");
    Cli.Run first = cairn("watch", "--from", Landscape.SMALL_FROM.toString(), "--json");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(json(first).path("without_geometry").asInt()).isZero();

    Path list = folder.resolve("more.csv");
    Files.writeString(list, "id,name,lon,lat\nlost,Lost Mill,,\n");
    assertThat(cairn("place", "import", list.toString()).err())
        .contains("1 places have no geometry");
    Path report = folder.resolve("report");
    Cli.Run second =
        cairn(
            "watch",
            "--from",
            Landscape.SMALL_FROM.toString(),
            "--json",
            "--report",
            report.toString());
    assertThat(json(second).path("places").asInt()).isEqualTo(1);
    assertThat(json(second).path("without_geometry").asInt()).isEqualTo(1);
    assertThat(cairn("place", "list", "--status", "no-geometry").out())
        .isEqualTo("lost\tLost Mill\n");
    assertThat(Files.readString(report.resolve("index.html"))).contains("Nothing says where it is");

    Cli.Run again = cairn("alert", "recheck", "--all", "--json");
    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    Cli.Run earlier =
        cairn("alert", "recheck", "--all", "--run", json(first).path("run").asString(), "--json");
    assertThat(earlier.exitCode()).as(earlier.out() + earlier.err()).isZero();

    assertThat(cairn("place", "import", landscape.places()).err()).contains("1 changed");
    assertThat(cairn("place", "show", id, "--json").out()).contains("\"entries\":[1,");
    assertThat(cairn("rebuild", "--check").exitCode()).isZero();
  }

  private static String wkt(JsonNode geometry) {
    StringBuilder ring = new StringBuilder();
    for (JsonNode position : geometry.path("coordinates").path(0).values()) {
      ring.append(ring.isEmpty() ? "" : ", ")
          .append(position.path(0).toString())
          .append(' ')
          .append(position.path(1).toString());
    }
    return "POLYGON ((" + ring + "))";
  }
}
