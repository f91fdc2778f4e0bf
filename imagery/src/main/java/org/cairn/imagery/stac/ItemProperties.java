package org.cairn.imagery.stac;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an item says of its image as a whole, in one form whatever the catalogue.
 *
 * @param cloudCoverPercent from 0 to 100
 * @param processingBaseline of Sentinel-2, for example {@code 05.09}; read from the product's name
 *     where no property gives it
 * @param boaOffsetApplied Earth Search's flag: the radiometric offset has been subtracted from the
 *     pixels
 * @param sentinel2L2a surface reflectance of Sentinel-2
 * @param updated when the metadata was last changed, as the item writes it
 */
public record ItemProperties(
    Optional<String> platform,
    Optional<String> constellation,
    OptionalDouble cloudCoverPercent,
    Optional<String> processingBaseline,
    Optional<Boolean> boaOffsetApplied,
    boolean sentinel2L2a,
    Optional<String> updated) {}
