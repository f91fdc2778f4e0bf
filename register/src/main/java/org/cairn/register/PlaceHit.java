package org.cairn.register;

import java.util.Optional;

/**
 * A place that was found.
 *
 * @param place its id
 * @param names all of them, shortened where they are long; empty where it has none
 * @param entry of the ledger that is the newest about it
 * @param status of its newest coverage
 */
public record PlaceHit(String place, String names, long entry, Optional<String> status) {}
