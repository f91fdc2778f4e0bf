package org.cairn.register;

import java.util.Optional;
import org.cairn.heritage.place.PlaceDescription;

/**
 * What was said of a place from one entry of the ledger on.
 *
 * @param entry its index
 * @param time the writer's clock, a claim
 */
public record PlaceVersion(long entry, Optional<String> time, PlaceDescription place) {}
