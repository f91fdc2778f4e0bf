package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.StatementKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources whose model is not in the file. */
class ArchesFormatTest {
  @TempDir Path folder;

  private Described read(String... resources) throws IOException {
    return Described.read(
        Lists.write(
            folder,
            "data.json",
            "{\"business_data\":{\"resources\":[" + String.join(",", resources) + "]}}"));
  }

  private static String resource(String id, String data) {
    return "{\"resourceinstance\":{\"resourceinstanceid\":%s},\"tiles\":[{\"data\":{%s}}]}"
        .formatted(id, data);
  }

  private static String map(String geometry, String more) {
    return "\"n1\":{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":%s}]%s}"
        .formatted(geometry, more);
  }

  @Test
  void takes_geometries_and_relations_and_keeps_the_rest_under_its_node() throws IOException {
    Described read =
        read(
            resource(
                "\"r1\"",
                map("{\"type\":\"Point\",\"coordinates\":[44,33]}", "")
                    + ",\"n2\":[{\"resourceId\":\"r2\"}],\"n3\":{\"en\":{\"value\":\"Khan\"}}"));

    PlaceDescription place = read.only();
    assertThat(place.geometries()).hasSize(1);
    assertThat(place.relations().getFirst().target()).contains("r2");
    assertThat(read.extras()).containsExactly("tiles[0].data.n3={\"en\":{\"value\":\"Khan\"}}");
  }

  @Test
  void takes_no_annotation_of_an_image_for_a_place_on_the_ground() throws IOException {
    Described read =
        read(
            resource(
                "\"r1\"",
                map("{\"type\":\"Point\",\"coordinates\":[76.8,-72.6]}", ",\"canvasId\":\"c\"")));

    assertThat(read.only().geometries()).isEmpty();
    assertThat(read.extras()).hasSize(1);
  }

  @Test
  void says_what_is_wrong_and_takes_the_other_resources() throws IOException {
    Described read =
        read(
            resource("null", ""),
            resource("\"r2\"", map("{\"type\":\"Point\",\"coordinates\":[33,144]}", "")),
            "7");

    assertThat(read.told())
        .containsExactly(
            "1 resourceinstance.resourceinstanceid feature-malformed",
            "2 tiles[0].data.n1.features[0].geometry coordinates-swapped",
            "3 feature-malformed");
    assertThat(read.rows).containsExactly(2);
  }

  @Test
  void reads_the_shared_instances() throws IOException {
    Described test = Described.read(Described.shared("arches/test_2_instances.json"));
    Described disco = Described.read(Described.shared("arches/DISCO_Project_2017-04-14.json"));

    System.out.println(test.figures("arches/test_2_instances.json"));
    System.out.println(disco.figures("arches/DISCO_Project_2017-04-14.json"));
    assertThat(test.problems).isEmpty();
    assertThat(test.places).hasSize(4);
    assertThat(disco.places).hasSize(4);
    assertThat(disco.count(StatementKind.GEOMETRY)).isPositive();
  }
}
