/**
 * What a running node keeps and does beside its ledger: small databases of its own ({@link
 * org.cairn.app.node.NodeFile}) and work that goes on in the background ({@link
 * org.cairn.app.node.BackgroundTask}). Nothing of it is evidence.
 */
@NullMarked
package org.cairn.app.node;

import org.jspecify.annotations.NullMarked;
