package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.PeriodDefinitions;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.TableMapping;
import org.cairn.ledger.RefusedException;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceAdding;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code cairn place import}. */
@Command(
    name = "import",
    description = {
      "Register places from files, or folders of them, in WGS 84; each file's format is found by its content.",
      "",
      "Places are known by their ids. The same file again changes nothing; a place of which it says something else is changed,"
          + " and the ledger keeps what was said before. Everything that is wrong is told at once, with file, row and column;"
          + " the good rows go in.",
      "",
      "A table in no known layout is read by what its headings seem to mean, which is shown: look at it with --dry-run,"
          + " write it with --save-mapping, correct it, and use it with --mapping."
    },
    footer = {
      "",
      "Example:",
      "  cairn place import sites.xlsx --dry-run --save-mapping columns.json",
      "  cairn place import sites.xlsx --mapping columns.json --refused corrections.csv"
    })
final class PlaceImportCommand extends Verb {
  @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Where they are.")
  private List<Path> files = List.of();

  @Mixin private PlaceFileOptions reading = new PlaceFileOptions();

  @Option(
      names = "--dry-run",
      description = "Say what would happen to each place, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--save-mapping",
      paramLabel = "FILE",
      description = "Write what the columns of the table were taken for.")
  private Optional<Path> saveMapping = Optional.empty();

  @Option(
      names = "--periods",
      paramLabel = "FILE",
      description =
          "PeriodO's definitions, its dataset as JSON: label and years of each period that is named by its URI"
              + " where the list itself does not say them.")
  private Optional<Path> periods = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description =
          "Put before every id, so that ids of one list (1, 2, 3 …) are not those of another.")
  private String prefix = "";

  @Option(
      names = "--refused",
      paramLabel = "FILE",
      description =
          "Write the refused rows as a file of the same shape with the reasons in cairn_problem;"
              + " corrected, it can be imported by itself. Of several files: a folder.")
  private Optional<Path> refused = Optional.empty();

  @Option(
      names = "--problems",
      paramLabel = "FILE",
      description = "Write everything that was wrong as JSON.")
  private Optional<Path> problems = Optional.empty();

  @Override
  public Integer call() throws IOException, RefusedException {
    Workspace workspace = workspace();
    PlaceFiles found;
    Optional<PeriodDefinitions> defined;
    try {
      found = reading.find(files);
      requireMappable(found);
      defined =
          periods.isPresent()
              ? Optional.of(PeriodDefinitions.read(periods.get()))
              : Optional.empty();
    } catch (PlaceFormatException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    }
    ImportReport report = new ImportReport(out(), err(), json(), dryRun);
    showMappings(found, report);
    found.leftOut().forEach(report::problem);
    defined.ifPresent(read -> read.problems().forEach(report::problem));
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      if (dryRun) {
        new PlaceImport(register, new ImportPreview(register, report), report, prefix, defined)
            .read(found);
      } else {
        try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
            PlaceAdding adding = register.adding(writer)) {
          new PlaceImport(register, ImportTarget.of(adding), report, prefix, defined).read(found);
        }
      }
    } finally {
      // Whatever stopped the import, its owner learns what was wrong before.
      report.write(found, refused, problems);
    }
    report.tell();
    return report.anyRefused() ? ExitCode.PARTLY_REFUSED : ExitCode.DONE;
  }

  private void requireMappable(PlaceFiles found) {
    boolean asked = reading.mapped() || saveMapping.isPresent();
    if (asked && found.tables().isEmpty()) {
      throw new ParameterException(
          commandLine(), "A mapping is for tables in no known layout; none of the files is one");
    }
    if (saveMapping.isPresent() && (reading.mapped() || found.tables().size() > 1)) {
      throw new ParameterException(
          commandLine(), "--save-mapping is for one table without --mapping at a time");
    }
  }

  private void showMappings(PlaceFiles found, ImportReport report) throws IOException {
    if (reading.mapped()) {
      return;
    }
    for (Path table : found.tables()) {
      TableMapping guessed;
      try {
        guessed = TableMapping.guess(table, reading.sheet());
      } catch (PlaceFormatException toldWhenItIsRead) {
        continue;
      }
      report.mapping(table, guessed);
      if (saveMapping.isPresent()) {
        guessed.write(saveMapping.get());
      }
    }
  }
}
