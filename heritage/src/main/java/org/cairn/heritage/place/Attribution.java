package org.cairn.heritage.place;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.TextLimit;
import org.cairn.heritage.time.TimeSpan;

/**
 * Who says something, where, how surely, and for what time.
 *
 * @param author the person or institution that says it
 * @param sources where it is said, in the order of the file
 * @param certainty how sure the source is; empty where it does not say
 * @param times when it holds; several are alternatives or recurrences, empty is "no time said"
 */
public record Attribution(
    Optional<String> author,
    List<Source> sources,
    Optional<Certainty> certainty,
    List<TimeSpan> times) {
  /** Nothing of it is said. */
  public static final Attribution NONE =
      new Attribution(Optional.empty(), List.of(), Optional.empty(), List.of());

  public Attribution {
    TextLimit.SHORT.check("an author", author);
    sources = List.copyOf(sources);
    times = List.copyOf(times);
  }

  public static Attribution by(String author) {
    return NONE.withAuthor(author);
  }

  public Attribution withAuthor(String author) {
    return new Attribution(Optional.of(author), sources, certainty, times);
  }

  public Attribution withSources(List<Source> sources) {
    return new Attribution(author, sources, certainty, times);
  }

  public Attribution withCertainty(Certainty certainty) {
    return new Attribution(author, sources, Optional.of(certainty), times);
  }

  public Attribution withTimes(List<TimeSpan> times) {
    return new Attribution(author, sources, certainty, times);
  }

  /** Whether it holds today as far as anybody says: no time is said, or one that has no end. */
  public boolean mayGoOn() {
    return times.isEmpty() || times.stream().anyMatch(TimeSpan::mayGoOn);
  }
}
