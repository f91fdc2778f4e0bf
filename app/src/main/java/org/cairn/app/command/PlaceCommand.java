package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.PlaceRecord;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.PlaceReader;
import org.cairn.exchange.PlacesRead;
import org.cairn.exchange.RowProblem;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn place}: the places that are watched. */
@Command(
    name = "place",
    description = "The places that this workspace watches.",
    synopsisSubcommandLabel = "import | list | show",
    commandListHeading = "%nVerbs:%n",
    subcommands = {PlaceCommand.Import.class, PlaceCommand.ListAll.class, PlaceCommand.Show.class})
final class PlaceCommand extends Verb.Group {

  /** {@code cairn place import}. */
  @Command(
      name = "import",
      description = {
        "Register places from GeoJSON, CSV, or folders of them, in WGS 84.",
        "",
        "A place known already is changed when the file says otherwise; the ledger keeps what was said before."
      })
  static final class Import extends Verb {
    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Where they are.")
    private List<Path> files = List.of();

    @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, RefusedException {
      Workspace workspace = workspace();
      PlacesRead read;
      try {
        read = PlaceReader.read(files);
      } catch (PlaceFormatException e) {
        throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
      }
      read.problems().forEach(problem -> err().println(problem.describe()));
      WorkspaceIndex known = WorkspaceIndex.read(workspace);
      List<Draft> drafts = new ArrayList<>();
      int added = 0;
      for (Place place : read.places()) {
        Optional<Place> before = known.findPlace(place.id());
        if (before.isEmpty() || !PlaceRecord.same(before.get(), place)) {
          drafts.add(PlaceRecord.draft(place));
          added += before.isEmpty() ? 1 : 0;
        }
      }
      if (!drafts.isEmpty() && !dryRun) {
        try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
          writer.append(drafts);
        }
      }
      tell(read, added, drafts.size() - added, read.places().size() - drafts.size());
      return read.anyRefused() ? ExitCode.PARTLY_REFUSED : ExitCode.DONE;
    }

    private void tell(PlacesRead read, int added, int changed, int same) {
      if (json()) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("added", added);
        document.put("changed", changed);
        document.put("unchanged", same);
        document.put("dry_run", dryRun);
        document.put("rows", read.problems().stream().map(RowProblem::describe).toList());
        print(document);
      } else {
        err()
            .println(
                (dryRun ? "Would be: " : "")
                    + added
                    + " places added, "
                    + changed
                    + " changed, "
                    + same
                    + " as they were.");
      }
    }
  }

  private static Map<String, Object> asMap(Place place) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("place", place.id());
    List<Map<String, String>> names = new ArrayList<>();
    for (PlaceName name : place.names()) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("text", name.text());
      name.language().ifPresent(language -> one.put("language", language));
      name.source().ifPresent(source -> one.put("source", source));
      names.add(one);
    }
    map.put("names", names);
    map.put("geometry", place.geometry().toText());
    return map;
  }

  /** {@code cairn place list}. */
  @Command(name = "list", description = "List them: id and first name.")
  static final class ListAll extends Verb {
    @Override
    public Integer call() throws IOException, RefusedException {
      List<Place> places = WorkspaceIndex.read(workspace()).places();
      if (json()) {
        print(Map.of("places", places.stream().map(PlaceCommand::asMap).toList()));
      } else {
        places.forEach(place -> out().println(place.id() + "\t" + place.nameFor(List.of()).text()));
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn place show}. */
  @Command(name = "show", description = "Everything known of one.")
  static final class Show extends Verb {
    @Parameters(paramLabel = "ID", description = "The place's id.")
    private String id = "";

    @Override
    public Integer call() throws IOException, RefusedException {
      Place place =
          WorkspaceIndex.read(workspace())
              .findPlace(id)
              .orElseThrow(() ->
                  CommandFailure.unreadable(
                      "No place '" + id + "' is registered: 'cairn place list' lists them."));
      if (json()) {
        print(asMap(place));
      } else {
        out().println("Place: " + place.id());
        for (PlaceName name : place.names()) {
          out()
              .println(
                  "Name: "
                      + name.text()
                      + name.language().map(language -> " [" + language + "]").orElse("")
                      + name.source().map(source -> ", as " + source + " has it").orElse(""));
        }
        out().println("Geometry: " + place.geometry().toText());
      }
      return ExitCode.DONE;
    }
  }
}
