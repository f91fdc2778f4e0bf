/** What the ledger's HTTP clients share. Not exported. */
@NullMarked
package org.cairn.ledger.http;

import org.jspecify.annotations.NullMarked;
