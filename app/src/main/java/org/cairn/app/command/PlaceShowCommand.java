package org.cairn.app.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceRegister;
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
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      history = register.history(id);
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
      print(document);
    } else {
      PlaceLines.of(now.place()).forEach(out()::println);
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
