package org.cairn.ledger.timestamp;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token says, after every check held: these bytes existed when the authority's clock showed
 * {@code genTime}. It says nothing of how long they had existed before. Immutable.
 *
 * @param genTime the authority's clock
 * @param accuracy the authority's own claim, to either side; empty where it makes none
 * @param policy object identifier, dotted decimal
 * @param serial of the token, unique at its authority
 * @param authority subject of the certificate that signed, RFC 2253
 */
public record VerifiedTimestamp(
    Instant genTime,
    Optional<Duration> accuracy,
    String policy,
    BigInteger serial,
    String authority) {}
