package org.cairn.app.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.app.report.ChipPng;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.Draft;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.AssetRead;
import org.cairn.watch.Chip;
import org.cairn.watch.ItemRef;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.Reuse;
import org.cairn.watch.SceneUse;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of the watch as records: {@code scene} for each image, {@code coverage} for each place that
 * was registered, watched or not, {@code alert} for each alert, and last {@code run}, without which
 * the others do not count. Decimals are texts that read back exactly. What tells where a place lies
 * ({@code area}, {@code changed_area}) is protected. Blobs are the pictures and whatever may name
 * files of this machine: which bytes were read of which file and their digests, why a scene was
 * held back, what went wrong; and the curve of each alert.
 */
public final class RunRecords {
  static final String RUN = "run";
  static final String SCENE = "scene";
  static final String COVERAGE = "coverage";
  static final String ALERT = "alert";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final WatchResult result;
  private final Run run;
  private final WorkspaceIndex places;
  private final BlobStore blobs;

  private RunRecords(WatchResult result, Run run, WorkspaceIndex places, BlobStore blobs) {
    this.result = result;
    this.run = run;
    this.places = places;
    this.blobs = blobs;
  }

  /**
   * What a run is called and was made with.
   *
   * @param name never used before
   * @param catalog name of the catalogue it was over
   * @param software name and version
   */
  public record Run(String name, String catalog, String software) {}

  /**
   * @param places the ledger as it was when the places were taken from it
   * @param blobs get what the records name
   */
  public static List<Draft> of(WatchResult result, Run run, WorkspaceIndex places, BlobStore blobs)
      throws IOException {
    return new RunRecords(result, run, places, blobs).all();
  }

  private List<Draft> all() throws IOException {
    List<Draft> drafts = new ArrayList<>();
    int alerts = 0;
    for (SceneUse scene : result.scenes()) {
      drafts.add(draft(scene(scene), Set.of(), 0));
    }
    for (PlaceResult place : result.places()) {
      drafts.add(draft(coverage(place), Set.of("area"), 1));
      for (AlertEvidence evidence : place.alerts()) {
        drafts.add(draft(alert(evidence), Set.of("changed_area"), 1));
        alerts++;
      }
    }
    for (WorkspaceIndex.Unwatched place : places.unwatched()) {
      drafts.add(draft(coverage(place), Set.of("area"), 1));
    }
    drafts.add(draft(summary(alerts), Set.of(), 0));
    return drafts;
  }

  private static Draft draft(ObjectNode record, Set<String> protectedFields, int digests) {
    return new Draft(WellFormed.of(record), protectedFields, digests);
  }

  private ObjectNode summary(int alerts) throws IOException {
    ObjectNode summary = node(RUN).put("catalog", run.catalog()).put("software", run.software());
    summary.set("method", method(Watch.METHOD));
    ObjectNode parameters = summary.putObject("parameters");
    result.parameters().forEach(parameters::put);
    result
        .days()
        .ifPresent(days -> {
          summary.put("from", days.from().toString());
          summary.put("until", days.until().toString());
        });
    summary
        .put("scenes", result.scenes().size())
        .put("places", result.places().size() + places.unwatched().size())
        .put("alerts", alerts);
    putReuse(summary.putObject("reuse"), result.reuse());
    putProblems(summary);
    return summary;
  }

  /** What was taken from earlier runs' reading; changes no number. */
  private static void putReuse(ObjectNode node, Reuse reuse) {
    node.put("new", reuse.fresh().size())
        .put("reused", reuse.reused())
        .put("extended", reuse.extended());
    putItems(node.putArray("late"), reuse.late());
    putItems(node.putArray("reprocessed"), reuse.reprocessed());
  }

  private static void putItems(ArrayNode array, List<ItemRef> items) {
    for (ItemRef item : items) {
      ObjectNode one = array.addObject().put("item", item.item());
      item.collection().ifPresent(collection -> one.put("collection", collection));
    }
  }

