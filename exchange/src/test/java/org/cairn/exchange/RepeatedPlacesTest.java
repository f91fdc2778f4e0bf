package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Lists.codes;
import static org.cairn.exchange.Lists.csv;
import static org.cairn.exchange.Lists.ids;
import static org.cairn.exchange.Lists.only;
import static org.cairn.exchange.Lists.read;
import static org.cairn.exchange.Lists.wkt;
import static org.cairn.exchange.Lists.write;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.PlaceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedPlacesTest {
  @Test
  void joins_the_names_of_a_place_repeated_with_the_same_geometry(@TempDir Path dir)
      throws IOException {
    PlacesRead read = csv(dir, "id,name,lon,lat", "a,Mill,1,2", "a,Moulin,1,2", "a,Mill,1,2");

    assertThat(read.places()).hasSize(1);
    assertThat(read.places().getFirst().names())
        .containsExactly(PlaceName.of("Mill"), PlaceName.of("Moulin"));
    assertThat(codes(read)).containsExactly(Code.PLACE_REPEATED, Code.PLACE_REPEATED);
    assertThat(read.anyRefused()).isFalse();
  }

  @Test
  void takes_the_outline_where_a_register_gives_point_and_outline_under_one_id(@TempDir Path dir)
      throws IOException {
    String outline = "a;POLYGON ((1 2, 1.001 2, 1.001 2.001, 1 2.001, 1 2))";
    PlacesRead pointFirst = csv(dir, "id;wkt", "a;POINT (1.0005 2.0015)", outline);
    PlacesRead outlineFirst = csv(dir, "id;wkt", outline, "a;POINT (1.0005 2.0015)");

    assertThat(wkt(pointFirst)).startsWith("POLYGON");
    assertThat(wkt(outlineFirst)).isEqualTo(wkt(pointFirst));
    assertThat(only(pointFirst).code()).isEqualTo(Code.GEOMETRIES_JOINED);
    assertThat(only(pointFirst).severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void refuses_one_id_for_two_places_far_apart_and_names_the_first(@TempDir Path dir)
      throws IOException {
    PlacesRead read =
        read(
            write(dir, "1.csv", "id,lon,lat", "a,1,2"), write(dir, "2.csv", "id,lon,lat", "a,1,3"));

    assertThat(wkt(read)).isEqualTo("POINT (1 2)");
    assertThat(only(read).code()).isEqualTo(Code.ID_DUPLICATE);
    assertThat(only(read).severity()).isEqualTo(Severity.REFUSED);
    assertThat(only(read).message()).contains("row 2 of '1.csv'");
    assertThat(only(read).file()).endsWith("2.csv");
  }

  @Test
  void measures_the_kilometre_on_the_ground_at_high_latitudes(@TempDir Path dir)
      throws IOException {
    assertThat(codes(csv(dir, "id,lon,lat", "a,10,80", "a,10.04,80")))
        .containsExactly(Code.GEOMETRIES_JOINED);
    assertThat(codes(csv(dir, "id,lon,lat", "a,10,0", "a,10.04,0")))
        .containsExactly(Code.ID_DUPLICATE);
  }

  @Test
  void makes_ids_it_took_from_names_unique(@TempDir Path dir) throws IOException {
    PlacesRead read = csv(dir, "name,lon,lat", "Mill,1,2", "Mill,3,4", "Mill,3,4", ",5,6");

    assertThat(ids(read)).containsExactly("Mill", "Mill ~2", "places.csv#5");
    assertThat(codes(read))
        .containsExactlyInAnyOrder(
            Code.ID_FROM_NAME, Code.ID_FROM_POSITION, Code.ID_MADE_UNIQUE, Code.PLACE_REPEATED);
  }
}
