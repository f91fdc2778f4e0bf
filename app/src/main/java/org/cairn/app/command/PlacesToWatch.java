package org.cairn.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.heritage.place.PlaceDescription;

/**
 * Places read from files to be watched at once, without a register. Of what is said of a place only
 * the id, the names and the geometry that is watched are kept. Single-thread.
 */
final class PlacesToWatch {
  /** Listed of one kind in one file; the others are counted. */
  private static final int MAX_OF_A_KIND = 1_000;

  private final PlaceFiles files;
  private final SharedPlaces shared;
  private final List<Found> found = new ArrayList<>();
  private final List<String> unlocated = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();
  private final Map<Kind, Integer> counts = new LinkedHashMap<>();
  private final Map<String, Integer> sourceByFile = new HashMap<>();
  private boolean anyRefused;

  /** A place, and where it stands among the others. */
  private record Found(Place place, int source, int order) {}

  private record Kind(String file, Severity severity, Code code) {}

  private PlacesToWatch(PlaceFiles files) throws IOException {
    this.files = files;
    this.shared = SharedPlaces.of(files);
  }

  static PlacesToWatch read(PlaceFiles files) throws IOException {
    PlacesToWatch read = new PlacesToWatch(files);
    files.leftOut().forEach(read::problem);
    for (int source = 0; source < files.sources().size(); source++) {
      read.read(source);
    }
    for (SharedPlaces.Whole whole : read.shared.places()) {
      read.take(whole.place(), whole.file(), whole.row());
    }
    read.found.sort(Comparator.comparingInt(Found::source).thenComparingInt(Found::order));
    read.countOthers();
    return read;
  }

  /** In the order of the files and of their rows; ids unique. */
  List<Place> places() {
    return found.stream().map(Found::place).toList();
  }

  /** Ids of places that nobody says the location of, or not so that it could be watched. */
  List<String> unlocated() {
    return List.copyOf(unlocated);
  }

  /** One for each place that cannot be watched. */
  List<Coverage> unwatched() {
    return unlocated.stream()
        .map(id ->
            Coverage.notWatched(
                id,
                Coverage.Status.NO_GEOMETRY,
                "Nothing says where it is, or not so that it could be watched.",
                0,
                0,
                Optional.empty(),
                Optional.empty()))
        .toList();
  }

  /** Refused rows and notes about others, file by file. */
  List<RowProblem> problems() {
    return List.copyOf(problems);
  }

  boolean anyRefused() {
    return anyRefused;
  }

  private void read(int source) throws IOException {
    PlaceFiles.Source next = files.sources().get(source);
    String file = next.file().toString();
    sourceByFile.putIfAbsent(file, source);
    try {
      next.format().read(next.file(), new Rows(file));
    } catch (PlaceFormatException e) {
      problem(ImportProblems.unreadable(file, e));
    }
  }

  private final class Rows implements DescriptionSink {
    private final String file;

    Rows(String file) {
      this.file = file;
    }

    @Override
    public void place(PlaceDescription place, int row) {
      if (shared.has(place.id())) {
        shared.add(place, file, row).ifPresent(PlacesToWatch.this::problem);
      } else {
        take(place, file, row);
      }
    }

    @Override
    public void problem(RowProblem problem) {
      // Said below, of every place without geometry.
      boolean repeated =
          problem.code() == Code.GEOMETRY_MISSING && problem.severity() == Severity.NOTE;
      if (!repeated) {
        PlacesToWatch.this.problem(problem);
      }
    }
  }

  private void take(PlaceDescription description, String file, int row) {
    Optional<Place> place = description.toPlace();
    if (place.isEmpty()) {
      unlocated.add(description.id());
      problem(ImportProblems.unwatched(description, file, row));
      return;
    }
    ImportProblems.ofWatched(description, file, row).forEach(this::problem);
    int source = sourceByFile.getOrDefault(file, 0);
    // Features of one place come when the last of them was read. Rows of sheets and layers, each
    // counted anew, come in their order.
    found.add(new Found(place.get(), source, isInParts(file) ? found.size() : row));
  }

  private static boolean isInParts(String file) {
    return file.toLowerCase(Locale.ROOT).matches(".*\\.(xlsx|xlsm|gpkg)");
  }

  private void problem(RowProblem problem) {
    anyRefused |= problem.severity() == Severity.REFUSED;
    Kind kind = new Kind(problem.file(), problem.severity(), problem.code());
    if (problem.row().isEmpty() || counts.merge(kind, 1, Integer::sum) <= MAX_OF_A_KIND) {
      problems.add(problem);
    }
  }

  private void countOthers() {
    counts.forEach((kind, count) -> {
      if (count > MAX_OF_A_KIND) {
        problems.add(
            new RowProblem(
                kind.severity(),
                kind.file(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Code.MORE_OF_THE_SAME,
                "",
                (count - MAX_OF_A_KIND) + " more of the kind " + kind.code().id() + ".",
                ""));
      }
    });
  }
}
