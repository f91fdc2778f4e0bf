/** The append-only log as a folder in C2SP tlog-tiles layout: appended, read, proven, audited. */
@NullMarked
package org.cairn.ledger.log;

import org.jspecify.annotations.NullMarked;
