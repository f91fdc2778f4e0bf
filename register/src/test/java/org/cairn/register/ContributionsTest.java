package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.append;
import static org.cairn.register.RegisterFixture.at;
import static org.cairn.register.RegisterFixture.in;
import static org.cairn.register.RegisterFixture.named;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.heritage.codec.ContributionCodec;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.contribution.StatementOrigin;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.record.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class ContributionsTest {
  static final Author ONE = new Author("p1", Optional.of("Invented Person"), "o1", "One Trust");
  static final Author TWO = new Author("p2", Optional.empty(), "o2", "Two Trust");

  @TempDir private Path folder = Path.of("");

  private Workspace workspace() throws Exception {
    return Workspace.at(folder.resolve("workspace"));
  }

  @BeforeEach
  void fill() throws Exception {
    RegisterFixture.workspace(folder.resolve("workspace"));
    add(
        workspace(),
        named("mill", "Old Mill", "POINT (1 2)"),
        named("fort", "Fort", "POINT (3 4)"));
  }

  private List<Contributed> contribute(Contribution... contributions) throws Exception {
    return contribute(Map.of(), contributions);
  }

  private List<Contributed> contribute(Map<String, Long> seen, Contribution... contributions)
      throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace(), CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace())) {
      return register.contribute(
          writer, Stream.of(contributions).map(ContributionRecords::draft).toList(), seen);
    }
  }

  private static Contribution says(Author by, String place, Statement statement) {
    return Contribution.of(place, by, statement);
  }

  private static ConditionAssessment assessment(String state) {
    return ConditionAssessment.builder()
        .assessors(List.of(ConditionAssessment.Assessor.of("Invented Person")))
        .state(Term.of(Eamena.CONDITION_STATE.get(state)))
        .attribution(in("2026"))
        .build();
  }

  private List<String> rows(String sql) throws Exception {
    return RegisterRows.query(workspace().register(), sql);
  }

  private void assertRebuildEqualsGrowth() throws Exception {
    PlaceRegister.open(workspace()).close();
    List<String> grown = RegisterRows.dump(workspace().register());
    PlaceRegister.rebuild(workspace()).close();
    assertThat(RegisterRows.dump(workspace().register())).isEqualTo(grown);
    List<Fault> faults = new ArrayList<>();
    PlaceRegister.check(workspace(), faults::add);
    assertThat(faults).isEmpty();
    assertThat(RegisterAgreement.check(workspace(), workspace().reader(), faults::add).standing())
        .isEqualTo(RegisterSummary.Standing.AGREES);
  }

  @Test
  void what_is_added_follows_what_was_imported_and_leads_back_to_its_entry() throws Exception {
    List<Contributed> added =
        contribute(
            says(ONE, "mill", Name.of("Mill of the Bridge", "en")),
            says(TWO, "mill", at("POLYGON ((1 2, 1.1 2, 1.1 2.1, 1 2))")));

    assertThat(added)
        .containsExactly(
            new Contributed(3, Optional.empty()), new Contributed(4, Optional.empty()));
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      PlaceVersion now = register.find("mill").orElseThrow();
      assertThat(now.place())
          .isEqualTo(
              PlaceDescription.of(
                  "mill",
                  Name.of("Old Mill"),
                  Name.of("Mill of the Bridge", "en"),
                  at("POINT (1 2)"),
                  at("POLYGON ((1 2, 1.1 2, 1.1 2.1, 1 2))")));
      assertThat(now.entry()).isEqualTo(4);
      assertThat(now.origins()).extracting(StatementOrigin::entry).containsExactly(1L, 3L, 1L, 4L);
      assertThat(now.origins().get(1).by()).contains(ONE);
      assertThat(now.origins().get(0).by()).isEmpty();
      assertThat(register.history("mill"))
          .extracting(PlaceVersion::entry, version -> version.place().statements().size())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(1L, 2),
              org.assertj.core.groups.Tuple.tuple(3L, 3),
              org.assertj.core.groups.Tuple.tuple(4L, 4));
      assertThat(register.search(PlaceQuery.ALL.withName("bridge")))
          .containsExactly(
              new PlaceHit("mill", "Old Mill · Mill of the Bridge", 4, Optional.empty()));
      assertThat(register.search(PlaceQuery.ALL.withBox(new PlaceQuery.Box(1.05, 2, 1.2, 2.2))))
          .hasSize(1);
      assertThat(register.find("fort").orElseThrow().entry()).isEqualTo(2);
    }
    assertRebuildEqualsGrowth();
  }

  @Test
  void an_assessment_is_found_by_its_condition_until_another_takes_its_place() throws Exception {
    long entry = contribute(says(ONE, "mill", assessment("very-bad"))).getFirst().entry();
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.search(PlaceQuery.ALL.withCondition("very bad"))).hasSize(1);
    }
    contribute(says(ONE, "mill", assessment("poor")).withReplaces(entry));
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.search(PlaceQuery.ALL.withCondition("very bad"))).isEmpty();
      assertThat(register.search(PlaceQuery.ALL.withCondition("poor"))).hasSize(1);
      assertThat(register.find("mill").orElseThrow().place().conditions()).hasSize(1);
      assertThat(register.findContributions("mill").orElseThrow().contributions()).hasSize(2);
      assertThat(register.history("mill").get(1).place().conditions())
          .containsExactly(assessment("very-bad"));
    }
    assertThat(rows("SELECT fid, kind, replaces, person, organisation FROM contributions"))
        .containsExactly("3|conditions|null|p1|o1", "4|conditions|3|p1|o1");
    assertRebuildEqualsGrowth();
  }

  @Test
  void an_import_finds_unchanged_what_it_said_and_loses_no_contribution() throws Exception {
    contribute(says(ONE, "mill", Name.of("Mill of the Bridge")));

    assertThat(add(workspace(), named("mill", "Old Mill", "POINT (1 2)")))
        .isEqualTo(new PlaceRegister.Added(0, 0, 1));
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.standing(named("mill", "Old Mill", "POINT (1 2)")))
          .isEqualTo(PlaceRegister.Standing.SAME);
    }
    assertThat(add(workspace(), named("mill", "New Mill", "POINT (1 2)")))
        .isEqualTo(new PlaceRegister.Added(0, 1, 0));
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.find("mill").orElseThrow().place().names())
          .containsExactly(Name.of("New Mill"), Name.of("Mill of the Bridge"));
      assertThat(register.search(PlaceQuery.ALL.withName("New Mill"))).hasSize(1);
      assertThat(register.search(PlaceQuery.ALL.withName("Bridge"))).hasSize(1);
      assertThat(register.search(PlaceQuery.ALL.withName("Old"))).isEmpty();
    }
    assertThat(rows("SELECT entry, latest_entry FROM places WHERE place = 'mill'"))
        .containsExactly("4|4");
    assertRebuildEqualsGrowth();
  }

  @Test
  void who_adds_is_told_what_is_newer_and_both_are_kept() throws Exception {
    Contribution one = says(ONE, "mill", Name.of("One"));
    assertThat(contribute(Map.of("mill", 1L), one).getFirst().newer()).isEmpty();
    assertThat(contribute(Map.of("mill", 1L), says(TWO, "mill", Name.of("Two"))))
        .containsExactly(new Contributed(4, Optional.of(3L)));
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.find("mill").orElseThrow().place().names()).hasSize(3);
    }
  }

  @Test
  void what_cannot_count_is_refused_and_adds_nothing() throws Exception {
    long entry = contribute(says(ONE, "mill", Name.of("One"))).getFirst().entry();
    long size = workspace().reader().head().size();
    Contribution fine = says(ONE, "mill", Name.of("Fine"));
    for (Map.Entry<Contribution, String> wrong :
        Map.of(
                says(ONE, "nowhere", Name.of("No")), "place-unknown",
                fine.withReplaces(1), "contribution-replaces",
                says(TWO, "mill", Name.of("No")).withReplaces(entry), "contribution-replaces",
                says(ONE, "fort", Name.of("No")).withReplaces(entry), "contribution-replaces")
            .entrySet()) {
      assertThatThrownBy(() -> contribute(fine, wrong.getKey()))
          .isInstanceOf(RefusedException.class)
          .extracting(e -> ((RefusedException) e).code())
          .isEqualTo(wrong.getValue());
    }
    assertThat(workspace().reader().head().size()).isEqualTo(size);
  }

  @Test
  void records_that_cannot_count_are_told_and_change_nothing() throws Exception {
    ObjectNode good =
        ContributionCodec.encode(says(ONE, "mill", Name.of("One")))
            .put("type", ContributionRecords.TYPE);
    append(
        workspace(),
        good,
        good.deepCopy().put("place", "later"),
        good.deepCopy().put("kind", "smells"),
        good.deepCopy().put("replaces", 1),
        good.deepCopy().put("replaces", 3).put("place", "fort"));
    add(workspace(), PlaceDescription.of("later"));

    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.find("mill").orElseThrow().place().names()).hasSize(2);
      assertThat(register.find("later").orElseThrow().place().names()).isEmpty();
    }
    assertThat(rows("SELECT fid, code FROM unreadable"))
        .containsExactly(
            "4|contribution-place",
            "5|contribution-record",
            "6|contribution-replaces",
            "7|contribution-replaces");
    assertRebuildEqualsGrowth();
  }

  @Test
  void what_people_said_and_their_names_stay_out_of_the_log() throws Exception {
    contribute(says(ONE, "mill", assessment("very-bad")), says(ONE, "mill", at("POINT (7 8)")));
    ObjectNode open = SignedRecord.parse(workspace().reader().entry(3)).record();
    assertThat(open.path("kind").stringValue()).isEqualTo("conditions");
    assertThat(open.path("person").stringValue()).isEqualTo("p1");
    assertThat(open.path("signed").path("by").stringValue()).isEqualTo("node");
    try (var files = Files.walk(workspace().log())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("Invented Person", "condition-state", "POINT (7 8)");
      }
    }
  }

  @Test
  void a_place_made_by_hand_names_its_maker_and_takes_no_known_id() throws Exception {
    PlaceDescription well = named("well", "Well", "POINT (5 6)");
    try (LedgerWriter writer = LedgerWriter.open(workspace(), CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(register.create(writer, ContributionRecords.draft(well, ONE))).isEqualTo(3);
      PlaceVersion now = register.find("well").orElseThrow();
      assertThat(now.place()).isEqualTo(well);
      assertThat(now.origins().getFirst().by()).contains(ONE);
      assertThatThrownBy(() -> register.create(writer, ContributionRecords.draft(well, TWO)))
          .isInstanceOf(RefusedException.class)
          .extracting(e -> ((RefusedException) e).code())
          .isEqualTo("place-known");
    }
    ObjectNode open = SignedRecord.parse(workspace().reader().entry(3)).record();
    ObjectNode imported = SignedRecord.parse(workspace().reader().entry(1)).record();
    assertThat(open.toString()).doesNotContain("Invented Person").contains("\"p1\"");
    assertThat(open.path("_sd").size()).isEqualTo(imported.path("_sd").size());
    assertRebuildEqualsGrowth();
  }

  @Test
  void a_passkey_signs_the_record_as_it_is_before_it_is_signed() throws Exception {
    Contribution unsigned = says(ONE, "mill", Name.of("Mill"));
    String hash = PersonSignature.hash(ContributionRecords.draft(unsigned).record());
    Contribution signed =
        unsigned.withSigning(
            new Signing.ByPasskey("AQ", "e30", "AAAA", "MEU", List.of(hash, "AAAA")));
    contribute(signed);
    List<ObjectNode> all = new ArrayList<>();
    LedgerRecords.forEach(workspace(), (index, record) -> all.add(record));
    ObjectNode record = all.getLast();
    assertThat(record.remove("signed").path("credential").stringValue()).isEqualTo("AQ");
    assertThat(PersonSignature.hash(record)).isEqualTo(hash);
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      assertThat(
              register.findContributions("mill").orElseThrow().standing().getFirst().contribution())
          .isEqualTo(signed);
    }
  }

  @Test
  void what_others_add_in_between_is_read_first() throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace(), CLOCK);
        PlaceRegister register = PlaceRegister.open(workspace())) {
      writer.append(List.of(Draft.open(RegisterFixture.record("note"))));
      writer.append(
          List.of(ContributionRecords.draft(says(TWO, "mill", Name.of("From elsewhere")))));
      assertThat(
              register.contribute(
                  writer,
                  List.of(ContributionRecords.draft(says(ONE, "mill", Name.of("Here")))),
                  Map.of("mill", 1L)))
          .containsExactly(new Contributed(5, Optional.of(4L)));
      assertThat(register.find("mill").orElseThrow().place().names()).hasSize(3);
      assertThat(register.head()).isEqualTo(workspace().reader().head());
    }
    assertRebuildEqualsGrowth();
  }
}
