/** Content kept by its hash, checked on every read. */
@NullMarked
package org.cairn.ledger.blob;

import org.jspecify.annotations.NullMarked;
