package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.alert;
import static org.cairn.register.RegisterFixture.named;
import static org.cairn.register.RegisterFixture.record;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Finding.Status;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.Signing;
import org.cairn.heritage.review.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue against a plain sort of all alerts. */
class AlertQueueTest {
  private static final int ALERTS = 300;
  private static final int PLACES = 40;
  private static final Comparator<AlertKey> ORDER =
      Comparator.comparingDouble(AlertKey::byChance)
          .thenComparing(Comparator.comparingDouble(AlertKey::areaSquareMetres).reversed())
          .thenComparing(AlertKey::alert);

  @TempDir private Path folder = Path.of("");
  private AlertRegister alerts;

  /** Who judged each alert. */
  private final Map<String, List<String>> judged = new HashMap<>();

  private final List<AlertHit> all = new ArrayList<>();

  @BeforeEach
  void fill() throws Exception {
    Workspace workspace = RegisterFixture.workspace(folder.resolve("w"));
    List<PlaceDescription> places = new ArrayList<>();
    for (int place = 0; place < PLACES; place++) {
      places.add(
          named("p" + place, (place % 3 == 0 ? "Old Mill " : "Chapel ") + place, "POINT (0 0)"));
    }
    RegisterFixture.add(workspace, places.toArray(PlaceDescription[]::new));
    Random random = new Random(11);
    List<Draft> drafts = new ArrayList<>();
    for (int each = 0; each < ALERTS; each++) {
      var one =
          alert("r1", "a" + each, "p" + (int) (PLACES * random.nextDouble() * random.nextDouble()))
              .put("first_seen", LocalDate.of(2026, 1, 1).plusDays(each).toString())
              .put("raised", LocalDate.of(2026, 1, 2).plusDays(each).toString())
              .put("area_m2", Double.toString(100.0 * random.nextInt(9)))
              .put("expected_per_site_year", "0.0" + random.nextInt(30));
      if (each % 17 == 0) {
        one.remove("expected_per_site_year");
      }
      drafts.add(Draft.open(one));
    }
    drafts.add(Draft.open(record("run").put("run", "r1")));
    alerts = open(workspace, drafts, random);
    for (int each = 0; each < ALERTS; each++) {
      all.add(alerts.find("a" + each).orElseThrow());
    }
    all.sort(Comparator.comparing(AlertHit::key, ORDER));
  }

