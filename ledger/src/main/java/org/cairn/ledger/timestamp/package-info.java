/** Time from outside: RFC 3161 tokens over checkpoints, asked for, checked, queued and kept. */
@NullMarked
package org.cairn.ledger.timestamp;

import org.jspecify.annotations.NullMarked;
