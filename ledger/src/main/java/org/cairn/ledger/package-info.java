/** What every part of the ledger speaks of: faults, refusals, doubt. */
@NullMarked
package org.cairn.ledger;

import org.jspecify.annotations.NullMarked;
