package org.cairn.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.Place;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.WatchedGeometry;
import org.locationtech.jts.geom.Envelope;

/** What the readers cannot say of a row: they know one file, and neither register nor watch. */
final class ImportProblems {
  private static final int EXCERPT = 60;

  private ImportProblems() {}

  /** About a place's id. */
  static RowProblem of(
      Severity severity,
      String file,
      int row,
      Code code,
      String id,
      String message,
      String expected,
      String whatToDo) {
    return new RowProblem(
        severity,
        file,
        row > 0 ? OptionalInt.of(row) : OptionalInt.empty(),
        Optional.of("id"),
        Optional.of(excerpt(id)),
        code,
        expected,
        message,
        whatToDo);
  }

  private static RowProblem of(WatchedGeometry.Change change, String file, int row) {
    return switch (change) {
      case REPAIRED ->
          geometry(
              file,
              row,
              Code.POLYGON_REPAIRED,
              "The outline crosses itself or is not valid otherwise; it is kept as it is, and a repaired one is watched.",
              "Look at it on a map.");
      case CUT_AT_ANTIMERIDIAN ->
          geometry(
              file,
              row,
              Code.SPLIT_AT_ANTIMERIDIAN,
              "The geometry crosses the antimeridian; it is kept as it is, and cut there to be watched.",
              "");
      case UNUSABLE ->
          geometry(
              file,
              row,
              Code.POLYGON_WITHOUT_AREA,
              "The outline encloses no area; the place is registered, and cannot be watched.",
              "Draw the outline again, or give the place as a point or line.");
    };
  }

  /** What the watch makes of a place's geometries. */
  static List<RowProblem> ofWatched(PlaceDescription place, String file, int row) {
    List<RowProblem> told = new ArrayList<>();
    WatchedGeometry.changes(place).forEach(change -> told.add(of(change, file, row)));
    long others = place.toPlace().stream().mapToLong(each -> outlinesBeside(each, place)).sum();
    if (others > 0) {
      told.add(
          geometry(
              file,
              row,
              Code.GEOMETRY_PARTS_LEFT_OUT,
              "%d more outline(s) of the place reach beyond the one that is watched; they are not watched."
                  .formatted(others),
              "Draw them as one outline of several parts where all should be watched."));
    }
    return told;
  }

  private static long outlinesBeside(Place watched, PlaceDescription place) {
    Envelope seen = watched.geometry().getEnvelopeInternal();
    return place.geometries().stream()
        .map(PlaceGeometry::geometry)
        .filter(each -> watched.geometry().getDimension() == 2 && each.getDimension() == 2)
        .filter(each -> !seen.covers(each.getEnvelopeInternal()))
        .count();
  }

  /** A file that ends the reading of itself. */
  static RowProblem unreadable(String file, PlaceFormatException why) {
    return new RowProblem(
        Severity.REFUSED,
        file,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Code.FILE_UNREADABLE,
        "",
        why.getMessage() + ".",
        "");
  }

  /** A place that cannot be watched, of a list that is watched at once. */
  static RowProblem unwatched(PlaceDescription place, String file, int row) {
    boolean nowhere = place.geometries().isEmpty();
    return new RowProblem(
        Severity.REFUSED,
        file,
        row > 0 ? OptionalInt.of(row) : OptionalInt.empty(),
        Optional.of("geometry"),
        Optional.empty(),
        nowhere ? Code.GEOMETRY_MISSING : Code.POLYGON_WITHOUT_AREA,
        "a point or an outline in WGS 84 degrees",
        nowhere
            ? "Nothing says where the place '%s' is; it cannot be watched."
                .formatted(excerpt(place.id()))
            : "The outline of the place '%s' encloses no area; it cannot be watched."
                .formatted(excerpt(place.id())),
        nowhere
            ? "Add coordinates, or take the row out of the list."
            : "Draw the outline again, or give the place as a point or line.");
  }

  private static RowProblem geometry(
      String file, int row, Code code, String message, String whatToDo) {
    return new RowProblem(
        Severity.NOTE,
        file,
        row > 0 ? OptionalInt.of(row) : OptionalInt.empty(),
        Optional.of("geometry"),
        Optional.empty(),
        code,
        "",
        message,
        whatToDo);
  }

  /** {@code " ('Old Mill')"}, or nothing. */
  static String named(PlaceDescription place) {
    return place.names().stream()
        .findFirst()
        .map(name -> " ('" + excerpt(name.text()) + "')")
        .orElse("");
  }

  static String excerpt(String text) {
    String safe = PlaceLines.printable(text);
    return safe.codePointCount(0, safe.length()) <= EXCERPT
        ? safe
        : safe.substring(0, safe.offsetByCodePoints(0, EXCERPT)) + "…";
  }
}
