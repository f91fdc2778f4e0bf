package org.cairn.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.codec.ContributionCodec;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.contribution.ContributionEntry;
import org.cairn.heritage.contribution.DescriptionEntry;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;

/** What people add to places: into the ledger and the tables, and out of these. Single-thread. */
final class Contributing {
  private final RegisterReading reading;
  private final RegisterUpdate update;

  Contributing(RegisterReading reading, RegisterUpdate update) {
    this.reading = reading;
    this.update = update;
  }

  List<Contributed> add(LedgerWriter writer, List<Draft> drafts, Map<String, Long> seen)
      throws IOException, RefusedException {
    List<Contribution> contributions =
        drafts.stream().map(draft -> ContributionCodec.decode(draft.record())).toList();
    Map<String, Long> newest = new HashMap<>();
    List<Long> entries = update.add(writer, drafts, () -> check(contributions, newest));
    List<Contributed> added = new ArrayList<>();
    for (int each = 0; each < contributions.size(); each++) {
      String place = contributions.get(each).place();
      Optional<Long> newer =
          Optional.ofNullable(newest.get(place))
              .filter(entry -> seen.containsKey(place) && entry > seen.get(place));
      added.add(new Contributed(entries.get(each), newer));
    }
    return added;
  }

  /**
   * @param newest gets the newest entry about each place
   */
  private void check(List<Contribution> contributions, Map<String, Long> newest)
      throws IOException, RefusedException {
    for (Contribution contribution : contributions) {
      String place = contribution.place();
      PlaceHistory known =
          find(place)
              .orElseThrow(() ->
                  new RefusedException(
                      new Fault(
                          "place-unknown",
                          "place '" + place + "'",
                          "nothing can be added to it, for it is not registered: make it first")));
      try {
        known.check(contribution);
      } catch (IllegalArgumentException e) {
        throw new RefusedException(
            new Fault(
                "contribution-replaces", "place '" + place + "'", String.valueOf(e.getMessage())),
            e);
      }
      newest.put(place, known.entry());
    }
  }

  long create(LedgerWriter writer, Draft draft) throws IOException, RefusedException {
    String place = PlaceCodec.decode(draft.record()).id();
    return update
        .add(
            writer,
            List.of(draft),
            () -> {
              if (find(place).isPresent()) {
                throw new RefusedException(
                    new Fault(
                        "place-known",
                        "place '" + place + "'",
                        "it is registered already: add to it, or make another under an id of its own"));
              }
            })
        .getFirst();
  }

  Optional<PlaceHistory> find(String place) throws IOException, RefusedException {
    return reading.read(sqlite -> ContributionTables.find(sqlite, place));
  }

  /** What was said from each entry about a place on, the oldest first. */
  List<PlaceVersion> history(String place) throws IOException, RefusedException {
    return reading.read(sqlite -> {
      List<PlaceVersion> versions = new ArrayList<>();
      List<ContributionEntry> added = ContributionTables.list(sqlite, place);
      int next = 0;
      Optional<PlaceHistory> now = Optional.empty();
      for (DescriptionEntry described : ContributionTables.descriptions(sqlite, place)) {
        while (now.isPresent()
            && next < added.size()
            && added.get(next).entry() < described.entry()) {
          now = Optional.of(now.get().with(added.get(next++)));
          versions.add(PlaceVersion.of(now.get()));
        }
        now =
            Optional.of(
                now.map(before -> before.with(described)).orElse(PlaceHistory.of(described)));
        versions.add(PlaceVersion.of(now.get()));
      }
      while (now.isPresent() && next < added.size()) {
        now = Optional.of(now.get().with(added.get(next++)));
        versions.add(PlaceVersion.of(now.get()));
      }
      return versions;
    });
  }
}
