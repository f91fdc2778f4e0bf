package org.cairn.ledger.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile or an entry bundle stands (C2SP tlog-tiles): {@code
 * tile/<level>/<index>[.p/<width>]} with the index in groups of three digits, all but the last with
 * an {@code x} before them. A tile of level l holds up to 256 hashes, each of a full tile of level
 * l - 1, at level 0 of an entry. Immutable.
 *
 * @param level 0 to 7, or {@link #ENTRIES}
 * @param index of the tile in its level
 * @param width hashes or entries in it, 1 to 256; a full one has no suffix
 */
public record TileAddress(int level, long index, int width) {
  /** The level of entry bundles. */
  public static final int ENTRIES = -1;

  /** Hashes in a full tile, entries in a full bundle. */
  public static final int FULL = 256;

  /** With indexes below 2^63 there are no more levels than this. */
  public static final int LEVELS = 8;

  private static final Pattern PATH =
      Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

  public TileAddress {
    if (level < ENTRIES || level >= LEVELS || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException(
          "A tile has a level of -1 to 7, an index of 0 or more and a width of 1 to 256, found "
              + level
              + ", "
              + index
              + ", "
              + width);
    }
  }

  /** The tile as it is in a tree of this size. */
  public static TileAddress in(long treeSize, int level, long index) {
    long nodes = nodes(treeSize, level) - index * FULL;
    if (nodes < 1) {
      throw new IllegalArgumentException(
          "A tree of size " + treeSize + " has no tile " + index + " at level " + level);
    }
    return new TileAddress(level, index, (int) Math.min(nodes, FULL));
  }

  /** Hashes (entries) a tree of this size has in all tiles of a level. */
  public static long nodes(long treeSize, int level) {
    return level <= 0 ? treeSize : treeSize >>> (8 * level);
  }

  /** Tiles, the partial one included, a tree of this size has at a level. */
  public static long tiles(long treeSize, int level) {
    long nodes = nodes(treeSize, level);
    return nodes / FULL + (nodes % FULL == 0 ? 0 : 1);
  }

  public boolean isFull() {
    return width == FULL;
  }

  /** The same place when it is full. */
  public TileAddress full() {
    return new TileAddress(level, index, FULL);
  }

  /** For example {@code tile/0/x001/234.p/5}, relative to the log's folder or address. */
  public String path() {
    String whole = "tile/" + (level == ENTRIES ? "entries" : level) + "/" + grouped(index);
    return isFull() ? whole : whole + ".p/" + width;
  }

  /** The reverse of {@link #path}; empty for every other text. */
  public static Optional<TileAddress> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    if (width < 1 || width > FULL) {
      return Optional.empty();
    }
    TileAddress address = new TileAddress(level, index, width);
    return address.path().equals(path) ? Optional.of(address) : Optional.empty();
  }

  private static String grouped(long index) {
    Deque<String> groups = new ArrayDeque<>();
    long rest = index;
    do {
      String digits = String.format(java.util.Locale.ROOT, "%03d", rest % 1000);
      groups.addFirst(groups.isEmpty() ? digits : "x" + digits);
      rest /= 1000;
    } while (rest > 0);
    return String.join("/", groups);
  }
}
