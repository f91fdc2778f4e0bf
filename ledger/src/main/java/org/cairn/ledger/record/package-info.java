/**
 * What a log entry is: a canonical JSON record, its author's signature, the keys that may sign, and
 * the disclosures kept outside the log.
 */
@NullMarked
package org.cairn.ledger.record;

import org.jspecify.annotations.NullMarked;
