package org.cairn.exchange;

import java.nio.file.Path;
import java.util.List;
import org.cairn.exchange.internal.PlaceFiles;

/**
 * Reads lists of places as people keep them: GeoJSON (RFC 7946; FeatureCollection, Feature, bare
 * geometry, one feature per line, the Linked Places Format's features), CSV with longitude and
 * latitude or well-known text, and folders of them. Formats are told by content. All coordinates
 * are longitude and latitude in WGS 84 degrees.
 *
 * <p>Files are read row by row and feature by feature; what is kept is the places. Bad rows are
 * {@linkplain RowProblem reported}, good ones go on.
 */
public final class PlaceReader {
  private PlaceReader() {}

  /**
   * Reads files and folders in the order given; the files of a folder by name, hidden files and
   * subfolders left out.
   *
   * @throws PlaceFormatException when one of the paths cannot be read at all; nothing was read then
   */
  public static PlacesRead read(List<Path> inputs) throws PlaceFormatException {
    return PlaceFiles.read(inputs);
  }
}
