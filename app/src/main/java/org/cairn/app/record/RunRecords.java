package org.cairn.app.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.cairn.watch.PlaceResult;
import org.cairn.watch.SceneUse;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of the watch as records: {@code scene} for each image, {@code coverage} for each place,
 * {@code alert} for each alert, and last {@code run}, without which the others do not count.
 * Decimals are texts that read back exactly. What tells where a place lies ({@code area}, {@code
 * changed_area}) is protected; which bytes were read and the pictures are blobs.
 */
public final class RunRecords {
  static final String RUN = "run";
  static final String SCENE = "scene";
  static final String COVERAGE = "coverage";
  static final String ALERT = "alert";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final WatchResult result;
  private final String run;
  private final BlobStore blobs;

  private RunRecords(WatchResult result, String run, BlobStore blobs) {
    this.result = result;
    this.run = run;
    this.blobs = blobs;
  }

  /**
   * @param run name of the run, never used before
   * @param catalog name of the catalogue it was over
   * @param blobs get the pictures and the lists of what was read
   */
  public static List<Draft> of(WatchResult result, String run, String catalog, BlobStore blobs)
      throws IOException {
    return new RunRecords(result, run, blobs).all(catalog);
  }

  private List<Draft> all(String catalog) throws IOException {
    List<Draft> drafts = new ArrayList<>();
    int alerts = 0;
    for (SceneUse scene : result.scenes()) {
      drafts.add(Draft.open(scene(scene)));
    }
    for (PlaceResult place : result.places()) {
      drafts.add(new Draft(coverage(place), Set.of("area"), 1));
      for (AlertEvidence evidence : place.alerts()) {
        drafts.add(new Draft(alert(evidence), Set.of("changed_area"), 1));
        alerts++;
      }
    }
    ObjectNode summary = node(RUN).put("catalog", catalog);
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
        .put("places", result.places().size())
        .put("alerts", alerts);
    ArrayNode problems = summary.putArray("problems");
    result.problems().stream()
        .limit(50)
        .forEach(met -> problems.addObject().put("code", met.code()).put("subject", met.subject()));
    summary.put("problem_count", result.problems().size());
    drafts.add(Draft.open(summary));
    return drafts;
  }

  private ObjectNode node(String type) {
    return JSON.objectNode().put("type", type).put("run", run);
  }

  private static ObjectNode method(Alert.Method method) {
    return JSON.objectNode().put("name", method.name()).put("version", method.version());
  }

  private ObjectNode scene(SceneUse scene) throws IOException {
    ObjectNode node = node(SCENE).put("item", scene.item());
    scene.collection().ifPresent(collection -> node.put("collection", collection));
    node.put("acquired", scene.acquired().toString())
        .put("sensor", scene.sensor())
        .put("radiometry", scene.radiometry());
    scene.heldBack().ifPresent(why -> node.put("held_back", why));
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
    ArrayNode assets = node.putArray("assets");
    for (AssetRead read : scene.assets()) {
      ObjectNode asset = assets.addObject().put("asset", read.asset());
      read.bytes().ifPresent(bytes -> asset.put("bytes", bytes));
      read.entityTag().ifPresent(tag -> asset.put("etag", tag));
      read.checksum().ifPresent(checksum -> asset.put("checksum", checksum));
      asset.put("range_count", read.ranges().size()).put("digest", read.digest());
      if (read.changedWhileRead()) {
        asset.put("changed_while_read", true);
      }
    }
    if (!scene.assets().isEmpty()) {
      node.put("blob", name(blobs.put(reads(scene).toString().getBytes(UTF_8))));
    }
    return node;
  }

  /** The address of each file and the ranges read of it: {@code [offset, length]} in bytes. */
  private static ObjectNode reads(SceneUse scene) {
    ObjectNode reads = JSON.objectNode().put("item", scene.item());
    ArrayNode assets = reads.putArray("assets");
    for (AssetRead read : scene.assets()) {
      ObjectNode asset = assets.addObject().put("asset", read.asset()).put("href", read.href());
      asset.put("digest", read.digest());
      ArrayNode ranges = asset.putArray("ranges");
      for (ByteRange range : read.ranges()) {
        ranges.addArray().add(range.offset()).add(range.length());
      }
    }
    return reads;
  }

  private ObjectNode coverage(PlaceResult place) {
    Coverage coverage = place.coverage();
    ObjectNode node =
        node(COVERAGE)
            .put("place", coverage.placeId())
            .put("status", coverage.status().code())
            .put("why", coverage.why())
            .put("looks", coverage.looks())
            .put("acquisitions", coverage.acquisitions())
            .put("alerts", place.alerts().size());
    putDay(node, "from", coverage.from());
    putDay(node, "until", coverage.until());
    coverage.maxScore().ifPresent(score -> node.put("max_score", Double.toString(score)));
    coverage.threshold().ifPresent(score -> node.put("threshold", Double.toString(score)));
    ArrayNode detectable = node.putArray("smallest_detectable");
    for (Coverage.Detectable one : coverage.smallestDetectable()) {
      detectable
          .addObject()
          .put("area_m2", Double.toString(one.areaSquareMetres()))
          .put("contrast", Double.toString(one.contrast()))
          .put("power", Double.toString(one.power()));
    }
    place.area().ifPresent(area -> node.set("area", AreaRecord.encode(area)));
    return node;
  }

  private static void putDay(ObjectNode node, String name, Optional<LocalDate> day) {
    day.ifPresent(known -> node.put(name, known.toString()));
  }

  private ObjectNode alert(AlertEvidence evidence) throws IOException {
    ObjectNode node = numbers(evidence).put("run", run);
    ArrayNode chips = node.putArray("chips");
    if (evidence.before().isPresent()) {
      addChip(chips, "before", evidence.before().get());
    }
    if (evidence.after().isPresent()) {
      addChip(chips, "after", evidence.after().get());
    }
    return node;
  }

  private void addChip(ArrayNode chips, String role, Chip chip) throws IOException {
    chips
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