  private AlertRegister open(Workspace workspace, List<Draft> drafts, Random random)
      throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(drafts);
      List<Draft> judgements = new ArrayList<>();
      for (int each = 0; each < ALERTS; each += 3) {
        for (int person = 0; person <= random.nextInt(3); person++) {
          judged.computeIfAbsent("a" + each, key -> new ArrayList<>()).add("u" + person);
          judgements.add(
              JudgementRecords.draft(
                  judgement("a" + each, "u" + person, "o" + person, random), new Signing.ByNode()));
        }
      }
      writer.append(judgements);
      AlertRegister opened = AlertRegister.open(workspace);
      opened.settle(writer, FindingRule.USUAL);
      return opened;
    }
  }

  private static Judgement judgement(String alert, String person, String org, Random random) {
    return new Judgement(
        alert,
        0,
        new Author(person, Optional.empty(), org, org),
        Verdict.values()[random.nextInt(Verdict.values().length)],
        Optional.empty(),
        DegreeOfCertainty.HIGH,
        Optional.empty(),
        false);
  }

  @AfterEach
  void close() throws Exception {
    alerts.close();
  }

  /** Every page of the queue is what a plain sort and grouping says. */
  private void assertQueue(AlertQuery query, Predicate<AlertHit> meets) throws Exception {
    Map<String, List<AlertHit>> expected =
        all.stream()
            .filter(meets)
            .collect(
                Collectors.groupingBy(AlertHit::place, LinkedHashMap::new, Collectors.toList()));
    for (int size : new int[] {1, 7, 1000}) {
      List<AlertPage.Group> found = new ArrayList<>();
      Optional<AlertKey> after = Optional.empty();
      do {
        AlertPage page = alerts.page(query, after, size);
        assertThat(page.groups()).hasSizeLessThanOrEqualTo(size);
        found.addAll(page.groups());
        after = page.next().map(key -> AlertKey.parse(key.text()).orElseThrow());
      } while (after.isPresent());
      assertThat(found)
          .extracting(AlertPage.Group::place)
          .containsExactlyElementsOf(expected.keySet());
      for (AlertPage.Group group : found) {
        List<AlertHit> hits = expected.getOrDefault(group.place(), List.of());
        assertThat(group.count()).isEqualTo(hits.size());
        assertThat(group.alerts())
            .isEqualTo(hits.subList(0, Math.min(hits.size(), AlertPage.MOST_OF_A_PLACE)));
      }
    }
  }

  private boolean isJudgedBy(AlertHit hit, String person) {
    return judged.getOrDefault(hit.alert(), List.of()).contains(person);
  }

  @Test
  void everything_comes_ranked_by_chance_then_size_with_a_place_s_alerts_together()
      throws Exception {
    assertQueue(AlertQuery.ALL, hit -> true);
    assertThat(alerts.page(AlertQuery.ALL, Optional.empty(), 1).groups().getFirst().names())
        .isNotEmpty();
    assertThat(all.getLast().expectedPerSiteYear()).isEmpty();
  }

  @Test
  void filters_hold_alone_and_together() throws Exception {
    for (Status status : Status.values()) {
      assertQueue(AlertQuery.ALL.withStatuses(Set.of(status)), hit -> hit.status() == status);
    }
    Set<Status> two = EnumSet.of(Status.UNREVIEWED, Status.DISPUTED);
    assertQueue(AlertQuery.ALL.withStatuses(two), hit -> two.contains(hit.status()));
    assertQueue(AlertQuery.ALL.withPlace("p3"), hit -> hit.place().equals("p3"));
    assertQueue(
        AlertQuery.ALL.withPlaceName("mil"),
        hit -> Integer.parseInt(hit.place().substring(1)) % 3 == 0);
    assertQueue(AlertQuery.ALL.withPlaceName("zzz"), hit -> false);
    Optional<LocalDate> from = Optional.of(LocalDate.of(2026, 3, 1));
    Optional<LocalDate> until = Optional.of(LocalDate.of(2026, 5, 31));
    Predicate<AlertHit> inSpring = hit -> hit.raised().orElseThrow().matches("2026-0[345].*");
    assertQueue(AlertQuery.ALL.withDays(from, until), inSpring);
    assertQueue(
        AlertQuery.ALL.withLeastAreaSquareMetres(500),
        hit -> hit.areaSquareMetres().orElseThrow() >= 500);
    assertQueue(AlertQuery.ALL.withLargestByChance(0.01), hit -> hit.key().byChance() <= 0.01);
    assertQueue(AlertQuery.ALL.withJudgedBy("u1"), hit -> isJudgedBy(hit, "u1"));
    assertQueue(AlertQuery.ALL.withNotJudgedBy("u1"), hit -> !isJudgedBy(hit, "u1"));
    assertQueue(AlertQuery.ALL.withJudgedByOrganisation("o2"), hit -> isJudgedBy(hit, "u2"));
    assertQueue(AlertQuery.ALL.withNotJudgedByOrganisation("o2"), hit -> !isJudgedBy(hit, "u2"));
    assertQueue(
        AlertQuery.ALL
            .withStatuses(two)
            .withDays(from, Optional.empty())
            .withJudgedBy("u0")
            .withNotJudgedByOrganisation("o2")
            .withLeastAreaSquareMetres(200)
            .withLargestByChance(0.2)
            .withPlaceName("old mill"),
        hit ->
            two.contains(hit.status())
                && hit.raised().orElseThrow().compareTo("2026-03-01") >= 0
                && isJudgedBy(hit, "u0")
                && !isJudgedBy(hit, "u2")
                && hit.areaSquareMetres().orElseThrow() >= 200
                && hit.key().byChance() <= 0.2
                && Integer.parseInt(hit.place().substring(1)) % 3 == 0);
  }

  @Test
  void counts_are_of_everything_but_the_status() throws Exception {
    Map<Status, Long> expected =
        all.stream().collect(Collectors.groupingBy(AlertHit::status, Collectors.counting()));
    Map<Status, Long> counts = alerts.counts(AlertQuery.ALL.withStatuses(Set.of(Status.CONFIRMED)));
    assertThat(counts).containsOnlyKeys(Status.values());
    expected.forEach((status, count) -> assertThat(counts).containsEntry(status, count));
    assertThat(expected.keySet()).contains(Status.UNREVIEWED, Status.DISPUTED);
    for (String by : List.of("0", "1", "2", "9")) {
      AlertQuery notBy = AlertQuery.ALL.withNotJudgedBy("u" + by);
      assertCounts(notBy, hit -> !isJudgedBy(hit, "u" + by));
      assertCounts(
          notBy.withNotJudgedByOrganisation("o1"),
          hit -> !isJudgedBy(hit, "u" + by) && !isJudgedBy(hit, "u1"));
      assertCounts(
          AlertQuery.ALL.withJudgedBy("u" + by).withNotJudgedByOrganisation("o2"),
          hit -> isJudgedBy(hit, "u" + by) && !isJudgedBy(hit, "u2"));
    }
    assertThat(alerts.counts(AlertQuery.ALL.withPlace("none")).values()).containsOnly(0L);
  }

  private void assertCounts(AlertQuery query, Predicate<AlertHit> meets) throws Exception {
    Map<Status, Long> expected =
        all.stream()
            .filter(meets)
            .collect(Collectors.groupingBy(AlertHit::status, Collectors.counting()));
    for (Status status : Status.values()) {
      assertThat(alerts.counts(query))
          .as("%s of %s", status, query)
          .containsEntry(status, expected.getOrDefault(status, 0L));
    }
  }

  @Test
  void a_key_reads_back_and_anything_else_is_none() {
    for (AlertHit hit : all) {
      assertThat(AlertKey.parse(hit.key().text())).contains(hit.key());
    }
    AlertKey odd = new AlertKey(Double.POSITIVE_INFINITY, 0, "with_under_scores");
    assertThat(AlertKey.parse(odd.text())).contains(odd);
    for (String none : List.of("", "_", "1_2", "x_2_a", "NaN_1_a", "1__a")) {
      assertThat(AlertKey.parse(none)).as(none).isEmpty();
    }
  }

  @Test
  void refuses_questions_that_ask_nothing() {
    assertThatThrownBy(() -> AlertQuery.ALL.withPlaceName("--"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> alerts.page(AlertQuery.ALL, Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
