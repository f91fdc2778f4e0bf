package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.cairn.app.run.Software;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code cairn}: its verbs, and what happens when one fails. */
@Command(
    name = "cairn",
    version = "cairn " + CairnCommand.VERSION,
    description = "A self-hosted watch over the world's cultural heritage.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    subcommands = {
      AlertCommand.class,
      CatalogCommand.class,
      DemoCommand.class,
      DetectCommand.class,
      InitCommand.class,
      LedgerCommand.class,
      PlaceCommand.class,
      RebuildCommand.class,
      ServeCommand.class,
      WatchCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 what was checked does not hold, or part of the input was refused",
      "(each part is named);",
      "2 usage or unreadable input; 3 integrity in doubt, nothing was written.",
      "Every verb but serve has --json: one document on stdout.",
      "",
      "  cairn demo                 the sample landscape, watched and served",
      "  cairn help detect          how to watch your own places",
      "  cairn init DIR             a workspace, for a watch that keeps what it finds",
      "  cairn ledger verify        check every byte of the workspace's ledger",
      "  ./cairn test               every test (from a clone of the sources)"
    })
public final class CairnCommand implements Runnable {
  /** Version of the software, as written into results. */
  public static final String VERSION = Software.VERSION;

  @Spec private @Nullable CommandSpec spec;

  @CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and stop.")
  private boolean versionAsked;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  /**
   * Runs one command; where the heap was too small for it, that is told as what it is.
   *
   * @return its exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    try {
      return commandLine(out, err).execute(arguments);
    } catch (OutOfMemoryError tooLittle) {
      err.printf(
          "cairn: the memory given to Java, %d MiB, is too little for this: give it more, for example CAIRN_JAVA_OPTS=-Xmx2g%n",
          Runtime.getRuntime().maxMemory() >> 20);
      return ExitCode.USAGE;
    }
  }

  /** The whole command line, printing to the given writers. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new CairnCommand());
    commandLine.registerConverter(LocalDate.class, CairnCommand::day);
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setParameterExceptionHandler(CairnCommand::badUsage);
    commandLine.setExecutionExceptionHandler(CairnCommand::failed);
    return commandLine;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  private static int badUsage(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("cairn: " + mistake.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    err.println("Try 'cairn help" + verb(command) + "'.");
    return ExitCode.USAGE;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException noDay) {
      throw new TypeConversionException(
          "'" + text + "' is not a day of the calendar: write it as YYYY-MM-DD");
    }
  }

  private static String verb(CommandLine command) {
    CommandLine parent = command.getParent();
    if (parent == null) {
      return "";
    }
    return parent.getParent() == null ? " " + command.getCommandName() : verb(parent);
  }

  private static String why(FileSystemException failure) {
    return switch (failure) {
      case NoSuchFileException missing when missing.getReason() == null -> "does not exist";
      case AccessDeniedException denied -> "access denied";
      default -> String.valueOf(failure.getReason());
    };
  }

  /**
   * A failure the command foresaw is told in its own words; any other is written down for those who
   * can mend it.
   */
  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure foreseen) {
      err.println("cairn: " + foreseen.getMessage());
      return foreseen.exitCode();
    }
    if (failure instanceof IntegrityException doubt) {
      err.println("cairn: " + doubt.getMessage());
      return ExitCode.INTEGRITY;
    }
    if (failure instanceof RefusedException refused) {
      err.println("cairn: " + refused.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof FileSystemException file) {
      err.println("cairn: '" + file.getFile() + "': " + why(file));
      return ExitCode.USAGE;
    }
    err.println("cairn: this should not have happened: " + failure);
    try {
      Path trace = Files.createTempFile("cairn-failure-", ".txt");
      try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(trace))) {
        failure.printStackTrace(writer);
      }
      err.println("What led to it is written in " + trace + ": please send it with your report.");
    } catch (IOException noPlaceForIt) {
      err.println("What led to it could not be written down: " + noPlaceForIt.getMessage());
    }
    return ExitCode.USAGE;
  }
}
