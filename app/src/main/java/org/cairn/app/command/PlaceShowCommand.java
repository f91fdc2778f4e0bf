package org.cairn.app.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PairDecisions;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceSearch;
import org.cairn.register.PlaceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cairn place show}. */
@Command(
    name = "show",
    description = "Everything said of one and by whom, and which entries of the ledger say it.")
final class PlaceShowCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "The place's id.")
  private String id = "";

  @Override
  public Integer call() throws IOException, RefusedException {
    List<PlaceVersion> history;
    Optional<PlaceHistory> contributions;
    PairDecisions decisions;
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      PlaceSearch places = register;
      history = places.history(id);
      contributions = register.findContributions(id);
      decisions = places.decisions();
    }
    if (history.isEmpty()) {
      throw CommandFailure.unreadable(
          "No place '" + id + "' is registered: 'cairn place list' lists them.");
    }
    PlaceVersion now = history.getLast();
    List<Long> entries = history.stream().map(PlaceVersion::entry).toList();
    if (json()) {
      Map<String, Object> document = PlaceJson.of(now.place());
      document.put("entry", now.entry());
      document.put("entries", entries);
      document.put("statements", PlaceCodec.encode(now.place()));
      document.put("origins", contributions.map(ContributionLines::origins).orElse(List.of()));
      document.put("added", contributions.map(ContributionLines::asMaps).orElse(List.of()));
      document.put("same_as", decisions.sameAs(id));
      document.put("decisions", decisions.about(id).stream().map(PairLines::asMap).toList());
      print(document);
    } else {
      PlaceLines.of(now.place()).forEach(out()::println);
      contributions.map(ContributionLines::of).orElse(List.of()).forEach(out()::println);
      PairLines.of(id, decisions).forEach(out()::println);
      out()
          .println(
              "Ledger: entry "
                  + now.entry()
                  + (entries.size() == 1
                      ? ""
                      : ", before it "
                          + entries.subList(0, entries.size() - 1).stream()
                              .map(String::valueOf)
                              .collect(Collectors.joining(", "))));
    }
    return ExitCode.DONE;
  }
}
