package org.cairn.imagery.stac;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One band of an asset as the item describes it (eo and raster extensions, or {@code bands} of STAC
 * 1.1).
 *
 * @param scale value = stored number * scale + offset
 * @param nodata stored number that means no data; NaN where the item says "nan"
 * @param dataType {@code uint16}, {@code float32} and so on
 * @param unit of the values, as the item writes it
 */
public record Band(
    Optional<String> name,
    Optional<String> commonName,
    OptionalDouble scale,
    OptionalDouble offset,
    OptionalDouble nodata,
    Optional<String> dataType,
    Optional<String> unit) {
  static final Band UNKNOWN =
      new Band(
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty());
}
