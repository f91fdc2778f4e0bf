package org.cairn.register;

import java.util.Optional;

/**
 * A contribution that was added.
 *
 * @param entry of the ledger
 * @param newer the newest entry about its place before, where that is later than the one its author
 *     had seen: both are kept, and who adds may want to look again
 */
public record Contributed(long entry, Optional<Long> newer) {}
