package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Every file of the field that lies beside the project, imported into one workspace: lists of
 * places whole, wrong ones with the row and the reason, everything else told apart before anything
 * is written. With {@code -Dcairn.table=FILE} what came of each is written there.
 */
class HeritageFilesTest {
  @TempDir private Path folder = Path.of("");

  private static final String TEMPLATE = "lpf/LP-TSV_template.xlsx";

  /** Places that each list has, statements kept of them; 0 places where it is refused. */
  private static final Map<String, List<Integer>> LISTS =
      Map.ofEntries(
          Map.entry("arches/DISCO_Project_2017-04-14.json", List.of(4, 7)),
          Map.entry("arches/LHD_Heritage_Asset_Artefacts.csv", List.of(399, 1869)),
          Map.entry("arches/test_2_instances.json", List.of(4, 8)),
          Map.entry("damage/linked4resilience_cultural_sites.csv", List.of(211, 1646)),
          Map.entry("eamena/Bulk_Upload_template_240911.xlsx", List.of(46, 281)),
          Map.entry("eamena/bulk_data_hp_template.csv", List.of(2, 10)),
          Map.entry("eamena/caravanserais.geojson", List.of(221, 3557)),
          Map.entry("eamena/disturbances_edtf.xlsx", List.of(6, 0)),
          Map.entry("eamena/wadi_naqqat.geojson", List.of(14, 206)),
          Map.entry("forms/audit.csv", List.of(5, 9)),
          Map.entry(TEMPLATE, List.of(7, 56)),
          Map.entry("lpf/indias_sample200.jsonl", List.of(199, 1271)),
          Map.entry("lpf/linkedplaces-sample-v1.2.2.geojson", List.of(1, 5)),
          Map.entry("lpf/lp7_100.tsv", List.of(100, 600)),
          Map.entry("lpf/pleiades/520998.json", List.of(1, 42)),
          Map.entry("lpf/pleiades/893951.json", List.of(1, 103)),
          Map.entry("lpf/whg_valid_file.tsv", List.of(3, 31)),
          Map.entry("openatlas/example_place_hierarchy.csv", List.of(8, 33)));

  /** What is said of each that looks like a list and is refused. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "lpf/invalid/whg_invalid_geowkt.tsv",
          "row 2, geowkt: The latitude is out of range; longitude and latitude look swapped.",
          "lpf/invalid/whg_missing_start_value.tsv",
          "row 2, start: The row has neither a start nor an attestation year.",
          "lpf/invalid/whg_start_gt_end.tsv",
          "row 2, end: It ends before it starts.",
          "lpf/schema_lpf_v1.2.2.json",
          "It is not a Feature.");

  private record Imported(
      String file, int exitCode, String records, JsonNode json, String said, double seconds) {
    int count(String member) {
      return json.path("files").path(0).path(member).asInt(0);
    }
  }

  @Test
  void every_file_is_imported_whole_or_refused_with_the_reason() throws Exception {
    Path heritage = heritage();
    Map<String, String> records = records(heritage.resolve("SOURCES.md"));
    Cairn cairn = Cairn.init(folder.resolve("workspace"));
    Map<String, Imported> all = new TreeMap<>();
    for (Path file : files(heritage)) {
      String name = heritage.relativize(file).toString().replace('\\', '/');
      all.put(name, imported(cairn, heritage, name, records.getOrDefault(name, "")));
    }

    LISTS.forEach((name, expected) -> {
      Imported one = get(all, name);
      assertThat(one.exitCode()).as(name + ": " + one.said()).isZero();
      assertThat(one.count("places")).as(name).isEqualTo(expected.getFirst());
      assertThat(one.count("statements")).as(name).isGreaterThanOrEqualTo(expected.getLast());
    });
    REFUSED.forEach((name, reason) -> {
      assertThat(get(all, name).exitCode()).as(name).isEqualTo(1);
      assertThat(get(all, name).said()).contains(reason);
      assertThat(get(all, name).count("places")).isZero();
    });
    all.values().stream()
        .filter(one -> !LISTS.containsKey(one.file()) && !REFUSED.containsKey(one.file()))
        .forEach(one -> {
          assertThat(one.exitCode()).as(one.file() + ": " + one.said()).isBetween(1, 2);
          assertThat(one.count("places")).as(one.file()).isZero();
          assertThat(one.said()).as(one.file()).isNotBlank();
        });
    assertThat(all).hasSizeGreaterThanOrEqualTo(LISTS.size() + REFUSED.size());

    for (String name : List.of(TEMPLATE, "eamena/wadi_naqqat.geojson", "lpf/lp7_100.tsv")) {
      JsonNode again = imported(cairn, heritage, name, "").json();
      assertThat(again.path("added").asInt()).as(name).isZero();
      assertThat(again.path("changed").asInt()).as(name).isZero();
      assertThat(again.path("unchanged").asInt()).as(name).isPositive();
    }
    requireEqualToRebuilt(cairn);
    writeTable(all);
  }

  private static Path heritage() {
    String shared = System.getProperty("cairn.shared", "");
    Path heritage = Path.of(shared, "data", "heritage");
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.isDirectory(heritage),
        "Skipped: no lists of the field (system property cairn.shared is '" + shared + "')");
    return heritage;
  }

  private static List<Path> files(Path heritage) throws IOException {
    try (Stream<Path> walk = Files.walk(heritage)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("SOURCES.md"))
          .sorted()
          .toList();
    }
  }

  /** The file's own count of its records, by file. */
  private static Map<String, String> records(Path sources) throws IOException {
    Map<String, String> records = new TreeMap<>();
    for (String line : Files.readAllLines(sources)) {
      String[] cells = line.split("\\|");
      if (cells.length > 7) {
        records.put(cells[1].strip(), cells[7].strip());
      }
    }
    return records;
  }

