package org.cairn.app.web.news;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cairn.app.text.Language;

/**
 * What a subscriber is told at one time, the same by every way: no coordinates, and of protected
 * places only how many there are, since mail and the addresses of feeds are not confidential.
 *
 * @param id the same whenever it is sent
 * @param subscription its id
 * @param name of the subscription
 * @param since when the one before was made, or the subscription; by this node's clock
 * @param parts in the order of {@link Kind}; none is empty
 * @param withheld ids of alerts at protected places, for the owner's own page alone
 * @param test whether it was only asked for to try the way
 */
record Digest(
    String id,
    String subscription,
    String name,
    Language language,
    Instant made,
    Instant since,
    List<Part> parts,
    Silence silence,
    List<String> withheld,
    boolean test) {
  Digest {
    parts = List.copyOf(parts);
    withheld = List.copyOf(withheld);
  }

  /** What can have happened. Potential and confirmed are never put together. */
  enum Kind {
    CONFIRMED,
    POTENTIAL,
    RAISED,
    DISPUTED,
    UNDECIDED,
    NOT_DAMAGE,
    UNREVIEWED,
    STOPPED;

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Kind> findByCode(String code) {
      return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /**
   * @param count of all
   * @param withheld how many of them are at protected places, and not listed
   * @param items some of the others, the most telling first
   */
  record Part(Kind kind, int count, int withheld, List<Item> items) {
    Part {
      items = List.copyOf(items);
    }

    /** How many could be listed and are not. */
    int more() {
      return count - withheld - items.size();
    }
  }

  /**
   * @param alert its id; empty for a place that is watched no more
   * @param place number of the place
   * @param placeId its id
   * @param title a name of it
   * @param titleLanguage BCP 47; may be empty
   * @param direction codes, joined by commas
   * @param status of why it is watched no more; else empty
   * @param before code of the finding before; may be empty
   */
  record Item(
      String alert,
      long place,
      String placeId,
      String title,
      String titleLanguage,
      Optional<LocalDate> lastUnchanged,
      Optional<LocalDate> firstSeen,
      OptionalDouble areaSquareMetres,
      OptionalDouble byChance,
      String direction,
      String status,
      String before) {}

  /**
   * What raised no alert, which means something only with what could have been seen.
   *
   * @param places in the subscription
   * @param looked at since the last digest
   * @param quiet watched, with nothing new
   * @param unwatched how many were not watched when they were last looked at, by status; under
   *     {@code ""} those that no run looked at
   * @param leastSquareMetres a change of this size would have been seen at half of those that are
   *     watched; empty where at less than half any would have
   * @param watched how many that is about
   */
  record Silence(
      int places,
      int looked,
      int quiet,
      Map<String, Integer> unwatched,
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      OptionalDouble leastSquareMetres,
      int watched) {
    static final Silence NONE =
        new Silence(
            0, 0, 0, Map.of(), Optional.empty(), Optional.empty(), OptionalDouble.empty(), 0);

    Silence {
      unwatched = java.util.Collections.unmodifiableMap(new TreeMap<>(unwatched));
    }
  }

  /** Of all that is new. */
  int count() {
    return parts.stream().mapToInt(Part::count).sum();
  }
}
