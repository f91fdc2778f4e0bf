package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.PlaceDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lists stand in the columns of condition: each of their values is kept somewhere. */
class EamenaConditionsPropertyTest {
  private static final long SEED = 20261128;
  private static final int FEATURES = 2_000;

  private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

  static {
    List<String> certainty = List.of("High", "Low", "Not Applicable", "surely", "None", "");
    List<String> people = List.of("A. Surveyor", "B. Surveyor", "None", "");
    List<String> dates = List.of("2016-01-01", "2020", "2021-05", "3/4/2020", "None", "");
    List<String> categories = List.of("Natural", "Vandalism", "Military", "None", "");
    List<String> causes = List.of("Fire", "Grafitti", "Irrigation (Channels)", "Odd", "None");
    WORDS.put("Assessment Investigator - Actor", people);
    WORDS.put("Investigator Role Type", List.of("Student/Trainee", "Private sector", "None"));
    WORDS.put("Assessment Activity Type", List.of("Condition Assessment", "Desk-based Assessment"));
    WORDS.put("Assessment Activity Date", dates);
    WORDS.put("Google Earth Assessment", List.of("True", "False", "None"));
    WORDS.put("GE Imagery Acquisition Date", dates);
    WORDS.put("Information Resource", List.of("INFORMATION-1", "None"));
    WORDS.put("Overall Condition State Type", List.of("Good", "Very Bad", "fine", "None"));
    WORDS.put("Damage Extent Type", List.of("1-10%", "None"));
    WORDS.put("Disturbance Cause Category Type", categories);
    WORDS.put("Disturbance Cause Type ", causes);
    WORDS.put("Disturbance Cause Certainty ", certainty);
    WORDS.put("Disturbance Date From", dates);
    WORDS.put("Disturbance Date To ", dates);
    WORDS.put("Disturbance Date Occurred Before", dates);
    WORDS.put("Disturbance Date Occurred On ", dates);
    WORDS.put("Disturbance Cause Assignment Assessor Name - Actor", people);
    WORDS.put("Effect Type", List.of("Burning", "Erosion/Deterioration", "None"));
    WORDS.put("Effect Certainty", certainty);
    WORDS.put("Threat Category", categories);
    WORDS.put("Threat Cause Type", causes);
    WORDS.put("Threat Probability ", List.of("Planned", "Possible", "None"));
    WORDS.put("Threat Inference Making Assessor Name - Actor", people);
    WORDS.put("Recommendation Type", List.of("Conservation Activity", "None"));
    WORDS.put(
        "Intervention Activity Type",
        List.of("Conservation, Restoration, and Maintenance Activities", "None"));
    WORDS.put("Priority Type", List.of("Within 1 to 2 years (High)", "None"));
  }

  @TempDir Path folder;

  @Test
  void keeps_every_value_in_a_statement_or_beside_it() throws IOException {
    Random random = new Random(SEED);
    List<Map<String, List<String>>> written = new ArrayList<>();
    List<String> features = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      written.add(columns(random));
      features.add(feature(i, written.get(i)));
    }
    Described read =
        Described.read(
            Lists.write(
                folder,
                "export.geojson",
                "{\"type\":\"FeatureCollection\",\"features\":["
                    + String.join(",\n", features)
                    + "]}"));

    assertThat(read.places).hasSize(FEATURES);
    for (int i = 0; i < FEATURES; i++) {
      PlaceDescription place = read.places.get(i);
      String kept = PlaceCodec.encode(place).toString();
      String feature = features.get(i);
      written
          .get(i)
          .forEach((column, values) ->
              assertThat(values)
                  .filteredOn(value -> !value.isEmpty() && !value.equals("None"))
                  .filteredOn(value -> !isOnlyYes(column, values))
                  .as("seed %d, %s in %s", SEED, column, feature)
                  .allMatch(kept::contains));
      assertThat(PlaceCodec.decode(PlaceCodec.encode(place))).isEqualTo(place);
    }
    assertThat(read.places.stream().mapToInt(each -> each.conditions().size()).sum())
        .isGreaterThan(FEATURES / 2);
  }

  /** Said by the source "Google Earth imagery". */
  private static boolean isOnlyYes(String column, List<String> values) {
    return column.equals("Google Earth Assessment") && !values.contains("False");
  }

  private static Map<String, List<String>> columns(Random random) {
    int usual = 1 + random.nextInt(3);
    Map<String, List<String>> columns = new LinkedHashMap<>();
    WORDS.forEach((column, words) -> {
      if (random.nextInt(3) > 0) {
        int size = random.nextInt(4) > 0 ? usual : 1 + random.nextInt(4);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          values.add(words.get(random.nextInt(words.size())));
        }
        columns.put(column, values);
      }
    });
    return columns;
  }

  private static String feature(int number, Map<String, List<String>> columns) {
    return "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"EAMENA ID\":\"EAMENA-%d\"%s}}"
        .formatted(
            number,
            columns.entrySet().stream()
                .map(each ->
                    ",\"%s\":\"%s\"".formatted(each.getKey(), String.join(", ", each.getValue())))
                .collect(Collectors.joining()));
  }
}
