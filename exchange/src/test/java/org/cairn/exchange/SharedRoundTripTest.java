package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.heritage.place.PlaceDescription;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real files go in, out as Linked Places and GeoJSON, and in again. */
class SharedRoundTripTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eamena/caravanserais.geojson",
        "eamena/wadi_naqqat.geojson",
        "eamena/disturbances_edtf.xlsx",
        "eamena/bulk_data_hp_template.csv",
        "damage/linked4resilience_cultural_sites.csv",
        "arches/LHD_Heritage_Asset_Artefacts.csv",
        "arches/test_2_instances.json",
        "arches/DISCO_Project_2017-04-14.json"
      })
  void every_statement_comes_back_or_is_listed(String name) throws IOException {
    trips(Described.shared(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lpf", "openatlas"})
  void every_statement_of_every_file_of_a_folder_comes_back_or_is_listed(String name)
      throws IOException {
    try (var files = Files.list(Described.shared(name))) {
      for (Path file : files.sorted().toList()) {
        trips(file);
      }
    }
  }

  private void trips(Path file) throws IOException {
    DescriptionFormat format;
    try {
      format = DescriptionFormats.all().of(file);
    } catch (PlaceFormatException noListOfPlaces) {
      System.out.println(file.getFileName() + ": " + noListOfPlaces.getMessage());
      return;
    }
    List<PlaceDescription> places = Described.read(format, file).places;
    for (String written : List.of("lpf", "geojson")) {
      Path out = folder.resolve(file.getFileName() + "." + written);
      List<NotCarried> lost = DescriptionWriters.named(written).write(places, out);
      Described again = Described.read(DescriptionFormats.all().named(written), out);
      Map<String, PlaceDescription> back = new HashMap<>();
      again.places.forEach(place -> back.put(place.id(), place));
      RoundTrip trip = RoundTrip.check(file.getFileName() + " as " + written, places, lost, back);
      assertThat(back).hasSize(places.size());
      System.out.printf(
          "%s (%s) as %s: %d places, %d statements equal, %d but for what is listed, %d listed%n",
          file.getFileName(),
          format.name(),
          written,
          places.size(),
          trip.kept(),
          trip.partly(),
          lost.size());
      if (format.name().equals("lpf")) {
        lost.stream().limit(3).map(NotCarried::describe).forEach(System.out::println);
      }
      if (!written.equals("lpf")) {
        assertThat(lost).as(file + " as " + written).isEmpty();
      }
    }
  }
}
