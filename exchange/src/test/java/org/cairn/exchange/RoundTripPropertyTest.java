package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cairn.heritage.place.PlaceDescription;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of every format that is written: what is not listed comes back equal. */
class RoundTripPropertyTest {
  private static final long SEED = Long.getLong("cairn.seed", 20_261_128);
  private static final int PLACES = 150;

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
  @ValueSource(strings = {"lpf", "geojson", "geopackage", "csv", "linked-art"})
  void whatever_is_not_listed_comes_back_equal(String format) throws IOException {
    Trip trip = trip(format);
    RoundTrip checked =
        RoundTrip.check(format + ", seed " + SEED, trip.places(), trip.lost(), trip.back());
    System.out.printf(
        "%s, seed %d: %d statements equal, %d but for what is listed, %d listed%n",
        format, SEED, checked.kept(), checked.partly(), trip.lost().size());
    assertThat(checked.kept() + checked.partly()).isGreaterThan(PLACES);

    Path again = folder.resolve("again");
    DescriptionWriters.named(format).write(trip.places(), again);
    assertThat(Files.mismatch(trip.file(), again))
        .as("the same places, the same bytes")
        .isNegative();
  }
}
