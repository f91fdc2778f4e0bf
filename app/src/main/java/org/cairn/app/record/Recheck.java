package org.cairn.app.record;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.cairn.heritage.Place;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.LedgerRecords;
import org.cairn.register.Workspace;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.AssetRead;
import org.cairn.watch.Chip;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.SceneUse;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An alert computed again from its entries: the places of its watch area as they were registered
 * then, the images that were used, the days and the settings of the run. Single-thread.
 */
public final class Recheck {
  private static final int CHIP_BYTES = 16 << 20;

  /** Of the run, not of the method. */
  private static final Set<String> DAYS = Set.of("period.from", "period.until");

  private final WorkspaceIndex.AlertEntry alert;
  private final ObjectNode run;
  private final List<ObjectNode> scenes;
  private final BlobStore blobs;
  private final List<Place> places;
  private final WatchSettings settings;

  private Recheck(
      WorkspaceIndex.AlertEntry alert,
      ObjectNode run,
      List<ObjectNode> scenes,
      BlobStore blobs,
      List<Place> places,
      WatchSettings settings) {
    this.alert = alert;
    this.run = run;
    this.scenes = scenes;
    this.blobs = blobs;
    this.places = places;
    this.settings = settings;
  }

  /**
   * Gathers what a repeat needs.
   *
   * @throws RefusedException {@code recheck-withheld} where the vault has not all of it any more
   */
  public static Recheck of(
      Workspace workspace, WorkspaceIndex index, WorkspaceIndex.AlertEntry alert)
      throws IOException, RefusedException {
    List<ObjectNode> scenes = new ArrayList<>();
    List<ObjectNode> coverages = new ArrayList<>();
    LedgerRecords.forEach(
        workspace,
        (entry, record) -> {
          if (record.path("run").asString("").equals(alert.run())) {
            String type = record.path("type").asString("");
            if (type.equals(RunRecords.SCENE)) {
              scenes.add(record);
            } else if (type.equals(RunRecords.COVERAGE)
                && record.path("place").asString("").equals(alert.text("place"))) {
              coverages.add(record);
            }
          }
        });
    ObjectNode run = index.findRun(alert.run()).orElseThrow();
    if (coverages.size() != 1 || !coverages.getFirst().path("area").isObject()) {
      throw withheld(alert, "the watch area it was judged in");
    }
    var area = AreaRecord.decode(coverages.getFirst().path("area"));
    List<Place> places = new ArrayList<>();
    for (String id : area.areaPlaces()) {
      places.add(
          index
              .findPlace(id, alert.index())
              .orElseThrow(() -> withheld(alert, "the geometry of place '" + id + "'")));
    }
    JsonNode asked = run.path("parameters");
    WatchSettings settings =
        new WatchSettings(
            PlaceRecord.text(asked, "asked.asset"),
            PlaceRecord.text(asked, "asked.mask"),
            PlaceRecord.text(run, "from").map(LocalDate::parse),
            PlaceRecord.text(run, "until").map(LocalDate::parse),
            Double.parseDouble(asked.path("asked.alarmRatePerSiteYear").asString()),
            List.of(area));
    return new Recheck(alert, run, scenes, workspace.blobs(), places, settings);
  }

  private static RefusedException withheld(WorkspaceIndex.AlertEntry alert, String what) {
    return new RefusedException(
        new Fault(
            "recheck-withheld",
            "alert '" + alert.id() + "'",
            what + " is not in the vault, so that the run cannot be repeated here"));
  }

  /** Name of the catalogue to repeat it over. */
  public String catalog() {
    return run.path("catalog").asString("");
  }

  public List<Place> places() {
    return places;
  }

  public WatchSettings settings() {
    return settings;
  }

  /**
   * What a repeat over {@link #places} with {@link #settings} has otherwise than the ledger; empty
   * where everything is the same to the last digit.
   *
   * @return {@code method-changed}, {@code parameter-changed}, {@code input-changed}, {@code
   *     alert-not-found}, {@code number-changed}, {@code chip-changed}
   */
  public List<Fault> compare(WatchResult repeated) throws IOException, RefusedException {
    List<Fault> differences = new ArrayList<>();
    compareMethod(differences);
    compareInputs(repeated, differences);
    repeated
        .problems()
        .forEach(met ->
            differences.add(
                new Fault(
                    "input-changed", met.subject(), met.message() + " [" + met.code() + "]")));
    Optional<AlertEvidence> found =
        repeated.places().stream()
            .map(PlaceResult::alerts)
            .flatMap(List::stream)
            .filter(evidence -> evidence.alert().id().equals(alert.id()))
            .findFirst();
    if (found.isEmpty()) {
      differences.add(
          Fault.expected("alert-not-found", "alert '" + alert.id() + "'", "to be raised", "none"));
    } else {
      compareNumbers(found.get(), differences);
      compareChips(found.get(), differences);
    }
    return differences;
  }

