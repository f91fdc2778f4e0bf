package org.cairn.app.command;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.ledger.RefusedException;
import org.cairn.register.LedgerWriter;
import org.cairn.register.LikelyDuplicate;
import org.cairn.register.PairDecision.Verdict;
import org.cairn.register.PlacePair;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceSearch;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cairn place duplicates}. */
@Command(
    name = "duplicates",
    description = {
      "List pairs of places that may be one, the most likely first: score, ids, names, and why.",
      "",
      "They are told by their names, distance, types and links. The score orders them and is not a measured"
          + " probability. Nothing is merged: a decision about a pair is a record in the ledger, with who says it; the pair"
          + " is not offered again, 'place show' tells it, and another record can take it back."
    })
final class PlaceDuplicatesCommand extends Verb {
  @Option(
      names = "--least",
      paramLabel = "SCORE",
      description = "Only pairs of at least this score, 0 to 1. Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.5")
  private double least = 0.5;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many. Default: ${DEFAULT-VALUE}.",
      defaultValue = "100")
  private int limit = 100;

  @ArgGroup(exclusive = true)
  private @Nullable Decision decision;

  @Option(names = "--by", paramLabel = "NAME", description = "Who decides; kept out of the log.")
  private Optional<String> by = Optional.empty();

  @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept out of the log.")
  private Optional<String> note = Optional.empty();

  /** One of them at a time. */
  private static final class Decision {
    @Option(
        names = "--same",
        arity = "2",
        paramLabel = "ID",
        description = "Decide that both describe one place.")
    private List<String> same = List.of();

    @Option(
        names = "--different",
        arity = "2",
        paramLabel = "ID",
        description = "Decide that they describe two.")
    private List<String> different = List.of();

    @Option(
        names = "--undo",
        arity = "2",
        paramLabel = "ID",
        description = "Take back what was decided of them.")
    private List<String> undo = List.of();

    private Verdict verdict() {
      if (!same.isEmpty()) {
        return Verdict.SAME;
      }
      return different.isEmpty() ? Verdict.UNDONE : Verdict.DIFFERENT;
    }

    private PlacePair pair() {
      List<String> ids = !same.isEmpty() ? same : !different.isEmpty() ? different : undo;
      if (ids.size() != 2) {
        throw new IllegalArgumentException(
            "A decision is about two places, found " + ids.size() + ": decide one pair at a time");
      }
      return new PlacePair(ids.get(0), ids.get(1));
    }
  }

  @Override
  public Integer call() throws IOException, RefusedException {
    if (decision != null) {
      return decide(decision);
    }
    if (limit < 1 || least < 0 || least > 1) {
      throw CommandFailure.unreadable(
          "A limit is at least 1 and a score 0 to 1, found %d and %s".formatted(limit, least));
    }
    List<LikelyDuplicate> pairs;
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      PlaceSearch places = register;
      pairs = places.likelyDuplicates(least);
    }
    List<LikelyDuplicate> shown = pairs.stream().limit(limit).toList();
    if (json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("found", pairs.size());
      document.put("pairs", shown.stream().map(PlaceDuplicatesCommand::asMap).toList());
      print(document);
    } else {
      shown.forEach(each -> out().println(line(each)));
      err()
          .println(
              pairs.size()
                  + (pairs.size() == 1 ? " pair" : " pairs")
                  + (shown.size() < pairs.size() ? ", of which " + shown.size() + " are shown" : "")
                  + (pairs.isEmpty()
                      ? "."
                      : ". Decide one with --same ID ID or --different ID ID, and --by NAME."));
    }
    return ExitCode.DONE;
  }

  private Integer decide(Decision decided) throws IOException, RefusedException {
    Verdict verdict = decided.verdict();
    Workspace workspace = workspace();
    try {
      PlacePair pair = decided.pair();
      String who =
          by.orElseThrow(() ->
              new IllegalArgumentException(
                  "A decision needs an author, found none: say who decides with --by NAME"));
      boolean added;
      try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
          PlaceRegister register = PlaceRegister.open(workspace)) {
        added = register.decide(writer, pair, verdict, who, note);
      }
      tell(pair, verdict, added);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.DONE;
  }

  private void tell(PlacePair pair, Verdict verdict, boolean added) {
    if (json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("first", pair.first());
      document.put("second", pair.second());
      document.put("decision", verdict.code());
      document.put("added", added);
      print(document);
    } else {
      err()
          .println(
              added ? "Recorded: " + verdict.code() + "." : "Decided so already: nothing added.");
    }
  }

  private static String line(LikelyDuplicate pair) {
    return List.of(
            String.format(Locale.ROOT, "%.3f", pair.score()),
            pair.pair().first(),
            pair.pair().second(),
            pair.firstNames(),
            pair.secondNames(),
            pair.reasons().stream()
                .map(LikelyDuplicate.Reason::text)
                .collect(Collectors.joining("; ")))
        .stream()
        .map(PlaceLines::printable)
        .collect(Collectors.joining("\t"));
  }

  private static Map<String, Object> asMap(LikelyDuplicate pair) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", pair.pair().first());
    map.put("second", pair.pair().second());
    map.put("first_names", pair.firstNames());
    map.put("second_names", pair.secondNames());
    map.put("score", pair.score());
    map.put("reasons", pair.reasons().stream().map(PlaceDuplicatesCommand::asMap).toList());
    return map;
  }

  private static Map<String, Object> asMap(LikelyDuplicate.Reason reason) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", reason.code());
    map.put("weight", reason.weight());
    map.put("text", reason.text());
    return map;
  }
}
