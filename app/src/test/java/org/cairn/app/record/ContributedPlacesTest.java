package org.cairn.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.review.Author;
import org.cairn.register.ContributionRecords;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.io.WKTReader;

class ContributedPlacesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final Author ONE = new Author("p1", Optional.empty(), "o1", "One Trust");

  @TempDir private Path folder = Path.of("");

  private Workspace workspace() throws Exception {
    return Workspace.at(folder.resolve("workspace"));
  }

  @BeforeEach
  void create() throws Exception {
    Workspace.create(folder.resolve("workspace"), "example.org/log", CLOCK, new SecureRandom());
  }

  private void add(PlaceDescription place) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace(), CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace())) {
      register.add(writer, List.of(place));
    }
  }

  private long contribute(Contribution contribution) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace(), CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace())) {
      return register
          .contribute(writer, List.of(ContributionRecords.draft(contribution)), Map.of())
          .getFirst()
          .entry();
    }
  }

  private static Statement at(String wkt) throws Exception {
    return PlaceGeometry.of(new WKTReader().read(wkt), PlaceGeometry.Extent.FOOTPRINT);
  }

  private WorkspaceIndex index() throws Exception {
    return WorkspaceIndex.read(workspace());
  }

  private static String where(Place place) {
    return place.geometry().toText();
  }

  @Test
  void a_place_is_watched_where_people_say_it_is() throws Exception {
    add(PlaceDescription.of("well", Name.of("Well")));
    add(PlaceDescription.of("other", at("POINT (9 9)")));
    assertThat(index().places()).extracting(Place::id).containsExactly("other");
    assertThat(index().unwatched()).hasSize(1);

    long first = contribute(Contribution.of("well", ONE, at("POINT (1 2)")));
    WorkspaceIndex now = index();
    assertThat(now.places()).extracting(Place::id).containsExactly("well", "other");
    assertThat(where(now.places().getFirst())).isEqualTo("POINT (1 2)");
    assertThat(now.findPlaceEntry("well")).contains(first);
    assertThat(now.unwatched()).isEmpty();

    long corrected =
        contribute(Contribution.of("well", ONE, at("POINT (3 4)")).withReplaces(first));
    contribute(Contribution.of("well", ONE, Description.of("Deep.")));
    add(PlaceDescription.of("well", Name.of("Old Well")));
    WorkspaceIndex later = index();
    assertThat(where(later.places().getFirst())).isEqualTo("POINT (3 4)");
    assertThat(later.places().getFirst().names())
        .extracting(name -> name.text())
        .containsExactly("Old Well");
    assertThat(later.findPlaceAt("well", 1)).isEmpty();
    assertThat(later.findPlaceAt("well", first).map(ContributedPlacesTest::where))
        .contains("POINT (1 2)");
    assertThat(later.findPlaceAt("well", corrected).map(ContributedPlacesTest::where))
        .contains("POINT (3 4)");
    assertThat(later.findPlace("well", corrected).map(ContributedPlacesTest::where))
        .contains("POINT (1 2)");
  }

  @Test
  void the_register_and_the_watch_have_the_same_places() throws Exception {
    add(PlaceDescription.of("mill", Name.of("Mill"), at("POINT (1 1)")));
    contribute(Contribution.of("mill", ONE, at("POLYGON ((1 1, 1.1 1, 1.1 1.1, 1 1.1, 1 1))")));
    contribute(Contribution.of("mill", ONE, Name.of("Moulin", "fr")));
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(index().places().getFirst())
          .isEqualTo(register.find("mill").orElseThrow().place().toPlace().orElseThrow());
    }
  }
}
