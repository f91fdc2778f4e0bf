package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the Linked Places Format carries comes back equal, and what it does not is listed. */
class LpfRoundTripPropertyTest {
  private static final long SEED = Long.getLong("cairn.seed", 20_260_404);
  private static final int PLACES = 1_000;

  @TempDir Path folder;

  @Test
  void whatever_is_not_listed_comes_back_equal() throws IOException {
    List<PlaceDescription> places = places();
    Path file = folder.resolve("places.geojson");
    List<NotCarried> lost = JsonFormats.lpf().write(places, file);
    Described back = Described.read(file);

    assertThat(back.places).as("seed %d", SEED).hasSize(PLACES);
    int kept = 0;
    for (int i = 0; i < PLACES; i++) {
      PlaceDescription place = places.get(i);
      assertThat(back.places.get(i).id()).isEqualTo(place.id());
      for (Statement each : place.statements()) {
        if (isListed(lost, place, each)) {
          continue;
        }
        assertThat(back.places.get(i).statements()).as("seed %d", SEED).contains(each);
        kept++;
      }
      boolean anythingBeside =
          !place.extra().isEmpty() || !place.sensitivity().equals(Sensitivity.PUBLIC);
      if (!anythingBeside && lost.stream().noneMatch(l -> l.place().equals(place.id()))) {
        assertThat(back.places.get(i).statements())
            .containsExactlyInAnyOrderElementsOf(place.statements());
      }
    }
    System.out.println(
        "seed " + SEED + ": " + kept + " statements equal, " + lost.size() + " listed");
    assertThat(kept).isGreaterThan(PLACES);
  }

  @Test
  void of_a_statement_that_lost_parts_the_others_come_back_equal() throws IOException {
    List<PlaceDescription> places = places();
    Path file = folder.resolve("places.geojson");
    List<NotCarried> lost = JsonFormats.lpf().write(places, file);
    Map<String, PlaceDescription> back = new HashMap<>();
    Described.read(file).places.forEach(place -> back.put(place.id(), place));

    int compared = 0;
    for (PlaceDescription place : places) {
      for (NotCarried each : lost) {
        if (!each.place().equals(place.id()) || each.kind().isEmpty() || each.parts().isEmpty()) {
          continue;
        }
        Statement statement = of(place, each.kind().get()).get(each.statement().orElseThrow() - 1);
        ObjectNode rest = record(statement).without(each.parts());
        assertThat(of(back.getOrDefault(place.id(), place), each.kind().get()))
            .as("seed %d, %s", SEED, each.describe())
            .anySatisfy(read -> assertThat(record(read).without(each.parts())).isEqualTo(rest));
        compared++;
      }
    }
    System.out.println(
        "seed " + SEED + ": " + compared + " statements equal but for what is listed");
    assertThat(compared).isGreaterThan(PLACES);
  }

  @Test
  void what_was_read_is_written_and_read_the_same_again() throws IOException {
    Path first = folder.resolve("1.geojson");
    Path second = folder.resolve("2.geojson");
    JsonFormats.lpf().write(places(), first);
    List<PlaceDescription> once = Described.read(first).places;
    List<NotCarried> lost = JsonFormats.lpf().write(once, second);

    assertThat(lost).as("seed %d", SEED).isEmpty();
    assertThat(Described.read(second).places).as("seed %d", SEED).isEqualTo(once);
    assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
  }

  @Test
  void keeps_all_that_the_format_has_room_for() throws IOException {
    Attribution attribution =
        Attribution.NONE
            .withSources(
                List.of(
                    new Source(
                        Optional.of("A Survey"), Optional.of("http://x/1"), Optional.of("1871"))))
            .withTimes(List.of(TimeSpan.from(TimeBound.inYear(-320), TimeBound.inYear(1066))));
    PlaceDescription place =
        PlaceDescription.of(
            "http://x/p",
            Name.of("حمص", "ar").withAttribution(attribution),
            PlaceGeometry.of(
                    new GeometryFactory().createPoint(new Coordinate(36.7, 34.7)),
                    PlaceGeometry.Extent.UNKNOWN)
                .withAttribution(attribution),
            Link.read("wd:Q131323", Link.Match.EXACT),
            Country.of("SY"));
    Path file = folder.resolve("p.geojson");

    assertThat(JsonFormats.lpf().write(List.of(place), file)).isEmpty();
    assertThat(Described.read(file).only()).isEqualTo(place);
    assertThat(Files.readString(file)).contains("\"identifier\":\"wd:Q131323\"");
  }

  @Test
  void writes_no_location_that_is_not_public() throws IOException {
    PlaceDescription place =
        PlaceDescription.of(
                "p",
                PlaceGeometry.of(
                    new GeometryFactory().createPoint(new Coordinate(36.7125, 34.7375)),
                    PlaceGeometry.Extent.POINT))
            .withSensitivity(Sensitivity.generalised(1000));
    Path file = folder.resolve("p.geojson");

    for (DescriptionWriter writer : JsonFormats.writers()) {
      List<NotCarried> lost = writer.write(List.of(place), file);
      assertThat(Files.readString(file)).doesNotContain("36.71", "34.73");
      assertThat(lost).extracting(NotCarried::kind).contains(Optional.of(StatementKind.GEOMETRY));
    }
  }

  private static List<PlaceDescription> places() {
    RandomDescriptions random = new RandomDescriptions(new Random(SEED));
    List<PlaceDescription> places = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      places.add(random.next(i));
    }
    return places;
  }

  private static List<Statement> of(PlaceDescription place, StatementKind kind) {
    return place.statements().stream().filter(each -> each.kind() == kind).toList();
  }

  private static ObjectNode record(Statement statement) {
    return (ObjectNode)
        PlaceCodec.encode(PlaceDescription.of("p", statement))
            .path(statement.kind().member())
            .path(0);
  }

  private static boolean isListed(List<NotCarried> lost, PlaceDescription place, Statement each) {
    int number =
        place.statements().stream().filter(s -> s.kind() == each.kind()).toList().indexOf(each) + 1;
    return lost.stream()
        .anyMatch(l ->
            l.place().equals(place.id())
                && l.kind().equals(Optional.of(each.kind()))
                && l.statement().orElse(0) == number);
  }
}
