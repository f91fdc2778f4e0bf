/** Signed notes, checkpoints, cosignatures, proof files and trust policies of C2SP. */
@NullMarked
package org.cairn.ledger.note;

import org.jspecify.annotations.NullMarked;
