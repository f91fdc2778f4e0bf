package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.at;
import static org.cairn.register.RegisterFixture.chapel;
import static org.cairn.register.RegisterFixture.in;
import static org.cairn.register.RegisterFixture.named;

import java.nio.file.Path;
import java.util.List;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.time.Edtf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceSearchTest {
  @TempDir private Path folder = Path.of("");

  private List<String> find(PlaceQuery query, PlaceDescription... places) throws Exception {
    Workspace workspace =
        java.nio.file.Files.exists(folder.resolve("cairn.yaml"))
            ? Workspace.at(folder)
            : RegisterFixture.workspace(folder);
    add(workspace, places);
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      return register.search(query).stream().map(PlaceHit::place).toList();
    }
  }

  @Test
  void what_is_only_a_little_alike_is_not_found() throws Exception {
    PlaceDescription[] places = {
      named("bari", "Bari", "POINT (1 2)"),
      named("boru", "بورو", "POINT (1 2)"),
      named("akka", "عكا", "POINT (1 2)"),
      named("aqqa", "Aqqa", "POINT (1 2)")
    };
    assertThat(find(PlaceQuery.ALL.withName("Bora"), places)).containsExactly("boru");
    assertThat(find(PlaceQuery.ALL.withName("Beirut"))).isEmpty();
    // One consonant alone is shared by too many names.
    assertThat(find(PlaceQuery.ALL.withName("Akko"))).isEmpty();
    assertThat(find(PlaceQuery.ALL.withName("عكا"))).containsExactly("akka");
  }

  @Test
  void a_place_is_found_under_each_of_its_names_the_very_words_first() throws Exception {
    PlaceDescription thrice =
        PlaceDescription.of(
            "village",
            Name.of("Old Ford"),
            Name.of("New Ford")
                .withRomanisations(
                    List.of(new Name.Romanisation("Nyuford", java.util.Optional.empty()))),
            Name.of("Forde"));
    assertThat(find(PlaceQuery.ALL.withName("forde"), named("x", "Fordern", "POINT (0 0)"), thrice))
        .containsExactly("village", "x");
    assertThat(find(PlaceQuery.ALL.withName("nyuf"))).containsExactly("village");
    assertThat(find(PlaceQuery.ALL.withName("ford").withLimit(1))).hasSize(1);
    assertThat(find(PlaceQuery.ALL.withName("ford old"))).containsExactly("village");
    assertThat(find(PlaceQuery.ALL.withName("AND OR NOT * \" : ("))).isEmpty();
    assertThatThrownBy(() -> PlaceQuery.ALL.withName("***"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_box_finds_what_it_touches_over_the_antimeridian_too() throws Exception {
    PlaceDescription over =
        PlaceDescription.of(
            "over",
            at(
                "MULTIPOLYGON (((179 -1, 180 -1, 180 1, 179 1, 179 -1)), ((-180 -1, -179 -1, -179 1, -180 1, -180 -1)))"));
    PlaceDescription[] places = {
      over,
      named("pole", "Pole", "POINT (0 90)"),
      named("middle", "Middle", "POINT (0 0)"),
      PlaceDescription.of("l", at("POLYGON ((10 10, 20 10, 20 11, 11 11, 11 20, 10 20, 10 10))")),
      PlaceDescription.of("nowhere")
    };
    assertThat(find(PlaceQuery.ALL.withBox(new PlaceQuery.Box(-1, -1, 1, 1)), places))
        .containsExactly("middle");
    assertThat(find(PlaceQuery.ALL.withBox(new PlaceQuery.Box(178, -1, -178, 1))))
        .containsExactly("over");
    assertThat(find(PlaceQuery.ALL.withBox(new PlaceQuery.Box(-179.5, 0, -179.4, 0))))
        .containsExactly("over");
    assertThat(find(PlaceQuery.ALL.withBox(new PlaceQuery.Box(-180, 90, 180, 90))))
        .containsExactly("pole");
    assertThat(find(PlaceQuery.ALL.withBox(new PlaceQuery.Box(15, 15, 16, 16)))).isEmpty();
    assertThat(find(PlaceQuery.ALL.withBox(new PlaceQuery.Box(-180, -90, 180, 90)))).hasSize(4);
    assertThat(find(PlaceQuery.ALL.withName("mid").withBox(new PlaceQuery.Box(-1, -1, 1, 1))))
        .containsExactly("middle");
    assertThatThrownBy(() -> new PlaceQuery.Box(0, 1, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void type_and_time_narrow_what_is_found() throws Exception {
    PlaceDescription ancient =
        PlaceDescription.of("ancient", Name.of("Mound").withAttribution(in("-3000/-2500")));
    PlaceDescription lasting =
        PlaceDescription.of("lasting", Name.of("Ford").withAttribution(in("1800/..")));

    assertThat(
            find(PlaceQuery.ALL.withDuring(Edtf.of("1900").bounds()), chapel(), ancient, lasting))
        .containsExactly("chapel", "lasting");
    assertThat(find(PlaceQuery.ALL.withDuring(Edtf.of("-2999").bounds())))
        .containsExactly("ancient");
    assertThat(find(PlaceQuery.ALL.withDuring(Edtf.of("2020/..").bounds())))
        .containsExactly("lasting");
    assertThat(find(PlaceQuery.ALL.withType("300007501"))).containsExactly("chapel");
    assertThat(find(PlaceQuery.ALL.withType("Small CHURCH"))).containsExactly("chapel");
    assertThat(find(PlaceQuery.ALL.withType("chapels").withName("bridge")))
        .containsExactly("chapel");
    assertThat(find(PlaceQuery.ALL.withType("tomb"))).isEmpty();
  }
}