  /** In the open how many of each code; what they say is in a blob. */
  private void putProblems(ObjectNode summary) throws IOException {
    summary.put("problem_count", result.problems().size());
    if (result.problems().isEmpty()) {
      return;
    }
    SortedMap<String, Integer> counts = new TreeMap<>();
    ArrayNode all = JSON.arrayNode();
    for (Problem met : result.problems()) {
      counts.merge(met.code(), 1, Integer::sum);
      all.addObject()
          .put("code", met.code())
          .put("subject", met.subject())
          .put("message", met.message());
    }
    ObjectNode problems = summary.putObject("problem_list");
    ObjectNode codes = problems.putObject("codes");
    counts.forEach(codes::put);
    problems.put("blob", put(all));
  }

  private String put(JsonNode content) throws IOException {
    return name(blobs.put(content.toString().getBytes(UTF_8)));
  }

  private ObjectNode node(String type) {
    return JSON.objectNode().put("type", type).put("run", run.name());
  }

  private static ObjectNode method(Alert.Method method) {
    return JSON.objectNode().put("name", method.name()).put("version", method.version());
  }

  private ObjectNode scene(SceneUse scene) throws IOException {
    ObjectNode node = numbers(scene).put("run", run.name());
    ArrayNode assets = node.putArray("assets");
    for (AssetRead read : scene.assets()) {
      ObjectNode asset = assets.addObject().put("asset", read.asset());
      read.bytes().ifPresent(bytes -> asset.put("bytes", bytes));
      read.entityTag().ifPresent(tag -> asset.put("etag", tag));
      read.checksum().ifPresent(checksum -> asset.put("checksum", checksum));
      asset.put("range_count", read.read().size()).put("digest", read.digest());
      if (read.changedWhileRead()) {
        asset.put("changed_while_read", true);
      }
    }
    if (!scene.assets().isEmpty() || scene.heldBack().isPresent()) {
      node.put("blob", put(reads(scene)));
    }
    return node;
  }

  /** Everything of a scene that a repeat over all of its areas must find again. */
  static ObjectNode numbers(SceneUse scene) {
    ObjectNode node = JSON.objectNode().put("type", SCENE).put("item", scene.item());
    scene.collection().ifPresent(collection -> node.put("collection", collection));
    node.put("acquired", scene.acquired().toString())
        .put("sensor", scene.sensor())
        .put("radiometry", scene.radiometry());
    scene.heldBack().ifPresent(held -> node.put("held_back", held.code()));
    SceneUse.Pixels pixels = scene.pixels();
    node.putObject("pixels")
        .put("areas", pixels.areas())
        .put("with_data", pixels.withData())
        .put("clear", pixels.clear());
    scene.clearShare().ifPresent(share -> node.put("clear_share", Double.toString(share)));
    scene
        .shifts()
        .ifPresent(shifts ->
            node.putObject("shift")
                .put("measured", shifts.measured())
                .put("median_rows", Double.toString(shifts.medianRows()))
                .put("median_cols", Double.toString(shifts.medianCols()))
                .put("largest", Double.toString(shifts.largest()))
                .put("moved", shifts.moved())
                .put("rejected", shifts.rejected()));
    return node;
  }

  /**
   * Why the scene was held back, the address of each file, and each range read of it: {@code
   * [offset, length, SHA-256 of its bytes]}.
   */
  private static ObjectNode reads(SceneUse scene) {
    ObjectNode reads = JSON.objectNode().put("item", scene.item());
    scene.heldBack().ifPresent(held -> reads.put("held_back", held.why()));
    ArrayNode assets = reads.putArray("assets");
    for (AssetRead read : scene.assets()) {
      ObjectNode asset = assets.addObject().put("asset", read.asset()).put("href", read.href());
      asset.put("digest", read.digest());
      ArrayNode ranges = asset.putArray("ranges");
      for (int i = 0; i < read.read().size(); i++) {
        ByteRange range = read.read().range(i);
        ranges.addArray().add(range.offset()).add(range.length()).add(read.read().sha256(i));
      }
    }
    return reads;
  }

