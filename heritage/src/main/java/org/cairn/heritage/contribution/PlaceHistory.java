package org.cairn.heritage.contribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Statement;

/**
 * What the ledger says of one place up to an entry, put together: the newest whole description,
 * followed by every contribution that stands, in the order of their entries. A contribution stands
 * until another takes its place; a whole description replaces the one before it and no
 * contribution. The same entries in the same order make the same history. Immutable.
 */
public final class PlaceHistory {
  private final DescriptionEntry described;
  private final List<ContributionEntry> contributions;

  private PlaceHistory(DescriptionEntry described, List<ContributionEntry> contributions) {
    this.described = described;
    this.contributions = List.copyOf(contributions);
  }

  public static PlaceHistory of(DescriptionEntry first) {
    return new PlaceHistory(first, List.of());
  }

  /**
   * A place and all contributions to it that counted when they came.
   *
   * @param described the newest whole description
   * @param contributions in the order of their entries
   */
  public static PlaceHistory of(DescriptionEntry described, List<ContributionEntry> contributions) {
    return new PlaceHistory(described, contributions);
  }

  /** After a newer whole description. */
  public PlaceHistory with(DescriptionEntry newer) {
    return new PlaceHistory(newer, contributions);
  }

  /**
   * After one more contribution.
   *
   * @throws IllegalArgumentException where it is to another place, or what it replaces is no
   *     earlier contribution of its organisation to this one
   */
  public PlaceHistory with(ContributionEntry next) {
    check(next.contribution());
    List<ContributionEntry> more = new ArrayList<>(contributions);
    more.add(next);
    return new PlaceHistory(described, more);
  }

  /**
   * Whether a contribution would count here.
   *
   * @throws IllegalArgumentException as {@link #with(ContributionEntry)}
   */
  public void check(Contribution next) {
    if (!next.place().equals(described.place().id())) {
      throw new IllegalArgumentException(
          "Expected a contribution to place '%s', found one to '%s'"
              .formatted(described.place().id(), next.place()));
    }
    if (next.replaces().isEmpty()) {
      return;
    }
    long replaced = next.replaces().get();
    Optional<ContributionEntry> earlier =
        contributions.stream().filter(each -> each.entry() == replaced).findFirst();
    if (earlier.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected the entry of an earlier contribution to place '%s' in 'replaces', found %d"
              .formatted(next.place(), replaced));
    }
    if (!earlier.get().by().organisation().equals(next.by().organisation())) {
      throw new IllegalArgumentException(
          "Expected a contribution of organisation '%s' in 'replaces', found entry %d of another: only who said something takes it back"
              .formatted(next.by().organisation(), replaced));
    }
  }

  /** The newest whole description, without what was contributed. */
  public DescriptionEntry described() {
    return described;
  }

  /** All of them, those that were corrected too. */
  public List<ContributionEntry> contributions() {
    return contributions;
  }

  /** Those that no other took the place of. */
  public List<ContributionEntry> standing() {
    Set<Long> replaced = new HashSet<>();
    contributions.forEach(each -> each.contribution().replaces().ifPresent(replaced::add));
    return contributions.stream().filter(each -> !replaced.contains(each.entry())).toList();
  }

  /** Index of the newest entry. */
  public long entry() {
    return contributions.isEmpty()
        ? described.entry()
        : Math.max(described.entry(), contributions.getLast().entry());
  }

  /** Of the newest entry; the writer's clock, a claim. */
  public Optional<String> time() {
    return contributions.isEmpty() || contributions.getLast().entry() < described.entry()
        ? described.time()
        : contributions.getLast().time();
  }

  /** Everything that is said of the place now. */
  public PlaceDescription place() {
    List<Said> all = said();
    return all.size() == described.place().statements().size()
        ? described.place()
        : described.place().withStatements(all.stream().map(Said::statement).toList());
  }

  /** Where each statement of {@link #place} comes from, in the same order. */
  public List<StatementOrigin> origins() {
    return said().stream().map(Said::origin).toList();
  }

  private record Said(Statement statement, StatementOrigin origin) {}

  /** In the order in which a description lists them. */
  private List<Said> said() {
    StatementOrigin imported =
        new StatementOrigin(described.entry(), described.time(), described.by());
    return Stream.concat(
            described.place().statements().stream().map(each -> new Said(each, imported)),
            standing().stream().flatMap(PlaceHistory::said))
        .sorted(Comparator.comparing(each -> each.statement().kind()))
        .toList();
  }

  private static Stream<Said> said(ContributionEntry added) {
    StatementOrigin origin =
        new StatementOrigin(added.entry(), added.time(), Optional.of(added.by()));
    return added.contribution().statement().stream().map(each -> new Said(each, origin));
  }
}
