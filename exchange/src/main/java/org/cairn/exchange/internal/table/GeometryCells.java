package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Degrees;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Footprint;
import org.cairn.exchange.internal.Refusal;
import org.cairn.exchange.internal.Wkt;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import tools.jackson.core.JacksonException;

/**
 * Geometries from the cells of a row, as their source wrote them: nothing is repaired, only checked
 * to be degrees. Longitudes of 180 to 360 are turned to the west and told. Nothing is swapped or
 * projected: the row is refused and its owner asked.
 */
public final class GeometryCells {
  /** About 11 m: the rounding of one of two forms of the same point. */
  private static final double SAME_DEGREES = 1e-4;

  private GeometryCells() {}

  /** From well-known text and from two columns of degrees; one where they agree. */
  public static List<Geometry> of(PlaceDraft draft, Cell wkt, Cell lon, Cell lat) {
    Optional<Geometry> written = wkt(draft, wkt);
    Optional<Geometry> point = point(draft, lon, lat);
    if (written.isPresent() && point.isPresent()) {
      return together(draft, wkt, written.get(), point.get());
    }
    return written.or(() -> point).map(List::of).orElse(List.of());
  }

  private static List<Geometry> together(
      PlaceDraft draft, Cell cell, Geometry written, Geometry point) {
    Coordinate numbers = point.getCoordinate();
    if (written.distance(point) <= SAME_DEGREES) {
      return List.of(written);
    }
    Coordinate exchanged = new Coordinate(numbers.y, numbers.x);
    if (written.getNumPoints() == 1
        && written.getCoordinate().distance(exchanged) <= SAME_DEGREES) {
      draft.refuse(
          cell,
          Code.COORDINATES_SWAPPED,
          "The geometry and the columns of degrees hold the same two numbers in opposite order.",
          "longitude first in both",
          "See on a map which of the two is right, and correct the other.");
      return List.of();
    }
    return List.of(written, point);
  }

  /** Well-known text, or a GeoJSON geometry. Empty where the cell is blank or was refused. */
  public static Optional<Geometry> wkt(PlaceDraft draft, Cell cell) {
    if (cell.isBlank()) {
      return Optional.empty();
    }
    List<Finding> notes = new ArrayList<>();
    try {
      Geometry geometry = parsed(cell.value(), notes);
      notes.forEach(note -> draft.note(cell, note));
      if (geometry.isEmpty()) {
        return Optional.empty();
      }
      if (geometry.getNumPoints() > Footprint.MAX_POSITIONS) {
        throw Footprint.tooLarge();
      }
      Geometry outline =
          geometry instanceof LinearRing ring ? Footprint.FACTORY.createPolygon(ring) : geometry;
      return Optional.of(checked(draft, cell, outline));
    } catch (Refusal refusal) {
      draft.refuse(cell, refusal);
      return Optional.empty();
    }
  }

  /**
   * As it was written; none of its positions has been checked.
   *
   * @param notes receives what was assumed
   */
  static Geometry parsed(String text, List<Finding> notes) throws Refusal {
    return text.strip().startsWith("{") ? geoJson(text) : Wkt.parsed(text, new Footprint(notes));
  }

  private static Geometry geoJson(String text) throws Refusal {
    try {
      return Shapes.readUnchecked(Json.MAPPER.readTree(text));
    } catch (ShapeException e) {
      throw e.refusal();
    } catch (JacksonException e) {
      throw new Refusal(
          Finding.of(
              Code.GEOMETRY_MALFORMED,
              "The cell begins like a GeoJSON geometry, but is not well-formed.",
              "a GeoJSON geometry or well-known text",
              "Correct the cell, or give the place as lon and lat."));
    }
  }

  private static Optional<Geometry> point(PlaceDraft draft, Cell lon, Cell lat) {
    if (lon.isBlank() && lat.isBlank()) {
      return Optional.empty();
    }
    if (lon.isBlank() || lat.isBlank()) {
      // A table without the one column was told of at its headings.
      Cell missing = lon.isBlank() ? lon : lat;
      if (!missing.field().isEmpty()) {
        draft.refuse(
            missing,
            Code.VALUE_MISSING,
            "One of the two coordinates is missing.",
            "both a longitude and a latitude, or neither",
            "Fill in the other, or take both out.");
      }
      return Optional.empty();
    }
    OptionalDouble x = degrees(draft, lon);
    OptionalDouble y = degrees(draft, lat);
    if (x.isEmpty() || y.isEmpty()) {
      return Optional.empty();
    }
    Cell both =
        new Cell(
            lon.row(),
            Columns.headingOf(lon.field()) + ", " + lat.field(),
            lon.value() + ", " + lat.value());
    try {
      Coordinate position = Footprint.position(x.getAsDouble(), y.getAsDouble());
      return Optional.of(checked(draft, both, Footprint.FACTORY.createPoint(position)));
    } catch (Refusal refusal) {
      draft.refuse(both, refusal);
      return Optional.empty();
    }
  }

  private static OptionalDouble degrees(PlaceDraft draft, Cell cell) {
    try {
      return OptionalDouble.of(Degrees.parse(cell.field(), cell.text(), draft.commaDecimal()));
    } catch (Refusal refusal) {
      draft.refuse(cell, refusal);
      return OptionalDouble.empty();
    }
  }

  private static Geometry checked(PlaceDraft draft, Cell cell, Geometry geometry) throws Refusal {
    boolean wrapped = false;
    for (Coordinate each : geometry.getCoordinates()) {
      wrapped |= Footprint.position(each.x, each.y).x > 180;
    }
    if (wrapped) {
      draft.note(
          cell,
          Code.LONGITUDE_WRAPPED,
          "Longitudes over 180 were turned to the west by 360 degrees.",
          "longitude -180 to 180",
          "");
      geometry.apply(new WestOf180());
      geometry.geometryChanged();
    }
    Coordinate first = geometry.getCoordinate();
    if (geometry.getNumPoints() == 1 && first.x == 0 && first.y == 0) {
      draft.note(
          cell,
          Code.COORDINATES_ZERO,
          "The place lies at exactly 0, 0, which often stands for unknown coordinates.",
          "",
          "");
    }
    return geometry;
  }

  private static final class WestOf180 implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence sequence, int i) {
      double lon = sequence.getX(i);
      sequence.setOrdinate(i, CoordinateSequence.X, lon > 180 ? lon - 360 : lon);
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }
}
