package org.cairn.app.record;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.cairn.heritage.Place;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.record.CanonicalJson;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.AreaUse;
import org.cairn.watch.Chip;
import org.cairn.watch.ItemRef;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.SceneUse;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A repeat held against what was recorded: of one alert, or of everything. Single-thread. */
final class RunComparison {
  private static final int CHIP_BYTES = 16 << 20;
  private static final int CURVE_BYTES = 16 << 20;
  private static final int LIST_BYTES = 256 << 20;

  /** Of the run, not of the method. */
  private static final Set<String> DAYS = Set.of("period.from", "period.until");

  /** What a record has beside what was measured. */
  private static final Set<String> BESIDE =
      Set.of(
          "run",
          "time",
          "after",
          "chips",
          "picture",
          "series",
          "assets",
          "blob",
          "area",
          "place_entry");

  /** What a scene is, whatever areas are looked at. */
  private static final Set<String> OF_A_SCENE = Set.of("acquired", "sensor", "radiometry");

  private static final Set<String> OF_THE_RUN = Set.of("from", "until");

  /** Members of a coverage that runs recorded in the earlier form lack. */
  private static final Set<String> NEW_OF_A_PLACE = Set.of("scores", "registrations");

  private final RecordedRun run;
  private final Map<String, WorkspaceIndex.AlertEntry> alerts;
  private final boolean everything;
  private final BlobStore blobs;

  private RunComparison(
      RecordedRun run,
      Map<String, WorkspaceIndex.AlertEntry> alerts,
      boolean everything,
      BlobStore blobs) {
    this.run = run;
    this.alerts = alerts;
    this.everything = everything;
    this.blobs = blobs;
  }

  static RunComparison ofAlert(RecordedRun run, WorkspaceIndex.AlertEntry alert, BlobStore blobs) {
    return new RunComparison(run, Map.of(alert.id(), alert), false, blobs);
  }

  static RunComparison ofRun(RecordedRun run, BlobStore blobs) {
    return new RunComparison(run, run.alerts(), true, blobs);
  }

  /**
   * @param places that were computed again; what was recorded of others is passed over
   * @param changedItems ids of items whose files are known to differ: what a repeat met in them is
   *     not told again
   */
  void compare(
      List<WatchResult> repeated,
      List<Place> places,
      Set<String> changedItems,
      List<Fault> differences)
      throws IOException, RefusedException {
    compareMethod(differences);
    for (WatchResult result : repeated) {
      compareProblems(result, changedItems, differences);
    }
    compareScenes(repeated, differences);
    Map<String, AlertEvidence> found = new TreeMap<>();
    for (WatchResult result : repeated) {
      for (PlaceResult place : result.places()) {
        place.alerts().forEach(evidence -> found.put(evidence.alert().id(), evidence));
        if (everything) {
          compareCoverage(place, result.settings().areas().isEmpty(), differences);
        }
      }
    }
    compareAlerts(found, places, differences);
  }

