package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.byLessThan;
import static org.cairn.register.RegisterFixture.coverage;
import static org.cairn.register.RegisterFixture.named;
import static org.cairn.register.RegisterFixture.record;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.heritage.place.Sensitivity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which images a register has, and who finds them. */
class ImagesTest {
  private static final String HASH = "ab".repeat(32);

  @TempDir private Path folder;

  private Workspace workspace;

  @BeforeEach
  void make_a_workspace() throws Exception {
    workspace = RegisterFixture.workspace(folder.resolve("ws"));
    RegisterFixture.add(
        workspace,
        named("open", "Open", "POINT (10 20)"),
        named("shut", "Shut", "POINT (11 20)").withSensitivity(Sensitivity.WITHHELD));
  }

  private static ObjectNode scene(String run, String item, String acquired) {
    return record("scene")
        .put("run", run)
        .put("item", item)
        .put("collection", "images")
        .put("acquired", acquired)
        .put("sensor", "sentinel-2a")
        .put("clear_share", "0.75");
  }

  private static ObjectNode end(String run) {
    return record("run").put("run", run);
  }

  /** With two pictures of 64 by 64 pixels, each a ten-thousandth of a degree wide. */
  private static ObjectNode alert(
      String run, String id, String place, double west, double north, String before, String after) {
    ObjectNode alert = record("alert").put("run", run).put("alert", id).put("place", place);
    alert.putArray("items").add(before).add(after).add("third");
    ArrayNode chips = alert.putArray("chips");
    chip(chips, "before", "2026-05-03", before);
    chip(chips, "after", "2026-05-11", after);
    ObjectNode picture = alert.putObject("picture").put("cols", 64).put("rows", 64);
    ArrayNode ring = picture.putArray("outline").addArray();
    StringBuilder wkt = new StringBuilder();
    int[][] outline = {{20, 30}, {24, 30}, {24, 32}, {22, 34}, {20, 34}, {20, 30}};
    for (int[] at : outline) {
      ring.addArray().add(at[0] + ".0").add(at[1] + ".0");
      wkt.append(wkt.isEmpty() ? "" : ", ")
          .append(
              String.format(Locale.ROOT, "%.8f %.8f", west + at[0] * 1e-4, north - at[1] * 1e-4));
    }
    return alert.put("changed_area", "POLYGON ((" + wkt + "))");
  }

  private static void chip(ArrayNode chips, String role, String day, String item) {
    chips
        .addObject()
        .put("role", role)
        .put("blob", "sha256:" + HASH)
        .put("date", day)
        .put("sensor", "sentinel-2a")
        .put("item", item);
  }

  private void run(String run, ObjectNode... records) throws Exception {
    List<ObjectNode> all = new ArrayList<>(List.of(records));
    all.add(end(run));
    RegisterFixture.append(workspace, all.toArray(ObjectNode[]::new));
  }

  private void firstRun() throws Exception {
    run(
        "r1",
        scene("r1", "a", "2026-05-03T10:30:31.024Z"),
        scene("r1", "b", "2026-05-11T10:30:31Z"),
        scene("r1", "c", "2026-05-12T10:30:31Z"),
        scene("r1", "d", "2026-05-13T10:30:31Z"),
        coverage("r1", "open", "watched"),
        alert("r1", "open@1", "open", 10, 20, "a", "b"),
        coverage("r1", "shut", "watched"),
        alert("r1", "shut@1", "shut", 11, 20, "c", "b"));
  }

