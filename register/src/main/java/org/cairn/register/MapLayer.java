package org.cairn.register;

import java.util.List;
import java.util.Optional;

/** A layer of the node's own that can be laid under the places on the map. Immutable. */
public sealed interface MapLayer {
  /** Shown to choose by, and the layer's name in addresses; no two are alike. */
  String name();

  /** Whom its makers want named; may be empty. */
  String attribution();

  /**
   * Tiles of pictures, as of the XYZ scheme: squares of Web Mercator, zoom 0 is one tile, rows from
   * the north.
   *
   * @param url with {@code {z}}, {@code {x}} and {@code {y}}; http, https, or a file's path in the
   *     workspace
   */
  record Xyz(String name, String url, String attribution, int minZoom, int maxZoom)
      implements MapLayer {}

  /**
   * All tiles, of pictures or of outlines, in one file of the <a
   * href="https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md">PMTiles format 3</a>.
   *
   * @param url http, https, or a file's path in the workspace
   */
  record PmTiles(String name, String url, String attribution) implements MapLayer {}

  /**
   * A layer of an <a href="https://www.ogc.org/standards/wmts/">OGC Web Map Tile Service 1.0</a>.
   *
   * @param url of the capabilities; http or https
   * @param layer identifier; may be absent where the service has one layer only
   * @param style identifier; absent for the service's default
   * @param matrixSet identifier of a tile matrix set; absent for the first that fits the map
   * @param hosts that may hand out tiles beside the one of the capabilities, each {@code host} or
   *     {@code host:port}
   */
  record Wmts(
      String name,
      String url,
      String attribution,
      Optional<String> layer,
      Optional<String> style,
      Optional<String> matrixSet,
      List<String> hosts)
      implements MapLayer {
    public Wmts {
      hosts = List.copyOf(hosts);
    }
  }
}
