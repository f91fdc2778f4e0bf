package org.cairn.heritage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.CoordinateSequenceComparator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Seeds are fixed: each is printed with what fails. */
class PlaceCodecPropertyTest {
  private static final int DESCRIPTIONS = 5_000;
  private static final int DATES = 50_000;

  private final JsonMapper mapper = new JsonMapper();

  @Test
  void any_description_comes_back_equal_through_the_bytes_of_a_record() {
    Set<StatementKind> seen = EnumSet.noneOf(StatementKind.class);
    int statements = 0;
    for (int seed = 0; seed < DESCRIPTIONS; seed++) {
      PlaceDescription place = new RandomPlaces(new Random(seed)).next();
      byte[] bytes = mapper.writeValueAsBytes(PlaceCodec.encode(place));
      PlaceDescription back = PlaceCodec.decode((ObjectNode) mapper.readTree(bytes));
      assertThat(back.equals(place)).as("seed %d", seed).isTrue();
      assertThat(back.toString().equals(place.toString())).as("seed %d", seed).isTrue();
      assertThat(mapper.writeValueAsBytes(PlaceCodec.encode(back)))
          .as("seed %d", seed)
          .isEqualTo(bytes);
      place.statements().stream().map(Statement::kind).forEach(seen::add);
      statements += place.statements().size();
    }
    System.out.printf(
        "%d descriptions, %d statements, seeds 0 to %d%n",
        DESCRIPTIONS, statements, DESCRIPTIONS - 1);
    assertThat(seen).containsExactlyInAnyOrder(StatementKind.values());
  }

  @Test
  void heights_come_back_too() {
    for (int seed = 0; seed < 2_000; seed++) {
      PlaceGeometry geometry =
          (PlaceGeometry) new RandomPlaces(new Random(seed)).statement(StatementKind.GEOMETRY);
      PlaceDescription place = PlaceDescription.of("p", geometry);
      PlaceDescription back = PlaceCodec.decode(PlaceCodec.encode(place));
      assertThat(
              back.geometries()
                  .getFirst()
                  .geometry()
                  .compareTo(geometry.geometry(), new CoordinateSequenceComparator(3)))
          .as("seed %d", seed)
          .isZero();
    }
  }

  @Test
  void a_record_has_texts_and_integers_only() {
    for (int seed = 0; seed < 500; seed++) {
      ObjectNode json = PlaceCodec.encode(new RandomPlaces(new Random(seed)).next());
      assertIJson(json, "seed " + seed);
    }
  }

  @Test
  void any_date_comes_back_equal_through_its_text_and_lies_within_its_bounds()
      throws EdtfException {
    for (int seed = 0; seed < DATES; seed++) {
      EdtfDate date = new RandomPlaces(new Random(seed)).date();
      EdtfDate back = EdtfDate.parse(date.text());
      assertThat(back).as("seed %d, %s", seed, date.text()).isEqualTo(date);
      assertThat(back.text()).as("seed %d", seed).isEqualTo(date.text());
      assertThat(date.bounds().earliest()).as("seed %d", seed).isPresent();
    }
    System.out.printf("%d dates, seeds 0 to %d%n", DATES, DATES - 1);
  }

  private static void assertIJson(JsonNode node, String what) {
    if (node.isString()) {
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue()))
          .as(what)
          .isTrue();
    } else if (!node.isContainer()) {
      assertThat(node.isInt()).as("%s: %s", what, node).isTrue();
    }
    node.values().forEach(child -> assertIJson(child, what));
  }
}
