package org.cairn.app.web.map;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a service has the tiles of one layer, for the squares of a web map. Immutable.
 *
 * @param base that the template is relative to
 * @param template address with members in braces
 * @param members what each stands for, by its name in lower case, but for the tile's own
 * @param matrices by zoom, the identifier of the matrix whose tiles are those of the zoom
 * @param tileSize pixels of a side
 */
record WmtsTiles(
    URI base,
    String template,
    Map<String, String> members,
    SortedMap<Integer, String> matrices,
    int tileSize) {
  private static final Pattern MEMBER = Pattern.compile("\\{([A-Za-z0-9_.:-]+)\\}");

  WmtsTiles {
    members = Map.copyOf(members);
    matrices = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(matrices));
    if (matrices.isEmpty()) {
      throw new IllegalArgumentException("A layer without a zoom");
    }
  }

  int minZoom() {
    return matrices.firstKey();
  }

  int maxZoom() {
    return matrices.lastKey();
  }

  boolean has(int zoom) {
    return matrices.containsKey(zoom);
  }

  /**
   * @param zoom one of those that are there
   * @param x column from the west
   * @param y row from the north
   * @throws IllegalArgumentException where the service's template makes no address
   */
  URI address(int zoom, long x, long y) {
    String matrix = matrices.get(zoom);
    if (matrix == null) {
      throw new IllegalArgumentException("No zoom " + zoom);
    }
    Matcher each = MEMBER.matcher(template);
    StringBuilder address = new StringBuilder();
    while (each.find()) {
      String name = each.group(1).toLowerCase(Locale.ROOT);
      String value =
          switch (name) {
            case "tilematrix" -> matrix;
            case "tilerow" -> Long.toString(y);
            case "tilecol" -> Long.toString(x);
            default -> members.getOrDefault(name, "");
          };
      each.appendReplacement(address, Matcher.quoteReplacement(encoded(value)));
    }
    each.appendTail(address);
    return base.resolve(address.toString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
