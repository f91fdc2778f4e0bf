/** The hash tree of RFC 6962: heads, tiles, proofs and how they are checked. */
@NullMarked
package org.cairn.ledger.merkle;

import org.jspecify.annotations.NullMarked;
