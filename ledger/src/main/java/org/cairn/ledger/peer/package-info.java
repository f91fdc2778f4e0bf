/** Institutions watching each other's logs: checkpoints compared, and proof kept of a fork. */
@NullMarked
package org.cairn.ledger.peer;

import org.jspecify.annotations.NullMarked;
