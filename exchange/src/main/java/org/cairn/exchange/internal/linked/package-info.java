/** The Linked Places Format. */
@NullMarked
package org.cairn.exchange.internal.linked;

import org.jspecify.annotations.NullMarked;
