/** Witnesses (C2SP tlog-witness): being one, and asking others. */
@NullMarked
package org.cairn.ledger.witness;

import org.jspecify.annotations.NullMarked;
