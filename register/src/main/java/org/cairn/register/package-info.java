/**
 * A workspace: its folders and keys, records into its ledger, and the check of all that is there.
 */
@NullMarked
package org.cairn.register;

import org.jspecify.annotations.NullMarked;
