package org.cairn.register;

import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;

/** About how much memory a description takes. */
final class Weight {
  private static final int STATEMENT = 500;
  private static final int POSITION = 64;

  private Weight() {}

  /** In bytes. */
  static long of(PlaceDescription place) {
    long bytes = (long) STATEMENT * place.statements().size();
    for (PlaceGeometry geometry : place.geometries()) {
      bytes += (long) POSITION * geometry.geometry().getNumPoints();
    }
    for (var description : place.descriptions()) {
      bytes += 2L * description.text().length();
    }
    for (Extra extra : place.extra()) {
      bytes += 2L * extra.value().length();
    }
    return bytes;
  }
}
