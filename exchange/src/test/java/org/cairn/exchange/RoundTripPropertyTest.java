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
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Of every format that is written: what is not listed comes back equal. */
class RoundTripPropertyTest {
  private static final long SEED = Long.getLong("cairn.seed", 20_261_128);
  private static final int PLACES = 500;

  @TempDir Path folder;

  private record Trip(
      List<PlaceDescription> places,
      List<NotCarried> lost,
      Map<String, PlaceDescription> back,
      Path file) {}

  private Trip trip(String format) throws IOException {
    RandomDescriptions random = new RandomDescriptions(new Random(SEED));
    List<PlaceDescription> places = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      places.add(random.next(i));
    }
    Path file = folder.resolve("places." + format);
    List<NotCarried> lost = DescriptionWriters.named(format).write(places, file);
    Described read = Described.read(DescriptionFormats.all().of(file), file);
    Map<String, PlaceDescription> back = new HashMap<>();
    read.places.forEach(place -> back.put(place.id(), place));
    assertThat(read.places).as("seed %d, %s", SEED, read.problems).hasSize(PLACES);
    assertThat(back).hasSize(PLACES);
    return new Trip(places, lost, back, file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lpf", "geojson"})
  void whatever_is_not_listed_comes_back_equal(String format) throws IOException {
    Trip trip = trip(format);
    Map<String, List<NotCarried>> lost = new HashMap<>();
    trip.lost()
        .forEach(each -> lost.computeIfAbsent(each.place(), p -> new ArrayList<>()).add(each));
    int kept = 0;
    int partly = 0;
    for (PlaceDescription place : trip.places()) {
      PlaceDescription back = trip.back().getOrDefault(place.id(), place);
      List<NotCarried> listed = lost.getOrDefault(place.id(), List.of());
      List<Statement> more = new ArrayList<>(back.statements());
      for (Statement each : place.statements()) {
        Optional<NotCarried> entry = entry(listed, place, each);
        if (entry.isEmpty()) {
          assertThat(more).as("seed %d, %s", SEED, place.id()).contains(each);
          more.remove(each);
          kept++;
        } else if (!entry.get().parts().isEmpty()) {
          ObjectNode rest = record(each).without(entry.get().parts());
          List<Statement> same =
              more.stream()
                  .filter(read -> read.kind() == each.kind())
                  .filter(read -> record(read).without(entry.get().parts()).equals(rest))
                  .toList();
          assertThat(same)
              .as("seed %d, %s %s", SEED, entry.get().describe(), back.statements())
              .isNotEmpty();
          more.remove(same.getFirst());
          partly++;
        }
      }
      assertThat(more).as("seed %d, %s: nothing is made up", SEED, place.id()).isEmpty();
      boolean extrasListed = listed.stream().anyMatch(each -> each.parts().contains("extra"));
      if (place.sensitivity().equals(Sensitivity.PUBLIC) && !extrasListed) {
        assertThat(back.extra()).containsAll(place.extra());
      }
    }
    System.out.printf(
        "%s, seed %d: %d statements equal, %d but for what is listed, %d listed%n",
        format, SEED, kept, partly, trip.lost().size());
    assertThat(kept + partly).isGreaterThan(PLACES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lpf", "geojson"})
  void the_same_places_give_the_same_bytes(String format) throws IOException {
    Trip trip = trip(format);
    Path again = folder.resolve("again");
    DescriptionWriters.named(format).write(trip.places(), again);

    assertThat(Files.mismatch(trip.file(), again)).isEqualTo(-1);
  }

  private static Optional<NotCarried> entry(
      List<NotCarried> listed, PlaceDescription place, Statement statement) {
    int number = 0;
    for (Statement each : place.statements()) {
      number += each.kind() == statement.kind() ? 1 : 0;
      if (each == statement) {
        break;
      }
    }
    int wanted = number;
    return listed.stream()
        .filter(each -> each.kind().equals(Optional.of(statement.kind())))
        .filter(each -> each.statement().orElse(0) == wanted)
        .findFirst();
  }

  private static ObjectNode record(Statement statement) {
    return (ObjectNode)
        PlaceCodec.encode(PlaceDescription.of("p", statement))
            .path(statement.kind().member())
            .path(0);
  }
}
