package org.cairn.app.command;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.run.CatalogImages;
import org.cairn.app.run.Catalogs;
import org.cairn.app.run.RunFailure;
import org.cairn.ledger.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn catalog}: where the images come from. */
@Command(
    name = "catalog",
    description = "The catalogues of images that this workspace watches with.",
    synopsisSubcommandLabel = "add | list",
    commandListHeading = "%nVerbs:%n",
    subcommands = {CatalogCommand.Add.class, CatalogCommand.ListAll.class})
final class CatalogCommand extends Verb.Group {

  /** {@code cairn catalog add}. */
  @Command(
      name = "add",
      description =
          "Name a STAC API, static catalogue or ItemCollection. A name given again replaces the old"
              + " address; the ledger keeps both.")
  static final class Add extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "What you call it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "URL|FILE", description = "Where it is.")
    private String href = "";

    @Option(
        names = "--sign",
        paramLabel = "URL",
        description = "Token endpoint that signs image addresses; off by default.")
    private Optional<URI> sign = Optional.empty();

    @Override
    public Integer call() throws IOException, RefusedException {
      var catalog = new WorkspaceIndex.Catalog(name, Catalogs.absolute(href), sign);
      boolean known;
      try {
        known =
            !Catalogs.add(
                workspace(), catalog, CatalogImages.access(workspace(), name), Clock.systemUTC());
      } catch (RunFailure e) {
        throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
      }
      if (json()) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("href", catalog.href());
        document.put("added", !known);
        print(document);
      } else {
        err()
            .println(
                known
                    ? "Catalogue '" + name + "' is there already."
                    : "Catalogue '" + name + "' added.");
      }
      return ExitCode.DONE;
    }
  }

  /** {@code cairn catalog list}. */
  @Command(name = "list", description = "List them.")
  static final class ListAll extends Verb {
    @Override
    public Integer call() throws IOException, RefusedException {
      List<Map<String, String>> all = new ArrayList<>();
      for (WorkspaceIndex.Catalog catalog : WorkspaceIndex.read(workspace()).catalogs()) {
        if (json()) {
          Map<String, String> one = new LinkedHashMap<>();
          one.put("name", catalog.name());
          one.put("href", catalog.href());
          catalog.signer().ifPresent(address -> one.put("sign", address.toString()));
          all.add(one);
        } else {
          out().println(catalog.name() + "\t" + catalog.href());
        }
      }
      if (json()) {
        print(Map.of("catalogs", all));
      }
      return ExitCode.DONE;
    }
  }
}
