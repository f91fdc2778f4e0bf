/** Business data of Arches. */
@NullMarked
package org.cairn.exchange.internal.arches;

import org.jspecify.annotations.NullMarked;
