package org.cairn.register;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An image that runs of the watch read.
 *
 * @param key where it stands in the order
 * @param entry of its newest record of a finished run
 * @param run that has it as it is here
 * @param item its id in the catalogue
 * @param collection of the catalogue
 * @param acquired to the second
 * @param clearShare 0 to 1, of what was read
 * @param heldBack why it was not used
 */
public record SceneHit(
    long key,
    long entry,
    String run,
    String item,
    Optional<String> collection,
    Instant acquired,
    Optional<String> sensor,
    OptionalDouble clearShare,
    Optional<String> heldBack) {}
