package org.cairn.app.command;

import picocli.CommandLine.Command;

/** {@code cairn place}: the places that are watched. */
@Command(
    name = "place",
    description = "The places that this workspace watches.",
    synopsisSubcommandLabel = "import | list | show | export",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      PlaceImportCommand.class,
      PlaceListCommand.class,
      PlaceShowCommand.class,
      PlaceExportCommand.class
    })
final class PlaceCommand extends Verb.Group {}
