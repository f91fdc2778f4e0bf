package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.append;
import static org.cairn.register.RegisterFixture.named;
import static org.cairn.register.RegisterFixture.record;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Term;
import org.cairn.ledger.Fault;
import org.cairn.register.LikelyDuplicate.Reason;
import org.cairn.register.PairDecision.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesTest {
  private static final double LIKELY = 0.5;

  @TempDir private Path folder = Path.of("");

  private Workspace workspace() throws Exception {
    return Workspace.at(folder.resolve("workspace"));
  }

  @BeforeEach
  void create() throws Exception {
    RegisterFixture.workspace(folder.resolve("workspace"));
  }

  private List<LikelyDuplicate> likely() throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      return register.likelyDuplicates(LIKELY);
    }
  }

  private List<String> likelyPairs() throws Exception {
    return likely().stream().map(each -> each.pair().first() + " " + each.pair().second()).toList();
  }

  private boolean decide(String one, String other, Verdict verdict, String by, String note)
      throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace(), CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace())) {
      return register.decide(writer, new PlacePair(one, other), verdict, by, Optional.of(note));
    }
  }

  private PairDecisions decisions() throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      return register.decisions();
    }
  }

  private static PlaceDescription typed(PlaceDescription place, String type) {
    return place.withStatement(PlaceType.of(Term.unknown(type)));
  }

  private static PlaceDescription linked(PlaceDescription place, String link) {
    return place.withStatement(Link.read(link, Link.Match.EXACT));
  }

  @Test
  void pairs_are_offered_most_likely_first_with_their_reasons() throws Exception {
    add(
        workspace(),
        typed(named("list-1", "Qaṣr al-Ḥayr", "POINT (38.5 34.5)"), "Fort"),
        typed(named("sheet-9", "Kasr el Heir", "POINT (38.5003 34.5)"), "fort"),
        named("map-4", "قصر الحير", "POINT (38.52 34.5)"),
        named("other-1", "Tell of the Birds", "POINT (38.5003 34.5001)"),
        named("other-2", "Qaṣr al-Ḥayr", "POINT (10 10)"),
        typed(named("other-3", "Grave 12", "POINT (5 5)"), "grave"),
        typed(named("other-4", "Grave 13", "POINT (5 5)"), "grave"));

    List<LikelyDuplicate> found = likely();

    assertThat(found)
        .extracting(LikelyDuplicate::pair)
        .startsWith(new PlacePair("list-1", "sheet-9"))
        .contains(new PlacePair("list-1", "map-4"))
        .allMatch(pair -> !(pair.first() + pair.second()).contains("other"));
    assertThat(found)
        .extracting(LikelyDuplicate::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    LikelyDuplicate first = found.getFirst();
    assertThat(first.firstNames()).isEqualTo("Qaṣr al-Ḥayr");
    assertThat(first.reasons())
        .extracting(Reason::code)
        .containsExactly("names", "distance", "types");
    assertThat(first.reasons()).extracting(Reason::text).contains("27 m apart", "both are 'fort'");
    assertThat(first.reasons().getFirst().text())
        .startsWith("'Qaṣr al-Ḥayr' and 'Kasr el Heir' are alike by 1.00");
  }

  @Test
  void a_link_in_common_makes_two_names_of_one_place_likely_and_different_ones_unlikely()
      throws Exception {
    add(
        workspace(),
        linked(named("a", "Old Ford", "POINT (20 20)"), "wd:Q1953"),
        linked(named("b", "Yeni Köprü", "POINT (20.001 20)"), "wd:Q1953"),
        linked(named("c", "White Church", "POINT (30 30)"), "wd:Q1"),
        linked(named("d", "White Church", "POINT (30.02 30)"), "wd:Q2"));

    assertThat(likelyPairs()).containsExactly("a b");
    assertThat(likely().getFirst().reasons()).extracting(Reason::code).contains("links");
  }

  @Test
  void places_meet_over_the_antimeridian_at_the_pole_and_without_a_location() throws Exception {
    add(
        workspace(),
        named("east", "Vuna Bay Fort", "POINT (179.9999 -16)"),
        named("west", "Vuna Bay Fort", "POINT (-179.9999 -16)"),
        named("pole-1", "Iceward Hut", "POINT (0 89.9999)"),
        named("pole-2", "Iceward Hut", "POINT (180 89.9999)"),
        named("placed", "Mill of Nobody", "POINT (1 2)"),
        PlaceDescription.of("unplaced", Name.of("Mill of Nobody")),
        PlaceDescription.of("silent"),
        PlaceDescription.of("silent-too"));

    assertThat(likelyPairs())
        .containsExactlyInAnyOrder("east west", "pole-1 pole-2", "placed unplaced");
  }

  @Test
  void a_decision_is_a_signed_record_that_can_be_taken_back_and_survives_a_rebuild()
      throws Exception {
    add(
        workspace(),
        named("a", "Stone Mill", "POINT (1 1)"),
        named("b", "Stone Mill", "POINT (1 1)"),
        named("c", "Stone Mill", "POINT (1 1)"));
    assertThat(likelyPairs()).containsExactly("a b", "a c", "b c");
    long before = workspace().reader().head().size();

    assertThat(decide("b", "a", Verdict.SAME, "Person One", "Same gate.")).isTrue();
    assertThat(decide("a", "b", Verdict.SAME, "Person One", "Same gate.")).isFalse();
    assertThat(workspace().reader().head().size()).isEqualTo(before + 1);
    assertThat(likelyPairs()).containsExactly("a c", "b c");
    assertThat(decide("c", "b", Verdict.DIFFERENT, "Person Two", "Two wheels.")).isTrue();
    assertThat(likelyPairs()).as("a is b, and b is not c").isEmpty();

    PlaceRegister.rebuild(workspace()).close();
    assertThat(likelyPairs()).isEmpty();
    assertThat(decisions().sameAs("a")).containsExactly("b");
    assertThat(decisions().about("b"))
        .extracting(PairDecision::verdict, PairDecision::by, PairDecision::note)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Verdict.SAME, Optional.of("Person One"), Optional.of("Same gate.")),
            org.assertj.core.groups.Tuple.tuple(
                Verdict.DIFFERENT, Optional.of("Person Two"), Optional.of("Two wheels.")));

    assertThat(decide("a", "b", Verdict.UNDONE, "Person One", "Was mistaken.")).isTrue();
    assertThat(likelyPairs()).containsExactly("a b", "a c");
    assertThat(decisions().history(new PlacePair("a", "b")))
        .extracting(PairDecision::verdict)
        .containsExactly(Verdict.SAME, Verdict.UNDONE);
    assertThat(decisions().about("a")).isEmpty();
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace(), Optional.empty(), CLOCK, faults::add);
    PlaceRegister.check(workspace(), faults::add);
    assertThat(faults).isEmpty();
  }

  @Test
  void places_stay_as_they_are_and_what_is_the_same_goes_from_one_to_the_next() throws Exception {
    add(
        workspace(),
        named("a", "One", "POINT (1 1)"),
        named("b", "Two", "POINT (2 2)"),
        named("c", "Three", "POINT (3 3)"));
    decide("a", "b", Verdict.SAME, "Person One", "x");
    decide("b", "c", Verdict.SAME, "Person One", "x");

    assertThat(decisions().sameAs("a")).containsExactly("b", "c");
    assertThat(decisions().sameAs("c")).containsExactly("b", "a");
    add(workspace(), named("a", "One again", "POINT (1 1)"));
    assertThat(decisions().sameAs("a")).containsExactly("b", "c");
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.find("b").orElseThrow().place())
          .isEqualTo(named("b", "Two", "POINT (2 2)"));
      assertThat(register.search(PlaceQuery.ALL)).hasSize(3);
    }
  }

  @Test
  void who_decides_and_why_stays_out_of_the_log() throws Exception {
    add(workspace(), named("a", "One", "POINT (1 1)"), named("b", "Two", "POINT (2 2)"));
    decide("a", "b", Verdict.SAME, "Person One", "A secret note");
    try (var files = Files.walk(workspace().log())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain("Person One", "secret");
      }
    }
  }

  @Test
  void what_makes_no_sense_is_refused_and_adds_nothing() throws Exception {
    add(workspace(), named("a", "One", "POINT (1 1)"), named("b", "Two", "POINT (2 2)"));
    long before = workspace().reader().head().size();
    assertThatThrownBy(() -> decide("a", "a", Verdict.SAME, "Person", "x"))
        .hasMessageContaining("found 'a' twice");
    assertThatThrownBy(() -> decide("a", "nowhere", Verdict.SAME, "Person", "x"))
        .hasMessageContaining("No place 'nowhere'");
    assertThatThrownBy(() -> decide("a", "b", Verdict.UNDONE, "Person", "x"))
        .hasMessageContaining("Nothing is decided");
    assertThatThrownBy(() -> decide("a", "b", Verdict.SAME, " ", "x"))
        .hasMessageContaining("who decides");
    assertThat(workspace().reader().head().size()).isEqualTo(before);
  }

  @Test
  void a_record_that_cannot_be_read_is_told_and_stops_nothing() throws Exception {
    append(
        workspace(),
        record("place-pair").put("decision", "same"),
        record("place-pair")
            .put("decision", "perhaps")
            .set(
                "places",
                tools.jackson.databind.json.JsonMapper.shared().readTree("[\"a\",\"b\"]")));
    assertThat(decisions().about("a")).isEmpty();
    assertThat(RegisterRows.query(workspace().register(), "SELECT fid, code FROM unreadable"))
        .containsExactly("1|pair-record", "2|pair-record");
  }

  /**
   * Many at one spot, many of one name: the pairs that are compared do not grow with the square.
   */
  @Test
  void crowds_are_not_compared_each_with_each() {
    Random random = new Random(7);
    ComparedName.Words words = new ComparedName.Words();
    List<ComparedPlace> places = new ArrayList<>();
    for (int each = 0; each < 4_000; each++) {
      ComparedPlace place = new ComparedPlace("p" + each, "");
      String name =
          each % 4 == 0
              ? "church of saint " + (char) ('a' + random.nextInt(26)) + "nna"
              : String.format(Locale.ROOT, "church %d", each);
      place.addName(words.name(name, name));
      double spread = each % 2 == 0 ? 0 : 0.5;
      place.addBounds(
          new org.locationtech.jts.geom.Envelope(
              new org.locationtech.jts.geom.Coordinate(
                  20 + spread * random.nextDouble(), 40 + spread * random.nextDouble())));
      places.add(place);
    }
    words.weigh();

    assertThat(CandidatePairs.of(places).length).isLessThan(4_000 * 100);
  }

  /** A pair of one name is met wherever it lies, as far as ten kilometres apart. */
  @Test
  void two_of_one_name_meet_wherever_they_are() {
    Random random = new Random(11);
    ComparedName.Words words = new ComparedName.Words();
    List<ComparedPlace> places = new ArrayList<>();
    IntStream.range(0, 500)
        .forEach(each -> {
          String name = "unlike" + Long.toString(random.nextLong() >>> 1, 26).replaceAll("\\d", "");
          double longitude = random.nextDouble() * 360 - 180;
          double latitude = random.nextDouble() * 160 - 80;
          double away = random.nextDouble() * 9_000 / 111_195;
          double turn = random.nextDouble() * 2 * Math.PI;
          double other = longitude + away * Math.cos(turn) / Math.cos(Math.toRadians(latitude));
          for (double[] lonLat :
              new double[][] {
                {longitude, latitude},
                {Math.IEEEremainder(other, 360), latitude + away * Math.sin(turn)}
              }) {
            ComparedPlace place = new ComparedPlace("p" + places.size(), "");
            place.addName(words.name(name, name));
            place.addBounds(
                new org.locationtech.jts.geom.Envelope(
                    new org.locationtech.jts.geom.Coordinate(lonLat[0], lonLat[1])));
            places.add(place);
          }
        });
    words.weigh();

    long[] pairs = CandidatePairs.of(places);

    for (int each = 0; each < places.size(); each += 2) {
      assertThat(java.util.Arrays.binarySearch(pairs, ((long) each << 32) | (each + 1)))
          .isNotNegative();
    }
  }
}
