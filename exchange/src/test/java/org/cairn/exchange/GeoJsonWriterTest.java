package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** GeoJSON for maps, with every name and who says it. */
class GeoJsonWriterTest {
  private static final PlaceGeometry POINT =
      PlaceGeometry.of(
          new GeometryFactory().createPoint(new Coordinate(36.7125, 34.7375)), Extent.POINT);

  private static final PlaceDescription HOMS =
      PlaceDescription.of(
          "p1",
          Name.of("Homs", "en").withAttribution(Attribution.by("A. Author")),
          Name.of("حمص", "ar"),
          PlaceType.of(Term.unknown("city")),
          POINT);

  @TempDir Path folder;

  private String written(PlaceDescription... places) throws IOException {
    Path file = folder.resolve("out.geojson");
    JsonFormats.geoJson().write(List.of(places), file);
    return Files.readString(file);
  }

  @Test
  void writes_flat_names_and_the_statements_beside() throws IOException {
    assertThat(written(HOMS).lines())
        .containsExactly(
            "{\"type\":\"FeatureCollection\",\"features\":[",
            "{\"type\":\"Feature\",\"id\":\"p1\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[36.7125,34.7375]},"
                + "\"properties\":{\"id\":\"p1\",\"name\":\"Homs\",\"name_ar\":\"حمص\",\"name_en\":\"Homs\","
                + "\"type\":\"city\",\"cairn_record\":1,\"names\":[{\"text\":\"Homs\",\"language\":\"en\",\"author\":\"A. Author\"},"
                + "{\"text\":\"حمص\",\"language\":\"ar\"}],\"types\":[{\"facet\":\"type\",\"term\":{\"label\":\"city\"}}],"
                + "\"geometries\":[{\"extent\":\"point\"}]}}",
            "]}");
  }

  @Test
  void is_read_again_with_its_names() throws IOException {
    written(HOMS, PlaceDescription.of("p2", POINT));
    DescriptionsRead read = Lists.read(folder.resolve("out.geojson"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.places()).extracting(PlaceDescription::id).containsExactly("p1", "p2");
    assertThat(read.places().getFirst().names()).hasSize(2);
  }

  @Test
  void writes_what_a_source_said_besides_only_where_the_location_is_public() throws IOException {
    PlaceDescription place = HOMS.withExtra(List.of(Extra.text("list", "a", "b")));
    assertThat(written(place)).contains("\"field\":\"a\",\"value\":\"b\"");

    List<NotCarried> lost =
        JsonFormats.geoJson()
            .write(
                List.of(place.withSensitivity(Sensitivity.WITHHELD)),
                folder.resolve("out.geojson"));
    assertThat(lost)
        .extracting(NotCarried::describe)
        .containsExactly(
            "p1: How sensitive its location is cannot be said in this format, so its location was left out.",
            "p1, geometries 1: The location of the place is not public.",
            "p1: without extra. What a source said besides may tell the location of the place.");
  }

  @Test
  void leaves_the_old_file_where_the_places_fail_half_way() throws IOException {
    for (DescriptionWriter writer : JsonFormats.writers()) {
      Path file = folder.resolve("old." + writer.name());
      Files.writeString(file, "old");
      Iterable<PlaceDescription> failing =
          () ->
              new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                  return true;
                }

                @Override
                public PlaceDescription next() {
                  if (next++ == 3) {
                    throw new IllegalStateException("store closed");
                  }
                  return HOMS;
                }
              };

      Assertions.assertThatThrownBy(() -> writer.write(failing, file))
          .isInstanceOf(IllegalStateException.class);
      assertThat(file).hasContent("old");
      try (var left = Files.list(folder)) {
        assertThat(left.map(each -> each.getFileName().toString()))
            .allMatch(name -> name.startsWith("old."));
      }
    }
  }
}