  private void compareMethod(List<Fault> differences) {
    JsonNode method = run.path("method");
    String then = method.path("name").asString("") + " " + method.path("version").asString("");
    String now = Watch.METHOD.name() + " " + Watch.METHOD.version();
    if (!then.equals(now)) {
      differences.add(Fault.expected("method-changed", "method", then, now));
    }
    SortedMap<String, String> known = new TreeMap<>();
    for (var member : run.path("parameters").properties()) {
      if (!member.getKey().startsWith("asked.") && !DAYS.contains(member.getKey())) {
        known.put(member.getKey(), member.getValue().asString(""));
      }
    }
    SortedMap<String, String> current = Watch.parameters();
    TreeSet<String> names = new TreeSet<>(known.keySet());
    names.addAll(current.keySet());
    for (String name : names) {
      String before = known.getOrDefault(name, "none");
      String after = current.getOrDefault(name, "none");
      if (!before.equals(after)) {
        differences.add(Fault.expected("parameter-changed", name, before, after));
      }
    }
  }

  /** By size, ETag and checksum; the ranges of a repeat are fewer, so their digests differ. */
  private void compareInputs(WatchResult repeated, List<Fault> differences) {
    for (SceneUse scene : repeated.scenes()) {
      for (ObjectNode recorded : scenes) {
        if (recorded.path("item").asString("").equals(scene.item())
            && PlaceRecord.text(recorded, "collection").equals(scene.collection())) {
          scene.assets().forEach(asset -> compareAsset(scene, asset, recorded, differences));
        }
      }
    }
  }

  private static void compareAsset(
      SceneUse scene, AssetRead now, ObjectNode recorded, List<Fault> differences) {
    for (JsonNode then : recorded.path("assets").values()) {
      if (!then.path("asset").asString("").equals(now.asset())) {
        continue;
      }
      String where = "item '" + scene.item() + "', asset '" + now.asset() + "'";
      if (now.bytes().isPresent()
          && then.has("bytes")
          && then.path("bytes").asLong() != now.bytes().getAsLong()) {
        differences.add(
            Fault.expected(
                "input-changed",
                where,
                then.path("bytes").asLong() + " bytes",
                now.bytes().getAsLong() + ""));
      }
      Optional<String> checksum = PlaceRecord.text(then, "checksum");
      if (checksum.isPresent() && now.checksum().isPresent() && !checksum.equals(now.checksum())) {
        differences.add(
            Fault.expected(
                "input-changed", where, "checksum " + checksum.get(), now.checksum().get()));
      }
      Optional<String> tag = PlaceRecord.text(then, "etag");
      if (tag.isPresent() && now.entityTag().isPresent() && !tag.equals(now.entityTag())) {
        differences.add(
            Fault.expected("input-changed", where, "ETag " + tag.get(), now.entityTag().get()));
      }
    }
  }

  private void compareNumbers(AlertEvidence found, List<Fault> differences) {
    ObjectNode recorded = alert.record();
    ObjectNode now = RunRecords.numbers(found);
    for (var member : now.properties()) {
      JsonNode then = recorded.path(member.getKey());
      if (!then.equals(member.getValue())) {
        differences.add(
            Fault.expected(
                "number-changed", member.getKey(), then.toString(), member.getValue().toString()));
      }
    }
  }

  private void compareChips(AlertEvidence found, List<Fault> differences)
      throws IOException, RefusedException {
    for (JsonNode chip : alert.record().path("chips").values()) {
      String role = chip.path("role").asString("");
      Optional<Chip> now = role.equals("before") ? found.before() : found.after();
      String hex = chip.path("blob").asString("").replaceFirst("^sha256:", "");
      byte[] png = blobs.read(Hash.of(HexFormat.of().parseHex(hex)), CHIP_BYTES);
      if (now.isEmpty() || !samePixels(png, now.get())) {
        differences.add(
            Fault.expected("chip-changed", "picture " + role, "the same pixels", "others"));
      }
    }
  }

  private static boolean samePixels(byte[] png, Chip chip) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    if (image == null || image.getWidth() != chip.cols() || image.getHeight() != chip.rows()) {
      return false;
    }
    int[] argb = image.getRGB(0, 0, chip.cols(), chip.rows(), null, 0, chip.cols());
    int[] now = chip.argb();
    for (int pixel = 0; pixel < argb.length; pixel++) {
      boolean bothEmpty = argb[pixel] >>> 24 == 0 && now[pixel] >>> 24 == 0;
      if (!bothEmpty && argb[pixel] != now[pixel]) {
        return false;
      }
    }
    return true;
  }
}
