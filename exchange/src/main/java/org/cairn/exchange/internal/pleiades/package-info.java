/** Places of the Pleiades gazetteer. */
@NullMarked
package org.cairn.exchange.internal.pleiades;

import org.jspecify.annotations.NullMarked;
