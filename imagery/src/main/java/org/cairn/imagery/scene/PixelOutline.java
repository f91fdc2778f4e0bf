package org.cairn.imagery.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.imagery.raster.Grid;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Walks around the pixels of a mask along their edges, the pixels on the right hand. Pixels that
 * touch only at a corner are not connected. Used once, single-thread.
 */
final class PixelOutline {
  // Directions clockwise, so that +1 is a right turn; rows run down.
  private static final int EAST = 0;
  private static final int SOUTH = 1;
  private static final int WEST = 2;
  private static final int NORTH = 3;
  private static final int[] COL_STEP = {1, 0, -1, 0};
  private static final int[] ROW_STEP = {0, 1, 0, -1};

  private final GeometryFactory factory;
  private final Grid grid;
  private final boolean[] mask;
  private final int rows;
  private final int cols;
  private final int[] components;
  private final int count;

  /**
   * By vertex of the {@code (rows+1) x (cols+1)} lattice: bit d = an edge leaves in direction d.
   */
  private final byte[] edges;

  private PixelOutline(Grid grid, boolean[] mask, GeometryFactory factory) {
    this.factory = factory;
    this.grid = grid;
    this.mask = mask;
    this.rows = grid.rows();
    this.cols = grid.cols();
    this.components = new int[mask.length];
    this.count = label();
    this.edges = new byte[(rows + 1) * (cols + 1)];
  }

  static Geometry of(Grid grid, boolean[] mask, GeometryFactory factory) {
    return new PixelOutline(grid, mask, factory).trace();
  }

  private Geometry trace() {
    markEdges();
    LinearRing[] shells = new LinearRing[count];
    List<List<LinearRing>> holes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      holes.add(new ArrayList<>());
    }
    for (int start = 0; start < edges.length; start++) {
      // Every ring runs east somewhere; a vertex has at most one edge to the east.
      if ((edges[start] & 1 << EAST) == 0) {
        continue;
      }
      int component = components[start / (cols + 1) * cols + start % (cols + 1)];
      for (List<Integer> ring : simpleRings(walk(start))) {
        if (doubleArea(ring) > 0) {
          shells[component] = linearRing(ring);
        } else {
          holes.get(component).add(linearRing(ring));
        }
      }
    }
    Polygon[] polygons = new Polygon[count];
    for (int i = 0; i < count; i++) {
      polygons[i] = factory.createPolygon(shells[i], holes.get(i).toArray(new LinearRing[0]));
    }
    if (count == 0) {
      return factory.createPolygon();
    }
    return count == 1 ? polygons[0] : factory.createMultiPolygon(polygons);
  }

  /** Numbers the parts connected by pixel edges, in reading order; how many. */
  private int label() {
    Arrays.fill(components, -1);
    int next = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int start = 0; start < mask.length; start++) {
      if (!mask[start] || components[start] >= 0) {
        continue;
      }
      components[start] = next;
      open.add(start);
      while (!open.isEmpty()) {
        int pixel = open.remove();
        for (int direction = 0; direction < 4; direction++) {
          int row = pixel / cols + ROW_STEP[direction];
          int col = pixel % cols + COL_STEP[direction];
          if (inside(row, col) && components[row * cols + col] < 0) {
            components[row * cols + col] = next;
            open.add(row * cols + col);
          }
        }
      }
      next++;
    }
    return next;
  }

  private boolean inside(int row, int col) {
    return row >= 0 && col >= 0 && row < rows && col < cols && mask[row * cols + col];
  }

  private void markEdges() {
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        if (!mask[row * cols + col]) {
          continue;
        }
        int topLeft = row * (cols + 1) + col;
        int bottomLeft = topLeft + cols + 1;
        if (!inside(row - 1, col)) {
          edges[topLeft] |= 1 << EAST;
        }
        if (!inside(row, col + 1)) {
          edges[topLeft + 1] |= 1 << SOUTH;
        }
        if (!inside(row + 1, col)) {
          edges[bottomLeft + 1] |= 1 << WEST;
        }
        if (!inside(row, col - 1)) {
          edges[bottomLeft] |= 1 << NORTH;
        }
      }
    }
  }

  /** The corners passed from an edge to the east until it is met again; takes the edges away. */
  private List<Integer> walk(int start) {
    List<Integer> corners = new ArrayList<>();
    int vertex = start;
    int direction = EAST;
    do {
      edges[vertex] &= (byte) ~(1 << direction);
      vertex += ROW_STEP[direction] * (cols + 1) + COL_STEP[direction];
      int right = direction + 1 & 3;
      int left = direction + 3 & 3;
      int next;
      // Where two edges leave, the right turn stays with the same pixel.
      if (leaves(vertex, right, start)) {
        next = right;
      } else if (leaves(vertex, direction, start)) {
        next = direction;
      } else {
        next = left;
      }
      if (next != direction) {
        corners.add(vertex);
      }
      direction = next;
    } while (vertex != start || direction != EAST);
    return corners;
  }

  /** Whether an edge not yet walked leaves, or the one the walk began with. */
  private boolean leaves(int vertex, int direction, int start) {
    return (edges[vertex] & 1 << direction) != 0 || (vertex == start && direction == EAST);
  }

  /** Cuts a ring that touches itself at a corner into rings that do not. */
  private static List<List<Integer>> simpleRings(List<Integer> corners) {
    List<List<Integer>> rings = new ArrayList<>();
    List<Integer> path = new ArrayList<>();
    Map<Integer, Integer> position = new HashMap<>();
    for (int corner : corners) {
      Integer seen = position.get(corner);
      if (seen != null) {
        List<Integer> loop = path.subList(seen, path.size());
        rings.add(new ArrayList<>(loop));
        loop.forEach(position::remove);
        loop.clear();
      }
      position.put(corner, path.size());
      path.add(corner);
    }
    rings.add(path);
    return rings;
  }

  /** Positive for a ring around pixels, negative for one around a hole. */
  private long doubleArea(List<Integer> ring) {
    long sum = 0;
    for (int i = 0; i < ring.size(); i++) {
      int a = ring.get(i);
      int b = ring.get((i + 1) % ring.size());
      sum +=
          (long) (a % (cols + 1)) * (b / (cols + 1)) - (long) (b % (cols + 1)) * (a / (cols + 1));
    }
    return sum;
  }

  private LinearRing linearRing(List<Integer> ring) {
    Coordinate[] coordinates = new Coordinate[ring.size() + 1];
    for (int i = 0; i < coordinates.length; i++) {
      int vertex = ring.get(i % ring.size());
      coordinates[i] = new Coordinate(grid.xOf(vertex % (cols + 1)), grid.yOf(vertex / (cols + 1)));
    }
    return factory.createLinearRing(coordinates);
  }
}
