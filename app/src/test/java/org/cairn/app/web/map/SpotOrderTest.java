package org.cairn.app.web.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceQuery.Box;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceSpots;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class SpotOrderTest {
  private static final int PLACES = 1_200;
  private static final long SEED = 7;

  @TempDir static Path folder;

  private static PlaceSpots spots;

  /** Half of them close together, some protected, some nowhere. */
  @BeforeAll
  static void places() throws Exception {
    Random random = new Random(SEED);
    List<PlaceDescription> places = new ArrayList<>();
    for (int each = 0; each < PLACES; each++) {
      double width = each % 2 == 0 ? 360 : 1;
      double lon = (random.nextDouble() - 0.5) * width;
      double lat = (random.nextDouble() - 0.5) * width / 2;
      PlaceGeometry at =
          PlaceGeometry.of(
              new GeometryFactory().createPoint(new Coordinate(lon, lat)),
              PlaceGeometry.Extent.POINT);
      PlaceDescription place =
          each % 40 == 0
              ? PlaceDescription.of("p" + each, Name.of("Place " + each))
              : PlaceDescription.of("p" + each, at);
      places.add(
          place.withSensitivity(
              each % 9 == 0
                  ? Sensitivity.generalised(20_000)
                  : each % 10 == 0 ? Sensitivity.WITHHELD : Sensitivity.PUBLIC));
    }
    Workspace workspace =
        Workspace.create(
            folder.resolve("ws"), "example.org/log", InstantSource.system(), new SecureRandom());
    try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, places);
      spots = register.spots();
    }
  }

  @Test
  void finds_in_a_box_what_lies_in_it_and_nothing_else() {
    Random random = new Random(SEED);
    for (boolean exactly : new boolean[] {true, false}) {
      SpotOrder order = new SpotOrder(spots, exactly);
      for (int each = 0; each < 400; each++) {
        double width = Math.pow(10, -3 + 5 * random.nextDouble());
        double west = (random.nextDouble() - 0.5) * (each % 2 == 0 ? 360 : 1);
        double south = (random.nextDouble() - 0.5) * (each % 2 == 0 ? 180 : 1);
        double east = west + width > 180 ? west + width - 360 : west + width;
        Box box =
            new Box(Math.max(-180, west), south, Math.max(-180, east), Math.min(90, south + width));
        BitSet found = new BitSet();
        order.inBox(box, found::set);
        assertThat(found)
            .as("seed %d, %s, exactly %s", SEED, box, exactly)
            .isEqualTo(in(box, exactly));
      }
    }
  }

  private static BitSet in(Box box, boolean exactly) {
    BitSet in = new BitSet();
    for (int index = 0; index < spots.size(); index++) {
      if (spots.isPlaced(index, exactly)) {
        double lon = spots.lon(index, exactly);
        double lat = spots.lat(index, exactly);
        boolean between =
            box.west() <= box.east()
                ? lon >= box.west() && lon <= box.east()
                : lon >= box.west() || lon <= box.east();
        in.set(index, between && lat >= box.south() && lat <= box.north());
      }
    }
    return in;
  }

  @Test
  void knows_the_bounds_of_what_may_be_known() {
    Selection all = Selection.all(spots);
    for (boolean exactly : new boolean[] {true, false}) {
      Box bounds = all.bounds(exactly).orElseThrow();
      int placed = 0;
      for (int index = 0; index < spots.size(); index++) {
        placed += spots.isPlaced(index, exactly) ? 1 : 0;
      }
      assertThat(in(bounds, exactly).cardinality()).isEqualTo(placed);
      assertThat(all.bounds(exactly)).isEqualTo(Optional.of(bounds));
    }
    assertThat(all.perStatus()).containsExactly(PLACES);
  }
}
