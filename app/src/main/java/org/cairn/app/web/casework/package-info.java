/**
 * Cases: a list of them, and one with what it gathers, who works on what until when, what was said,
 * and each event with its entry of the ledger.
 */
@NullMarked
package org.cairn.app.web.casework;

import org.jspecify.annotations.NullMarked;
