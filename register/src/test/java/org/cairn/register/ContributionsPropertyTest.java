package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.at;
import static org.cairn.register.RegisterFixture.in;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.vocabulary.Eamena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports, contributions and cases in any order, in any steps. Seeds are fixed: each is printed
 * with what fails.
 */
class ContributionsPropertyTest {
  private static final int ROUNDS = 25;
  private static final List<String> PLACES = List.of("a", "b", "c", "d");
  private static final List<Author> PEOPLE =
      List.of(
          new Author("p1", Optional.of("Invented Person"), "o1", "One Trust"),
          new Author("p2", Optional.empty(), "o2", "Two Trust"));

  @TempDir private Path folder = Path.of("");

  /** What is expected of the places, worked out in the plainest way. */
  private final Map<String, List<Statement>> imported = new HashMap<>();

  private final Map<String, TreeMap<Long, Contribution>> standing = new HashMap<>();

  @Test
  void growth_equals_rebuild_and_both_say_what_stands() throws Exception {
    for (int seed = 1; seed <= 6; seed++) {
      imported.clear();
      standing.clear();
      Random random = new Random(seed);
      Path home = folder.resolve("w" + seed);
      Workspace workspace = RegisterFixture.workspace(home);
      PlaceRegister.open(workspace).close();
      int contributions = 0;
      try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
        for (int round = 0; round < ROUNDS; round++) {
          try (PlaceRegister register = PlaceRegister.open(workspace)) {
            switch (random.nextInt(5)) {
              case 0 -> importSome(writer, register, random);
              case 1 -> append(writer, random);
              case 2 -> cases(writer, register, random);
              default -> contributions += contribute(writer, register, random);
            }
          }
          if (random.nextInt(4) == 0) {
            compare(workspace, seed);
          }
        }
      }
      compare(workspace, seed);
      PlaceRegister.open(workspace).close();
      List<String> grown = RegisterRows.dump(workspace.register());
      PlaceRegister.rebuild(workspace).close();
      assertThat(RegisterRows.dump(workspace.register())).as("seed %d", seed).isEqualTo(grown);
      compare(workspace, seed);
      assertThat(contributions).as("seed %d", seed).isPositive();
    }
  }

  private void importSome(LedgerWriter writer, PlaceRegister register, Random random)
      throws Exception {
    List<PlaceDescription> places = new ArrayList<>();
    for (String place : PLACES.subList(0, 1 + random.nextInt(PLACES.size()))) {
      PlaceDescription said =
          random.nextInt(3) == 0 && imported.containsKey(place)
              ? PlaceDescription.of(place, imported.get(place).toArray(Statement[]::new))
              : PlaceDescription.of(place, statement(random), statement(random));
      places.add(said);
      imported.put(place, said.statements());
    }
    register.add(writer, places);
  }

  /** As another writer does, who leaves the tables behind. */
  private void append(LedgerWriter writer, Random random) throws Exception {
    Contribution one = contribution(random, PLACES.get(random.nextInt(PLACES.size())));
    long entry = writer.append(List.of(ContributionRecords.draft(one))).firstIndex();
    if (imported.containsKey(one.place())) {
      count(entry, one);
    }
  }

  private int contribute(LedgerWriter writer, PlaceRegister register, Random random)
      throws Exception {
    List<Contribution> some = new ArrayList<>();
    for (String place : imported.keySet()) {
      if (random.nextBoolean()) {
        some.add(contribution(random, place));
      }
    }
    if (some.isEmpty()) {
      return 0;
    }
    List<Contributed> added =
        register.contribute(
            writer, some.stream().map(ContributionRecords::draft).toList(), Map.of());
    for (int each = 0; each < some.size(); each++) {
      count(added.get(each).entry(), some.get(each));
    }
    return some.size();
  }

  private void count(long entry, Contribution one) {
    TreeMap<Long, Contribution> stands =
        standing.computeIfAbsent(one.place(), place -> new TreeMap<>());
    one.replaces().ifPresent(stands::remove);
    stands.put(entry, one);
  }

  private Contribution contribution(Random random, String place) {
    Author by = PEOPLE.get(random.nextInt(PEOPLE.size()));
    List<Long> own =
        standing.getOrDefault(place, new TreeMap<>()).entrySet().stream()
            .filter(each -> each.getValue().by().equals(by))
            .map(Map.Entry::getKey)
            .toList();
    if (own.isEmpty() || random.nextInt(3) > 0) {
      return Contribution.of(place, by, statement(random));
    }
    long replaced = own.get(random.nextInt(own.size()));
    return random.nextInt(3) == 0
        ? Contribution.takingBack(place, by, replaced)
        : Contribution.of(place, by, statement(random)).withReplaces(replaced);
  }

  private static Statement statement(Random random) {
    int number = random.nextInt(50);
    return switch (random.nextInt(5)) {
      case 0 -> Name.of("Name " + number);
      case 1 -> at("POINT (" + number + " 1)");
      case 2 -> Description.of("Described " + number);
      case 3 -> PlaceType.of(Term.unknown("type " + number));
      default ->
          ConditionAssessment.builder()
              .state(
                  Term.of(
                      Eamena.CONDITION_STATE
                          .terms()
                          .terms()
                          .get(number % Eamena.CONDITION_STATE.terms().terms().size())))
              .attribution(in("20" + (10 + number)))
              .build();
    };
  }

  private static void cases(LedgerWriter writer, PlaceRegister register, Random random)
      throws Exception {
    Cases cases = register.cases();
    String id = "c" + random.nextInt(3);
    Author by = PEOPLE.get(random.nextInt(PEOPLE.size()));
    var before = cases.find(id);
    List<CaseEvent> events = new ArrayList<>();
    if (before.isEmpty()) {
      events.add(CaseEvent.Opened.of("Case " + id, "kind"));
    } else {
      before.get().items().forEach(each -> events.add(new CaseEvent.ItemRemoved(each.entry())));
      before.get().openTasks().forEach(each -> events.add(new CaseEvent.TaskDone(each.entry())));
    }
    events.add(new CaseEvent.ItemAdded(new CaseItem.OfPlace(PLACES.get(random.nextInt(4)))));
    events.add(CaseEvent.TaskAdded.of("Task " + random.nextInt(9)));
    events.add(
        CaseEvent.StatusChanged.of(
            CaseStatus.values()[random.nextInt(CaseStatus.values().length)], "Because"));
    cases.add(
        writer,
        events.subList(0, 1 + random.nextInt(events.size())).stream()
            .map(event -> CaseRecords.draft(CaseStep.of(id, by, event)))
            .toList());
  }

  private void compare(Workspace workspace, int seed) throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      for (String place : PLACES) {
        if (!imported.containsKey(place)) {
          assertThat(register.find(place)).as("seed %d", seed).isEmpty();
          continue;
        }
        List<Statement> all = new ArrayList<>(imported.get(place));
        standing
            .getOrDefault(place, new TreeMap<>())
            .values()
            .forEach(each -> each.statement().ifPresent(all::add));
        PlaceDescription expected = PlaceDescription.of(place, all.toArray(Statement[]::new));
        PlaceVersion found = register.find(place).orElseThrow();
        assertThat(found.place()).as("seed %d, place %s", seed, place).isEqualTo(expected);
        assertThat(register.history(place).getLast()).as("seed %d", seed).isEqualTo(found);
        assertThat(
                RegisterRows.query(
                    workspace.register(),
                    "SELECT (SELECT count(*) FROM names WHERE place = '%1$s'), (SELECT count(*) FROM geometries WHERE place = '%1$s')"
                        .formatted(place)))
            .as("seed %d", seed)
            .containsExactly(expected.names().size() + "|" + expected.geometries().size());
      }
    }
  }
}