  private static Imported imported(Cairn cairn, Path heritage, String name, String records) {
    List<String> arguments =
        new ArrayList<>(List.of("place", "import", heritage.resolve(name).toString(), "--json"));
    if (name.startsWith("eamena/Bulk_Upload")) {
      // Its first sheet is an empty form; this one is the worked example.
      arguments.addAll(List.of("--sheet", "_example_"));
    }
    if (name.equals(TEMPLATE)) {
      // It numbers its examples from 1 as others do.
      arguments.addAll(List.of("--prefix", "lp-tsv-template/"));
    }
    long start = System.nanoTime();
    Cairn.Run run = cairn.run(arguments.toArray(String[]::new));
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean unread = run.exitCode() == 2;
    JsonNode json = unread ? NullNode.getInstance() : run.json();
    String said = unread ? run.err() : json.path("rows").toString();
    return new Imported(
        name, run.exitCode(), records, json, said.replace(heritage + "/", "").strip(), seconds);
  }

  private static Imported get(Map<String, Imported> all, String name) {
    return Optional.ofNullable(all.get(name))
        .orElseThrow(() -> new AssertionError(name + " is not there"));
  }

  private static void requireEqualToRebuilt(Cairn cairn) throws IOException, RefusedException {
    List<String> faults = new ArrayList<>();
    PlaceRegister.check(Workspace.at(cairn.workspace()), fault -> faults.add(fault.toString()));
    assertThat(faults).isEmpty();
  }

  private static void writeTable(Map<String, Imported> all) throws IOException {
    String file = System.getProperty("cairn.table", "");
    if (file.isEmpty()) {
      return;
    }
    StringBuilder table =
        new StringBuilder(
            "| file | records in | format | places | statements kept | refused | notes | seconds |\n|---|---|---|---|---|---|---|---|\n");
    for (Imported one : all.values()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %d | %d | %s | %d | %.2f |%n",
              one.file(),
              one.records(),
              one.json().path("files").path(0).path("format").asString("-"),
              one.count("places"),
              one.count("statements"),
              one.exitCode() == 2 ? "no list of places" : String.valueOf(one.count("refused")),
              one.count("notes"),
              one.seconds()));
    }
    Files.writeString(Path.of(file), table);
  }
}
