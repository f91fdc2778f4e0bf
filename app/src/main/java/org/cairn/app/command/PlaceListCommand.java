package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceHit;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceRegister;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cairn place list}. */
@Command(
    name = "list",
    description = {
      "List them: id and names. With conditions only those that meet all of them.",
      "",
      "Names are found in any script, by their words or the beginnings of these; case, accents and many ways of"
          + " spelling (gh for Ġ, k for q) do not matter. Times of statements count as far as they may reach."
    })
final class PlaceListCommand extends Verb {
  @Mixin private PlaceQueryOptions which = new PlaceQueryOptions();

  @Override
  public Integer call() throws IOException, RefusedException {
    PlaceQuery query = which.query();
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      List<PlaceHit> hits = register.search(query);
      if (json()) {
        List<Map<String, Object>> places = new ArrayList<>();
        for (PlaceHit hit : hits) {
          register.find(hit.place()).ifPresent(found -> places.add(PlaceJson.of(found.place())));
        }
        print(Map.of("places", places));
      } else {
        hits.forEach(hit ->
            out()
                .println(
                    PlaceLines.printable(hit.place()) + "\t" + PlaceLines.printable(hit.names())));
      }
    }
    return ExitCode.DONE;
  }
}