  private void compareMethod(List<Fault> differences) {
    JsonNode method = run.summary().path("method");
    String then = method.path("name").asString("") + " " + method.path("version").asString("");
    String now = Watch.METHOD.name() + " " + Watch.METHOD.version();
    if (!then.equals(now)) {
      differences.add(Fault.expected("method-changed", "method", then, now));
    }
    SortedMap<String, String> known = new TreeMap<>();
    for (var member : run.summary().path("parameters").properties()) {
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

  /** Of the images used: what a catalogue has wrong elsewhere by now is not of this run. */
  private void compareProblems(
      WatchResult repeated, Set<String> changedItems, List<Fault> differences)
      throws IOException, RefusedException {
    Set<String> used =
        repeated.settings().areas().stream()
            .map(AreaUse::items)
            .flatMap(List::stream)
            .map(ItemRef::item)
            .collect(Collectors.toSet());
    used.removeAll(changedItems);
    Set<String> known = knownProblems();
    for (Problem met : repeated.problems()) {
      if (used.contains(met.subject()) && !known.contains(met.code() + " " + met.subject())) {
        differences.add(
            new Fault(
                met.code().equals("item-missing") ? "input-missing" : "input-changed",
                "item '" + met.subject() + "'",
                met.message() + " [" + met.code() + "]"));
      }
    }
  }

  /** What the run met itself, in either form of its record. */
  private Set<String> knownProblems() throws IOException, RefusedException {
    JsonNode list = run.summary().path("problems");
    JsonNode blob = run.summary().path("problem_list").path("blob");
    if (blob.isString()) {
      list = JsonMapper.shared().readTree(RecordedInputs.blob(blob, blobs, LIST_BYTES));
    }
    Set<String> known = new HashSet<>();
    for (JsonNode problem : list.values()) {
      known.add(problem.path("code").asString("") + " " + problem.path("subject").asString(""));
    }
    return known;
  }

  private void compareScenes(List<WatchResult> repeated, List<Fault> differences) {
    Map<ItemRef, ObjectNode> recorded = new HashMap<>();
    run.scenes().forEach(scene -> recorded.put(RecordedInputs.ref(scene), scene));
    for (WatchResult result : repeated) {
      if (result.settings().areas().isEmpty()) {
        continue;
      }
      for (SceneUse scene : result.scenes()) {
        ItemRef ref = new ItemRef(scene.collection(), scene.item());
        ObjectNode then = recorded.get(ref);
        if (then == null) {
          differences.add(
              Fault.expected("scene-changed", RecordedInputs.where(ref), "no such scene", "one"));
          continue;
        }
        ObjectNode now = RunRecords.numbers(scene);
        Set<String> names = everything ? names(then, now) : OF_A_SCENE;
        compareMembers("scene-changed", RecordedInputs.where(ref), names, then, now, differences);
      }
    }
  }

  /**
   * @param anew judged without the images of the others, from which the days of the run were taken
   */
  private void compareCoverage(PlaceResult place, boolean anew, List<Fault> differences) {
    String where = "place '" + place.place().id() + "'";
    ObjectNode then = run.coverages().get(place.place().id());
    if (then == null) {
      throw new IllegalStateException("A repeat has " + where + ", which the run did not watch");
    }
    ObjectNode now = CoverageRecord.of(place);
    Set<String> names = names(then, now);
    if (run.isEarlierForm()) {
      names.removeAll(NEW_OF_A_PLACE);
    }
    names.removeAll(CoverageRecord.lacking(then));
    if (anew) {
      names.removeAll(OF_THE_RUN);
    }
    compareMembers("coverage-changed", where, names, then, now, differences);
  }

  private void compareAlerts(
      Map<String, AlertEvidence> found, List<Place> places, List<Fault> differences)
      throws IOException, RefusedException {
    Set<String> computed = places.stream().map(Place::id).collect(Collectors.toSet());
    for (WorkspaceIndex.AlertEntry alert : alerts.values()) {
      AlertEvidence now = found.get(alert.id());
      String where = "alert '" + alert.id() + "'";
      if (now != null) {
        ObjectNode numbers = RunRecords.numbers(now);
        ObjectNode then = alert.record();
        compareMembers("number-changed", where, names(then, numbers), then, numbers, differences);
        compareChips(where, then, now, differences);
        compareCurve(where, then, now, differences);
      } else if (computed.contains(alert.text("place"))) {
        differences.add(Fault.expected("alert-not-found", where, "to be raised", "none"));
      }
    }
    if (everything) {
      for (String id : found.keySet()) {
        if (!alerts.containsKey(id)) {
          differences.add(
              Fault.expected("alert-new", "alert '" + id + "'", "none in the run", "this one"));
        }
      }
    }
  }

  private static Set<String> names(ObjectNode then, ObjectNode now) {
    Set<String> names = new TreeSet<>(then.propertyNames());
    names.addAll(now.propertyNames());
    names.removeAll(BESIDE);
    return names;
  }

  private static void compareMembers(
      String code,
      String where,
      Set<String> names,
      ObjectNode then,
      ObjectNode found,
      List<Fault> differences) {
    ObjectNode now = WellFormed.of(found);
    for (String name : new TreeSet<>(names)) {
      if (!same(then.path(name), now.path(name))) {
        differences.add(
            Fault.expected(code, where + ", " + name, said(then.path(name)), said(now.path(name))));
      }
    }
  }

  /** In the form that was signed: numbers and the order of members are held in several ways. */
  private static boolean same(JsonNode then, JsonNode now) {
    return then.isMissingNode() || now.isMissingNode()
        ? then.isMissingNode() == now.isMissingNode()
        : Arrays.equals(CanonicalJson.canonicalize(then), CanonicalJson.canonicalize(now));
  }

  private static String said(JsonNode value) {
    return value.isMissingNode() ? "none" : value.toString();
  }

  private void compareChips(
      String where, ObjectNode then, AlertEvidence found, List<Fault> differences)
      throws IOException, RefusedException {
    for (JsonNode chip : then.path("chips").values()) {
      String role = chip.path("role").asString("");
      Optional<Chip> now =
          switch (role) {
            case ShownRecord.BEFORE -> found.before();
            case ShownRecord.STRIP -> findInStrip(chip, found);
            default -> found.after();
          };
      byte[] png = RecordedInputs.blob(chip.path("blob"), blobs, CHIP_BYTES);
      if (now.isEmpty() || !samePixels(png, now.get())) {
        differences.add(
            Fault.expected(
                "chip-changed", where + ", picture " + role, "the same pixels", "others"));
      }
    }
  }

  private static Optional<Chip> findInStrip(JsonNode chip, AlertEvidence found) {
    String date = chip.path("date").asString("");
    return found.strip().stream()
        .map(AlertEvidence.StripPicture::chip)
        .filter(other -> other.date().toString().equals(date))
        .findFirst();
  }

  /** Where the run recorded one. */
  private void compareCurve(
      String where, ObjectNode then, AlertEvidence found, List<Fault> differences)
      throws IOException, RefusedException {
    JsonNode blob = then.path("series").path("blob");
    if (blob.isString()
        && !Arrays.equals(
            RecordedInputs.blob(blob, blobs, CURVE_BYTES), ShownRecord.series(found))) {
      differences.add(
          Fault.expected("number-changed", where + ", series", "the same curve", "another"));
    }
    JsonNode picture = then.path("picture");
    if (picture.isObject()) {
      ObjectNode recorded = JsonNodeFactory.instance.objectNode();
      recorded.set("picture", picture);
      ObjectNode current = JsonNodeFactory.instance.objectNode();
      ShownRecord.picture(found).ifPresent(one -> current.set("picture", one));
      compareMembers("number-changed", where, Set.of("picture"), recorded, current, differences);
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
