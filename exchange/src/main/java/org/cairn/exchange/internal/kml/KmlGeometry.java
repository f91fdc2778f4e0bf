package org.cairn.exchange.internal.kml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Footprint;
import org.cairn.exchange.internal.Refusal;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Geometries of a placemark, in WGS 84 with longitude first as KML has them. Altitudes are kept,
 * except where all are 0, which is what programs write for none. A ring by itself is an outline.
 */
final class KmlGeometry {
  private static final List<String> KINDS =
      List.of("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Model");

  private KmlGeometry() {}

  static boolean isOne(String name) {
    return KINDS.contains(name);
  }

  /** Empty where it has no coordinates. */
  static Optional<Geometry> read(Element element) throws Refusal {
    try {
      return one(element);
    } catch (IllegalArgumentException e) {
      throw malformed(element.name(), "a line or ring has too few positions");
    }
  }

  private static Optional<Geometry> one(Element element) throws Refusal {
    return switch (element.name()) {
      case "Point" -> {
        List<Coordinate> positions = positions(element);
        if (positions.size() > 1) {
          throw malformed("Point", "it has %d positions".formatted(positions.size()));
        }
        yield positions.isEmpty()
            ? Optional.empty()
            : Optional.of(Footprint.FACTORY.createPoint(positions.getFirst()));
      }
      case "LineString" -> {
        List<Coordinate> positions = positions(element);
        yield positions.isEmpty()
            ? Optional.empty()
            : Optional.of(Footprint.FACTORY.createLineString(positions.toArray(Coordinate[]::new)));
      }
      case "LinearRing" -> ring(element).map(Footprint.FACTORY::createPolygon);
      case "Polygon" -> polygon(element);
      case "Model" -> model(element);
      default -> several(element);
    };
  }

  private static Optional<Geometry> polygon(Element element) throws Refusal {
    Optional<LinearRing> shell = boundary(element.child("outerBoundaryIs"));
    if (shell.isEmpty()) {
      return Optional.empty();
    }
    List<LinearRing> holes = new ArrayList<>();
    for (Element each : element.all("innerBoundaryIs")) {
      for (Element inner : each.all("LinearRing")) {
        ring(inner).ifPresent(holes::add);
      }
    }
    return Optional.of(
        Footprint.FACTORY.createPolygon(shell.get(), holes.toArray(LinearRing[]::new)));
  }

  private static Optional<LinearRing> boundary(Optional<Element> boundary) throws Refusal {
    Optional<Element> ring = boundary.flatMap(each -> each.child("LinearRing"));
    return ring.isPresent() ? ring(ring.get()) : Optional.empty();
  }

  private static Optional<LinearRing> ring(Element element) throws Refusal {
    List<Coordinate> positions = positions(element);
    if (positions.isEmpty()) {
      return Optional.empty();
    }
    if (!positions.getFirst().equals2D(positions.getLast())) {
      positions.add(positions.getFirst().copy());
    }
    return Optional.of(Footprint.FACTORY.createLinearRing(positions.toArray(Coordinate[]::new)));
  }

  private static Optional<Geometry> model(Element element) throws Refusal {
    Optional<Element> location = element.child("Location");
    Optional<String> lon = location.flatMap(each -> each.textOf("longitude"));
    Optional<String> lat = location.flatMap(each -> each.textOf("latitude"));
    if (lon.isEmpty() || lat.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Footprint.FACTORY.createPoint(position(lon.get().strip() + "," + lat.get().strip())));
  }

  private static Optional<Geometry> several(Element element) throws Refusal {
    List<Geometry> parts = new ArrayList<>();
    for (Element each : element.children()) {
      if (isOne(each.name())) {
        one(each).ifPresent(parts::add);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(together(parts));
  }

  /** Of one kind where all parts are. */
  static Geometry together(List<Geometry> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    boolean simple =
        parts.stream()
            .allMatch(each ->
                each instanceof Point || each instanceof LineString || each instanceof Polygon);
    return simple
        ? Footprint.FACTORY.buildGeometry(parts)
        : Footprint.FACTORY.createGeometryCollection(parts.toArray(Geometry[]::new));
  }

  /** {@code lon,lat[,altitude]} separated by white space; blanks after a comma are passed over. */
  private static List<Coordinate> positions(Element element) throws Refusal {
    String text = element.textOf("coordinates").orElse("").strip();
    List<Coordinate> positions = new ArrayList<>();
    if (text.isEmpty()) {
      return positions;
    }
    boolean altitudes = false;
    for (String tuple : text.replaceAll("\\s*,\\s*", ",").split("\\s+")) {
      Coordinate position = position(tuple);
      altitudes |= !Double.isNaN(position.getZ()) && position.getZ() != 0;
      positions.add(position);
      if (positions.size() > Footprint.MAX_POSITIONS) {
        throw Footprint.tooLarge();
      }
    }
    if (!altitudes) {
      positions.replaceAll(each -> new Coordinate(each.x, each.y));
    }
    return positions;
  }

  private static Coordinate position(String tuple) throws Refusal {
    String[] numbers = tuple.split(",", -1);
    if (numbers.length < 2 || numbers.length > 3) {
      throw notNumbers(tuple);
    }
    try {
      double lon = Double.parseDouble(numbers[0]);
      double lat = Double.parseDouble(numbers[1]);
      boolean high = numbers.length > 2 && !numbers[2].isBlank();
      return new Coordinate(lon, lat, high ? Double.parseDouble(numbers[2]) : Double.NaN);
    } catch (NumberFormatException e) {
      throw notNumbers(tuple);
    }
  }

  private static Refusal notNumbers(String tuple) {
    return new Refusal(
        Finding.of(
                Code.COORDINATE_NOT_A_NUMBER,
                "A position is no pair of numbers.",
                "longitude,latitude or longitude,latitude,altitude, white space between positions",
                "Correct it, or export the file again.")
            .withField("coordinates")
            .withValue(tuple));
  }

  private static Refusal malformed(String kind, String what) {
    return new Refusal(
        Finding.of(
                Code.GEOMETRY_MALFORMED,
                "The geometry cannot be: " + what + ".",
                "as many positions as its kind needs",
                "Correct it, or export the file again.")
            .withField(kind));
  }
}
