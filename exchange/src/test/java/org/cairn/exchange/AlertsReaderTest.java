package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsReaderTest {
  @Test
  void gives_back_what_was_written(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("alerts.geojson");
    AlertsWriter.write(file, Samples.document());
    AlertsDocument read = AlertsReader.read(file);

    assertThat(read.places()).isEqualTo(Samples.document().places());
    assertThat(read.run()).isEqualTo(Samples.document().run());
    assertThat(read.alerts().getFirst().placeName()).isEqualTo("Upper Well · البئر العليا");
    Path again = dir.resolve("again.geojson");
    AlertsWriter.write(again, read);
    assertThat(again).hasSameTextualContentAs(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"score\":41.25|\"score\":\"high\"|VALUE_WRONG|features.0.properties.score",
        "\"score\":41.25,||MEMBER_MISSING|'score'",
        "2024-05-21\"|21 May\"|VALUE_WRONG|last_unchanged",
        "less vegetation|sadness|VALUE_WRONG|less vegetation",
        "\"counts\":[700|\"counts\":[0.5|VALUE_WRONG|placebos.counts.0",
        "\"side_px\":2,||MEMBER_MISSING|'side_px'",
        "\"n\":812|\"n\":-1|VALUE_WRONG|placebos.n",
        "\"no-imagery\"|\"lost\"|VALUE_WRONG|places.1.status",
        "\"Polygon\"|\"Point\"|VALUE_WRONG|geometry",
        "\"FeatureCollection\"|\"Feature\"|VALUE_WRONG|FeatureCollection",
        "\"places\": [|\"places\": {[|JSON_BROKEN|well-formed"
      })
  void refuses_a_file_that_lost_something(
      String from, String to, AlertsFormatException.Code code, String words, @TempDir Path dir)
      throws IOException {
    Path file = dir.resolve("alerts.geojson");
    AlertsWriter.write(file, Samples.document());
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to == null ? "" : to));

    assertThatExceptionOfType(AlertsFormatException.class)
        .isThrownBy(() -> AlertsReader.read(file))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void passes_over_members_it_does_not_know(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("alerts.geojson");
    AlertsWriter.write(file, Samples.document());
    Files.writeString(
        file, Files.readString(file).replace("\"score\":41.25", "\"score\":41.25,\"new\":[1]"));

    assertThat(AlertsReader.read(file).alerts()).hasSize(1);
  }

  @Test
  void reads_files_that_say_nothing_of_placebos_and_sizes_not_found(@TempDir Path dir)
      throws IOException {
    Path file = dir.resolve("alerts.geojson");
    AlertsWriter.write(file, Samples.document());
    String before =
        Files.readString(file)
            .replaceAll(",\"placebos\":[^\n]*\"detection\":.*?(?=,\"radar\")", "");
    assertThat(before).doesNotContain("clear_of_other_places", "detection").contains("regional");
    Files.writeString(file, before);

    Coverage place = AlertsReader.read(file).places().getFirst();
    assertThat(place.placebos()).isEmpty();
    assertThat(place.detection()).isEmpty();
    assertThat(place.smallestDetectable()).hasSize(2);
  }

  @Test
  void names_a_missing_file(@TempDir Path dir) {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> AlertsReader.read(dir.resolve("none.geojson")))
        .withMessageContaining("none.geojson");
  }
}
