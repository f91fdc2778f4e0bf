package org.cairn.benchmarks;

import org.cairn.benchmarks.web.LoadPart;
import org.cairn.benchmarks.web.PreparePart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The server under the load of a hundred people: {@code benchmarks/run WebLoad prepare --workspace
 * DIR} once, then {@code benchmarks/run WebLoad run --workspace DIR}.
 */
@Command(
    name = "WebLoad",
    synopsisSubcommandLabel = "PART",
    subcommands = {PreparePart.class, LoadPart.class},
    description = "The server under the load of a hundred people.")
public final class WebLoad {
  private WebLoad() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new WebLoad()).execute(args));
  }
}
