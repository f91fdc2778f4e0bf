package org.cairn.app.web.assess;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.contribution.ContributionEntry;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.contribution.StatementOrigin;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.review.Author;

/**
 * An assessment or a claim of a changed use, as the ledger has it.
 *
 * @param key names it within its place: the entry, and for one of an imported description its
 *     number there
 * @param statement empty where it was erased, and where an earlier one was taken back
 * @param origin entry, time and who added it
 * @param replacedBy key of the one that stands for it now
 * @param replaces key of the one that it corrects
 */
record Assessed(
    String key,
    StatementKind kind,
    Optional<Statement> statement,
    StatementOrigin origin,
    Optional<String> replacedBy,
    Optional<String> replaces) {

  boolean stands() {
    return replacedBy.isEmpty() && statement.isPresent();
  }

  long entry() {
    return origin.entry();
  }

  boolean isOf(String organisation) {
    return origin.by().map(Author::organisation).filter(organisation::equals).isPresent()
        && !key.contains("-");
  }

  /** Whether its author may correct it or take it back. */
  boolean isCorrectableBy(String organisation) {
    return stands() && isOf(organisation);
  }

  /** All of a place, the newest first; what was corrected too. */
  static List<Assessed> list(PlaceHistory history) {
    List<Assessed> all = new ArrayList<>();
    PlaceDescription described = history.described().place();
    StatementOrigin imported =
        new StatementOrigin(
            history.described().entry(), history.described().time(), history.described().by());
    for (int i = 0; i < described.statements().size(); i++) {
      Statement statement = described.statements().get(i);
      if (isOne(statement.kind())) {
        all.add(
            new Assessed(
                imported.entry() + "-" + i,
                statement.kind(),
                Optional.of(statement),
                imported,
                Optional.empty(),
                Optional.empty()));
      }
    }
    all.addAll(contributed(history.contributions()));
    return all.reversed();
  }

  private static List<Assessed> contributed(List<ContributionEntry> contributions) {
    Map<Long, Long> replacedBy = new HashMap<>();
    Map<Long, StatementKind> kinds = new LinkedHashMap<>();
    List<Assessed> all = new ArrayList<>();
    for (ContributionEntry each : contributions) {
      Optional<Long> replaces = each.contribution().replaces();
      replaces.ifPresent(earlier -> replacedBy.put(earlier, each.entry()));
      // What takes something back has no kind of its own.
      Optional<StatementKind> kind = each.contribution().kind().or(() -> replaces.map(kinds::get));
      kind.ifPresent(known -> kinds.put(each.entry(), known));
    }
    for (ContributionEntry each : contributions) {
      StatementKind kind = kinds.get(each.entry());
      if (kind != null && isOne(kind)) {
        all.add(
            new Assessed(
                Long.toString(each.entry()),
                kind,
                each.contribution().statement(),
                new StatementOrigin(each.entry(), each.time(), Optional.of(each.by())),
                Optional.ofNullable(replacedBy.get(each.entry())).map(String::valueOf),
                each.contribution().replaces().map(String::valueOf)));
      }
    }
    return all;
  }

  private static boolean isOne(StatementKind kind) {
    return kind == StatementKind.CONDITION || kind == StatementKind.USE_CHANGE;
  }
}
