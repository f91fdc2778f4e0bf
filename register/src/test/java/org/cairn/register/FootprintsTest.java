package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.io.WKTReader;

/** Outlines for maps, and the years that there are dates in. */
class FootprintsTest {
  @TempDir private Path folder;

  private Workspace workspace;

  @BeforeEach
  void makes_a_workspace() throws Exception {
    workspace =
        Workspace.create(
            folder.resolve("w"), "prints.example/log", InstantSource.system(), new SecureRandom());
  }

  private void add(PlaceDescription... places) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, List.of(places));
    }
  }

  private static PlaceDescription drawn(String id, String wkt) throws Exception {
    return PlaceDescription.of(id, PlaceGeometry.of(new WKTReader().read(wkt), Extent.FOOTPRINT));
  }

  private List<String> within(Envelope box, boolean exactly) throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      List<Long> numbers =
          register.footprints(box, exactly, 10).stream().map(Footprint::number).toList();
      return register.cards(numbers).stream().map(PlaceCard::place).toList();
    }
  }

  @Test
  void finds_lines_and_outlines_that_touch_a_box_and_no_points() throws Exception {
    add(
        drawn("wall", "LINESTRING (0.1 0.1, 0.2 0.1)"),
        drawn("square", "POLYGON ((0.3 0.3, 0.4 0.3, 0.4 0.4, 0.3 0.3))"),
        drawn("point", "POINT (0.15 0.15)"),
        drawn("far", "LINESTRING (170.1 0.1, 170.2 0.1)"),
        drawn("hidden", "LINESTRING (0.1 0.2, 0.2 0.2)").withSensitivity(Sensitivity.WITHHELD),
        drawn("cell", "LINESTRING (0.1 0.3, 0.2 0.3)")
            .withSensitivity(Sensitivity.generalised(1_000)));
    Envelope around = new Envelope(0, 0.35, 0, 0.35);
    assertThat(within(around, false)).containsExactlyInAnyOrder("wall", "square");
    assertThat(within(around, true)).containsExactlyInAnyOrder("wall", "square", "hidden", "cell");
    assertThat(within(new Envelope(170.15, 171, 0, 1), false)).containsExactly("far");
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      assertThat(register.footprints(around, true, 1)).hasSize(1);
    }
  }

  @Test
  void says_from_which_year_to_which_there_are_dates() throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      assertThat(register.years()).isEmpty();
    }
    add(
        PlaceDescription.of(
            "old", dated("Old", "-0499/0100"), dated("Older", "Y-50000"), dated("Open", "../1066")),
        PlaceDescription.of("new", dated("New", "1850-06")));
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      assertThat(register.years()).hasValue(new YearSpan(-499, 1850));
    }
  }

  private static Name dated(String text, String edtf) throws Exception {
    return Name.of(text, "en")
        .withAttribution(Attribution.NONE.withTimes(List.of(TimeSpan.of(Edtf.of(edtf)))));
  }
}
