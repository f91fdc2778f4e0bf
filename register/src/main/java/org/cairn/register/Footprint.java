package org.cairn.register;

import org.locationtech.jts.geom.Geometry;

/**
 * A line or an outline that a source gives of a place, as it drew it.
 *
 * @param number see {@link PlaceSearch#numbers}
 * @param geometry longitude, latitude in degrees of WGS 84; may be invalid, and go over the
 *     antimeridian in parts or in a leap from one side to the other
 */
public record Footprint(long number, Geometry geometry) {}
