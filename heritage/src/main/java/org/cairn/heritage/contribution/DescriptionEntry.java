package org.cairn.heritage.contribution;

import java.util.Optional;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.review.Author;

/**
 * A whole description of a place as the ledger has it. Immutable.
 *
 * @param entry its index
 * @param time the writer's clock, a claim
 * @param by who made the place by hand; empty where the description was imported
 */
public record DescriptionEntry(
    long entry, Optional<String> time, PlaceDescription place, Optional<Author> by) {}
