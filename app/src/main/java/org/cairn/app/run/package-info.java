/**
 * A run of the watch over a workspace, whoever asks for it: {@link
 * org.cairn.app.run.WorkspaceWatch} chooses the catalogue, holds the right to watch, watches and
 * writes what was found to the ledger. Knows neither the command line nor pages.
 */
@NullMarked
package org.cairn.app.run;

import org.jspecify.annotations.NullMarked;
