package org.cairn.app.web.map;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a page of places shows its map, as its address says it; which places there are is a {@link
 * PlaceFilter}'s to say.
 *
 * @param layer name of one of the node's own; empty for coasts only
 * @param borders whether the layer's borders are to be drawn, where it has any
 * @param at zoom, latitude and longitude of the middle with slashes between; empty where the map is
 *     to show what was found
 */
public record MapState(boolean map, String layer, boolean borders, String at) {
  public static final String VIEW = "view";
  public static final String LAYER = "layer";
  public static final String BORDERS = "borders";
  public static final String AT = "at";

  private static final Pattern AT_SHAPE =
      Pattern.compile(
          "(\\d{1,2}(?:\\.\\d{1,6})?)/(-?\\d{1,2}(?:\\.\\d{1,9})?)/(-?\\d{1,3}(?:\\.\\d{1,9})?)");

  /**
   * @param parameters of a request
   * @param layers names of those there are: another is none
   * @param boxed whether the list is of the map's part of the world; else where the map was says
   *     nothing of what it is to show
   */
  public static MapState of(Map<String, String[]> parameters, List<String> layers, boolean boxed) {
    String layer = get(parameters, LAYER).filter(layers::contains).orElse("");
    return new MapState(
        get(parameters, VIEW).filter("map"::equals).isPresent(),
        layer,
        !layer.isEmpty() && get(parameters, BORDERS).isPresent(),
        get(parameters, AT).filter(at -> boxed && isPosition(at)).orElse(""));
  }

  private static Optional<String> get(Map<String, String[]> parameters, String name) {
    String[] given = parameters.get(name);
    return given == null || given.length == 0 || given[0].isBlank()
        ? Optional.empty()
        : Optional.of(given[0]);
  }

  private static boolean isPosition(String at) {
    var parts = AT_SHAPE.matcher(at);
    return parts.matches()
        && Double.parseDouble(parts.group(1)) <= 24
        && Math.abs(Double.parseDouble(parts.group(2))) <= 90
        && Math.abs(Double.parseDouble(parts.group(3))) <= 180;
  }

  /** Members of the address, those that say something. */
  public Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    if (!at.isEmpty()) {
      members.put(AT, at);
    }
    if (!layer.isEmpty()) {
      members.put(LAYER, layer);
    }
    if (borders) {
      members.put(BORDERS, "1");
    }
    if (map) {
      members.put(VIEW, "map");
    }
    return members;
  }

  /**
   * The address of the page of places in this state.
   *
   * @param filter its query without a question mark; may be empty
   */
  public String path(String filter) {
    List<String> parts = new ArrayList<>();
    if (!filter.isEmpty()) {
      parts.add(filter);
    }
    members()
        .forEach((name, value) ->
            parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return "/places" + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
  }

  public MapState withMap(boolean shown) {
    return new MapState(shown, layer, borders, at);
  }
}
