package org.cairn.benchmarks.web;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.People;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.Signing;
import org.cairn.heritage.review.Verdict;
import org.cairn.ledger.RefusedException;
import org.cairn.register.AlertHit;
import org.cairn.register.AlertKey;
import org.cairn.register.AlertPage;
import org.cairn.register.AlertQuery;
import org.cairn.register.AlertRegister;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;

/**
 * Judgements of the alerts that stand first in the queue, two of three by one person of each
 * organisation, the third by one alone; signed by the node. Stateless.
 */
final class InventedJudgements {
  private static final int PAGE = 200;
  private static final Verdict[] VERDICTS = {
    Verdict.NO_CHANGE, Verdict.LIKELY_DAMAGE, Verdict.CERTAIN_DAMAGE, Verdict.OTHER_CHANGE
  };

  private InventedJudgements() {}

  static void add(Workspace workspace, List<Member> crew, int count, long seed)
      throws IOException, RefusedException {
    Map<String, List<Author>> authors = authors(workspace, crew);
    List<List<Author>> sides = List.copyOf(authors.values());
    Random random = new Random(seed);
    try (AlertRegister register = AlertRegister.open(workspace);
        LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
      FindingRule rule = workspace.findingRule().among(sides.size());
      int number = 0;
      for (AlertHit hit : first(register, count)) {
        Verdict verdict = VERDICTS[random.nextInt(VERDICTS.length)];
        int judges = number++ % 3 == 0 ? 1 : sides.size();
        for (int side = 0; side < judges; side++) {
          Author author = sides.get(side).get(random.nextInt(sides.get(side).size()));
          Judgement judgement =
              new Judgement(
                  hit.alert(),
                  hit.entry(),
                  author,
                  random.nextInt(10) == 0 ? Verdict.CANNOT_TELL : verdict,
                  Optional.empty(),
                  DegreeOfCertainty.HIGH,
                  Optional.of("Invented for a test of load."),
                  false);
          register.judge(writer, rule, judgement, new Signing.ByNode());
        }
      }
    }
  }

  /** By organisation. */
  private static Map<String, List<Author>> authors(Workspace workspace, List<Member> crew)
      throws IOException {
    Map<String, String> ids = new HashMap<>();
    try (People people = People.open(workspace, Clock.systemUTC())) {
      for (Viewer.Person person : people.listPersons(Role.REVIEWER)) {
        ids.put(person.name(), person.id());
      }
    }
    Map<String, List<Author>> authors = new HashMap<>();
    for (Member member : crew) {
      Author author =
          new Author(
              Objects.requireNonNull(ids.get(member.name())),
              Optional.of(member.name()),
              member.organisation(),
              member.organisation());
      authors.computeIfAbsent(member.organisation(), id -> new ArrayList<>()).add(author);
    }
    return authors;
  }

  private static List<AlertHit> first(AlertRegister register, int count)
      throws IOException, RefusedException {
    List<AlertHit> hits = new ArrayList<>();
    Optional<AlertKey> after = Optional.empty();
    do {
      AlertPage page = register.page(AlertQuery.ALL, after, PAGE);
      page.groups().forEach(group -> hits.addAll(group.alerts()));
      after = page.next();
    } while (hits.size() < count && after.isPresent());
    return hits.subList(0, Math.min(count, hits.size()));
  }
}
