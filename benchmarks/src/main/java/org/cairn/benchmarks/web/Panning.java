package org.cairn.benchmarks.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Random;

/**
 * What the browser of somebody asks for who moves a map about: the tiles of a view that were not in
 * the one before, then those of the next. Tiles have 512 pixels, as MapLibre draws them. Guarded by
 * itself.
 */
final class Panning {
  private static final int LEAST_ZOOM = 5;
  private static final int MOST_ZOOM = 16;

  /** Columns and rows of a view. */
  private static final int COLS = 4;

  private static final int ROWS = 3;

  /** Of the part of the world that has places, to either side of 0. */
  private static final double EXTENT_DEGREES = 3.5;

  private final Random random;
  private final Deque<String> tiles = new ArrayDeque<>();
  private int zoom;
  private long col;
  private long row;

  Panning(long seed) {
    this.random = new Random(seed);
    jump();
  }

  /** To some other place, at some zoom. */
  private void jump() {
    zoom = LEAST_ZOOM + random.nextInt(MOST_ZOOM - LEAST_ZOOM + 1);
    col = (long) (x((random.nextDouble() - 0.5) * 2 * EXTENT_DEGREES) * (1L << zoom)) - COLS / 2;
    row = (long) (y((random.nextDouble() - 0.5) * 2 * EXTENT_DEGREES) * (1L << zoom)) - ROWS / 2;
    add(0, COLS, 0, ROWS);
  }

  /** A view's part, in columns and rows of it. */
  private void add(int fromCol, int toCol, int fromRow, int toRow) {
    for (int y = fromRow; y < toRow; y++) {
      for (int x = fromCol; x < toCol; x++) {
        long tileCol = col + x;
        long tileRow = row + y;
        if (tileCol >= 0 && tileRow >= 0 && tileCol < 1L << zoom && tileRow < 1L << zoom) {
          tiles.add("/tiles/places/%d/%d/%d.mvt".formatted(zoom, tileCol, tileRow));
        }
      }
    }
  }

  private void move() {
    switch (random.nextInt(6)) {
      case 0 -> {
        col--;
        add(0, 1, 0, ROWS);
      }
      case 1 -> {
        col++;
        add(COLS - 1, COLS, 0, ROWS);
      }
      case 2 -> {
        row--;
        add(0, COLS, 0, 1);
      }
      case 3 -> {
        row++;
        add(0, COLS, ROWS - 1, ROWS);
      }
      case 4 -> {
        if (zoom < MOST_ZOOM) {
          zoom++;
          col = 2 * col + COLS / 2;
          row = 2 * row + ROWS / 2;
          add(0, COLS, 0, ROWS);
        } else {
          jump();
        }
      }
      default -> jump();
    }
  }

  synchronized String tile() {
    while (tiles.isEmpty()) {
      move();
    }
    return tiles.remove();
  }

  /** West, south, east, north of the view, as an address has it. */
  synchronized String box() {
    double side = 1.0 / (1L << zoom);
    return String.format(
        Locale.ROOT,
        "%.5f,%.5f,%.5f,%.5f",
        lon(Math.max(0, col * side)),
        lat(Math.min(1, (row + ROWS) * side)),
        lon(Math.min(1, (col + COLS) * side)),
        lat(Math.max(0, row * side)));
  }

  private static double x(double lon) {
    return (lon + 180) / 360;
  }

  private static double y(double lat) {
    return (1 - Math.log(Math.tan(Math.PI / 4 + Math.toRadians(lat) / 2)) / Math.PI) / 2;
  }

  private static double lon(double x) {
    return x * 360 - 180;
  }

  private static double lat(double y) {
    return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * y))));
  }
}
