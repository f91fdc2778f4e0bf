/** Files that are there whole or not at all, after a crash as before it. */
@NullMarked
package org.cairn.ledger.storage;

import org.jspecify.annotations.NullMarked;
