/** Formats in and out: lists of places as people keep them in, alerts and scores out. */
@NullMarked
package org.cairn.exchange;

import org.jspecify.annotations.NullMarked;
