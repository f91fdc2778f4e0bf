/** Features of maps, of whatever format, to descriptions of places. */
@NullMarked
package org.cairn.exchange.internal.feature;

import org.jspecify.annotations.NullMarked;
