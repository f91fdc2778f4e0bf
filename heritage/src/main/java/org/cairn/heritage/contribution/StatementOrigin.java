package org.cairn.heritage.contribution;

import java.util.Optional;
import org.cairn.heritage.review.Author;

/**
 * Where a statement about a place comes from. Immutable.
 *
 * @param entry of the ledger that says it
 * @param time the writer's clock, a claim
 * @param by who added it by hand; empty where it was imported
 */
public record StatementOrigin(long entry, Optional<String> time, Optional<Author> by) {}
