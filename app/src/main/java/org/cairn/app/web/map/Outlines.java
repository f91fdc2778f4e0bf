package org.cairn.app.web.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.register.Footprint;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * Footprints of places as lines of a tile: cut at its edge, as coarse as can be seen. Lines only,
 * since an outline that crosses itself has no inside, and is drawn all the same. Single-thread.
 */
final class Outlines {
  /** From here on a site of some hundred metres is more than its mark. */
  static final int LEAST_ZOOM = 11;

  /** Of one tile. */
  static final int MOST = 1_500;

  /** Drawn beyond the edge, so that a line's end there is not seen. */
  private static final int MARGIN = 64;

  /** Half a pixel; at the last zoom, whose tiles are drawn larger, less. */
  private static final double TOLERANCE = 4;

  private static final double LAST_TOLERANCE = 0.5;

  /** What is smaller is under the place's mark. */
  private static final double LEAST_SIZE = 16;

  private static final Envelope EDGE =
      new Envelope(-MARGIN, VectorTile.EXTENT + MARGIN, -MARGIN, VectorTile.EXTENT + MARGIN);

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final int zoom;
  private final long column;
  private final long row;
  private final VectorTile tile = new VectorTile("outlines");

  Outlines(int zoom, long column, long row) {
    this.zoom = zoom;
    this.column = column;
    this.row = row;
  }

  /** The part of the world that the tile shows, in degrees. */
  Envelope bounds() {
    double margin = (double) MARGIN / VectorTile.EXTENT;
    double size = 1.0 / (1L << zoom);
    return new Envelope(
        360 * (column - margin) * size - 180,
        360 * (column + 1 + margin) * size - 180,
        Mercator.lat((row + 1 + margin) * size),
        Mercator.lat((row - margin) * size));
  }

  void add(Footprint footprint, Map<String, Object> properties) {
    List<int[]> lines = new ArrayList<>();
    lines(footprint.geometry(), lines);
    if (!lines.isEmpty()) {
      tile.lines(footprint.number(), lines, new LinkedHashMap<>(properties));
    }
  }

  byte[] encode() {
    return tile.encode();
  }

  private void lines(Geometry geometry, List<int[]> lines) {
    if (geometry.getNumGeometries() > 1) {
      for (int part = 0; part < geometry.getNumGeometries(); part++) {
        lines(geometry.getGeometryN(part), lines);
      }
      return;
    }
    switch (geometry.getNumGeometries() == 0 ? geometry : geometry.getGeometryN(0)) {
      case Polygon polygon -> {
        line(polygon.getExteriorRing().getCoordinates(), lines);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          line(polygon.getInteriorRingN(hole).getCoordinates(), lines);
        }
      }
      case LineString line -> line(line.getCoordinates(), lines);
      default -> {
        // A point has no outline.
      }
    }
  }

  /** Unrolled where it leaps over the antimeridian, and drawn wherever the tile shows it. */
  private void line(Coordinate[] lonLat, List<int[]> lines) {
    double[] lon = new double[lonLat.length];
    double turn = 0;
    for (int at = 0; at < lonLat.length; at++) {
      if (at > 0) {
        double step = lonLat[at].x + turn - lon[at - 1];
        turn += step > 180 ? -360 : step < -180 ? 360 : 0;
      }
      lon[at] = lonLat[at].x + turn;
    }
    for (int shift = -360; shift <= 360; shift += 360) {
      Coordinate[] on = new Coordinate[lon.length];
      Envelope drawn = new Envelope();
      for (int at = 0; at < lon.length; at++) {
        on[at] = new Coordinate(x(lon[at] + shift), y(lonLat[at].y));
        drawn.expandToInclude(on[at]);
      }
      boolean visible = Math.max(drawn.getWidth(), drawn.getHeight()) >= LEAST_SIZE;
      if (visible && drawn.intersects(EDGE)) {
        cut(on, lon, lines);
      }
    }
  }

  /** What of a line is within the edge, piece by piece. */
  private void cut(Coordinate[] on, double[] lon, List<int[]> lines) {
    List<Coordinate> piece = new ArrayList<>();
    for (int at = 1; at < on.length; at++) {
      Coordinate[] inside = clipped(on[at - 1], on[at]);
      boolean seam = isAntimeridian(lon[at - 1]) && isAntimeridian(lon[at]);
      if (inside.length == 0 || seam) {
        finish(piece, lines);
        continue;
      }
      if (piece.isEmpty() || !piece.getLast().equals2D(inside[0])) {
        finish(piece, lines);
        piece.add(inside[0]);
      }
      piece.add(inside[1]);
    }
    finish(piece, lines);
  }

  /** Where a source has cut a geometry in two, which is no edge of it. */
  private static boolean isAntimeridian(double lon) {
    return Math.abs(lon) == 180;
  }

  private void finish(List<Coordinate> piece, List<int[]> lines) {
    if (piece.size() > 1) {
      LineString line = FACTORY.createLineString(piece.toArray(new Coordinate[0]));
      double tolerance = zoom == TileMaker.MOST_ZOOM ? LAST_TOLERANCE : TOLERANCE;
      Coordinate[] simple = DouglasPeuckerSimplifier.simplify(line, tolerance).getCoordinates();
      int[] points = new int[2 * simple.length];
      for (int at = 0; at < simple.length; at++) {
        points[2 * at] = (int) Math.round(simple[at].x);
        points[2 * at + 1] = (int) Math.round(simple[at].y);
      }
      if (simple.length > 1) {
        lines.add(points);
      }
    }
    piece.clear();
  }

  /** The part of a segment within the edge, by Liang and Barsky; empty where there is none. */
  private static Coordinate[] clipped(Coordinate from, Coordinate to) {
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    double[] enters = {0, 1};
    boolean some =
        narrow(-dx, from.x - EDGE.getMinX(), enters)
            && narrow(dx, EDGE.getMaxX() - from.x, enters)
            && narrow(-dy, from.y - EDGE.getMinY(), enters)
            && narrow(dy, EDGE.getMaxY() - from.y, enters);
    if (!some) {
      return new Coordinate[0];
    }
    Coordinate first =
        enters[0] == 0 ? from : new Coordinate(from.x + enters[0] * dx, from.y + enters[0] * dy);
    Coordinate last =
        enters[1] == 1 ? to : new Coordinate(from.x + enters[1] * dx, from.y + enters[1] * dy);
    return new Coordinate[] {first, last};
  }

  private static boolean narrow(double across, double room, double[] enters) {
    if (across == 0) {
      return room >= 0;
    }
    double at = room / across;
    if (across < 0) {
      enters[0] = Math.max(enters[0], at);
    } else {
      enters[1] = Math.min(enters[1], at);
    }
    return enters[0] <= enters[1];
  }

  private double x(double lon) {
    return ((lon + 180) / 360 * (1L << zoom) - column) * VectorTile.EXTENT;
  }

  private double y(double lat) {
    return (Mercator.y(lat) * (1L << zoom) - row) * VectorTile.EXTENT;
  }
}
