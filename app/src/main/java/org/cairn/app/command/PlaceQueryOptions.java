package org.cairn.app.command;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.time.Edtf;
import org.cairn.register.PlaceQuery;
import picocli.CommandLine.Option;

/** Which places, as verbs over several of them ask. */
final class PlaceQueryOptions {
  @Option(names = "--name", paramLabel = "TEXT", description = "Words of a name.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--box",
      paramLabel = "W,S,E,N",
      split = ",",
      arity = "1",
      description =
          "In degrees; a west greater than the east goes over the antimeridian. Write --box=…"
              + " where the first number is negative.")
  private List<Double> box = List.of();

  @Option(names = "--type", paramLabel = "T", description = "A term's id or its words.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--during",
      paramLabel = "EDTF",
      description = "A date or interval, such as 1850 or -0300/0200.")
  private Optional<String> during = Optional.empty();

  @Option(
      names = "--status",
      paramLabel = "CODE",
      description = "Of the newest coverage, such as watched or no-imagery.")
  private Optional<String> status = Optional.empty();

  @Option(
      names = "--condition",
      paramLabel = "TERM",
      description =
          "State that an assessment says it is in: label, id, or the source's own code, such as"
              + " unosat:3.")
  private Optional<String> condition = Optional.empty();

  @Option(
      names = "--disturbance",
      paramLabel = "TERM",
      description = "Category or cause of a disturbance that somebody claims, or a change of use.")
  private Optional<String> disturbance = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private int limit = Integer.MAX_VALUE;

  PlaceQuery query() {
    try {
      PlaceQuery query =
          new PlaceQuery(
              name,
              Optional.empty(),
              type,
              during.map(text -> Edtf.of(text).bounds()),
              status,
              condition,
              disturbance,
              Optional.empty(),
              Optional.empty(),
              limit);
      if (box.isEmpty()) {
        return query;
      }
      if (box.size() != 4) {
        throw new IllegalArgumentException(
            "A box is four numbers, west,south,east,north; found " + box.size());
      }
      return query.withBox(new PlaceQuery.Box(box.get(0), box.get(1), box.get(2), box.get(3)));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    }
  }
}
