/** The one place that decides whether a signature or a key is acceptable. */
@NullMarked
package org.cairn.ledger.crypto;

import org.jspecify.annotations.NullMarked;
