package org.cairn.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.app.command.CairnCommand;
import org.cairn.exchange.AlertsDocument;
import org.cairn.exchange.AlertsReader;
import org.cairn.heritage.Coverage;

/** The command line as its user meets it: arguments in; exit code, both streams and files out. */
final class Cli {
  private Cli() {}

  /**
   * @param folder where {@link #detect} put its files
   */
  record Run(int exitCode, String out, String err, Path folder) {
    AlertsDocument document() {
      try {
        return AlertsReader.read(folder.resolve("alerts.geojson"));
      } catch (IOException e) {
        throw new UncheckedIOException(err, e);
      }
    }

    List<String> scores() {
      try {
        return Files.readAllLines(folder.resolve("scores.csv"));
      } catch (IOException e) {
        throw new UncheckedIOException(err, e);
      }
    }

    Coverage place(String id) {
      return document().places().stream()
          .filter(place -> place.placeId().equals(id))
          .findFirst()
          .orElseThrow(() -> new AssertionError("No place '" + id + "' in " + folder));
    }

    List<String> problemCodes() {
      return document().run().problems().stream().map(problem -> problem.code()).toList();
    }

    /** What the run says went wrong with a subject; empty where nothing did. */
    String problemOf(String subject) {
      return document().run().problems().stream()
          .filter(problem -> problem.subject().equals(subject))
          .map(problem -> problem.code() + ": " + problem.message())
          .findFirst()
          .orElse("");
    }
  }

  static Run run(Path folder, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString(), folder);
  }

  /** {@code detect} with {@code --out} and {@code --scores} in a folder. */
  static Run detect(Path folder, String places, String catalog, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "detect",
                "--places",
                places,
                "--catalog",
                catalog,
                "--out",
                folder.resolve("alerts.geojson").toString(),
                "--scores",
                folder.resolve("scores.csv").toString()));
    arguments.addAll(List.of(more));
    return run(folder, arguments.toArray(String[]::new));
  }
}
