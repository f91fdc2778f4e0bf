package org.cairn.app.web.map;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.app.web.Registers;
import org.cairn.app.web.map.Atlas.Sheet;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Footprint;
import org.cairn.register.PlaceCard;
import org.cairn.register.PlaceSpots;

/**
 * Makes a tile of places: few of them each by itself, with its name; many as clusters, a cell of a
 * grid in the tile each. From close by with the outlines of places. Only names of single places and
 * outlines are read from the register. Single-thread.
 */
final class TileMaker {
  static final int MOST_ZOOM = 16;

  /** Two to this many cells along each side of a tile. */
  private static final int CELL_DEPTH = 3;

  /** Of the places of a cell, whose middle is where they are shown together. */
  private static final int SAMPLES = 128;

  /** More places of a tile than this are put together. */
  private static final int MOST_SINGLE = 48;

  private final Sheet sheet;
  private final SpotOrder order;
  private final Selection selection;
  private final Sight sight;
  private final int zoom;
  private final long column;
  private final long row;

  /**
   * @param column x of the tile, 0 in the west, less than 2 to the zoom
   * @param row y of the tile, 0 in the north
   */
  TileMaker(Sheet sheet, Selection selection, Sight sight, int zoom, long column, long row) {
    this.sheet = sheet;
    this.order = sheet.order(sight.exact());
    this.selection = selection;
    this.sight = sight;
    this.zoom = zoom;
    this.column = column;
    this.row = row;
  }

  /** Places at one spot of the tile, or in one cell of it. */
  private static final class Group {
    private int count;
    private int placed;
    private double x;
    private double y;
    private int first = -1;

    void count(int index, int more) {
      count += more;
      first = first < 0 ? index : first;
    }

    void place(double atX, double atY) {
      placed++;
      x += atX;
      y += atY;
    }
  }

  byte[] make(Registers registers) throws IOException, RefusedException {
    int from = order.from(zoom, column, row);
    int to = order.to(zoom, column, row);
    List<Group> groups = groups(from, to);
    List<Long> singles = new ArrayList<>();
    PlaceSpots spots = sheet.spots();
    for (Group group : groups) {
      if (group.count == 1) {
        singles.add(spots.number(group.first));
      }
    }
    Map<Long, PlaceCard> cards = new LinkedHashMap<>();
    if (!singles.isEmpty()) {
      registers
          .read(register -> register.cards(singles))
          .forEach(card -> cards.put(card.number(), card));
    }
    VectorTile tile = new VectorTile("places");
    for (Group group : groups) {
      int x = (int) (group.x / group.placed);
      int y = (int) (group.y / group.placed);
      if (group.count > 1) {
        tile.point(0, x, y, Map.of("count", group.count));
        continue;
      }
      PlaceCard card = cards.get(spots.number(group.first));
      if (card != null) {
        tile.point(card.number(), x, y, properties(card));
      }
    }
    return zoom < Outlines.LEAST_ZOOM ? tile.encode() : joined(tile.encode(), outlines(registers));
  }

  /** Never of a place whose location is protected from the viewer. */
  private byte[] outlines(Registers registers) throws IOException, RefusedException {
    Outlines outlines = new Outlines(zoom, column, row);
    List<Footprint> drawn =
        registers.read(
            register -> register.footprints(outlines.bounds(), sight.exact(), Outlines.MOST));
    for (Footprint footprint : drawn) {
      int index = sheet.spots().find(footprint.number());
      if (index >= 0 && selection.has(index)) {
        outlines.add(footprint, Map.of());
      }
    }
    return outlines.encode();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private Map<String, Object> properties(PlaceCard card) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("path", PlacePath.of(card.place()));
    properties.put(
        "name", ShownName.sorted(card.names(), sight.languages(), card.place()).getFirst().text());
    if (!card.sensitivity().equals("public") && !sight.exact()) {
      properties.put("cell", 1);
    }
    if (sight.watch()) {
      card.status().ifPresent(status -> properties.put("status", status));
      if (card.alerts() > 0) {
        properties.put("alerts", card.alerts());
      }
    }
    return properties;
  }

  private List<Group> groups(int from, int to) {
    if (countUpTo(from, to, MOST_SINGLE + 1) <= MOST_SINGLE) {
      return spots(from, to);
    }
    int depth = zoom + CELL_DEPTH;
    List<Group> groups = new ArrayList<>();
    for (int at = from; at < to; ) {
      int end = order.endOfCell(order.cell(at, depth), depth);
      Group group = cell(at, end);
      if (group.count > 0) {
        groups.add(group);
      }
      at = end;
    }
    return groups;
  }

  /** Few, each by itself; those at the very same spot of the tile are put together. */
  private List<Group> spots(int from, int to) {
    Map<Long, Group> groups = new LinkedHashMap<>();
    for (int at = from; at < to; at++) {
      int index = order.index(at);
      if (selection.has(index)) {
        double x = x(index);
        double y = y(index);
        Group group = groups.computeIfAbsent((long) x << 13 | (long) y, none -> new Group());
        group.count(index, 1);
        group.place(x, y);
      }
    }
    return new ArrayList<>(groups.values());
  }

  /** Those of a run together, where some of them are. */
  private Group cell(int from, int end) {
    Group group = new Group();
    int step = Math.max(1, (end - from) / SAMPLES);
    if (selection.isAll()) {
      group.count(order.index(from), end - from);
      for (int at = from; at < end; at += step) {
        group.place(x(order.index(at)), y(order.index(at)));
      }
      return group;
    }
    for (int at = from; at < end; at++) {
      int index = order.index(at);
      if (selection.has(index)) {
        if (group.count % step == 0) {
          group.place(x(index), y(index));
        }
        group.count(index, 1);
      }
    }
    return group;
  }

  private int countUpTo(int from, int to, int most) {
    int count = 0;
    for (int at = from; at < to && count < most; at++) {
      count += selection.has(order.index(at)) ? 1 : 0;
    }
    return count;
  }

  private double x(int index) {
    double at = Mercator.x(sheet.spots().lon(index, order.exact()));
    return (at * (1L << zoom) - column) * VectorTile.EXTENT;
  }

  private double y(int index) {
    double at = Mercator.y(sheet.spots().lat(index, order.exact()));
    return (at * (1L << zoom) - row) * VectorTile.EXTENT;
  }
}