  private <T> T ask(Registered<T> question) throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      return question.of(register.images());
    }
  }

  @FunctionalInterface
  private interface Registered<T> {
    T of(Images images) throws Exception;
  }

  private static Geometry box(double west, double south, double east, double north) {
    return new GeometryFactory().toGeometry(new Envelope(west, east, south, north));
  }

  private static ImageQuery within(boolean exact, Geometry... areas) {
    return new ImageQuery(Optional.empty(), Optional.empty(), List.of(areas), exact);
  }

  private static ImageQuery taken(String from, String until) {
    return new ImageQuery(
        Optional.of(Instant.parse(from)), Optional.of(Instant.parse(until)), List.of(), true);
  }

  private List<PictureHit> pictures(ImageQuery query) throws Exception {
    return ask(images -> images.pictures(query, OptionalLong.empty(), 100));
  }

  private List<String> scenes(ImageQuery query) throws Exception {
    return ask(images -> images.scenes(query, OptionalLong.empty(), 100)).stream()
        .map(SceneHit::item)
        .toList();
  }

  private Optional<PictureHit> picture(long entry, int number, boolean exact) throws Exception {
    return ask(images -> images.findPicture(entry, number, exact));
  }

  private Optional<SceneHit> scene(String item, boolean exact) throws Exception {
    return ask(images -> images.findScene(item, exact));
  }

  private List<String> alertsOf(String item, boolean exact) throws Exception {
    return ask(images -> images.alertsOf(item, exact, 9));
  }

  private Optional<Images.Times> sceneTimes(boolean exact) throws Exception {
    return ask(images -> images.sceneTimes(exact));
  }

  private Optional<Images.Times> pictureTimes(boolean exact) throws Exception {
    return ask(images -> images.pictureTimes(exact));
  }

  @Test
  void a_picture_has_its_ground_and_the_time_of_its_image() throws Exception {
    firstRun();
    List<PictureHit> open = pictures(ImageQuery.all(false));
    assertThat(open).hasSize(2);
    PictureHit after = open.getFirst();
    assertThat(after.role()).isEqualTo("after");
    assertThat(after.acquired()).isEqualTo("2026-05-11T10:30:31Z");
    assertThat(open.getLast().acquired()).isEqualTo("2026-05-03T10:30:31Z");
    assertThat(after.alert()).isEqualTo("open@1");
    assertThat(after.number()).isEqualTo(1);
    assertThat(after.sha256()).isEqualTo(HASH);
    assertThat(after.open()).isTrue();
    Envelope ground = after.ground().orElseThrow().getEnvelopeInternal();
    assertThat(ground.getMinX()).isCloseTo(10, byLessThan(1e-7));
    assertThat(ground.getMaxX()).isCloseTo(10.0064, byLessThan(1e-7));
    assertThat(ground.getMaxY()).isCloseTo(20, byLessThan(1e-7));
    assertThat(ground.getMinY()).isCloseTo(19.9936, byLessThan(1e-7));
    assertThat(picture(after.entry(), 1, false)).contains(after);
    assertThat(picture(after.entry(), 2, true)).isEmpty();
  }

  @Test
  void images_of_a_protected_place_are_found_by_few() throws Exception {
    firstRun();
    assertThat(pictures(ImageQuery.all(true))).hasSize(4);
    PictureHit shut = pictures(ImageQuery.all(true)).getFirst();
    assertThat(shut.open()).isFalse();
    assertThat(picture(shut.entry(), shut.number(), false)).isEmpty();
    Geometry there = box(10.9, 19, 11.1, 21);
    assertThat(pictures(within(true, there))).hasSize(2);
    assertThat(pictures(within(false, there))).isEmpty();
    assertThat(scenes(ImageQuery.all(true))).containsExactly("d", "c", "b", "a");
    assertThat(scenes(ImageQuery.all(false))).containsExactly("b", "a");
    assertThat(scene("c", false)).isEmpty();
    assertThat(alertsOf("b", false)).containsExactly("open@1");
    assertThat(alertsOf("b", true)).containsExactly("open@1", "shut@1");
    assertThat(sceneTimes(false).orElseThrow().last()).isEqualTo("2026-05-11T10:30:31Z");
    assertThat(pictureTimes(true).orElseThrow().last()).isEqualTo("2026-05-11T10:30:31Z");
    RegisterFixture.add(
        workspace, named("open", "Open", "POINT (10 20)").withSensitivity(Sensitivity.WITHHELD));
    assertThat(pictures(ImageQuery.all(false))).isEmpty();
    assertThat(scenes(ImageQuery.all(false))).isEmpty();
  }

  @Test
  void a_later_run_replaces_what_an_earlier_one_said_once_it_is_finished() throws Exception {
    firstRun();
    RegisterFixture.append(
        workspace,
        scene("r2", "b", "2026-05-11T10:30:31Z").put("held_back", "scene-offset"),
        alert("r2", "open@1", "open", 12, 20, "a", "e"));
    assertThat(pictures(within(true, box(9, 19, 10.5, 21)))).hasSize(2);
    assertThat(scene("b", true).orElseThrow().run()).isEqualTo("r1");
    run("r2");
    assertThat(pictures(within(true, box(9, 19, 10.5, 21)))).isEmpty();
    assertThat(pictures(within(true, box(11.5, 19, 12.5, 21)))).hasSize(2);
    SceneHit held = scene("b", true).orElseThrow();
    assertThat(held.run()).isEqualTo("r2");
    assertThat(held.heldBack()).contains("scene-offset");
    assertThat(alertsOf("b", true)).containsExactly("shut@1");
  }

  @Test
  void the_tables_are_the_same_made_anew_and_grown() throws Exception {
    firstRun();
    PlaceRegister.open(workspace).close();
    run(
        "r2",
        scene("r2", "b", "2026-05-11T10:30:31Z"),
        alert("r2", "open@1", "open", 12, 20, "a", "b"));
    PlaceRegister.open(workspace).close();
    List<String> grown = RegisterRows.dump(workspace.register());
    assertThat(grown).anyMatch(row -> row.startsWith("pictures: "));
    PlaceRegister.rebuild(workspace).close();
    assertThat(RegisterRows.dump(workspace.register())).isEqualTo(grown);
  }

  @Test
  void pages_follow_by_key_and_times_are_kept_to_the_second() throws Exception {
    firstRun();
    List<Long> keys = new ArrayList<>();
    OptionalLong before = OptionalLong.empty();
    for (boolean more = true; more; ) {
      OptionalLong from = before;
      List<PictureHit> page = ask(images -> images.pictures(ImageQuery.all(true), from, 1));
      more = !page.isEmpty();
      for (PictureHit hit : page) {
        keys.add(hit.key());
        before = OptionalLong.of(hit.key());
      }
    }
    assertThat(keys)
        .hasSize(4)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(scenes(taken("2026-05-12T10:30:31Z", "2026-05-13T10:30:31Z")))
        .containsExactly("d", "c");
    assertThat(scenes(taken("2026-05-12T10:30:31.001Z", "2026-05-13T10:30:30.999Z"))).isEmpty();
    assertThat(scenes(within(true, box(-180, -90, 180, 90)))).isEmpty();
  }

  @Test
  void ground_over_the_antimeridian_is_found_from_both_sides() throws Exception {
    run("r1", alert("r1", "open@1", "open", 179.9968, 20, "a", "b"));
    Geometry ground = pictures(ImageQuery.all(true)).getFirst().ground().orElseThrow();
    assertThat(ground.getNumGeometries()).isEqualTo(2);
    assertThat(ground.getGeometryN(0).getEnvelopeInternal().getMinX())
        .isCloseTo(179.9968, byLessThan(1e-7));
    assertThat(ground.getGeometryN(1).getEnvelopeInternal().getMaxX())
        .isCloseTo(-179.9968, byLessThan(1e-7));
    assertThat(pictures(within(true, box(179.9, 19, 180, 21)))).hasSize(2);
    assertThat(pictures(within(true, box(-180, 19, -179.9, 21)))).hasSize(2);
    assertThat(pictures(within(true, box(0, 19, 10, 21)))).isEmpty();
  }

  @Test
  void records_that_say_too_little_are_there_as_far_as_they_go() throws Exception {
    ObjectNode bare = alert("r1", "open@1", "open", 10, 20, "a", "b");
    bare.remove("picture");
    ObjectNode odd = alert("r1", "open@2", "open", 10, 20, "a", "b");
    ((ObjectNode) odd.path("chips").path(0)).put("blob", "sha256:../../x");
    ((ObjectNode) odd.path("chips").path(1)).put("date", "tomorrow");
    ((ObjectNode) odd.path("picture")).put("cols", Integer.MAX_VALUE);
    run(
        "r1",
        bare,
        odd,
        record("scene").put("run", "r1").put("item", "x").put("acquired", "never"));
    assertThat(pictures(ImageQuery.all(true)))
        .hasSize(2)
        .allSatisfy(hit -> assertThat(hit.ground()).isEmpty())
        .extracting(PictureHit::acquired)
        .first()
        .isEqualTo(Instant.parse("2026-05-11T00:00:00Z"));
    assertThat(scenes(ImageQuery.all(true))).isEmpty();
  }

  @Test
  void what_contradicts_itself_lies_nowhere() {
    ObjectNode alert = alert("r", "a", "p", 10, 20, "a", "b");
    assertThat(PictureFit.of(alert)).isPresent();
    ((ArrayNode) alert.path("picture").path("outline").path(0).path(2)).set(0, "40.0");
    assertThat(PictureFit.of(alert)).isEmpty();
    assertThat(PictureFit.of(alert.put("changed_area", "POLYGON (("))).isEmpty();
    assertThat(PictureFit.of(alert.put("changed_area", "POINT (1 2)"))).isEmpty();
  }

  @Test
  void pixels_lie_where_the_outline_puts_them() {
    PictureFit fit = PictureFit.of(alert("r", "a", "p", 10, 20, "a", "b")).orElseThrow();
    Coordinate centre = fit.toLonLat(32, 32);
    assertThat(centre.x).isCloseTo(10.0032, byLessThan(1e-7));
    assertThat(centre.y).isCloseTo(19.9968, byLessThan(1e-7));
  }
}
