package org.cairn.register;

import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.heritage.review.Finding;

/**
 * An alert that was found. Days are in ISO 8601, as the record has them.
 *
 * @param alert its id
 * @param place id of the place
 * @param run that has it as it is here
 * @param entry of the ledger that has it so
 * @param lastUnchanged the last look before the change
 * @param firstSeen the first that shows it
 * @param raised the look that confirmed it
 * @param expectedPerSiteYear how often chance alone would score so high
 * @param direction words from the spectra, joined by commas
 * @param status of its newest finding
 * @param finding entry of that finding; empty while there is none
 * @param judges how many persons have judged it
 * @param key where it stands in the order
 */
public record AlertHit(
    String alert,
    String place,
    String run,
    long entry,
    Optional<String> lastUnchanged,
    Optional<String> firstSeen,
    Optional<String> raised,
    OptionalDouble score,
    OptionalDouble expectedPerSiteYear,
    OptionalDouble areaSquareMetres,
    Optional<String> direction,
    Optional<String> sensor,
    Finding.Status status,
    Optional<Long> finding,
    int judges,
    AlertKey key) {}
