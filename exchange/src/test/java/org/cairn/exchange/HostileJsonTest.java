package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that are no places, or no JSON, given to every format. */
class HostileJsonTest {
  @Test
  void meets_every_file_of_the_json_and_geojson_suites_without_an_exception() throws IOException {
    int files = 0;
    for (String folder : new String[] {"json-suite", "geojsonhint/good", "geojsonhint/bad"}) {
      for (Path file : filesIn(Described.shared("../vectors/" + folder))) {
        for (DescriptionFormat format : JsonFormats.all()) {
          meet(format, file);
        }
        files++;
      }
    }
    System.out.println(files + " hostile files, " + JsonFormats.all().size() + " formats");
    assertThat(files).isGreaterThan(100);
  }

  private static void meet(DescriptionFormat format, Path file) throws IOException {
    try {
      Described read = Described.read(format, file);
      assertThat(read.places.size() + read.problems.size())
          .as("%s as %s says nothing", file, format.name())
          .isPositive();
    } catch (PlaceFormatException binary) {
      assertThat(binary.code()).isEqualTo(PlaceFormatException.Code.BINARY_FILE);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
