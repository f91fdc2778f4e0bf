/** What a workspace's ledger says of places, catalogues, runs and alerts, as records and back. */
@NullMarked
package org.cairn.app.record;

import org.jspecify.annotations.NullMarked;
