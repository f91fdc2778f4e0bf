package org.cairn.register;

import java.time.Instant;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A picture of an alert.
 *
 * @param key where it stands in the order
 * @param entry of the alert's record, the newest that a finished run has
 * @param number of the picture in that record, from 0
 * @param role {@code before}, {@code after} or {@code strip}
 * @param acquired when the image was taken, to the second; the day's beginning where only the day
 *     is known
 * @param item id of the image it was made from
 * @param sha256 of the PNG, in hexadecimal
 * @param ground what it shows, degrees of WGS 84; empty where not recorded
 * @param open whether everyone may know where the place lies
 */
public record PictureHit(
    long key,
    long entry,
    int number,
    String alert,
    String place,
    String role,
    Instant acquired,
    Optional<String> sensor,
    Optional<String> item,
    String sha256,
    Optional<Geometry> ground,
    boolean open) {}
