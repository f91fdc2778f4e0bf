package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A GeoJSON geometry object (RFC 7946 section 3.1) as written, its members in any order, before
 * anything is known about whether they make sense. Reading never fails on wrong shapes, so that the
 * parser always stands behind the geometry afterwards; {@link #toGeometry} says what was wrong.
 *
 * @param type empty where absent
 * @param coordinates empty where absent
 * @param members of a GeometryCollection
 * @param wkt member {@code geowkt} of the Linked Places Format, used where there are no coordinates
 * @param positions how many were met; beyond the limit they were skipped
 */
record GeoJsonGeometry(
    String type,
    Optional<Node> coordinates,
    List<GeoJsonGeometry> members,
    String wkt,
    int positions) {
  private static final GeometryFactory FACTORY = Footprint.FACTORY;

  /** What stands in {@code coordinates}, to any depth. */
  sealed interface Node {
    /** Heights and anything after them are dropped. */
    record Position(double lon, double lat) implements Node {}

    record Branch(List<Node> children) implements Node {}

    /** Not numbers, or numbers and arrays mixed. */
    record Odd(String excerpt) implements Node {}
  }

  /** Collects the members as the parser meets them. */
  static final class Builder {
    private String type = "";
    private Optional<Node> coordinates = Optional.empty();
    private final List<GeoJsonGeometry> members = new ArrayList<>();
    private String wkt = "";
    private int positions;

    /**
     * Takes the value of a member, with the parser on its first token; leaves it on the last.
     *
     * @return false when the member is none of a geometry's, the value then is untouched
     */
    boolean accept(String member, JsonParser parser) {
      switch (member) {
        case "type" -> {
          type = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
          parser.skipChildren();
        }
        case "coordinates" ->
            coordinates =
                parser.currentToken() == JsonToken.VALUE_NULL
                    ? Optional.empty()
                    : Optional.of(readNode(parser));
        case "geometries" -> {
          if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return true;
          }
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            GeoJsonGeometry part = read(parser);
            members.add(part);
            positions += part.positions();
          }
        }
        case "geowkt", "geo_wkt" -> {
          wkt = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
          parser.skipChildren();
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    String type() {
      return type;
    }

    GeoJsonGeometry build() {
      return new GeoJsonGeometry(type, coordinates, List.copyOf(members), wkt, positions);
    }

    private Node readNode(JsonParser parser) {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.START_ARRAY) {
        String excerpt = token.isScalarValue() ? parser.getString() : "{…}";
        parser.skipChildren();
        return new Node.Odd(excerpt);
      }
      List<Node> children = new ArrayList<>();
      double lon = 0;
      double lat = 0;
      int numbers = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken().isNumeric()) {
          if (numbers == 0) {
            lon = parser.getDoubleValue();
          } else if (numbers == 1) {
            lat = parser.getDoubleValue();
          }
          numbers++;
        } else {
          Node child = readNode(parser);
          if (positions <= Footprint.MAX_POSITIONS) {
            children.add(child);
          }
        }
      }
      if (numbers == 0) {
        return new Node.Branch(children);
      }
      positions++;
      if (numbers < 2) {
        return children.isEmpty()
            ? new Node.Odd("[" + lon + "]")
            : children.getFirst() instanceof Node.Odd odd
                ? odd
                : new Node.Odd("[" + lon + ", […]]");
      }
      // A height that is null or text is dropped like any other height.
      return new Node.Position(lon, lat);
    }
  }

  /** Reads the geometry the parser stands at the start of; leaves it on the last token. */
  static GeoJsonGeometry read(JsonParser parser) {
    Builder builder = new Builder();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return builder.build();
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      parser.nextToken();
      if (!builder.accept(member, parser)) {
        parser.skipChildren();
      }
    }
    return builder.build();
  }

  /** The geometry for {@link Footprint#finish}, or a refusal saying what is wrong. */
  Geometry toGeometry(Footprint footprint) throws Refusal {
    if (positions > Footprint.MAX_POSITIONS) {
      throw Footprint.tooLarge();
    }
    if (type.equals("GeometryCollection")) {
      List<Geometry> parts = new ArrayList<>();
      for (GeoJsonGeometry member : members) {
        parts.add(member.toGeometry(footprint));
      }
      return FACTORY.createGeometryCollection(parts.toArray(Geometry[]::new));
    }
    if (coordinates.isEmpty()) {
      if (!wkt.isBlank()) {
        return Wkt.read(wkt, footprint);
      }
      if (type.isEmpty()) {
        throw Footprint.missing();
      }
      throw malformed("coordinates are missing");
    }
    Node node = coordinates.get();
    return switch (type) {
      case "Point" -> isEmpty(node) ? FACTORY.createPoint() : FACTORY.createPoint(position(node));
      case "MultiPoint" ->
          FACTORY.createMultiPointFromCoords(positions(node).toArray(Coordinate[]::new));
      case "LineString" -> line(node);
      case "MultiLineString" -> {
        List<Geometry> lines = new ArrayList<>();
        for (Node child : children(node, "an array of lines")) {
          lines.add(line(child));
        }
        yield FACTORY.createGeometryCollection(lines.toArray(Geometry[]::new));
      }
      case "Polygon" -> polygon(node, footprint);
      case "MultiPolygon" -> {
        List<Geometry> polygons = new ArrayList<>();
        for (Node child : children(node, "an array of polygons")) {
          polygons.add(polygon(child, footprint));
        }
        yield FACTORY.createGeometryCollection(polygons.toArray(Geometry[]::new));
      }
      default ->
          throw new Refusal(
              Finding.of(
                      Code.GEOMETRY_TYPE_UNKNOWN,
                      "The geometry's type is unknown.",
                      "Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon or"
                          + " GeometryCollection, spelt exactly so",
                      "Correct the type, or export the file again.")
                  .withField("geometry.type")
                  .withValue(type));
    };
  }

  private static boolean isEmpty(Node node) {
    return node instanceof Node.Branch(List<Node> children) && children.isEmpty();
  }

  private static Geometry line(Node node) throws Refusal {
    List<Coordinate> positions = positions(node);
    if (positions.size() == 1) {
      throw malformed("a line of one position");
    }
    return FACTORY.createLineString(positions.toArray(Coordinate[]::new));
  }

  private static Polygon polygon(Node node, Footprint footprint) throws Refusal {
    List<LinearRing> rings = new ArrayList<>();
    for (Node child : children(node, "an array of rings")) {
      rings.add(footprint.ring(positions(child)));
    }
    return rings.isEmpty()
        ? FACTORY.createPolygon()
        : FACTORY.createPolygon(
            rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private static List<Coordinate> positions(Node node) throws Refusal {
    List<Coordinate> positions = new ArrayList<>();
    for (Node child : children(node, "an array of positions")) {
      positions.add(position(child));
    }
    return positions;
  }

  private static Coordinate position(Node node) throws Refusal {
    return switch (node) {
      case Node.Position(double lon, double lat) -> Footprint.position(lon, lat);
      case Node.Branch(List<Node> children) ->
          throw !children.isEmpty() && children.getFirst() instanceof Node.Odd(String excerpt)
              ? notNumbers(excerpt)
              : malformed("an array where a position was expected");
      case Node.Odd(String excerpt) -> throw notNumbers(excerpt);
    };
  }

  private static List<Node> children(Node node, String wanted) throws Refusal {
    return switch (node) {
      case Node.Branch(List<Node> children) -> children;
      case Node.Position position ->
          throw malformed("a position where " + wanted + " was expected");
      case Node.Odd(String excerpt) -> throw notNumbers(excerpt);
    };
  }

  private static Refusal notNumbers(String excerpt) {
    return new Refusal(
        Finding.of(
                Code.COORDINATE_NOT_A_NUMBER,
                "A coordinate is not a number.",
                "positions such as [12.34, 56.78], longitude first, without quotes",
                "Correct the coordinates, or export the file again.")
            .withField("geometry.coordinates")
            .withValue(excerpt));
  }

  private static Refusal malformed(String what) {
    return new Refusal(
        Finding.of(
                Code.GEOMETRY_MALFORMED,
                "The geometry's coordinates do not fit its type: " + what + ".",
                "coordinates nested as RFC 7946 section 3.1 gives them for the type",
                "Correct the geometry, or export the file again.")
            .withField("geometry.coordinates"));
  }
}