  private ObjectNode coverage(PlaceResult place) {
    ObjectNode node = CoverageRecord.of(place).put("run", run.name());
    places
        .findPlaceEntry(place.place().id())
        .ifPresent(entry -> node.put("place_entry", entry.longValue()));
    place.area().ifPresent(area -> node.set("area", AreaRecord.encode(area)));
    return node;
  }

  /** Of a place that no image could be looked at for. */
  private ObjectNode coverage(WorkspaceIndex.Unwatched place) {
    ObjectNode node =
        JSON.objectNode()
            .put("type", COVERAGE)
            .put("place", place.place())
            .put("status", Coverage.Status.NO_GEOMETRY.code())
            .put("why", place.why())
            .put("looks", 0)
            .put("acquisitions", 0)
            .put("alerts", 0)
            .put("run", run.name());
    places
        .findPlaceEntry(place.place())
        .ifPresent(entry -> node.put("place_entry", entry.longValue()));
    return node;
  }

  private ObjectNode alert(AlertEvidence evidence) throws IOException {
    ObjectNode node = numbers(evidence).put("run", run.name());
    ArrayNode chips = node.putArray("chips");
    if (evidence.before().isPresent()) {
      addChip(chips, ShownRecord.BEFORE, evidence.before().get());
    }
    if (evidence.after().isPresent()) {
      addChip(chips, ShownRecord.AFTER, evidence.after().get());
    }
    for (AlertEvidence.StripPicture other : evidence.strip()) {
      addChip(chips, ShownRecord.STRIP, other.chip())
          .put("clear_share", Double.toString(other.clearShare()));
    }
    ShownRecord.picture(evidence).ifPresent(picture -> node.set("picture", picture));
    node.putObject("series")
        .put("blob", name(blobs.put(ShownRecord.series(evidence))))
        .put("points", evidence.series().size());
    return node;
  }

  private ObjectNode addChip(ArrayNode chips, String role, Chip chip) throws IOException {
    return chips
        .addObject()
        .put("role", role)
        .put("blob", name(blobs.put(ChipPng.encode(chip))))
        .put("date", chip.date().toString())
        .put("sensor", chip.sensor())
        .put("item", chip.item())
        .put("true_colour", chip.trueColour());
  }

  /** Everything an alert says that a repeat must find again. */
  static ObjectNode numbers(AlertEvidence evidence) {
    Alert alert = evidence.alert();
    ObjectNode node = JSON.objectNode().put("type", ALERT).put("alert", alert.id());
    node.put("place", alert.placeId())
        .put("last_unchanged", alert.lastUnchanged().toString())
        .put("first_seen", alert.firstSeen().toString())
        .put("raised", alert.raised().toString())
        .put("score", Double.toString(alert.score()))
        .put("expected_per_site_year", Double.toString(alert.expectedPerSiteYear()));
    node.putObject("placebos")
        .put("n", alert.placebos().n())
        .put("independent", alert.placebos().independent())
        .put("at_least_as_large", alert.placebos().atLeastAsLarge());
    node.put("area_m2", Double.toString(alert.areaSquareMetres()));
    ObjectNode change = node.putObject("change");
    for (Alert.BandChange band : alert.changes()) {
      change
          .putObject(band.band())
          .put("before", Double.toString(band.before()))
          .put("after", Double.toString(band.after()))
          .put("unit", band.unit());
    }
    ArrayNode directions = node.putArray("direction");
    alert.directions().forEach(direction -> directions.add(direction.code()));
    node.put("sensor", alert.sensor());
    node.set("method", method(alert.method()));
    ArrayNode items = node.putArray("items");
    alert.items().forEach(items::add);
    if (!alert.evidence().isEmpty()) {
      EvidenceRecord.put(node, alert.evidence());
    }
    ArrayNode shifts = node.putArray("shift");
    for (AlertEvidence.Shift shift : evidence.shifts()) {
      shifts
          .addObject()
          .put("date", shift.date().toString())
          .put("rows", Double.toString(shift.rows()))
          .put("cols", Double.toString(shift.cols()))
          .put("moved_back", shift.movedBack());
    }
    return node.put("changed_area", alert.changedArea().toText());
  }

  private static String name(Hash hash) {
    return "sha256:" + hash.hex();
  }
}
