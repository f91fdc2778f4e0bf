package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RefusedRows;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.exchange.TableMapping;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.register.PlaceRegister;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an import tells: problems as they come, what came of it in the end. Of problems the first
 * 100,000 are kept and told; a list with more is wrong as a whole. Single-thread.
 */
final class ImportReport {
  private static final int MAX_KEPT = 100_000;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean dryRun;
  private final List<RowProblem> problems = new ArrayList<>();
  private final List<FileCount> files = new ArrayList<>();
  private final List<Map<String, Object>> mappings = new ArrayList<>();
  private final List<Map<String, Object>> places = new ArrayList<>();
  private final List<String> refusedFiles = new ArrayList<>();
  private PlaceRegister.Added sum = new PlaceRegister.Added(0, 0, 0);
  private long notKept;
  private boolean anyRefused;
  private long withoutGeometry;

  ImportReport(PrintWriter out, PrintWriter err, boolean json, boolean dryRun) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.dryRun = dryRun;
  }

  private static final class FileCount {
    private final PlaceFiles.Source source;
    private int places;
    private int statements;
    private int refused;
    private int notes;

    FileCount(PlaceFiles.Source source) {
      this.source = source;
    }

    Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("file", source.file().toString());
      map.put("format", source.format().name());
      map.put("places", places);
      map.put("statements", statements);
      map.put("refused", refused);
      map.put("notes", notes);
      return map;
    }
  }

  /** What follows is of this file. */
  void file(PlaceFiles.Source source) {
    files.add(new FileCount(source));
  }

  void read(PlaceDescription place) {
    files.getLast().places++;
    files.getLast().statements += place.statements().size();
  }

  void withoutGeometry() {
    withoutGeometry++;
  }

  void done(PlaceRegister.Added all) {
    sum = all;
  }

  void problem(RowProblem problem) {
    boolean refused = problem.severity() == Severity.REFUSED;
    anyRefused |= refused;
    if (!files.isEmpty()) {
      files.getLast().refused += refused ? 1 : 0;
      files.getLast().notes += refused ? 0 : 1;
    }
    if (problems.size() >= MAX_KEPT) {
      notKept++;
      return;
    }
    problems.add(problem);
    if (!json) {
      err.println(PlaceLines.printable(problem.describe()));
    }
  }

  /** A file that ends the reading of itself; the others go on. */
  void unreadable(PlaceFiles.Source source, PlaceFormatException why) {
    problem(ImportProblems.unreadable(source.file().toString(), why));
  }

  void mapping(Path table, TableMapping guessed) {
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("file", table.toString());
      Map<String, String> columns = new LinkedHashMap<>();
      for (TableMapping.Column column : guessed.columns()) {
        columns.put(column.heading(), (column.meaning().code() + " " + column.parameter()).strip());
      }
      map.put("columns", columns);
      mappings.add(map);
    } else {
      err.println("The columns of '" + table + "' were taken for:");
      guessed.describe().lines().map(PlaceLines::printable).forEach(err::println);
    }
  }

  void wouldAdd(PlaceDescription place) {
    would("add", place, List.of());
  }

  void wouldChange(PlaceDescription place, List<String> members) {
    would("change", place, members);
  }

  private void would(String what, PlaceDescription place, List<String> members) {
    List<String> names = place.names().stream().map(Name::text).distinct().toList();
    if (json) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("place", place.id());
      one.put("would", what);
      one.put("names", names);
      if (!members.isEmpty()) {
        one.put("changes", members);
      }
      places.add(one);
    } else {
      String changes = members.isEmpty() ? "" : "\t" + String.join(", ", members);
      out.println(
          what
              + "\t"
              + PlaceLines.printable(place.id())
              + "\t"
              + PlaceLines.printable(String.join(" · ", names))
              + changes);
    }
  }

  /** The copies that were asked for. */
  void write(PlaceFiles found, Optional<Path> refused, Optional<Path> problemsFile)
      throws IOException {
    if (problemsFile.isPresent()) {
      RefusedRows.writeJson(problems, problemsFile.get());
    }
    if (refused.isPresent()) {
      for (FileCount file : files) {
        writeRefused(file, found.sources().size() > 1, refused.get());
      }
    }
  }

  private void writeRefused(FileCount file, boolean several, Path refused) throws IOException {
    String name = file.source.file().toString();
    List<RowProblem> own =
        problems.stream()
            .filter(problem -> problem.file().equals(name))
            .filter(problem -> problem.severity() == Severity.REFUSED && problem.row().isPresent())
            .toList();
    if (own.isEmpty()) {
      return;
    }
    Path copy = refused;
    if (several) {
      Files.createDirectories(refused);
      String copied = RefusedRows.fileName(file.source.format(), file.source.file());
      copy = refused.resolve(copied);
      for (int n = 2; refusedFiles.contains(copy.toString()); n++) {
        copy = refused.resolve(n + "-" + copied);
      }
    }
    if (RefusedRows.write(file.source.format(), file.source.file(), own, copy) > 0) {
      refusedFiles.add(copy.toString());
    } else {
      err.println(
          "Refused rows of '%s' are not handed back, which the format '%s' does not allow; they are listed."
              .formatted(name, file.source.format().name()));
    }
  }

  boolean anyRefused() {
    return anyRefused;
  }

  void tell() {
    if (json) {
      out.println(JsonMapper.shared().writeValueAsString(document()));
      return;
    }
    if (notKept > 0) {
      err.println(notKept + " more problems were met and not kept.");
    }
    refusedFiles.forEach(file -> err.println("Refused rows, to be corrected: " + file));
    if (withoutGeometry > 0) {
      err.println(
          withoutGeometry
              + " places have no geometry: they are registered, and cannot be watched until"
              + " somebody says where they are.");
    }
    int refused = files.stream().mapToInt(file -> file.refused).sum();
    err.println(
        (dryRun ? "Would be: " : "")
            + sum.added()
            + " places added, "
            + sum.changed()
            + " changed, "
            + sum.unchanged()
            + " as they were"
            + (refused > 0 ? "; " + refused + " refusals, see above." : "."));
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("added", sum.added());
    document.put("changed", sum.changed());
    document.put("unchanged", sum.unchanged());
    document.put("dry_run", dryRun);
    document.put("without_geometry", withoutGeometry);
    document.put("files", files.stream().map(FileCount::asMap).toList());
    document.put("refused_files", refusedFiles);
    if (!mappings.isEmpty()) {
      document.put("mappings", mappings);
    }
    if (dryRun) {
      document.put("places", places);
    }
    document.put("rows", problems.stream().map(RowProblem::describe).toList());
    document.put("rows_not_kept", notKept);
    return document;
  }
}
