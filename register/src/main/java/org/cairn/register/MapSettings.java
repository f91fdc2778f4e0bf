package org.cairn.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Member {@code map} of the settings. Immutable.
 *
 * @param sources layers of the node's own that can be laid under the places
 */
public record MapSettings(List<Source> sources) {
  /** Coasts only. */
  public static final MapSettings NONE = new MapSettings(List.of());

  private static final int MOST_ZOOM = 24;

  public MapSettings {
    sources = List.copyOf(sources);
  }

  /**
   * Tiles of pictures, as of the XYZ scheme.
   *
   * @param name shown to choose by
   * @param url with {@code {z}}, {@code {x}} and {@code {y}}; http, https, or a file's path in the
   *     workspace
   * @param attribution whom its makers want named; may be empty
   */
  public record Source(String name, String url, String attribution, int minZoom, int maxZoom) {}

  static MapSettings read(@Nullable Object value, String where) throws RefusedException {
    if (value == null) {
      return NONE;
    }
    Map<?, ?> map = Settings.map(value, where, Set.of("sources"));
    List<Source> sources = new ArrayList<>();
    String each = where + ", sources";
    for (Object one : Settings.list(map.get("sources"), each)) {
      Map<?, ?> source =
          Settings.map(one, each, Set.of("name", "url", "attribution", "min_zoom", "max_zoom"));
      String url = Settings.text(source.get("url"), each + ", url");
      boolean whole = url.contains("{z}") && url.contains("{x}") && url.contains("{y}");
      boolean reachable =
          url.startsWith("https://")
              || url.startsWith("http://")
              || !url.contains(":") && !url.startsWith("/") && !url.contains("..");
      if (!whole || !reachable) {
        throw RefusedException.expected(
            Settings.CODE,
            each + ", url",
            "an address or a path in the workspace with {z}, {x} and {y}",
            "'" + url + "'");
      }
      sources.add(
          new Source(
              Settings.text(source.get("name"), each + ", name"),
              url,
              source.get("attribution") == null
                  ? ""
                  : Settings.text(source.get("attribution"), each + ", attribution"),
              zoom(source.get("min_zoom"), 0, each + ", min_zoom"),
              zoom(source.get("max_zoom"), 19, each + ", max_zoom")));
    }
    return new MapSettings(sources);
  }

  private static int zoom(@Nullable Object value, int otherwise, String where)
      throws RefusedException {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer number && number >= 0 && number <= MOST_ZOOM) {
      return number;
    }
    throw RefusedException.expected(
        Settings.CODE, where, "a whole number from 0 to " + MOST_ZOOM, "'" + value + "'");
  }
}
