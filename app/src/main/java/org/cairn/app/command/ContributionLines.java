package org.cairn.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.contribution.ContributionEntry;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.contribution.StatementOrigin;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;

/** What people added to a place, as the verbs tell it: by organisation, persons by their ids. */
final class ContributionLines {
  private ContributionLines() {}

  static List<String> of(PlaceHistory history) {
    List<ContributionEntry> standing = history.standing();
    List<String> lines = new ArrayList<>();
    for (ContributionEntry each : history.contributions()) {
      Contribution contribution = each.contribution();
      String kind = contribution.kind().map(StatementKind::member).orElse("nothing");
      lines.add(
          PlaceLines.printable(
              "Entry %d: %s added %s%s%s"
                  .formatted(
                      each.entry(),
                      each.by().organisationName(),
                      kind,
                      contribution
                          .replaces()
                          .map(entry -> " in the place of entry " + entry)
                          .orElse(""),
                      standing.contains(each) ? "" : "; corrected since")));
    }
    return lines;
  }

  static List<Map<String, Object>> asMaps(PlaceHistory history) {
    List<ContributionEntry> standing = history.standing();
    List<Map<String, Object>> maps = new ArrayList<>();
    for (ContributionEntry each : history.contributions()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("entry", each.entry());
      each.time().ifPresent(time -> map.put("time", time));
      map.put("person", each.by().person());
      map.put("organisation", each.by().organisation());
      each.contribution().kind().ifPresent(kind -> map.put("kind", kind.member()));
      each.contribution().replaces().ifPresent(entry -> map.put("replaces", entry));
      map.put("stands", standing.contains(each));
      maps.add(map);
    }
    return maps;
  }

  /** Of each statement its kind and entry, in the order in which the description lists them. */
  static List<Map<String, Object>> origins(PlaceHistory history) {
    List<Statement> statements = history.place().statements();
    List<StatementOrigin> origins = history.origins();
    List<Map<String, Object>> maps = new ArrayList<>();
    for (int each = 0; each < statements.size(); each++) {
      maps.add(
          Map.of("kind", statements.get(each).kind().member(), "entry", origins.get(each).entry()));
    }
    return maps;
  }
}
