package org.cairn.app.web.map;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.app.web.Registers;
import org.cairn.app.web.map.Atlas.Sheet;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceCard;
import org.cairn.register.PlaceSpots;

/**
 * Makes a tile of places: few of them each by itself, with its name; many as clusters, a cell of a
 * grid in the tile each. Only the names of single places are read from the register. Single-thread.
 */
final class TileMaker {
  static final int MOST_ZOOM = 16;

  /** Two to this many cells along each side of a tile. */
  private static final int CELL_DEPTH = 3;

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

  /** Places at one spot of the tile. */
  private static final class Group {
    private int count;
    private double x;
    private double y;
    private int first = -1;

    void add(int index, double atX, double atY) {
      count++;
      x += atX;
      y += atY;
      first = first < 0 ? index : first;
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
      int x = (int) (group.x / group.count);
      int y = (int) (group.y / group.count);
      if (group.count > 1) {
        tile.point(0, x, y, Map.of("count", group.count));
        continue;
      }
      PlaceCard card = cards.get(spots.number(group.first));
      if (card != null) {
        tile.point(card.number(), x, y, properties(card));
      }
    }
    return tile.encode();
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
    boolean few = countUpTo(from, to, MOST_SINGLE + 1) <= MOST_SINGLE;
    // Of few, those at the very same spot are put together.
    Map<Long, Group> groups = new LinkedHashMap<>();
    int depth = few ? SpotOrder.DEPTH : zoom + CELL_DEPTH;
    for (int at = from; at < to; at++) {
      int index = order.index(at);
      if (selection.has(index)) {
        double x = x(index);
        double y = y(index);
        long key = few ? (long) x << 13 | (long) y : order.cell(at, depth);
        groups.computeIfAbsent(key, none -> new Group()).add(index, x, y);
      }
    }
    return new ArrayList<>(groups.values());
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
