package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cairn.heritage.place.GridCell;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Term;
import org.cairn.ledger.Fault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** What lists and maps are made of. */
class PlaceSpotsTest {
  @TempDir static Path folder;

  private static Workspace workspace;

  @BeforeAll
  static void registers() throws Exception {
    workspace =
        Workspace.create(
            folder.resolve("w"), "spots.example/log", InstantSource.system(), new SecureRandom());
    PlaceDescription open =
        PlaceDescription.of(
            "open",
            Name.of("Stone Gate", "en"),
            Name.of("Porte de Pierre", "fr"),
            PlaceType.of(Term.unknown("Gate")),
            at(5, 5, Extent.VICINITY),
            at(1.5, 0.5, Extent.FOOTPRINT));
    PlaceDescription cell =
        PlaceDescription.of("cell", Name.of("Stone Well", "en"), at(0.765, 0.123, Extent.POINT))
            .withSensitivity(Sensitivity.generalised(10_000));
    PlaceDescription hidden =
        PlaceDescription.of("hidden", at(0.9, 0.2, Extent.POINT))
            .withSensitivity(Sensitivity.WITHHELD);
    PlaceDescription nowhere = PlaceDescription.of("nowhere", Name.of("Nowhere", "en"));
    try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, List.of(open, cell, hidden, nowhere));
    }
  }

  private static PlaceGeometry at(double lon, double lat, Extent extent) {
    return PlaceGeometry.of(new GeometryFactory().createPoint(new Coordinate(lon, lat)), extent);
  }

  @Test
  void puts_each_place_where_it_may_be_known_to_be() throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      PlaceSpots spots = register.spots();
      assertThat(spots.size()).isEqualTo(4);
      assertThat(spots.logSize()).isEqualTo(register.head().size());
      // The footprint, not the vicinity that came first.
      assertThat(spots.lon(0, false)).isCloseTo(1.5, within(1e-7));
      GridCell cell = GridCell.of(0.765, 0.123, 10_000);
      assertThat(spots.lon(1, false)).isCloseTo(cell.lon(), within(1e-7));
      assertThat(spots.lat(1, false)).isCloseTo(cell.lat(), within(1e-7));
      assertThat(spots.lat(1, true)).isCloseTo(0.123, within(1e-7));
      assertThat(spots.isPlaced(2, false)).isFalse();
      assertThat(spots.isPlaced(2, true)).isTrue();
      assertThat(spots.isPlaced(3, true)).isFalse();
      assertThat(spots.status(0)).isEqualTo(-1);
      assertThat(spots.after(spots.number(1))).isEqualTo(2);
    }
  }

  @Test
  void has_another_version_when_something_else_is_said_of_places_and_no_other_way(
      @TempDir Path other) throws Exception {
    Workspace own = own(other);
    try (LedgerWriter writer = LedgerWriter.open(own, InstantSource.system());
        PlaceRegister register = PlaceRegister.open(own)) {
      register.add(writer, List.of(PlaceDescription.of("open", at(2, 1, Extent.POINT))));
      PlacesVersion before = register.placesVersion();
      assertThat(register.spots().version()).isEqualTo(before);
      long size = register.head().size();
      writer.append(List.of(record("note")));
      register.catchUp();
      assertThat(register.head().size()).isEqualTo(size + 1);
      assertThat(register.placesVersion()).isEqualTo(before);

      register.add(writer, List.of(PlaceDescription.of("more", at(1, 1, Extent.POINT))));
      PlacesVersion described = register.placesVersion();
      assertThat(described).isNotEqualTo(before);

      Draft coverage = record("coverage");
      Draft run = record("run");
      writer.append(List.of(coverage, run));
      register.catchUp();
      PlacesVersion watched = register.placesVersion();
      assertThat(watched).isNotEqualTo(described);
      assertThat(register.spots().version()).isEqualTo(watched);
      assertThat(register.spots().statuses()).containsExactly("watched");
    }
  }

  /** For a test that adds to it. */
  private static Workspace own(Path folder) throws Exception {
    return Workspace.create(
        folder.resolve("own"), "example.org/log", InstantSource.system(), new SecureRandom());
  }

  /** Of a run over one place; other types say nothing of places. */
  private static Draft record(String type) {
    return Draft.open(
        JsonNodeFactory.instance
            .objectNode()
            .put("type", type)
            .put("run", "run-1")
            .put("place", "open")
            .put("status", "watched")
            .put("looks", 20)
            .put("acquisitions", 30)
            .put("alerts", 0));
  }

  @Test
  void takes_in_a_run_of_more_places_than_are_read_at_once(@TempDir Path other) throws Exception {
    Workspace own = own(other);
    int count = 2_300;
    List<PlaceDescription> places = new ArrayList<>();
    List<Draft> run = new ArrayList<>();
    for (int each = 0; each < count; each++) {
      places.add(PlaceDescription.of("many-" + each, Name.of("Field " + each, "en")));
      Draft coverage = record("coverage");
      run.add(Draft.open(coverage.record().put("place", "many-" + each)));
    }
    run.add(record("run"));
    try (LedgerWriter writer = LedgerWriter.open(own, InstantSource.system());
        PlaceRegister register = PlaceRegister.open(own)) {
      register.add(writer, places);
      writer.append(run);
      register.catchUp();
      assertThat(register.numbers(PlaceQuery.ALL.withStatus("watched"))).hasSize(count);
    }
    List<Fault> faults = new ArrayList<>();
    PlaceRegister.check(own, faults::add);
    assertThat(faults).isEmpty();
  }

  @Test
  void numbers_the_places_that_a_search_finds_in_its_order() throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      for (PlaceQuery query :
          List.of(
              PlaceQuery.ALL,
              PlaceQuery.ALL.withName("stone"),
              PlaceQuery.ALL.withType("Gate"),
              PlaceQuery.ALL.withBox(new PlaceQuery.Box(0, 0, 2, 2)),
              PlaceQuery.ALL.withLimit(2),
              PlaceQuery.ALL.withOrganisation("nobody"))) {
        List<Long> numbers = new ArrayList<>();
        Arrays.stream(register.numbers(query)).forEach(numbers::add);
        assertThat(register.cards(numbers))
            .as(query.toString())
            .extracting(PlaceCard::place)
            .containsExactlyElementsOf(
                register.search(query).stream().map(PlaceHit::place).toList());
      }
    }
  }

  @Test
  void gives_cards_and_facets() throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      long open = register.numbers(PlaceQuery.ALL.withType("Gate"))[0];
      PlaceCard card = register.cards(List.of(open, 999_999L)).getFirst();
      assertThat(card.names())
          .extracting(PlaceCard.CardName::text)
          .containsExactly("Stone Gate", "Porte de Pierre");
      assertThat(card.types()).containsExactly("Gate");
      assertThat(card.alerts()).isZero();
      assertThat(register.facets(PlaceSearch.Facet.TYPE)).isEqualTo(Map.of("Gate", 1));
      assertThat(register.watched("open").spans()).isEmpty();
    }
  }
}
