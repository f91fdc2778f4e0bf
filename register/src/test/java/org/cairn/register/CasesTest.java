package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.alert;
import static org.cairn.register.RegisterFixture.append;
import static org.cairn.register.RegisterFixture.named;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.codec.CaseCodec;
import org.cairn.heritage.review.Author;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class CasesTest {
  private static final Author ONE = ContributionsTest.ONE;
  private static final Author TWO = ContributionsTest.TWO;

  @TempDir private Path folder = Path.of("");
  private final List<AutoCloseable> open = new ArrayList<>();

  private Workspace workspace() throws Exception {
    return Workspace.at(folder.resolve("workspace"));
  }

  @BeforeEach
  void fill() throws Exception {
    RegisterFixture.workspace(folder.resolve("workspace"));
    add(workspace(), named("mill", "Mill", "POINT (1 2)"), named("fort", "Fort", "POINT (3 4)"));
    append(
        workspace(),
        alert("r1", "a1", "fort"),
        alert("r1", "a2", "mill"),
        RegisterFixture.record("run").put("run", "r1"));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private LedgerWriter writer() throws Exception {
    LedgerWriter writer = LedgerWriter.open(workspace(), CLOCK);
    open.add(writer);
    return writer;
  }

  private Cases cases() throws Exception {
    PlaceRegister register = PlaceRegister.open(workspace());
    open.add(register);
    return register.cases();
  }

  private static List<Draft> steps(String id, Author by, CaseEvent... events) {
    return Stream.of(events).map(event -> CaseRecords.draft(CaseStep.of(id, by, event))).toList();
  }

  private static List<String> ids(List<CaseHit> hits) {
    return hits.stream().map(CaseHit::id).toList();
  }

  @Test
  void a_case_comes_back_with_all_that_happened() throws Exception {
    LedgerWriter writer = writer();
    Cases cases = cases();
    List<Draft> steps =
        steps(
            "c1",
            ONE,
            CaseEvent.Opened.of("A fire at the fort", "damage"),
            new CaseEvent.ItemAdded(new CaseItem.OfAlert("a1")),
            new CaseEvent.ItemAdded(new CaseItem.OfAssessment("mill", 2)),
            new CaseEvent.ItemAdded(CaseItem.OfSource.of("https://example.org/r", "A report")),
            new CaseEvent.TaskAdded(
                Optional.of("Visit"), Optional.of("p2"), Optional.of(LocalDate.of(2030, 5, 6))),
            CaseEvent.TaskAdded.of("Write"));
    List<Long> entries = cases.add(writer, steps);
    assertThat(entries).containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
    cases.add(
        writer,
        steps(
            "c1",
            TWO,
            CaseEvent.StatusChanged.of(CaseStatus.CLOSED, "It was a festival"),
            new CaseEvent.TaskDone(11),
            new CaseEvent.ItemRemoved(8)));

    Case now = cases.find("c1").orElseThrow();
    assertThat(now.events()).hasSize(9);
    assertThat(now.events().getFirst().step())
        .isEqualTo(CaseCodec.decode(steps.getFirst().record()));
    assertThat(now.events().getFirst().time()).contains("2026-11-24T12:00:00Z");
    assertThat(now.status()).isEqualTo(CaseStatus.CLOSED);
    assertThat(now.items()).extracting(Case.Item::entry).containsExactly(7L, 9L);
    assertThat(cases.search(CaseQuery.ALL).cases())
        .containsExactly(
            new CaseHit(
                "c1",
                Optional.of("A fire at the fort"),
                "damage",
                CaseStatus.CLOSED,
                "o1",
                "One Trust",
                2,
                1,
                Optional.of(LocalDate.of(2030, 5, 6)),
                6,
                14,
                Optional.of("2026-11-24T12:00:00Z")));
    assertThat(RegisterRows.query(workspace().register(), "SELECT fid, item FROM case_items"))
        .containsExactly("7|alert", "9|source");
    assertThat(RegisterRows.query(workspace().register(), "SELECT fid, done FROM case_tasks"))
        .containsExactly("10|0", "11|1");
    assertThat(cases.find("c2")).isEmpty();
  }

  @Test
  void cases_are_found_by_what_is_in_them_and_who_takes_part() throws Exception {
    LedgerWriter writer = writer();
    Cases cases = cases();
    cases.add(
        writer,
        steps(
            "c1",
            ONE,
            CaseEvent.Opened.of("One", "damage"),
            new CaseEvent.ItemAdded(new CaseItem.OfAlert("a1"))));
    cases.add(
        writer,
        steps(
            "c2",
            TWO,
            CaseEvent.Opened.of("Two", "damage"),
            new CaseEvent.ItemAdded(new CaseItem.OfPlace("mill")),
            new CaseEvent.TaskAdded(Optional.of("Go"), Optional.of("p3"), Optional.empty())));
    cases.add(
        writer,
        steps(
            "c3",
            TWO,
            CaseEvent.Opened.of("Three", "theft"),
            new CaseEvent.ItemAdded(new CaseItem.OfAssessment("mill", 2)),
            CaseEvent.StatusChanged.of(CaseStatus.ACTIVE, "Now")));

    assertThat(ids(cases.ofPlace("fort"))).containsExactly("c1");
    assertThat(ids(cases.ofPlace("mill"))).containsExactly("c3", "c2");
    assertThat(ids(cases.ofAlert("a1"))).containsExactly("c1");
    assertThat(cases.ofAlert("a2")).isEmpty();
    assertThat(ids(cases.search(CaseQuery.ALL.withOrganisation("o2")).cases()))
        .containsExactly("c3", "c2");
    assertThat(ids(cases.search(CaseQuery.ALL.withPerson("p3")).cases())).containsExactly("c2");
    assertThat(ids(cases.search(CaseQuery.ALL.withPerson("p1")).cases())).containsExactly("c1");
    assertThat(ids(cases.search(CaseQuery.ALL.withStatus(CaseStatus.ACTIVE)).cases()))
        .containsExactly("c3");
    assertThat(
            cases
                .search(
                    CaseQuery.ALL.withPlace("mill").withStatus(CaseStatus.OPEN).withPerson("p2"))
                .cases())
        .hasSize(1);
    assertThat(cases.count(CaseQuery.ALL).toString())
        .isEqualTo("{OPEN=2, ACTIVE=1, ON_HOLD=0, CLOSED=0}");
    assertThat(cases.count(CaseQuery.ALL.withOrganisation("o1")).get(CaseStatus.OPEN)).isEqualTo(1);
    cases.add(writer, steps("c1", TWO, CaseEvent.Commented.of("I know more")));
    assertThat(ids(cases.search(CaseQuery.ALL.withOrganisation("o2")).cases()))
        .containsExactly("c1", "c3", "c2");
  }

  @Test
  void pages_go_on_by_their_key() throws Exception {
    LedgerWriter writer = writer();
    Cases cases = cases();
    List<Draft> steps = new ArrayList<>();
    for (int each = 0; each < 25; each++) {
      steps.addAll(steps("c" + each, ONE, CaseEvent.Opened.of("Case", "kind")));
    }
    cases.add(writer, steps);
    List<String> seen = new ArrayList<>();
    CaseQuery query = CaseQuery.ALL.withLimit(10);
    CasePage page = cases.search(query);
    while (true) {
      seen.addAll(ids(page.cases()));
      if (page.next().isEmpty()) {
        break;
      }
      page = cases.search(query.withAfter(page.next().get()));
    }
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().startsWith("c24").endsWith("c0");
    assertThat(page.cases()).hasSize(5);
    assertThatThrownBy(() -> CaseQuery.ALL.withLimit(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_step_that_cannot_happen_is_refused_and_adds_nothing() throws Exception {
    LedgerWriter writer = writer();
    Cases cases = cases();
    cases.add(writer, steps("c1", ONE, CaseEvent.Opened.of("One", "damage")));
    long size = workspace().reader().head().size();
    assertThat(code(cases, writer, "c1", CaseEvent.Opened.of("Again", "damage")))
        .isEqualTo("case-known");
    assertThat(code(cases, writer, "c2", CaseEvent.Commented.of("Where?")))
        .isEqualTo("case-unknown");
    assertThat(code(cases, writer, "c1", new CaseEvent.TaskDone(6))).isEqualTo("case-event");
    assertThatThrownBy(
            () -> cases.add(writer, steps("c1", ONE, new CaseEvent.Commented(Optional.empty()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'comment'");
    assertThat(workspace().reader().head().size()).isEqualTo(size);
  }

  private static String code(Cases cases, LedgerWriter writer, String id, CaseEvent event) {
    try {
      cases.add(writer, steps(id, ONE, event));
      return "none";
    } catch (RefusedException e) {
      return e.code();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_register_made_again_has_the_same_cases_and_tells_what_cannot_be() throws Exception {
    ObjectNode comment =
        CaseCodec.encode(CaseStep.of("c1", ONE, CaseEvent.Commented.of("Before it was opened")))
            .put("type", CaseRecords.TYPE);
    append(workspace(), comment, comment.deepCopy().put("event", "burnt"));
    LedgerWriter writer = writer();
    cases()
        .add(
            writer,
            steps(
                "c1",
                ONE,
                CaseEvent.Opened.of("A fire", "damage"),
                CaseEvent.TaskAdded.of("Visit"),
                new CaseEvent.ItemAdded(new CaseItem.OfAlert("a1"))));
    cases().add(writer, steps("c1", TWO, new CaseEvent.TaskDone(9), new CaseEvent.ItemRemoved(10)));
    assertThat(RegisterRows.query(workspace().register(), "SELECT fid, code FROM unreadable"))
        .containsExactly("6|case-event", "7|case-record");
    List<String> grown = RegisterRows.dump(workspace().register());

    PlaceRegister.rebuild(workspace()).close();

    assertThat(RegisterRows.dump(workspace().register())).isEqualTo(grown);
    List<Fault> faults = new ArrayList<>();
    assertThat(RegisterAgreement.check(workspace(), workspace().reader(), faults::add).standing())
        .isEqualTo(RegisterSummary.Standing.AGREES);
  }

  @Test
  void what_people_wrote_stays_out_of_the_log() throws Exception {
    cases()
        .add(
            writer(),
            steps(
                "c1",
                ONE,
                CaseEvent.Opened.of("Secret title", "damage"),
                CaseEvent.Commented.of("Secret comment"),
                CaseEvent.TaskAdded.of("Secret task"),
                new CaseEvent.ItemAdded(CaseItem.OfSource.of("https://secret.example", "Secret")),
                CaseEvent.StatusChanged.of(CaseStatus.ACTIVE, "Secret reason"),
                CaseEvent.Published.of(List.of(), "Secret text")));
    try (var files = Files.walk(workspace().log())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("Secret", "secret.example", "Invented Person");
      }
    }
  }
}
