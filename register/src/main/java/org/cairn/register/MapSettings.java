package org.cairn.register;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Member {@code map} of the settings. Immutable.
 *
 * @param layers of the node's own that can be laid under the places
 */
public record MapSettings(List<MapLayer> layers) {
  /** Coasts only. */
  public static final MapSettings NONE = new MapSettings(List.of());

  private static final int MOST_ZOOM = 24;
  private static final int USUAL_ZOOM = 19;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");

  public MapSettings {
    layers = List.copyOf(layers);
  }

  static MapSettings read(@Nullable Object value, String where) throws RefusedException {
    if (value == null) {
      return NONE;
    }
    // What has no type is XYZ, as all was while the list was called sources.
    Map<?, ?> map = Settings.map(value, where, Set.of("layers", "sources"));
    List<MapLayer> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String list : List.of("sources", "layers")) {
      String each = where + ", " + list;
      for (Object one : Settings.list(map.get(list), each)) {
        MapLayer layer = new Reading(one, each).layer();
        if (!names.add(layer.name())) {
          throw RefusedException.expected(
              Settings.CODE, each + ", name", "a name of its own", "'" + layer.name() + "' again");
        }
        layers.add(layer);
      }
    }
    return new MapSettings(layers);
  }

  /** One layer; single-thread. */
  private static final class Reading {
    private final Map<?, ?> given;
    private final String where;

    Reading(@Nullable Object given, String where) throws RefusedException {
      Set<String> common = Set.of("name", "type", "url", "attribution");
      this.where = where;
      Map<?, ?> all = given instanceof Map<?, ?> map ? map : Map.of();
      Set<String> known = new HashSet<>(common);
      known.addAll(
          switch (type(all)) {
            case "xyz" -> Set.of("min_zoom", "max_zoom");
            case "pmtiles" -> Set.of();
            case "wmts" -> Set.of("layer", "style", "matrix_set", "hosts");
            default ->
                throw RefusedException.expected(
                    Settings.CODE,
                    where + ", type",
                    "one of [pmtiles, wmts, xyz]",
                    "'" + type(all) + "'");
          });
      this.given = Settings.map(given, where, known);
    }

    private static String type(Map<?, ?> all) {
      return all.get("type") == null ? "xyz" : String.valueOf(all.get("type"));
    }

    MapLayer layer() throws RefusedException {
      String name = text("name");
      String attribution = find("attribution").orElse("");
      return switch (type(given)) {
        case "pmtiles" -> new MapLayer.PmTiles(name, reachable(text("url")), attribution);
        case "wmts" ->
            new MapLayer.Wmts(
                name,
                address(text("url")),
                attribution,
                find("layer"),
                find("style"),
                find("matrix_set"),
                hosts());
        default ->
            new MapLayer.Xyz(
                name,
                template(text("url")),
                attribution,
                zoom("min_zoom", 0),
                zoom("max_zoom", USUAL_ZOOM));
      };
    }

    private String text(String member) throws RefusedException {
      return Settings.text(given.get(member), where + ", " + member);
    }

    private Optional<String> find(String member) throws RefusedException {
      return given.get(member) == null ? Optional.empty() : Optional.of(text(member));
    }

    private String template(String url) throws RefusedException {
      boolean whole = url.contains("{z}") && url.contains("{x}") && url.contains("{y}");
      if (!whole || !isReachable(url)) {
        throw bad("url", "an address or a path in the workspace with {z}, {x} and {y}", url);
      }
      if (isAddress(url)) {
        address(url.replace("{z}", "0").replace("{x}", "0").replace("{y}", "0"));
      }
      return url;
    }

    private String reachable(String url) throws RefusedException {
      if (!isReachable(url)) {
        throw bad("url", "an address or a path in the workspace", url);
      }
      return isAddress(url) ? address(url) : url;
    }

    private String address(String url) throws RefusedException {
      try {
        URI address = URI.create(url);
        if (isAddress(url) && address.getHost() != null && address.getUserInfo() == null) {
          return url;
        }
      } catch (IllegalArgumentException notOne) {
        // Said below, as for any other text.
      }
      throw bad("url", "an address that begins with http:// or https://", url);
    }

    private static boolean isReachable(String url) {
      return isAddress(url) || !url.contains(":") && !url.startsWith("/") && !url.contains("..");
    }

    private static boolean isAddress(String url) {
      return url.startsWith("https://") || url.startsWith("http://");
    }

    private List<String> hosts() throws RefusedException {
      List<String> hosts = new ArrayList<>();
      for (Object one : Settings.list(given.get("hosts"), where + ", hosts")) {
        String host = Settings.text(one, where + ", hosts");
        if (!HOST.matcher(host).matches()) {
          throw bad("hosts", "host or host:port", host);
        }
        hosts.add(host);
      }
      return hosts;
    }

    private int zoom(String member, int otherwise) throws RefusedException {
      Object value = given.get(member);
      if (value == null) {
        return otherwise;
      }
      if (value instanceof Integer number && number >= 0 && number <= MOST_ZOOM) {
        return number;
      }
      throw bad(member, "a whole number from 0 to " + MOST_ZOOM, String.valueOf(value));
    }

    private RefusedException bad(String member, String expected, String found) {
      return RefusedException.expected(
          Settings.CODE, where + ", " + member, expected, "'" + found + "'");
    }
  }
}
