package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.app.record.PlaceRecord;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.PlaceReader;
import org.cairn.exchange.PlacesRead;
import org.cairn.exchange.RowProblem;
import org.cairn.heritage.Place;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.time.Edtf;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceHit;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceVersion;
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

  private static Map<String, Object> asMap(PlaceDescription place) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("place", place.id());
    List<Map<String, String>> names = new ArrayList<>();
    for (Name name : place.names()) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("text", name.text());
      name.language().ifPresent(language -> one.put("language", language));
      name.attribution().sources().stream()
          .flatMap(source -> source.citation().or(source::uri).stream())
          .findFirst()
          .or(name.attribution()::author)
          .ifPresent(source -> one.put("source", source));
      names.add(one);
    }
    map.put("names", names);
    place.toPlace().ifPresent(watched -> map.put("geometry", watched.geometry().toText()));
    return map;
  }

  /** {@code cairn place list}. */
  @Command(
      name = "list",
      description = {
        "List them: id and names. With conditions only those that meet all of them.",
        "",
        "Names are found in any script, by their words or the beginnings of these; case, accents and many ways of"
            + " spelling (gh for Ġ, k for q) do not matter. Times of statements count as far as they may reach."
      })
  static final class ListAll extends Verb {
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
        description =
            "Category or cause of a disturbance that somebody claims, or a change of use.")
    private Optional<String> disturbance = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private int limit = Integer.MAX_VALUE;

    @Override
    public Integer call() throws IOException, RefusedException {
      PlaceQuery query = query();
      try (PlaceRegister register = PlaceRegister.open(workspace())) {
        List<PlaceHit> hits = register.search(query);
        if (json()) {
          List<Map<String, Object>> places = new ArrayList<>();
          for (PlaceHit hit : hits) {
            register.find(hit.place()).ifPresent(found -> places.add(asMap(found.place())));
          }
          print(Map.of("places", places));
        } else {
          hits.forEach(hit ->
              out()
                  .println(
                      PlaceLines.printable(hit.place())
                          + "\t"
                          + PlaceLines.printable(hit.names())));
        }
      }
      return ExitCode.DONE;
    }

    private PlaceQuery query() {
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

  /** {@code cairn place show}. */
  @Command(
      name = "show",
      description = "Everything said of one and by whom, and which entries of the ledger say it.")
  static final class Show extends Verb {
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
        Map<String, Object> document = asMap(now.place());
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
}
