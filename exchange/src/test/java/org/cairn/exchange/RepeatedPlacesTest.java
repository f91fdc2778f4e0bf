package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Lists.codes;
import static org.cairn.exchange.Lists.csv;
import static org.cairn.exchange.Lists.ids;
import static org.cairn.exchange.Lists.names;
import static org.cairn.exchange.Lists.only;
import static org.cairn.exchange.Lists.watched;
import static org.cairn.exchange.Lists.wkt;
import static org.cairn.exchange.Lists.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.PlaceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a table under one id: one place drawn twice, or two that must not hide each other. */
class RepeatedPlacesTest {
  private static final String OUTLINE = "a;POLYGON ((1 2, 1.001 2, 1.001 2.001, 1 2.001, 1 2))";

  @Test
  void joins_the_names_of_a_place_repeated_with_the_same_geometry(@TempDir Path dir)
      throws IOException {
    DescriptionsRead read = csv(dir, "id,name,lon,lat", "a,Mill,1,2", "a,Moulin,1,2", "a,Mill,1,2");

    assertThat(read.places()).hasSize(1);
    assertThat(names(read.places().getFirst()))
        .containsExactly(PlaceName.of("Mill"), PlaceName.of("Moulin"));
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void watches_the_outline_where_a_register_gives_point_and_outline_under_one_id(@TempDir Path dir)
      throws IOException {
    DescriptionsRead pointFirst = csv(dir, "id;wkt", "a;POINT (1.0005 2.0015)", OUTLINE);
    DescriptionsRead outlineFirst = csv(dir, "id;wkt", OUTLINE, "a;POINT (1.0005 2.0015)");

    assertThat(wkt(pointFirst)).startsWith("POLYGON");
    assertThat(watched(outlineFirst)).isEqualTo(watched(pointFirst));
    assertThat(pointFirst.problems()).isEmpty();
  }

  @Test
  void refuses_one_id_for_two_places_far_apart_and_names_the_first(@TempDir Path dir)
      throws IOException {
    DescriptionsRead read = csv(dir, "id,lon,lat", "a,1,2", "a,1,3");

    assertThat(wkt(read)).isEqualTo("POINT (1 2)");
    assertThat(only(read).code()).isEqualTo(Code.ID_DUPLICATE);
    assertThat(only(read).severity()).isEqualTo(Severity.REFUSED);
    assertThat(only(read).message()).contains("row 2");
  }

  @Test
  void finds_a_row_far_from_the_others_of_its_place_wherever_it_stands(@TempDir Path dir)
      throws IOException {
    Path file =
        write(
            dir,
            "places.csv",
            "id;wkt;use",
            "a;;mill",
            "a;POINT (1 2);house",
            OUTLINE + ";",
            "a;POINT (1 3);x");
    TableMapping joining =
        new TableMapping(true, TableMapping.guess(file, Optional.empty()).columns());
    DescriptionsRead read =
        DescriptionsRead.of(TableFormats.mapped(joining, Optional.empty()), file);

    assertThat(read.places()).isEmpty();
    assertThat(read.of(Code.ID_DUPLICATE))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.row()).hasValue(5);
          assertThat(problem.message()).contains("row 3");
        });
    assertThat(read.of(Code.PLACE_REFUSED)).hasSize(3);
  }

  @Test
  void measures_the_kilometre_on_the_ground_at_high_latitudes(@TempDir Path dir)
      throws IOException {
    assertThat(csv(dir, "id,lon,lat", "a,10,80", "a,10.04,80").problems()).isEmpty();
    assertThat(codes(csv(dir, "id,lon,lat", "a,10,0", "a,10.04,0")))
        .containsExactly(Code.ID_DUPLICATE);
  }

  @Test
  void makes_ids_it_took_from_names_unique(@TempDir Path dir) throws IOException {
    DescriptionsRead read = csv(dir, "name,lon,lat", "Mill,1,2", "Mill,3,4", ",5,6");

    assertThat(ids(read)).containsExactly("Mill", "Mill ~2", "places.csv#4");
    assertThat(codes(read)).contains(Code.ID_FROM_NAME, Code.ID_FROM_POSITION, Code.ID_MADE_UNIQUE);
  }
}
